import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { LinkStyle } from '../../src/atlas/casebook.ts';
import { applyEdits } from '../../src/core/text.ts';
import { pageOf } from '../../src/core/vault.ts';
import { mergeEdits } from '../../src/core/vaultEdit.ts';
import { problemsOf, rules } from '../../src/problems/index.ts';
import type { Fix } from '../../src/problems/problem.ts';
import { casebookOf, fixture } from '../fixture.ts';

interface CreateCase {
  /** The vault; all problems of its first page are mended by creating a page. */
  readonly vault: string;
  /** The first page afterwards. */
  readonly after: string;
  /** Paths of the pages that come to be. */
  readonly created: readonly string[];
  readonly linkStyle?: LinkStyle;
  readonly linkStyleChosen?: boolean;
}

/**
 * Creates the pages that the first page's links want, all at once, and holds the first page to the text expected. Neither it nor a
 * new page may have a problem then. In LF and CRLF vaults, and behind characters outside the Basic Multilingual Plane.
 */
const checkCreate = ({ vault, after, created, ...style }: CreateCase): void => {
  const { texts } = fixture(vault);
  const [first = ''] = texts.keys();
  for (const vary of [
    (text: string) => text,
    (text: string) => text.replaceAll('\n', '\r\n'),
    ...(after.startsWith('---') ? [] : [(text: string, path: string) => (path === first ? `𝒜 🦊\n\n${text}` : text)]),
  ]) {
    const varied = new Map([...texts].map(([path, text]) => [path, vary(text, path)]));
    const { creates, edits } = mergeEdits(
      creationsIn(varied, first, style).map(fix => fix.make(path => varied.get(path))),
    );
    assert.deepEqual(
      creates.map(({ path }) => path),
      created,
    );
    for (const edit of edits) varied.set(edit.page, applyEdits(varied.get(edit.page) ?? '', edit.edits));
    for (const { path, text } of creates) {
      assert.ok(!varied.has(path));
      varied.set(path, text);
    }
    assert.equal(varied.get(first)?.trimEnd(), vary(after, first).trimEnd());
    const book = casebookOf(varied, style);
    for (const path of [first, ...created]) {
      const page = pageOf(book.vault, path);
      assert.ok(page);
      assert.deepEqual(problemsOf(book, page), []);
    }
  }
};

type Style = Pick<CreateCase, 'linkStyle' | 'linkStyleChosen'>;

/** The fix of each problem of a page that creates a page. */
const creationsIn = (texts: ReadonlyMap<string, string>, path: string, style: Style): readonly Fix[] => {
  const book = casebookOf(texts, style);
  const page = pageOf(book.vault, path);
  assert.ok(page);
  return problemsOf(book, page).map(problem => {
    const rule = rules.find(({ codes }) => codes.includes(problem.code));
    const fix = rule?.fixes?.(book, page, problem).find(({ title }) => title.startsWith('Create the page'));
    assert.ok(fix, problem.message);
    return fix;
  });
};

const page = (path: string, label: string): string =>
  `//- ${path}.md\n---\nid: ${path.replace(/^.*\//, '')}\ntitle: "${label}"\n---\n\n# ${label}\n`;

const HARMS =
  page('t/impact/external-harms/money', 'AML.T0048.000: Financial Harm') +
  page('t/impact/external-harms/user', 'AML.T0048.003: User Harm');

describe('creating the page that a link wants', () => {
  const cases: readonly (CreateCase & { readonly name: string })[] = [
    {
      name: 'a broken link to a folder stays as it is',
      vault: `//- a.md\n[[t/impact/external-harms|AML.T0048: External Harms]]\n${HARMS}`,
      after: '[[t/impact/external-harms|AML.T0048: External Harms]]',
      created: ['t/impact/external-harms.md'],
    },
    {
      name: 'mislabelled links lead to the one new page, and say its name',
      vault: `//- a.md\n🦊 [[t/impact/external-harms/money|AML.T0048: External Harms]] and
[[external-harms/user|AML.T0048: Harms]], [[t/impact/external-harms/money|AML.T0048]],
| a |\n| --- |\n| [[t/impact/external-harms/money\\|AML.T0048 — External Harms]] |\n${HARMS}`,
      after: `🦊 [[t/impact/external-harms|AML.T0048: External Harms]] and
[[t/impact/external-harms|AML.T0048: External Harms]], [[t/impact/external-harms|AML.T0048]],
| a |\n| --- |\n| [[t/impact/external-harms\\|AML.T0048 — External Harms]] |`,
      created: ['t/impact/external-harms.md'],
    },
    {
      name: 'in the style of the vault',
      vault: `//- notes/a.md\n[[money|AML.T0048]] [[t/impact/external-harms]]\n${HARMS}`,
      after: '[[external-harms|AML.T0048]] [[external-harms]]',
      created: ['t/impact/external-harms.md'],
      linkStyle: 'shortest-unique',
      linkStyleChosen: true,
    },
    {
      name: 'relative to the page',
      vault: `//- notes/a.md\n[[../t/impact/external-harms/money|AML.T0048]] [[./b]] [[../b]]\n${HARMS}`,
      after: '[[../t/impact/external-harms|AML.T0048]] [[./b]] [[../b]]',
      created: ['t/impact/external-harms.md', 'notes/b.md', 'b.md'],
      linkStyle: 'relative',
      linkStyleChosen: true,
    },
    {
      name: 'an ID or title as the target stays what is read',
      vault: `//- a.md\n[[AML.M0013]] [[AML.M0901: My Lock]]\n| a |\n| - |\n| [[AML.M0900]] |\n`,
      after: `[[mitigations/code-signing|AML.M0013]] [[mitigations/my-lock|AML.M0901: My Lock]]
| a |\n| - |\n| [[mitigations/aml-m0900\\|AML.M0900]] |`,
      created: ['mitigations/code-signing.md', 'mitigations/my-lock.md', 'mitigations/aml-m0900.md'],
    },
    {
      name: 'bare names with an ID go to their kind, others beside the page',
      vault: `//- n/a.md\n[[lock|AML.M0013]] [[todo]]\n${page('m/x', 'AML.M0018: User Training')}`,
      after: '[[lock|AML.M0013]] [[todo]]',
      created: ['m/lock.md', 'n/todo.md'],
    },
    {
      name: 'front matter',
      vault: `//- a.md\n---\nsee: "[[t/impact/external-harms/money|AML.T0048]]"\n---\n${HARMS}`,
      after: '---\nsee: "[[t/impact/external-harms|AML.T0048]]"\n---',
      created: ['t/impact/external-harms.md'],
    },
    {
      name: 'a Technique line, whose step follows its label',
      vault: `//- s/paper-mask.md
---
id: paper-mask
title: "AML.CS0900: Paper Mask"
type: case-study
---

# AML.CS0900: Paper Mask

## Metadata

- **ID:** AML.CS0900
- **Incident Date:** 2024-02-29
- **Type:** incident
- **Target:** Door
- **Actor:** Students

## Procedure

### Step 1: Harm 🦊

**Technique:** [[t/impact/external-harms/money|AML.T0048: Harm 🦊]]

## References
${HARMS}`,
      after: `---
id: paper-mask
title: "AML.CS0900: Paper Mask"
type: case-study
---

# AML.CS0900: Paper Mask

## Metadata

- **ID:** AML.CS0900
- **Incident Date:** 2024-02-29
- **Type:** incident
- **Target:** Door
- **Actor:** Students

## Procedure

### Step 1: External Harms

**Technique:** [[t/impact/external-harms|AML.T0048: External Harms]]

## References`,
      created: ['t/impact/external-harms.md'],
    },
  ];
  for (const { name, ...each } of cases) it(name, () => checkCreate(each));

  const offers = (vault: string): readonly string[] => {
    const { book, texts } = fixture(vault);
    const [first = ''] = texts.keys();
    const from = pageOf(book.vault, first);
    assert.ok(from);
    return problemsOf(book, from).flatMap(problem =>
      (rules.find(({ codes }) => codes.includes(problem.code))?.fixes?.(book, from, problem) ?? []).map(
        ({ confidence, title }) => `${confidence} ${title}`,
      ),
    );
  };

  it('comes first where a folder lost its page and the label names an ID of the catalogue', () => {
    const create = "Create the page 't/impact/external-harms.md' (AML.T0048: External Harms)";
    assert.equal(offers(`//- a.md\n[[external-harms|AML.T0048]]\n${HARMS}`)[0], `likely ${create}`);
    assert.ok(offers(`//- a.md\n[[external-harms]]\n${HARMS}`).includes(`possible ${create}`));
    assert.deepEqual(offers(`//- a.md\n[[external-harms/money|AML.T0048: External Harms]]\n${HARMS}`), [
      "possible Label it 'AML.T0048.000: Financial Harm'",
      `possible ${create}`,
    ]);
  });

  it('is not offered where a page has the ID, or where the ID may be a slip', () => {
    const other = page('t/other', 'AML.T0048: External Harms');
    for (const vault of [
      `//- a.md\n[[external-harms|AML.T0048]]\n${HARMS}${other}`,
      `//- a.md\n[[external-harms/money|AML.T0048: External Harms]]\n${HARMS}${other}`,
      `//- a.md\n[[external-harms/money|AML.T0948]]\n${HARMS}`,
    ])
      assert.deepEqual(
        offers(vault).filter(title => title.includes('Create')),
        [],
      );
  });

  it('is not offered for a note where only a page with an ID can stand', () => {
    const lines = (target: string): string =>
      `//- s/a.md\n# AML.CS0900: A\n\n## Procedure\n\n### Step 1: B\n\n**Technique:** [[${target}]]\n${HARMS}`;
    const creating = (target: string): readonly string[] =>
      offers(lines(target)).filter(title => title.includes('Create the page'));
    assert.deepEqual(creating('t/impact/nobody-knows'), []);
    assert.equal(creating('t/impact/external-harms').length, 1);
  });

  it('gives the same text to whoever asks', () => {
    const { texts } = fixture(`//- a.md
[[t/impact/external-harms|so]] [[external-harms/money|AML.T0048: Harms]] [[./t/impact/external-harms|AML.T0048]]
${HARMS}`);
    const made = creationsIn(texts, 'a.md', {}).flatMap(fix => fix.make(path => texts.get(path)).creates);
    assert.equal(made.length, 3);
    assert.equal(new Set(made.map(({ path, text }) => path + text)).size, 1);
  });
});
