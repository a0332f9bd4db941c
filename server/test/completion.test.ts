import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { LinkStyle } from '../src/atlas/casebook.ts';
import type { VaultChange } from '../src/core/vault.ts';
import { applyChanges, emptyVault } from '../src/core/vault.ts';
import { applyEdits } from '../src/core/text.ts';
import type { CompletionItem } from '../src/features/completion.ts';
import { completion } from '../src/features/completion.ts';
import { fixture } from './fixture.ts';
import { parse } from './parse.ts';

const VAULT = `
//- tactics/resource-development.md
---
title: "AML.TA0003: Resource Development"
---

# AML.TA0003: Resource Development
//- tactics/impact.md
# AML.TA0011: Impact
//- techniques/resource-development/establish-accounts.md
---
id: establish-accounts
title: "AML.T0021: Establish Accounts"
aliases: [Sock Puppets]
sidebar_position: 4
---

# AML.T0021: Establish Accounts

Accounts are made for later use.

## Metadata

- **Technique ID:** AML.T0021
- **Maturity:** realized

## Tactics (1)

- [[tactics/resource-development|Resource Development]]

## Notes on Use

### Details

A remark. ^remark

## More

### Details
//- techniques/impact/erode.md
# AML.T0031: Erode AI Model Integrity

## Tactics

- [[tactics/impact|Impact]]
//- mitigations/training.md
---
type: mitigation
---

# AML.M0018: User Training
//- cases/first.md
---
type: case-study
sidebar_position: 7
---

# AML.CS0006: First Case

## Metadata

- **ID:** AML.CS0006
- **Incident Date:** 2020-04-16
- **Type:** incident

## Procedure

### Step 1: Erode AI Model Integrity

**Technique:** [[techniques/impact/erode|AML.T0031: Erode AI Model Integrity]]
//- notes/establish.md
# How accounts are found
//- notes/erode.md
# Erosion
//- files/shot.png
`;

const NOW = new Date(2026, 2, 9);

interface Expected {
  /** Labels of the first items, in order. */
  readonly first?: readonly string[];
  /** All labels, in order. */
  readonly labels?: readonly string[];
  /** The cursor's line after the first item (or the one labelled `pick`) is applied. */
  readonly line?: string;
  readonly pick?: string;
  readonly style?: LinkStyle;
}

/** Completes at `$0` in a page of the vault above, and checks what is offered and what the edit makes of the line. */
const checkCompletion = (literal: string, expected: Expected): readonly CompletionItem[] => {
  const source = literal.startsWith('//-') ? literal : `//- cases/own.md\n${literal}`;
  const { book, cursor } = fixture(`${VAULT}${source}`, { linkStyle: expected.style ?? 'full-path' });
  assert.ok(cursor, 'the literal has a cursor');
  const { page, text, offset } = cursor;
  const { items, isIncomplete } = completion(book, page, text, offset, NOW);
  const labels = items.map(item => item.label);
  if (expected.labels) assert.deepEqual(labels, expected.labels);
  if (expected.first) assert.deepEqual(labels.slice(0, expected.first.length), expected.first);
  if (items.length > 0) assert.equal(isIncomplete, true);
  for (const item of items) {
    const { start, end } = item.edit.span;
    assert.ok(start <= offset && offset <= end, `${item.label}: the edit covers the cursor`);
    assert.equal(item.filterText, text.slice(start, end), `${item.label}: filterText is what the edit replaces`);
    assert.doesNotMatch(item.filterText, /[\r\n]/, `${item.label}: the edit stays on its line`);
  }
  const order = items.map(item => item.sortText);
  assert.deepEqual(order, order.toSorted());
  if (expected.line !== undefined) {
    const item = expected.pick === undefined ? items[0] : items.find(({ label }) => label === expected.pick);
    assert.ok(item, `offers ${expected.pick ?? 'something'}: ${labels.slice(0, 9).join(', ')}`);
    const after = applyEdits(text, [item.edit]);
    const from = text.lastIndexOf('\n', item.edit.span.start - 1) + 1;
    const to = after.indexOf('\n', item.edit.span.start);
    assert.equal(after.slice(from, to < 0 ? undefined : to), expected.line);
  }
  return items;
};

const NONE: Expected = { labels: [] };
const ACCOUNTS = 'AML.T0021 Establish Accounts';
const ACCOUNTS_LINK = '[[techniques/resource-development/establish-accounts|AML.T0021: Establish Accounts]]';
const ERODE = 'AML.T0031 Erode AI Model Integrity';
const ERODE_LINK = '[[techniques/impact/erode|AML.T0031: Erode AI Model Integrity]]';

describe('completion of a link', () => {
  const finds: readonly (readonly [typed: string, first: string])[] = [
    ['AML.T0021', ACCOUNTS],
    ['t0021', ACCOUNTS],
    ['0021', ACCOUNTS],
    ['estab acc', ACCOUNTS],
    ['accounts establish', ACCOUNTS],
    ['ACC Est', ACCOUNTS],
    ['sock pup', ACCOUNTS],
    ['blish ccoun', ACCOUNTS],
    ['techniques/resource-development/est', ACCOUNTS],
    ['resource-development/establish-accounts.md', ACCOUNTS],
    ['notes/est', 'How accounts are found'],
    ['ero', ERODE],
    ['erosi', 'Erosion'],
    ['erode ai', ERODE],
    ['TA0011', 'AML.TA0011 Impact'],
    ['impact', 'AML.TA0011 Impact'],
  ];
  for (const [typed, first] of finds) {
    test(`finds ${typed}`, () => void checkCompletion(`See [[${typed}$0`, { first: [first] }));
  }

  const writes: readonly (readonly [name: string, before: string, after: string])[] = [
    ['half-written', 'See [[establish acc$0', `See ${ACCOUNTS_LINK}`],
    ['auto-closed', 'See [[establish acc$0]] now', `See ${ACCOUNTS_LINK} now`],
    ['closed by one bracket', 'See [[establish acc$0] now', `See ${ACCOUNTS_LINK} now`],
    ['within a word', 'See [[estab$0lish now', `See ${ACCOUNTS_LINK} now`],
    ['before more text', 'See [[t0021$0 and more', `See ${ACCOUNTS_LINK} and more`],
    [
      'several on a line',
      `${ERODE_LINK}, [[t0021$0]], [[notes/erode]]`,
      `${ERODE_LINK}, ${ACCOUNTS_LINK}, [[notes/erode]]`,
    ],
    ['an open one before another', '[[t0021$0, [[notes/erode]]', `${ACCOUNTS_LINK}, [[notes/erode]]`],
    ['embed', '![[t0021$0]]', '![[techniques/resource-development/establish-accounts]]'],
    ['behind a non-BMP character', '😀𝒳 [[t0021$0]] 😀', `😀𝒳 ${ACCOUNTS_LINK} 😀`],
    ['in a heading', '## On [[t0021$0', `## On ${ACCOUNTS_LINK}`],
    ['a note, by its name', 'See [[erosion$0', 'See [[notes/erode|Erosion]]'],
  ];
  for (const [name, before, line] of writes) test(name, () => void checkCompletion(before, { line }));

  test('an empty target offers what the vault uses most, and never the page itself', () => {
    const items = checkCompletion('//- cases/own.md\n# AML.CS0099: Own\n\n[[$0]]\n', {});
    assert.deepEqual(
      items.slice(0, 4).map(item => item.label),
      ['AML.TA0003 Resource Development', 'AML.TA0011 Impact', ERODE, 'Erosion'],
    );
    assert.ok(!items.some(item => item.label.includes('AML.CS0099')));
    assert.ok(items.length <= 200);
  });

  test('tactic and maturity stand beside a technique, its first paragraph is its documentation', () => {
    const [item] = checkCompletion('[[t0021$0', {});
    assert.equal(item?.description, 'Resource Development · realized');
    assert.equal(
      typeof item?.documentation === 'object' && item.documentation.path,
      'techniques/resource-development/establish-accounts.md',
    );
  });

  test('what only the catalogue has comes last, is marked, and is written as text', () => {
    const items = checkCompletion('See [[phishing$0]].', {
      line: 'See AML.T0052: Phishing.',
      pick: 'AML.T0052 Phishing',
    });
    assert.equal(items.find(item => item.label === 'AML.T0052 Phishing')?.description?.split(' · ')[0], 'no page yet');
    const mixed = checkCompletion('[[model$0', {}).map(item => item.detail === undefined);
    assert.deepEqual(mixed, mixed.toSorted().toReversed());
  });

  test('styles', () => {
    checkCompletion('[[t0021$0', {
      style: 'shortest-unique',
      line: '[[establish-accounts|AML.T0021: Establish Accounts]]',
    });
    checkCompletion('[[t0031$0', {
      style: 'shortest-unique',
      line: '[[impact/erode|AML.T0031: Erode AI Model Integrity]]',
    });
    checkCompletion('[[t0031$0', {
      style: 'relative',
      line: '[[../techniques/impact/erode|AML.T0031: Erode AI Model Integrity]]',
    });
  });

  test('attachments in an embed', () => void checkCompletion('![[shot$0', { line: '![[files/shot.png]]' }));
  test('no attachments in a link', () => void checkCompletion('[[shot$0', NONE));

  test('a table gets an escaped bar', () => {
    const line = '| a | [[techniques/impact/erode\\|AML.T0031: Erode AI Model Integrity]] |';
    checkCompletion('| x | y |\n| - | - |\n| a | [[t0031$0]] |', { line });
    checkCompletion('| x | y |\n| - | - |\n| a | [[t0031$0 |', { line });
    checkCompletion('| x | y |\n| - | - |\n| [[t0031 | abc$0 |', NONE);
  });

  test('an existing link is replaced whole', () => {
    const custom = '[[techniques/resource-development/establish-accounts|those accounts]]';
    checkCompletion('a [[t00$021|those accounts]] b', { pick: ACCOUNTS, line: `a ${custom} b` });
    checkCompletion('a [[t0021$0|AML.T0031: Erode AI Model Integrity]] b', { line: `a ${ACCOUNTS_LINK} b` });
    checkCompletion('a [[t0021$0|AML.T0031]] b', {
      line: 'a [[techniques/resource-development/establish-accounts|AML.T0021]] b',
    });
    checkCompletion('a [[establish$0|How accounts are found]] b', {
      pick: ACCOUNTS,
      line: 'a [[techniques/resource-development/establish-accounts|Establish Accounts]] b',
    });
    checkCompletion('![[t0021$0|300]]', { line: '![[techniques/resource-development/establish-accounts|300]]' });
  });

  test('a fragment is kept where the new page has it', () => {
    checkCompletion('[[t0021$0#Notes on Use|x]]', {
      line: '[[techniques/resource-development/establish-accounts#Notes on Use|x]]',
    });
    checkCompletion('[[t0031$0#Notes on Use|x]]', { line: '[[techniques/impact/erode|x]]' });
  });

  const nothing = [
    '`[[t0021$0`',
    '```\n[[t0021$0\n```',
    '```\n[[t0021$0',
    '<!-- [[t0021$0 -->',
    '%% [[t0021$0 %%',
    '\\[[t0021$0',
    'x [[t0021]] $0',
    '[[{{t0021$0}}]]',
    '[[7$0]](https://example.org)',
    '[[7$0]][ref]',
    `[[${'word '.repeat(60)}$0`,
    '[[no such page at all$0',
    'plain words $0',
    '$0',
  ];
  for (const text of nothing) test(`nothing at ${text.slice(0, 40)}`, () => void checkCompletion(text, NONE));

  test('CRLF', () => {
    const { book } = fixture(VAULT);
    const text = '# Own\r\n\r\nSee [[t0021]] now\r\nnext\r\n';
    const page = parse('cases/own.md', text);
    const { items } = completion(book, page, text, text.indexOf(']]'), NOW);
    assert.ok(items[0]);
    assert.equal(applyEdits(text, [items[0].edit]), `# Own\r\n\r\nSee ${ACCOUNTS_LINK} now\r\nnext\r\n`);
    const half = '[[t0021\r\n';
    const [item] = completion(book, parse('cases/own.md', half), half, 7, NOW).items;
    assert.equal(item && applyEdits(half, [item.edit]), `${ACCOUNTS_LINK}\r\n`);
  });

  test('a line of megabytes', () => {
    const { book } = fixture(VAULT);
    const filler = 'x '.repeat(1_000_000);
    const text = `${filler}[[t0021 ${filler}`;
    const [item] = completion(book, parse('cases/own.md', text), text, filler.length + 7, NOW).items;
    assert.equal(item?.edit.newText, ACCOUNTS_LINK);
  });
});

describe('what the place wants', () => {
  test('a list of mitigations', () =>
    void checkCompletion('## Mitigations (2)\n\n- [[$0', { first: ['AML.M0018 User Training'] }));
  test('a list of case studies', () =>
    void checkCompletion('## Case Studies\n\n- [[$0', { first: ['AML.CS0006 First Case'] }));
  test('a list of tactics, by what is typed', () =>
    void checkCompletion('## Tactics\n\n- [[re$0', { first: ['AML.TA0003 Resource Development'] }));
  test('a list entry looks like the others', () => {
    checkCompletion('## Tactics\n\n- [[tactics/impact|Impact]]\n- [[res$0', {
      line: '- [[tactics/resource-development|Resource Development]]',
    });
    checkCompletion('## Techniques\n\n- [[techniques/impact/erode|AML.T0031]] — Erode\n- [[t0021$0', {
      line: '- [[techniques/resource-development/establish-accounts|AML.T0021]]',
    });
  });
});

describe('completion on a Technique or Tactic line', () => {
  const study = (line: string, heading = 'Step 1: Something'): string =>
    `//- cases/own.md\n# AML.CS0099: Own\n\n## Procedure\n\n### ${heading}\n\n${line}\n`;

  test('words become the link', () => {
    checkCompletion(study('**Technique:** accounts$0'), { first: [ACCOUNTS], line: `**Technique:** ${ACCOUNTS_LINK}` });
    checkCompletion(study('**Technique:** AML.T00$021: Establish'), {
      line: `**Technique:** ${ACCOUNTS_LINK}`,
      pick: ACCOUNTS,
    });
    checkCompletion(study('- **Tactic**: impact$0'), { line: '- **Tactic**: [[tactics/impact|AML.TA0011: Impact]]' });
  });
  test('techniques come first, then all else', () => {
    const items = checkCompletion(study('**Technique:** $0'), { first: [ERODE, ACCOUNTS] });
    assert.ok(items.some(item => item.label === 'AML.TA0011 Impact'));
  });
  test('a missing space is written', () =>
    void checkCompletion(study('**Technique:**$0'), { line: `**Technique:** ${ERODE_LINK}` }));
  test('the technique that the heading names comes first', () =>
    void checkCompletion(study('**Technique:** [[$0]]', 'Step 1: Establish Accounts'), {
      first: [ACCOUNTS],
      line: `**Technique:** ${ACCOUNTS_LINK}`,
    }));
  test("tactics of the step's technique come first", () => {
    checkCompletion(study(`**Technique:** ${ERODE_LINK}\n**Tactic:** $0`), {
      first: ['AML.TA0011 Impact', 'AML.TA0003 Resource Development'],
    });
    checkCompletion(study(`**Technique:** ${ACCOUNTS_LINK}\n**Tactic:** $0`), {
      first: ['AML.TA0003 Resource Development', 'AML.TA0011 Impact'],
    });
  });
  test('a finished line offers nothing', () => void checkCompletion(study(`**Technique:** ${ERODE_LINK} $0`), NONE));
});

describe('completion of a fragment', () => {
  const page = '[[techniques/resource-development/establish-accounts';
  test('headings, without their counts, and the label', () => {
    checkCompletion(`${page}#$0`, {
      labels: [
        'AML.T0021: Establish Accounts',
        'Metadata',
        'Tactics (1)',
        'Notes on Use',
        'Details',
        'More',
        'Details',
      ],
    });
    checkCompletion(`${page}#tact$0]] x`, { line: `${page}#Tactics|AML.T0021: Establish Accounts]] x` });
    checkCompletion(`${page}#use$0|mine]] x`, { line: `${page}#Notes on Use|mine]] x` });
  });
  test('a heading that comes twice is nested', () => {
    const items = checkCompletion(`${page}#details$0|x]]`, { labels: ['Details', 'Details'] });
    assert.deepEqual(
      items.map(item => item.edit.newText),
      ['Details|x]]', 'More#Details|x]]'],
    );
    checkCompletion(`${page}#More#$0|x]]`, { labels: ['Details'], line: `${page}#More#Details|x]]` });
  });
  test('blocks', () => {
    checkCompletion(`${page}#^$0`, { labels: ['^remark'], line: `${page}#^remark|AML.T0021: Establish Accounts]]` });
    checkCompletion(`${page}#^no$0`, NONE);
  });
  test('of the page itself', () => {
    checkCompletion('# One\n\n## Two (3)\n\n[[#t$0]]', { labels: ['Two (3)'], line: '[[#Two]]' });
    checkCompletion('A block ^b1\n\n[[#^$0', { labels: ['^b1'], line: '[[#^b1]]' });
  });
  test('in a table', () =>
    void checkCompletion(`| x |\n| - |\n| ${page}#use$0 |`, {
      line: `| ${page}#Notes on Use\\|AML.T0021: Establish Accounts]] |`,
    }));
  test('of no page', () => void checkCompletion('[[no such page#$0', NONE));
});

describe('completion of a label', () => {
  const page = '[[tactics/impact';
  test('ID and name, name, ID', () => {
    checkCompletion(`${page}|$0]] x`, {
      labels: ['AML.TA0011: Impact', 'Impact', 'AML.TA0011'],
      line: `${page}|AML.TA0011: Impact]] x`,
    });
    checkCompletion(`${page}|imp$0`, { first: ['Impact'], line: `${page}|Impact]]` });
  });
  test('aliases, the linked heading, and what other pages write', () => {
    checkCompletion('[[techniques/resource-development/establish-accounts#More|$0', {
      labels: ['AML.T0021: Establish Accounts', 'Establish Accounts', 'More', 'AML.T0021', 'Sock Puppets'],
    });
    checkCompletion('//- a.md\n[[notes/erode|wear]]\n//- b.md\n[[notes/erode|$0', { labels: ['Erosion', 'wear'] });
  });
  test('a bar in a table is escaped', () =>
    void checkCompletion(`| x |\n| - |\n| ${page}|$0]] |`, { line: `| ${page}\\|AML.TA0011: Impact]] |` }));
  test('an own text is left alone', () => void checkCompletion(`${page}|something else$0]]`, NONE));
});

describe('completion of a bare ID', () => {
  test('a link, then the ID alone', () => {
    checkCompletion('As in AML.T003$0, so', { first: [ERODE, 'AML.T0031'], line: `As in ${ERODE_LINK}, so` });
    checkCompletion('As in AML.T00$031, so', { pick: 'AML.T0031', line: 'As in AML.T0031, so' });
  });
  test('all kinds, by prefix', () =>
    void checkCompletion('AML.TA$0', { first: ['AML.TA0003 Resource Development', 'AML.TA0011 Impact'] }));
  test('words behind the prefix', () => void checkCompletion('AML.accounts$0', { line: ACCOUNTS_LINK }));
  test('only text in a heading', () =>
    void checkCompletion('## About AML.T003$0', { first: ['AML.T0031'], line: '## About AML.T0031' }));
  test('only text for what the vault lacks', () =>
    void checkCompletion('AML.T0052.00$0', {
      pick: 'AML.T0052.000 Spearphishing via Social Engineering LLM',
      line: 'AML.T0052.000',
    }));
  test('not at the end of a sentence', () => void checkCompletion('It has an API.$0', NONE));
  test('not in a markdown link', () => void checkCompletion('[AML.T003$0](https://example.org)', NONE));
  test('not in code', () => void checkCompletion('`AML.T003$0`', NONE));
  test('in a table', () =>
    void checkCompletion('| x |\n| - |\n| AML.T003$0 |', {
      line: '| [[techniques/impact/erode\\|AML.T0031: Erode AI Model Integrity]] |',
    }));
});

describe('completion of front matter', () => {
  const own = (frontMatter: string): string =>
    `//- cases/my-case.md\n---\n${frontMatter}\n---\n\n# AML.CS0099: My "Case"\n`;
  test('keys that are missing, with their value', () => {
    const items = checkCompletion(own('id: my-case\n$0'), { first: ['title', 'type'] });
    assert.ok(!items.some(item => item.label === 'id'));
    checkCompletion(own('i$0'), { line: 'id: my-case' });
    checkCompletion(own('side$0'), { first: ['sidebar_label', 'sidebar_position'] });
  });
  test('a key before its colon', () => void checkCompletion(own('tit$0: x'), { line: 'title: x' }));
  test('values', () => {
    checkCompletion(own('id: $0'), { labels: ['my-case'], line: 'id: my-case' });
    checkCompletion(own('id:$0'), { line: 'id: my-case' });
    checkCompletion(own('title: $0'), { line: 'title: "AML.CS0099: My \\"Case\\""' });
    checkCompletion(own('title: "AML.CS0099$0: My \\"Case\\""'), { line: 'title: "AML.CS0100: My \\"Case\\""' });
    checkCompletion(own('title: "AML.CS0099: My$0 \\"Case\\""'), { labels: [] });
    checkCompletion(own('title: "AML$0"'), { line: 'title: "AML.CS0099: My \\"Case\\""' });
    checkCompletion(own('type: $0'), { first: ['case-study', 'mitigation'] });
    checkCompletion(own('sidebar_label: $0'), { line: 'sidebar_label: "My \\"Case\\""' });
    checkCompletion(own('sidebar_position: $0'), { labels: ['8'] });
  });
  test('links and IDs', () => {
    checkCompletion(own('related: "[[t0021$0]]"'), { line: `related: "${ACCOUNTS_LINK}"` });
    checkCompletion(own('atlas: AML.T003$0'), { first: ['AML.T0031'], line: 'atlas: AML.T0031' });
  });
  test('closing dashes still missing', () =>
    void checkCompletion('//- cases/new.md\n---\nid: $0', { labels: ['new'] }));
  test('not at the dashes', () => void checkCompletion('//- cases/new.md\n---$0\nid: a\n---\n', NONE));
});

describe('completion of Metadata', () => {
  const own = (line: string, id = 'AML.CS0099: Own'): string => `//- cases/own.md\n# ${id}\n\n## Metadata\n\n${line}\n`;
  test('next free ID', () => {
    checkCompletion(own('- **ID:** $0', 'A case'), { labels: ['AML.CS0057'] });
    checkCompletion(own('- **ID:** $0'), { labels: ['AML.CS0100'], line: '- **ID:** AML.CS0100' });
    checkCompletion(own('- **ID:**$0'), { line: '- **ID:** AML.CS0100' });
    checkCompletion(own('- **ID:** AML.$0'), { line: '- **ID:** AML.CS0100' });
    checkCompletion(own('- **Technique ID:** $0', 'AML.T9999: Last'), { labels: [] });
  });
  test('dates', () =>
    void checkCompletion(own('- **Incident Date:** $0'), { labels: ['2026-03-09', '2026-03', '2026'] }));
  test('type', () => {
    checkCompletion(own('- **Type:** $0'), { labels: ['incident', 'exercise'] });
    checkCompletion(own('- **Type:** ex$0'), { line: '- **Type:** exercise' });
    checkCompletion(own('- **Type:** incident$0'), {
      labels: ['incident', 'exercise'],
      pick: 'exercise',
      line: '- **Type:** exercise',
    });
  });
  test('free text', () => void checkCompletion(own('- **Target:** the $0'), NONE));
  test('only under Metadata', () => void checkCompletion('## Other\n\n- **Type:** $0', NONE));
});

test('the order does not depend on how the vault came to be', () => {
  const { book, texts } = fixture(`${VAULT}//- cases/own.md\n[[$0\n`);
  const text = '[[\n';
  const page = parse('cases/own.md', text);
  const shown = (vault: typeof book.vault, typed: string): readonly string[] => {
    const line = `[[${typed}`;
    return completion({ ...book, vault }, parse('cases/own.md', line), line, line.length, NOW).items.map(
      item => item.edit.newText,
    );
  };
  const extra = parse('notes/extra.md', '# Extra accounts\n\n[[notes/erode]] [[tactics/impact]]\n');
  const added = applyChanges(book.vault, [{ kind: 'page', page: extra }]).vault;
  const back = applyChanges(added, [
    { kind: 'removePage', id: extra.id },
    { kind: 'page', page },
  ]).vault;
  const all: VaultChange[] = [...texts].map(([path, source]) =>
    path.endsWith('.md') ? { kind: 'page', page: parse(path, source) } : { kind: 'file', path },
  );
  const rebuilt = applyChanges(emptyVault(book.vault.extract), [
    ...all.toReversed(),
    { kind: 'page', page: extra },
  ]).vault;
  rebuilt.bodies.get();
  for (const typed of ['', 'acc', 'a', 'erode', 'notes/e']) {
    assert.deepEqual(shown(added, typed), shown(rebuilt, typed), typed);
    assert.deepEqual(shown(back, typed), shown(book.vault, typed), typed);
  }
});
