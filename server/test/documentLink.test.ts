import assert from 'node:assert/strict';
import { test } from 'node:test';
import { documentLinks } from '../src/features/documentLink.ts';
import { pageOf } from '../src/core/vault.ts';
import { fixture } from './fixture.ts';

/** The links of `a.md`: exactly those in `«»`, each to the path, place and tooltip given. */
const checkLinks = (name: string, literal: string, expected: readonly string[]): void => {
  test(name, () => {
    const { book, marks, texts } = fixture(literal);
    const page = pageOf(book.vault, 'a.md');
    assert.ok(page);
    const links = documentLinks(book, page);
    assert.deepEqual(
      links.map(({ span }) => span),
      marks.filter(({ path }) => path === 'a.md').map(({ span }) => span),
    );
    assert.deepEqual(
      links.map(({ path, place, tooltip }) =>
        [path, place && `<${texts.get(path)?.slice(place.start, place.end)}>`, tooltip && `"${tooltip}"`]
          .filter(Boolean)
          .join(' '),
      ),
      expected,
    );
  });
};

checkLinks(
  'links that lead somewhere',
  `
//- a.md
𝒜 «[[b|x]]» «![[b#Impact]]» «[x](b.md#impact)» «[[#^key]]»\r
«[y](/techniques/AML.T0021)» «![[pic.png]]» [[gone]] [[dir]] [z](https://example.org) [w](mailto:a@b.c)\r
\`[[b]]\` [v](/techniques/AML.T0099) AML.T0021 [[AML.T0021]] «[[same]]»\r
text ^key\r
//- b.md
# AML.T0021: B

## Impact
//- dir/same.md
//- other/same.md
# Same
//- pic.png
`,
  [
    'b.md <AML.T0021: B> "AML.T0021: B"',
    'b.md <## Impact> "AML.T0021: B"',
    'b.md <## Impact> "AML.T0021: B"',
    'a.md <^key> "a"',
    'b.md <AML.T0021: B> "AML.T0021: B"',
    'pic.png',
    'dir/same.md "same"',
  ],
);
checkLinks('a page without links', '\n//- a.md\ntext\n', []);
