import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { attackFlow } from '../../src/features/views/attackFlow.ts';
import { fixture } from '../fixture.ts';

const PAGES = `
//- tactics/impact.md
# AML.TA0011: Impact
//- tactics/reconnaissance.md
# AML.TA0002: Reconnaissance
//- techniques/search.md
# AML.T0000: Search Open Technical Databases

## Metadata

- **Maturity:** Demonstrated

## Tactics

- [[tactics/reconnaissance]]
//- techniques/erode.md
# AML.T0031: Erode AI Model Integrity

## Tactics

- [[tactics/impact]]
- [[tactics/reconnaissance]]
`;

const flowOf = (body: string) => {
  const { book, cursor } = fixture(`\n//- study.md\n$0${body}\n${PAGES}`);
  assert.ok(cursor);
  return attackFlow(book, cursor.page, cursor.text);
};

const STUDY = `# AML.CS0001: A Study

## Metadata

- **ID:** AML.CS0001
- **Target:** A text that is a good deal longer than forty characters are
- **Type:** exercise

## Procedure

### Step 1: Erode AI Model Integrity

**Technique:** [[techniques/erode|AML.T0031: Erode AI Model Integrity]]

### Step 2: Search

**Technique:** [[techniques/search|AML.T0000]]
`;

describe('attackFlow', () => {
  it('puts steps into the lanes of their tactics, in the order of the matrix', () => {
    const flow = flowOf(STUDY);
    assert.deepEqual(
      flow?.lanes.map(({ id, name, path }) => [id, name, path]),
      [
        ['AML.TA0002', 'Reconnaissance', 'tactics/reconnaissance.md'],
        ['AML.TA0011', 'Impact', 'tactics/impact.md'],
      ],
    );
    assert.deepEqual(
      flow?.steps.map(({ number, lane, next }) => [number, lane, next]),
      [
        [1, 1, [1]],
        [2, 0, []],
      ],
    );
    assert.deepEqual(flow?.steps[1]?.techniques, [
      {
        id: 'AML.T0000',
        name: 'Search Open Technical Databases',
        parent: undefined,
        maturity: 'demonstrated',
        path: 'techniques/search.md',
      },
    ]);
  });

  it('gives the Metadata whole and without the ID', () =>
    assert.deepEqual(flowOf(STUDY)?.facts, [
      { key: 'Target', value: 'A text that is a good deal longer than forty characters are' },
      { key: 'Type', value: 'exercise' },
    ]));

  it('takes the tactic that a step states before those of its technique', () => {
    const flow = flowOf(STUDY.replace('Integrity]]\n', 'Integrity]]\n**Tactic:** [[tactics/reconnaissance]]\n'));
    assert.deepEqual(
      flow?.lanes.map(({ name }) => name),
      ['Reconnaissance'],
    );
  });

  it('goes on rather than back where a technique has several tactics', () => {
    const both = STUDY.replace(/### Step 1[^]*(?=### Step 2)/, '');
    const flow = flowOf(`${both}\n### Step 3: Erode\n\n**Technique:** [[techniques/erode|AML.T0031]]\n`);
    assert.deepEqual(
      flow?.steps.map(({ lane, otherTactics }) => [lane, otherTactics]),
      [
        [0, []],
        [1, ['Reconnaissance']],
      ],
    );
  });

  it('follows what steps say they lead to', () => {
    const step = (number: number, line: string): string => `### Step ${number}: S\n\n${line}\n\n`;
    const flow = flowOf(
      `# AML.CS0001: A\n\n## Procedure\n\n${step(1, '**Leads to:** Step 2, Step 3')}${step(2, '**Leads to:** 4')}` +
        step(3, 'text') +
        step(4, '**Leads to:** nothing') +
        step(5, '**Leads to:** 5, 77'),
    );
    assert.deepEqual(
      flow?.steps.map(({ next }) => next),
      [[1, 2], [3], [3], [], []],
    );
  });

  it('draws an unfinished page as far as it goes', () => {
    const flow = flowOf(
      '# AML.CS0001: A\n\n## Procedure\n\n### Step 1\n\n### Step 2: X\n\n**Technique:** [[no|AML.T0031]]',
    );
    assert.deepEqual(
      flow?.steps.map(({ name, lane, techniques }) => [name, lane, techniques.map(({ id, path }) => [id, path])]),
      [
        ['', 1, []],
        ['X', 0, [['AML.T0031', undefined]]],
      ],
    );
    assert.deepEqual(flow?.lanes.at(-1), { id: undefined, name: 'No tactic', path: undefined });
  });

  it('draws a page that has nothing but its type yet, under the name of its file', () => {
    const flow = flowOf('---\ntype: case-study\n---\n\n### Step 1\n\n### Step 1: Again\n\n**Technique:** none yet\n');
    assert.deepEqual([flow?.id, flow?.name, flow?.facts], [undefined, 'study', []]);
    assert.deepEqual(
      flow?.steps.map(({ number, name, lane, techniques, next }) => [number, name, lane, techniques, next]),
      [
        [1, '', 0, [], [1]],
        [1, 'Again', 0, [], []],
      ],
    );
  });

  it('names a technique by its link where that leads nowhere, or to a page of another kind', () => {
    const line = (link: string): string => `### Step 1: S\n\n**Technique:** ${link}\n`;
    const first = (link: string) => flowOf(`# AML.CS0001: A\n\n## Procedure\n\n${line(link)}`)?.steps[0]?.techniques[0];
    assert.deepEqual(
      ['[[nowhere]]', '[[nowhere|AML.T0031]]', '[[study|My Words]]', '[[]]'].map(link => {
        const technique = first(link);
        return [technique?.id, technique?.name, technique?.path];
      }),
      [
        [undefined, 'nowhere', undefined],
        ['AML.T0031', 'Erode AI Model Integrity', undefined],
        [undefined, 'My Words', undefined],
        [undefined, undefined, undefined],
      ],
    );
  });

  it('is of case studies only', () => {
    assert.equal(flowOf('# A note\n'), undefined);
    assert.deepEqual(flowOf('# AML.CS0001: Only a heading\n')?.steps, []);
    assert.deepEqual(flowOf('---\ntype: case-study\n---\n')?.steps, []);
    assert.equal(flowOf(''), undefined);
  });
});
