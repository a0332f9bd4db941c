import assert from 'node:assert/strict';
import { test } from 'node:test';
import { references } from '../src/features/references.ts';
import type { Mark } from './fixture.ts';
import { fixture } from './fixture.ts';

/** Finds the references of what stands at `$0`: exactly the stretches in `«»`, sorted by path and place. */
const checkReferences = (name: string, literal: string, declaration?: { path: string; text: string }): void => {
  test(name, () => {
    const { book, cursor, marks, texts } = fixture(literal);
    assert.ok(cursor);
    const show = ({ path, span }: Pick<Mark, 'path' | 'span'>): string =>
      `${path}:${span.start} ${texts.get(path)?.slice(span.start, span.end)}`;
    const expected = marks.toSorted((a, b) =>
      a.path < b.path ? -1 : a.path > b.path ? 1 : a.span.start - b.span.start,
    );
    const found = references(book, cursor.page, cursor.offset, false);
    assert.deepEqual(found.map(show), expected.map(show));
    const declared = references(book, cursor.page, cursor.offset, true).slice(0, -found.length || undefined);
    assert.deepEqual(
      declared.map(({ path, span }) => ({ path, text: texts.get(path)?.slice(span.start, span.end) })),
      declaration === undefined ? [] : [declaration],
    );
  });
};

const PAGE = `
//- t/accounts.md
---
title: "AML.T0021: Establish Accounts"
aliases: [Sock puppets]
---

# AML.T0021: Establish$0 Accounts

## Metadata

- **Technique ID:** AML.T0021

See [[«accounts»]], [[#Metadata]], «AML.T0021».
//- a.md
𝒜 [[«t/accounts»]] and ![[«t/accounts#Metadata|x»]], [x](«t/accounts.md»), «AML.T0021»,
[y](«/techniques/AML.T0021»), [[«AML.T0021»]], [[«Sock puppets»]], [[«establish accounts|z»]].
[[other/accounts]] [[gone|AML.T0021: Establish Accounts]] \`[[t/accounts]]\` AML.T0021.000 AML.T0022
//- x/b.md
---
up: "[[«t/accounts»]]" # not [[accounts]]
---
[z](«../t/accounts.md»#metadata) | [u](https://example.org/t/accounts)
//- other/accounts.md
[[accounts]]
`.replaceAll('\\`', '`');

checkReferences('of a page, from its heading', PAGE, {
  path: 't/accounts.md',
  text: '# AML.T0021: Establish Accounts',
});
checkReferences('of a page, from a link to it', PAGE.replace('$0', '').replace('t/accounts»', 't/acc$0ounts»'), {
  path: 't/accounts.md',
  text: '# AML.T0021: Establish Accounts',
});
checkReferences('of a page, from its ID', PAGE.replace('$0', '').replace('«AML.T0021»,\n', '«AML.T$00021»,\n'), {
  path: 't/accounts.md',
  text: '# AML.T0021: Establish Accounts',
});
checkReferences('of a note, from its title', '\n//- a.md\n# No$0te\n//- b.md\n[[«a»]]\n', {
  path: 'a.md',
  text: '# Note',
});

checkReferences(
  'of a heading',
  `
//- a.md
# A

## Im$0pact (5)

### Impact

[[«#Impact»]] [[«a#impact-5|x»]] [[#Impact#Impact]] [[a]]
//- b.md
[[«a#A#Impact»]] [x](«a.md#impact») [[c#Impact]] [[a#Gone]] [[a#^impact]]
//- c.md
## Impact
`,
  { path: 'a.md', text: '## Impact (5)' },
);

checkReferences(
  'of a block',
  '\n//- a.md\nText ^ke$0y\n\nMore ^other\n\n[[«#^key»]] [[#^other]]\n//- b.md\n[[«a#^KEY»]] [[a#key]]\n',
  { path: 'a.md', text: '^key' },
);

checkReferences(
  'of an ID that no page has',
  `
//- a.md
AML.T00$002 is «AML.T0002», [[«t/dir|AML.T0002: Acquire»]], [x](«/techniques/AML.T0002»), [[«AML.T0002»]].
AML.T0002.000 [[b|AML.T0003: Other]]
//- b.md
«AML.T0002»
//- t/dir/c.md
# C
`.replace('AML.T00$002', '«AML.T00$002»'),
);

checkReferences(
  'of a folder, with those of the ID in the label',
  '\n//- a.md\n[[«t/dir$0|AML.T0002: Acquire»]] «AML.T0002»\n//- b.md\n[[«dir»]] [[t]] [[t/dir/c]]\n//- t/dir/c.md\n# C\n',
);

checkReferences('of a page that is not there', '\n//- a.md\n[[«x/gone$0»]]\n//- b.md\n[[«X/Gone|y»]] [[gone]]\n');
checkReferences('of an attachment', '\n//- a.md\n![[«pic$0.png»]]\n//- b.md\n![x](«img/pic.png»)\n//- img/pic.png\n', {
  path: 'img/pic.png',
  text: '',
});
checkReferences('of plain text', '\n//- a.md\nte$0xt [[a]]\n');

test('an ID of two pages: the links to both', () => {
  const { book, cursor } = fixture(
    '\n//- a.md\nAML.T00$021\n//- b.md\n# AML.T0021: B\n\n[[c]]\n//- c.md\n# AML.T0021: C\n',
  );
  assert.ok(cursor);
  assert.deepEqual(
    references(book, cursor.page, cursor.offset, true).map(({ path }) => path),
    ['b.md', 'c.md', 'a.md', 'b.md'],
  );
});

test('a page that shadows another takes over its references', () => {
  const { book, cursor } = fixture(
    '\n//- x/a.md\n# A$0\n//- x/b.md\n[[a]]\n//- y/a.md\n# A\n//- y/c.md\n[[a]]\n//- d.md\n[[a]]\n',
  );
  assert.ok(cursor);
  assert.deepEqual(
    references(book, cursor.page, cursor.offset, false).map(({ path }) => path),
    ['d.md', 'x/b.md'],
  );
});
