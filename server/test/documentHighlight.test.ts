import assert from 'node:assert/strict';
import { test } from 'node:test';
import { documentHighlights } from '../src/features/documentHighlight.ts';
import { fixture } from './fixture.ts';

/** Highlights what means the same as what stands at `$0`: exactly the stretches in `«»`; those of `writes` state it. */
const checkHighlights = (name: string, literal: string, writes: readonly string[]): void => {
  test(name, () => {
    const { book, cursor, marks } = fixture(literal);
    assert.ok(cursor);
    const { page, text, offset } = cursor;
    const found = documentHighlights(book, page, offset);
    assert.deepEqual(
      found.map(({ span }) => span),
      marks.filter(({ path }) => path === page.id).map(({ span }) => span),
    );
    assert.deepEqual(
      found.filter(({ kind }) => kind === 'write').map(({ span }) => text.slice(span.start, span.end)),
      writes,
    );
  });
};

const PAGE = `
//- a.md
---
title: "«AML.T0021: A»"
---

# «AML.T0021: A»

## Metadata

- **Technique ID:** «AML.T00$021»

## Notes

𝒜 «AML.T0021» «[[a]]» «[x](/techniques/AML.T0021)» AML.T0022 [[#Notes]] \`AML.T0021\`
//- b.md
[[a]]
`;
const CLAIMS = ['AML.T0021: A', 'AML.T0021: A', 'AML.T0021'];

checkHighlights("of the page's own ID", PAGE, CLAIMS);
checkHighlights('of a link to the page', PAGE.replace('$0', '').replace('[[a]]»', '[[a]]$0»'), CLAIMS);
checkHighlights('of a heading', '\n//- a.md\n# A\r\n\r\n## «He$0re»\r\n\r\n«[[#here]]» «[[a#Here|x]]» [[a]]\r\n', [
  'Here',
]);
checkHighlights('of a link to another page', '\n//- a.md\n𝒜 «[[b$0]]» «[x](b.md)» [[c]] b\n//- b.md\n# B\n', []);
checkHighlights('of a block', '\nText «^key»\n\n«[[#^k$0ey]]»\n', ['^key']);
checkHighlights('of a missing page', '\n«[[no$0]]» «[[no|x]]» [[nope]]\n', []);
checkHighlights('of plain text', '\nte$0xt text\n', []);
