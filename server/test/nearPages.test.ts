import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { certainPage, nearPages, wantedKind } from '../src/atlas/nearPages.ts';
import { fixture } from './fixture.ts';

const PAGES = `
//- techniques/impact/erode-model.md
# AML.T0031: Erode AI Model Integrity
//- techniques/impact/flood.md
---
title: "AML.T0029: Denial of AI Service"
aliases: [Flooding]
---
//- tactics/flood.md
# AML.TA0011: Impact
//- techniques/AML.T0900.md
# AML.T0900: Paint the Bikeshed
//- notes/eroding.md
# Eroding
//- notes/twin.md
---
aliases: [Flooded]
---
//- notes/twin-2.md
---
aliases: [Flooded]
---
`;

describe('nearPages', () => {
  const near = (before: string): readonly string[] => {
    const { book, cursor } = fixture(`\n//- from.md\n${before}$0\n${PAGES}`);
    const [link] = cursor?.page.links ?? [];
    assert.ok(cursor && link);
    return nearPages(book, cursor.page, link, 3).map(({ id }) => id);
  };

  const cases: readonly (readonly [link: string, best: string | undefined])[] = [
    ['[[AML.T0029]]', 'techniques/impact/flood.md'],
    ['[[aml.t0029]]', 'techniques/impact/flood.md'],
    ['[[denial of ai service]]', 'techniques/impact/flood.md'],
    ['[[AML.T0029: Denial of AI Service]]', 'techniques/impact/flood.md'],
    ['[[Flooding]]', 'techniques/impact/flood.md'],
    ['[[old/erode-model]]', 'techniques/impact/erode-model.md'],
    ['[[erode-modle]]', 'techniques/impact/erode-model.md'],
    ['[[Erode Model]]', 'techniques/impact/erode-model.md'],
    ['[[xyz|AML.T0031]]', 'techniques/impact/erode-model.md'],
    ['[[xyz|Erode Modell]]', 'techniques/impact/erode-model.md'],
    ['[[flood-x|AML.TA0099]]', 'tactics/flood.md'],
    ['[[tactics/flood-x]]', 'tactics/flood.md'],
    ['[[techniques/impact/flood-x]]', 'techniques/impact/flood.md'],
    // The file's name says more than the label, an ID in the label more than that.
    ['[[x/erode-model|Flood]]', 'techniques/impact/erode-model.md'],
    ['[[x/flood|AML.T0031: Erode]]', 'techniques/impact/erode-model.md'],
    ['[[x/erode-model|AML.T0029: Denial of AI Service]]', 'techniques/impact/flood.md'],
    // A slip in a folder's name.
    ['[[technique/flood]]', 'techniques/impact/flood.md'],
    ['[[tactic/flood]]', 'tactics/flood.md'],
    // A slip in a title, also where files are named otherwise.
    ['[[Erode AI Modl Integrity]]', 'techniques/impact/erode-model.md'],
    ['[[Paint the Bikshed]]', 'techniques/AML.T0900.md'],
    ['[[x/y|Paint the Bikeshed]]', 'techniques/AML.T0900.md'],
    ['[[paint-the-bike-shed]]', 'techniques/AML.T0900.md'],
    ['[[nothing-of-the-kind]]', undefined],
  ];
  for (const [link, best] of cases)
    it(`means ${best ?? 'no page'} by ${link}`, () => assert.equal(near(link)[0], best));

  it('gives at most as many as asked for, never the page itself', () => {
    const { book, cursor } = fixture(
      '\n//- erode.md\n[[x/erode]]$0\n//- a/erode1.md\n//- a/erode2.md\n//- a/erode3.md\n',
    );
    const [link] = cursor?.page.links ?? [];
    assert.ok(cursor && link);
    const ids = nearPages(book, cursor.page, link, 2).map(({ id }) => id);
    assert.deepEqual(ids, ['a/erode1.md', 'a/erode2.md']);
  });
});

describe('certainPage', () => {
  it('is certain of a name that one page has, of none that several have', () => {
    const { book } = fixture(PAGES);
    assert.equal(certainPage(book, 'Flooding')?.id, 'techniques/impact/flood.md');
    assert.equal(certainPage(book, 'AML.TA0011')?.id, 'tactics/flood.md');
    assert.equal(certainPage(book, 'Flooded'), undefined);
    assert.equal(certainPage(book, 'Floodin'), undefined);
    assert.equal(certainPage(book, ''), undefined);
  });
});

describe('wantedKind', () => {
  const { book, cursor } = fixture(`
//- cs.md
# AML.CS0001: Case

[[one]] [[two|AML.M0001]]

## Procedure

### Step 1: X

**Technique:** [[three]]
**Tactic:** [[four]]
//- t.md
# AML.TA0011: Impact

## Techniques (1)

- [[one]] $0
`);
  it('is what the line, the list or the label says', () => {
    const page = [...book.vault.pages.base.values()].find(({ id }) => id === 'cs.md');
    assert.ok(page && cursor);
    assert.deepEqual(
      page.links.map(link => wantedKind(page, link)),
      [undefined, 'mitigation', 'technique', 'tactic'],
    );
    assert.deepEqual(
      cursor.page.links.map(link => wantedKind(cursor.page, link)),
      ['technique'],
    );
  });
});
