import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { pageOf } from '../../src/core/vault.ts';
import { pageLink } from '../../src/features/commands/pageLinks.ts';
import { pasteIntoTable, pasteLinks, readPasted } from '../../src/features/commands/pasteLinks.ts';
import type { LinkStyle } from '../../src/atlas/casebook.ts';
import { fixture } from '../fixture.ts';

const PAGES = `
//- t/alpha.md
# AML.T0090: Alpha
//- t/beta.md
# AML.T0091: Beta
//- t/double-a.md
# AML.T0092: Double
//- t/double-b.md
# AML.T0092: Double
//- notes/Plain text.md
# Plain text
//- root.md
# A page at the root
//- files/plan (1).png
x
`;

interface PasteOptions {
  readonly linkStyle?: LinkStyle;
}

/** What is pasted at the cursor or over the marked stretch in place of these paths. */
const paste = (before: string, paths: readonly string[], options: PasteOptions = {}) => {
  const { book, cursor, marks } = fixture(`//- n/page.md\n${before}\n${PAGES}`, options);
  assert.ok(cursor);
  const span = marks[0]?.span ?? { start: cursor.offset, end: cursor.offset };
  const pasted = paths.map(path => ({ path, certain: true }));
  return pasteLinks(book, cursor.page, cursor.text, span, pasted)?.text;
};

const ALPHA = '[[t/alpha|AML.T0090: Alpha]]';
const BETA = '[[t/beta|AML.T0091: Beta]]';

describe('pasteLinks', () => {
  const cases: readonly (readonly [before: string, paths: readonly string[], text: string | undefined])[] = [
    ['See $0.', ['t/alpha.md'], ALPHA],
    ['See $0.', ['notes/Plain text.md'], '[[notes/Plain text|Plain text]]'],
    ['See $0.', ['files/plan (1).png'], '![[files/plan (1).png]]'],
    ['See 𝒜 $0.', ['t/alpha.md', 't/beta.md'], `${ALPHA}\n${BETA}`],
    ['$0', ['t/alpha.md', 't/beta.md'], `- ${ALPHA}\n- ${BETA}`],
    ['$0', ['t/alpha.md'], ALPHA],
    ['a\n\n  $0\n\nb', ['t/alpha.md', 't/beta.md'], `- ${ALPHA}\n  - ${BETA}`],
    ['* x\n* $0', ['t/alpha.md', 't/beta.md'], `${ALPHA}\n* ${BETA}`],
    ['1. x\n2. $0', ['t/alpha.md', 't/beta.md'], `${ALPHA}\n3. ${BETA}`],
    [
      '| a |\n| --- |\n| $0 |',
      ['t/alpha.md', 't/beta.md'],
      `${ALPHA.replace('|', '\\|')}, ${BETA.replace('|', '\\|')}`,
    ],
    ['By «such ways»$0.', ['t/alpha.md'], '[[t/alpha|such ways]]'],
    ['By «such ways »$0in.', ['t/alpha.md'], '[[t/alpha|such ways]] '],
    ['By «such [1]»$0.', ['t/alpha.md'], ALPHA],
    ['\\$0', ['t/alpha.md'], undefined],
    ['By «such ways»$0.', ['t/alpha.md', 't/beta.md'], `${ALPHA}\n${BETA}`],
    ['See $0.', ['t/alpha.md', 'nowhere.md'], undefined],
    ['See $0.', [], undefined],
    ['`a $0`', ['t/alpha.md'], undefined],
    ['```\n$0\n```', ['t/alpha.md'], undefined],
    ['[[$0]]', ['t/alpha.md'], undefined],
    ['[[$0', ['t/alpha.md'], undefined],
    ['[x]($0', ['t/alpha.md'], undefined],
    ['[x]($0)', ['t/alpha.md'], undefined],
    ['<a href="$0', ['t/alpha.md'], undefined],
    ['---\ntitle: $0\n---', ['t/alpha.md'], undefined],
  ];
  for (const [before, paths, text] of cases)
    it(`${paths.join()} at ${JSON.stringify(before)}`, () => assert.equal(paste(before, paths), text));

  it('keeps the line ends of the page', () =>
    assert.equal(paste('a\r\n\r\n$0\r\n', ['t/alpha.md', 't/beta.md']), `- ${ALPHA}\r\n- ${BETA}`));
  it('follows the style of the vault', () =>
    assert.equal(paste('$0', ['t/alpha.md'], { linkStyle: 'relative' }), '[[../t/alpha|AML.T0090: Alpha]]'));
});

describe('readPasted', () => {
  const { book } = fixture(PAGES);
  const cases: readonly (readonly [
    line: string,
    path: string | undefined,
    expected: readonly [path: string, certain: boolean] | undefined,
  ])[] = [
    ['t/alpha.md', undefined, ['t/alpha.md', true]],
    ['t\\alpha.md', undefined, ['t/alpha.md', true]],
    ['/t/alpha.md', undefined, ['t/alpha.md', true]],
    ['files/plan (1).png', undefined, ['files/plan (1).png', true]],
    ['t/alpha', undefined, ['t/alpha.md', false]],
    ['root.md', undefined, ['root.md', false]],
    ['root', undefined, ['root.md', false]],
    ['alpha', undefined, undefined],
    ['/home/me/vault/t/alpha.md', 't/alpha.md', ['t/alpha.md', true]],
    ['/home/me/vault/gone.md', 'gone.md', undefined],
    ['https://atlas.mitre.org/techniques/AML.T0090', undefined, ['t/alpha.md', true]],
    ['https://atlas.mitre.org/techniques/AML.T0090/', undefined, ['t/alpha.md', true]],
    ['https://atlas.mitre.org/techniques/AML.T0090?from=mail#top', undefined, ['t/alpha.md', true]],
    ['https://atlas.mitre.org/techniques/AML.T0092', undefined, ['t/double-a.md', false]],
    ['https://atlas.mitre.org/techniques/AML.T0051', undefined, undefined],
    ['https://example.org/techniques/AML.T0090', undefined, undefined],
    ['Some words', undefined, undefined],
    ['', undefined, undefined],
  ];
  for (const [line, path, expected] of cases)
    it(`'${line}'${path === undefined ? '' : ` as ${path}`}`, () => {
      const found = readPasted(book, line, path);
      assert.deepEqual(found && [found.path, found.certain], expected);
    });
});

describe('pasteIntoTable', () => {
  const pasted = (before: string, text: string) => {
    const { cursor } = fixture(before);
    assert.ok(cursor);
    return pasteIntoTable(cursor.page, cursor.text, { start: cursor.offset, end: cursor.offset }, text)?.text;
  };
  const table = '| a |\n| --- |\n| $0 |';
  it('escapes the bar of a link', () => {
    assert.equal(pasted(table, '[[t/a|A b]]'), '[[t/a\\|A b]]');
    assert.equal(pasted(table, '![[a.png|100]]'), '![[a.png\\|100]]');
  });
  it('leaves all else as it is', () => {
    for (const text of ['[[t/a]]', '[[t/a\\|A]]', 'x | y', '[[a|b]] | [[c|d]]'])
      assert.equal(pasted(table, text), undefined);
    assert.equal(pasted('See $0', '[[t/a|A]]'), undefined);
  });
});

describe('pageLink', () => {
  const link = (path: string, linkStyle: LinkStyle, from?: string) => {
    const { book } = fixture(PAGES, { linkStyle });
    return pageLink(book, from === undefined ? undefined : pageOf(book.vault, from), path);
  };
  it('is in the style of the vault, with the label of the page', () => {
    assert.equal(link('t/alpha.md', 'full-path'), ALPHA);
    assert.equal(link('t/alpha.md', 'shortest-unique'), '[[alpha|AML.T0090: Alpha]]');
    assert.equal(link('t/alpha.md', 'relative', 't/beta.md'), '[[./alpha|AML.T0090: Alpha]]');
    assert.equal(link('files/plan (1).png', 'full-path'), '![[files/plan (1).png]]');
  });
  it('is written from the root where no page is known', () => assert.equal(link('t/alpha.md', 'relative'), ALPHA));
  it('is none for what the vault does not have', () => assert.equal(link('gone.md', 'full-path'), undefined));
});
