import assert from 'node:assert/strict';
import { test } from 'node:test';
import { atlasPage } from '../../src/atlas/atlasPage.ts';
import { pageIdentity } from '../../src/atlas/pageIdentity.ts';
import { pagesCalled, pagesWithId } from '../../src/atlas/casebook.ts';
import { readDate } from '../../src/atlas/dates.ts';
import { labelIdMismatch, linkedPage } from '../../src/atlas/linkedPage.ts';
import { plainText, sameName } from '../../src/atlas/names.ts';
import { pageOf } from '../../src/core/vault.ts';
import { casebookOf } from '../fixture.ts';
import { parse } from '../parse.ts';

const identities: readonly (readonly [text: string, id: string | undefined, kind: string, name: string])[] = [
  ['---\ntitle: "AML.T0021: Establish Accounts"\n---\n# Other', 'AML.T0021', 'technique', 'Establish Accounts'],
  ['# AML.T0011.000: Unsafe AI Artifacts', 'AML.T0011.000', 'technique', 'Unsafe AI Artifacts'],
  ['---\ntitle: Accounts\n---\n# AML.TA0003', 'AML.TA0003', 'tactic', 'Accounts'],
  ['---\ntitle: Accounts\n---\n## AML.M0015: Detection', 'AML.M0015', 'mitigation', 'Detection'],
  ['# Mask\n\n## Metadata\n\n- **ID:** AML.CS0900', 'AML.CS0900', 'caseStudy', 'Mask'],
  ['# Mask\n\n## Metadata\n\n- **Technique ID**: `LAB.AML2.T0900`', 'LAB.AML2.T0900', 'technique', 'Mask'],
  ['# Mask\n\n- **ID:** AML.CS0900', undefined, 'note', 'Mask'],
  ['# Mask\n\n## Metadata\n\n- **Related ID:** AML.CS0900', undefined, 'note', 'Mask'],
  ['# AML.T0051 notes', undefined, 'note', 'AML.T0051 notes'],
  ['---\natlas: AML.M0026\ntitle: Plan\n---\n', undefined, 'note', 'Plan'],
  ['# Intro\n\n## AML.T0051: Second heading', undefined, 'note', 'Intro'],
  ['', undefined, 'note', 'page'],
];

for (const [text, id, kind, name] of identities) {
  test(`identity of ${JSON.stringify(text)}`, () => {
    assert.deepEqual(pageIdentity(parse('dir/page.md', text)), { kind, id, name });
  });
}

const said = (text: string, { start, end }: { start: number; end: number }): string => text.slice(start, end);

test('claims are the places that state ID and name, without quotes', () => {
  const text = `---\r\ntitle: "AML.T0021: Establish Accounts"\r\n---\r\n# AML.T0021: Establish Accounts\r\n\r\n## Metadata\r\n\r\n- **Technique ID:** AML.T0022\r\n`;
  const claims = atlasPage(parse('a.md', text)).claims;
  assert.deepEqual(
    claims.map(claim => [claim.source, claim.id, said(text, claim)]),
    [
      ['title', 'AML.T0021', 'AML.T0021: Establish Accounts'],
      ['heading', 'AML.T0021', 'AML.T0021: Establish Accounts'],
      ['metadata', 'AML.T0022', 'AML.T0022'],
    ],
  );
});

test('steps have number, name and lines', () => {
  const text = `# AML.CS0900: Mask

## Procedure

### Step 12: Evade *AI* Model

**Technique:** see [[a]] and [[b]]
**Tactic:** none

#### Detail

**Technique:** [[c]]

### Step 3 — Last

### Step 1.1: no step
### Stepping stones`;
  const steps = atlasPage(parse('a.md', text)).steps;
  assert.deepEqual(
    steps.map(step => [said(text, step.numberSpan), step.number, said(text, step.nameSpan), step.name]),
    [
      ['12', 12, 'Evade *AI* Model', 'Evade AI Model'],
      ['3', 3, 'Last', 'Last'],
    ],
  );
  assert.deepEqual(
    steps.map(step => [step.techniques.map(line => line.link?.target), step.tactics.map(line => line.link?.target)]),
    [
      [['a'], [undefined]],
      [[], []],
    ],
  );
});

test('lists have their count and one link an entry', () => {
  const text = `# AML.T0900: Open Door

## Tactics

[[x]] and [[y]]

## Case Studies (12)

- first [[a]] [[b]]
- none
  - [[nested]]

### more

1. [c](c.md) and ![[d]]

## Mitigations of a kind (3)

- [[z]]`;
  const lists = atlasPage(parse('a.md', text)).lists;
  assert.deepEqual(
    lists.map(list => ({
      what: list.what,
      count: list.count && said(text, list.count),
      entries: list.entries.map(entry => entry.link?.target),
      links: list.links.map(link => link.target),
      others: list.otherLinks.map(link => link.target),
    })),
    [
      { what: 'tactics', count: undefined, entries: [], links: ['x', 'y'], others: ['x', 'y'] },
      {
        what: 'caseStudies',
        count: '12',
        entries: ['a', undefined, 'c.md'],
        links: ['a', 'c.md'],
        others: ['b', 'nested'],
      },
    ],
  );
});

test('pages are found by ID, title, name and alias', () => {
  const book = casebookOf(
    new Map([
      ['z.md', '---\ntitle: "AML.T0900: Open Door"\naliases: [Gate, Portal]\n---'],
      ['y.md', '# AML.T0900: Copy'],
      ['n.md', '# Notes on doors'],
    ]),
  );
  const found = (text: string): readonly string[] => pagesCalled(book, text).map(page => page.id);
  assert.deepEqual(
    pagesWithId(book, 'AML.T0900').map(page => page.id),
    ['y.md', 'z.md'],
  );
  assert.deepEqual(found('aml.T0900: open door'), []);
  assert.deepEqual(found('AML.T0900: open door'), ['z.md']);
  assert.deepEqual(found('OPEN DOOR'), ['z.md']);
  assert.deepEqual(found('portal'), ['z.md']);
  assert.deepEqual(found('Notes on doors'), ['n.md']);
  assert.deepEqual(found('nothing'), []);
});

test('markdown links are relative to their page, and a label may speak of the heading', () => {
  const book = casebookOf(
    new Map([
      [
        't/a.md',
        '# AML.T0900: A\n\n[x](b.md) [y](/t/b.md) [z](../t/b%20c.md) [u](https://x.example) [[b|AML.T0999: C]] [[b#AML.T0999|AML.T0999]] [[b|AML.T0901]]',
      ],
      ['t/b.md', '# AML.T0901: B\n\n## AML.T0999'],
      ['t/b c.md', '# Note'],
      ['b.md', '# Another'],
    ]),
  );
  const page = pageOf(book.vault, 't/a.md');
  assert.ok(page);
  assert.deepEqual(
    page.links.map(link => linkedPage(book, page, link)?.id),
    ['t/b.md', 't/b.md', 't/b c.md', undefined, 'b.md', 'b.md', 'b.md'],
  );
  const near = { ...page, links: page.links.map(link => (link.target === 'b' ? { ...link, target: 't/b' } : link)) };
  assert.deepEqual(
    near.links.map(link => labelIdMismatch(book, near, link)),
    [false, false, false, false, true, false, false],
  );
});

test('names are compared as a reader sees them', () => {
  assert.equal(
    plainText('  *Q&amp;A*\t– `x_y` [[a|b]] [c](d) it’s \\[1\\] snake_case_name '),
    "Q&A – x_y b c it's [1] snake_case_name",
  );
  assert.ok(sameName('Évade – “AI”', 'E\u0301vade - "ai"'));
  assert.ok(!sameName('Evade AI Model', 'Evade AI Models'));
});

test('dates are those of the calendar', () => {
  for (const date of ['2023', '2023-12', '2024-02-29', '2000-02-29']) assert.equal(readDate(date), 'date', date);
  for (const date of ['2023-02-29', '1900-02-29', '2023-00', '2023-04-31', '0020-01-01', '2023-01-00'])
    assert.equal(readDate(date), 'impossible', date);
  for (const date of ['', '2023-1-1', '23', '2023/01/01', '2023-01-01T00:00', 'YYYY'])
    assert.equal(readDate(date), 'malformed', date);
});
