import assert from 'node:assert/strict';
import { test } from 'node:test';
import { headingSlug } from '../src/features/headingSlug.ts';
import type { LinkPreview } from '../src/features/previewLinks.ts';
import { previewLinks } from '../src/features/previewLinks.ts';
import { pageOf } from '../src/core/vault.ts';
import { fixture } from './fixture.ts';

/** What a preview of `a.md` is told of its links. */
const linksOf = (text: string): readonly LinkPreview[] => {
  const { book } = fixture(`//- a.md
${text}
//- tactic.md
# AML.TA9003: Tactic
//- technique.md
# AML.T9021: Technique

## Part *one*
//- mitigation.md
# AML.M9001: Mitigation
//- study.md
# AML.CS9001: Study
//- note.md
# A note

Text. ^k
//- x/note.md
//- p.png
`);
  const page = pageOf(book.vault, 'a.md');
  assert.ok(page);
  return previewLinks(book, page);
};

for (const [link, kind] of [
  ['[[tactic]]', 'tactic'],
  ['[[technique|x]]', 'technique'],
  ['[[technique#Part one]]', 'technique'],
  ['![[mitigation]]', 'mitigation'],
  ['[[study]]', 'caseStudy'],
  ['[[note]]', undefined],
  ['[[p.png]]', undefined],
  ['[[gone|AML.T9021: Technique]]', undefined],
] as const) {
  test(`the kind of ${link}`, () => assert.equal(linksOf(link)[0]?.kind, kind));
}

test('an embed says what it shows, however the page spells the same link elsewhere', () => {
  const [technique, note, ...rest] = linksOf(
    '[[technique#part one]] ![[technique#part one]] [[note#^k]] [[p.png]] ![[p.png]]',
  );
  assert.equal(technique?.embed?.title, 'AML.T9021: Technique › Part one');
  assert.equal(technique?.embed?.page.id, 'technique.md');
  assert.equal(note?.embed, undefined);
  assert.deepEqual(
    rest.map(({ raw, path, embed }) => [raw, path, embed]),
    [['p.png', 'p.png', undefined]],
  );
});

test('a place that is not there is a problem, and nothing is embedded', () => {
  const [found] = linksOf('![[technique#Gone]]');
  assert.equal(found?.path, 'technique.md');
  assert.match(found?.problem ?? '', /Gone/);
  assert.equal(found?.embed, undefined);
});

test('headings with half a character have a slug', () => assert.equal(headingSlug('A \ud835 b'), 'a-%EF%BF%BD-b'));
