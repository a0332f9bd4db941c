import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Page } from '../src/core/page.ts';
import { parse } from './parse.ts';

/** A page's links, each as `kind target#fragment|label` with the source it spans. */
const checkLinks = (text: string, expected: readonly string[]): Page => {
  const page = parse('page.md', text);
  const shown = page.links.map(link => {
    const fragment = link.fragment === undefined ? '' : `#${link.fragment}`;
    const label = link.label === undefined ? '' : `|${link.label}`;
    assert.equal(text.slice(link.targetStart, link.targetEnd), link.target, 'target span');
    assert.equal(text.slice(link.fragmentStart, link.fragmentEnd), link.fragment ?? '', 'fragment span');
    if (link.label !== undefined)
      assert.equal(text.slice(link.labelStart, link.labelEnd).trim(), link.label, 'label span');
    return `${link.kind} ${link.target}${fragment}${label} @ ${text.slice(link.start, link.end)}`;
  });
  assert.deepEqual(shown, expected, JSON.stringify(text));
  return page;
};

const checkFaults = (text: string, expected: readonly string[]): void => {
  const { faults } = parse('page.md', text);
  assert.deepEqual(
    faults.map(fault => `${fault.kind} @ ${text.slice(fault.start, fault.end)}`),
    expected,
    text,
  );
};

describe('wiki-links', () => {
  const cases: readonly (readonly [string, ...string[]])[] = [
    ['see [[a/b]].', 'wiki a/b @ [[a/b]]'],
    ['[[a/b|AML.T0001: Name]]', 'wiki a/b|AML.T0001: Name @ [[a/b|AML.T0001: Name]]'],
    ['[[ a b # H 1 | L ]]', 'wiki a b#H 1|L @ [[ a b # H 1 | L ]]'],
    ['[[#Impact]] and [[#^blk]]', 'wiki #Impact @ [[#Impact]]', 'wiki #^blk @ [[#^blk]]'],
    ['[[a#H#I^]] ![[pic.png]]', 'wiki a#H#I^ @ [[a#H#I^]]', 'embed pic.png @ ![[pic.png]]'],
    ['\\![[x]]', 'wiki x @ [[x]]'],
    ['[[[a]]]', 'wiki a @ [[a]]'],
    ['**[[a]]**, *[[b]]*: [[c]]', 'wiki a @ [[a]]', 'wiki b @ [[b]]', 'wiki c @ [[c]]'],
    ['# Head [[a]]', 'wiki a @ [[a]]'],
    ['> - [[a]]\n> lazy [[b]]\n[[c]]', 'wiki a @ [[a]]', 'wiki b @ [[b]]', 'wiki c @ [[c]]'],
    ['Head [[a]]\n===\n[[b]]', 'wiki a @ [[a]]', 'wiki b @ [[b]]'],
    ['😀 [[é/日本|名]] \r\n[[b]]\r\n', 'wiki é/日本|名 @ [[é/日本|名]]', 'wiki b @ [[b]]'],
    ['`[[a]]` ``[[b]] ` `` <!-- [[c]] --> %% [[d]] %% \\[[e]] \\`[[f]]`', 'wiki f @ [[f]]'],
    ['    [[code]]\n\ntext\n    [[prose]]', 'wiki prose @ [[prose]]'],
    ['```\n[[a]]\n```\n[[b]]\n~~~\n[[c]]', 'wiki b @ [[b]]'],
    ['%%\n[[a]]\n\n[[b]]\n%%\n[[c]]', 'wiki c @ [[c]]'],
    ['50%% of [[a]]', 'wiki a @ [[a]]'],
    ['<div>\n[[a]]\n</div>\n\n[[b]]', 'wiki b @ [[b]]'],
    ['[[{{title}}]] [[<% tp.x %>]] [[${x}]] [[{name}]] [[a|{{b}}]]', 'wiki a|{{b}} @ [[a|{{b}}]]'],
    ['[[7]](https://x.y/z) [[7]][ref] [[7]]', 'markdown https://x.y/z|[7] @ [[7]](https://x.y/z)', 'wiki 7 @ [[7]]'],
    ['[[Phishing]] (see below) [[Phishing]](T1)', 'wiki Phishing @ [[Phishing]]', 'wiki Phishing @ [[Phishing]]'],
    ['| a | b |\n|---|---|\n| [[x\\|y]] | [[z]] |', 'wiki x|y @ [[x\\|y]]', 'wiki z @ [[z]]'],
    ['[[x\\|y]]', 'wiki x|y @ [[x\\|y]]'],
    ['---\nup: "[[a|b]]"\n---\n[[c]]', 'wiki a|b @ [[a|b]]', 'wiki c @ [[c]]'],
    ['if [[ 1 ]]; a[[0, 1], [2, 3]]', 'wiki 1 @ [[ 1 ]]'],
    [
      '[t](a/b.md#h "T") ![alt](x.png) [![i](j.png)](k.md)',
      'markdown a/b.md#h|t @ [t](a/b.md#h "T")',
      'image x.png|alt @ ![alt](x.png)',
      'markdown k.md|![i](j.png) @ [![i](j.png)](k.md)',
      'image j.png|i @ ![i](j.png)',
    ],
    ['- [ ] task [[a]] ^blk', 'wiki a @ [[a]]'],
  ];
  for (const [text, ...expected] of cases) test(JSON.stringify(text), () => void checkLinks(text, expected));
});

describe('malformed links', () => {
  const cases: readonly (readonly [string, ...string[]])[] = [
    ['see [[a/b and more', 'unclosed @ [[a/b and more'],
    ['see [[a/b|c] more', 'unclosed @ [[a/b|c]'],
    ['[[a [[b]]', 'unclosed @ [[a'],
    ['see a/b|c]] more', 'unopened @ a/b|c]]'],
    ['see [a/b|c]] more', 'unopened @ [a/b|c]]'],
    ['[[]] [[|x]]', 'empty @ [[]]', 'empty @ [[|x]]'],
    ['[[a|see [[b]] there]]', 'nested @ [[a|see [[b]] there]]'],
    ['| a |\n|---|\n| [[x|y]] |', 'bar @ |'],
    ['x = [[1, 2],', ...[]],
    ['a[b[0]] and m[[i]] and [[1,2],[3,4]]', ...[]],
    ['`[[a` and \\[[b', ...[]],
    ['| a|b]] |\n|---|---|\n| a|b]] |', ...[]],
  ];
  for (const [text, ...expected] of cases) test(JSON.stringify(text), () => checkFaults(text, expected));
});

describe('what else a page says', () => {
  const text =
    '---\nid: x\n---\n\n# AML.T0001: Name ##\n\nFirst *par*\nagraph AML.T0002.\n\n## Metadata\n\n- **ID:** AML.T0001\n- **Type**: x\n  - **Deep:** y\n\n' +
    '## References (2)\n\n1. [T](u) [2]\n2. b ^ref-2\n\n[2]: https://x.y "t"\n\n<!-- atlas-disable -->\n';
  const page = parse('page.md', text);
  test('headings', () => {
    assert.deepEqual(
      page.headings.map(h => [h.level, h.text, text.slice(h.textStart, h.textEnd)]),
      [
        [1, 'AML.T0001: Name', 'AML.T0001: Name'],
        [2, 'Metadata', 'Metadata'],
        [2, 'References (2)', 'References (2)'],
      ],
    );
  });
  test('mentions', () =>
    assert.deepEqual(
      page.mentions.map(m => [m.id, m.heading]),
      [
        ['AML.T0001', 0],
        ['AML.T0002', 0],
        ['AML.T0001', 1],
      ],
    ));
  test('summary', () =>
    assert.equal(page.summary && text.slice(page.summary.start, page.summary.end), 'First *par*\nagraph AML.T0002.'));
  test('fields', () => {
    assert.deepEqual(
      page.fields.map(f => [f.key, f.value, f.bullet, text.slice(f.valueStart, f.valueEnd)]),
      [
        ['ID', 'AML.T0001', true, 'AML.T0001'],
        ['Type', 'x', true, 'x'],
        ['Deep', 'y', true, 'y'],
      ],
    );
  });
  test('items', () => {
    assert.deepEqual(
      page.items.map(i => [
        i.number,
        text.slice(i.start, i.end),
        text.slice(i.contentStart, i.end),
        text.slice(i.start, i.blockEnd),
      ]),
      [
        [undefined, '- **ID:** AML.T0001', '**ID:** AML.T0001', '- **ID:** AML.T0001'],
        [undefined, '- **Type**: x', '**Type**: x', '- **Type**: x\n  - **Deep:** y'],
        [1, '1. [T](u) [2]', '[T](u) [2]', '1. [T](u) [2]'],
        [2, '2. b ^ref-2', 'b ^ref-2', '2. b ^ref-2'],
      ],
    );
  });
  test('an item reaches to the end of all that is nested in it', () => {
    for (const nested of [
      '  ```\n  code\n  ```',
      '  # Heading',
      '\n  b\n  ===',
      '\n  ***',
      '  - x\n  -',
      '  <!-- x -->',
      '  | a |\n  | - |\n  | b |',
      '  %%\n  c\n  %%',
    ]) {
      const whole = `- a\n${nested}`;
      const [item] = parse('page.md', `${whole}\n\n# Next\n`).items;
      assert.equal(item?.blockEnd, whole.length, nested);
    }
  });
  test('blocks, citations, definitions, comments', () => {
    assert.deepEqual(
      page.blocks.map(b => b.id),
      ['ref-2'],
    );
    assert.deepEqual(
      page.citations.map(c => text.slice(c.start, c.end)),
      ['[2]'],
    );
    assert.deepEqual(
      page.definitions.map(d => [d.label, d.target, text.slice(d.targetStart, d.targetEnd)]),
      [['2', 'https://x.y', 'https://x.y']],
    );
    assert.deepEqual(
      page.comments.map(c => c.text),
      ['atlas-disable'],
    );
  });
});

describe('front matter', () => {
  const cases: readonly (readonly [string, string, string | undefined])[] = [
    ['closed', '---\nid: x\n---\nbody', 'id'],
    ['CRLF', '---\r\nid: x\r\n---\r\nbody', 'id'],
    ['BOM', '\ufeff---\nid: x\n---\n', 'id'],
    ['at the end of the text', '---\nid: x\n---', 'id'],
    ['not closed', '---\nid: x\nbody', undefined],
    ['four dashes', '----\nid: x\n---\n', undefined],
    ['a rule with text', '--- x y\nid: x\n---\n', undefined],
    ['longer closing line', '---\nid: x\n---- x\n', undefined],
    ['not on the first line', '\n---\nid: x\n---\n', undefined],
  ];
  for (const [name, text, key] of cases) {
    test(name, () => assert.equal(parse('page.md', text).frontMatter?.fields[0]?.key, key));
  }
  test('another engine runs nothing and is an error at its place', () => {
    const text = '---js\nprocess.exit(3)\n---\n# T\n';
    const page = parse('page.md', text);
    assert.ok(page.frontMatter?.error);
    assert.equal(page.headings[0]?.text, 'T');
  });
});

describe('hostile texts are read in linear time', () => {
  // The bound is the test's time limit: quadratic work on these would take minutes.
  const n = 300_000;
  const texts: Readonly<Record<string, string>> = {
    'open brackets': '['.repeat(n),
    'open double brackets': '[[a '.repeat(n / 4),
    'open links and one end': '[[a '.repeat(n / 4) + ']]',
    'closing brackets': 'a|b]]'.repeat(n / 5),
    'open parentheses': '[a]('.repeat(n / 4),
    'backtick runs': Array.from({ length: 700 }, (_, i) => '`'.repeat(i + 1)).join(' '),
    'comments that never end': '<!-- '.repeat(n / 5),
    'instructions that never end': '<? <![CDATA[ '.repeat(n / 13),
    tags: '<a b='.repeat(n / 5),
    'nested quotes': '> '.repeat(2000) + '\n' + '>'.repeat(2000),
    'nested lists': Array.from({ length: 400 }, (_, i) => ' '.repeat(i * 2) + '- a').join('\n'),
    'a table row of links': '|a|\n|-|\n|' + '[[a|'.repeat(n / 4) + '\n',
    definitions: '[a]:\n'.repeat(n / 5),
    'lines with a bar': 'a|\n'.repeat(n / 3),
    'percent signs': '%%\n'.repeat(n / 3) + '%',
    stars: '**a'.repeat(n / 3),
    'html blocks': '<div>\n\n'.repeat(n / 7),
    'paragraphs that open': 'a <!-- [[b `\n\n'.repeat(n / 14),
    dots: 'A.'.repeat(n / 2),
    'lone surrogates': '\ud800[[\udc00]]'.repeat(n / 6),
    'one line': 'x'.repeat(5_000_000),
  };
  for (const [name, text] of Object.entries(texts)) {
    test(name, { timeout: 5000 }, () => assert.equal(parse('page.md', text).length, text.length));
  }
});
