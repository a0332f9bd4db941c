import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { loosePages } from '../../src/features/views/loosePages.ts';
import { tallyOf } from '../../src/features/views/tally.ts';
import { usedBy } from '../../src/features/views/usedBy.ts';
import { fixture } from '../fixture.ts';

const { book, cursor } = fixture(`
//- erode.md
$0# AML.T0031: Erode

[[erode#Uses|itself]]

## Uses
//- study.md
# AML.CS0001: A

## Procedure

### Step 1: Erode

**Technique:** [[erode|AML.T0031]] and AML.T0031
//- notes/n.md
See [[erode]], [[erode#Nowhere]], [[no/such page|AML.T0999: X]] and [[notes]].
//- notes/m.md
![[pic.png]] [[no/such page]] [[https://example.org]] [[study]]
`);

describe('usedBy', () => {
  it('groups the pages that refer to one by kind, with the heading above each place', () => {
    assert.ok(cursor);
    assert.deepEqual(
      usedBy(book, cursor.page).map(({ kind, pages }) => [
        kind,
        pages.map(({ path, label, places }) => [path, label, places.map(({ under }) => under)]),
      ]),
      [
        ['caseStudy', [['study.md', 'AML.CS0001: A', ['Step 1: Erode', 'Step 1: Erode']]]],
        ['note', [['notes/n.md', 'n', ['', '']]]],
      ],
    );
  });
});

describe('loosePages', () => {
  it('finds pages that no other page links', () =>
    assert.deepEqual(
      loosePages(book, tallyOf(book)).orphans.map(({ path }) => path),
      ['notes/m.md', 'notes/n.md'],
    ));

  it('finds what links ask for in vain, the most wanted first', () =>
    assert.deepEqual(
      loosePages(book, tallyOf(book)).wanted.map(({ target, id, links }) => [
        target,
        id,
        links.map(({ path }) => path),
      ]),
      [
        ['no/such page', 'AML.T0999', ['notes/m.md', 'notes/n.md']],
        ['notes', undefined, ['notes/n.md']],
        ['pic.png', undefined, ['notes/m.md']],
      ],
    ));
});
