import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { pageOf } from '../../src/core/vault.ts';
import type { MatrixTechnique } from '../../src/features/views/matrix.ts';
import { matrix, matrixPath, studiesUsing } from '../../src/features/views/matrix.ts';
import { tallyOf } from '../../src/features/views/tally.ts';
import { fixture } from '../fixture.ts';

const { book } = fixture(`
//- tactics/impact.md
# AML.TA0011: Impact on Us
//- tactics/own.md
# X.TA0001: Own Tactic
//- techniques/erode.md
# AML.T0031: Erode

## Tactics

- [[tactics/impact]]
- [[tactics/own]]
//- techniques/own.md
# X.T0001: Own Technique
//- techniques/direct.md
# AML.T0051.000: Direct

## Tactics

- [[tactics/impact]]
//- studies/a.md
# AML.CS0001: A

### Step 1: Erode

**Technique:** [[techniques/erode|AML.T0031]]

### Step 2: Erode

**Technique:** [[techniques/erode|AML.T0031]]

### Step 3: Wrong

**Technique:** [[techniques/erode|AML.T0000]]
//- studies/b.md
# AML.CS0002: B

### Step 1: Erode

**Technique:** [[techniques/erode|AML.T0031]]

### Step 2: Direct

**Technique:** [[techniques/direct|AML.T0051.000]]
`);

const shown = matrix(book, tallyOf(book));
const column = (name: string) => shown.tactics.find(tactic => tactic.name === name);
const cell = (name: string, id: string): MatrixTechnique | undefined =>
  column(name)?.techniques.find(technique => technique.id === id);

describe('matrix', () => {
  it('has the tactics of ATLAS in its order, under the names of the vault, then those of the vault alone', () => {
    const tactics = shown.tactics.map(({ id }) => id);
    assert.deepEqual(tactics.slice(0, 3), ['AML.TA0002', 'AML.TA0003', 'AML.TA0004']);
    assert.deepEqual(tactics.slice(15), ['AML.TA0011', 'X.TA0001', undefined]);
    assert.equal(column('Impact on Us')?.path, 'tactics/impact.md');
    assert.equal(column('Reconnaissance')?.path, undefined);
  });

  it('counts the case studies that use a technique, under each of its tactics', () => {
    assert.equal(cell('Impact on Us', 'AML.T0031')?.uses, 2);
    assert.equal(cell('Own Tactic', 'AML.T0031')?.uses, 2);
    assert.deepEqual(
      studiesUsing(book, 'AML.T0031').map(page => page.id),
      ['studies/a.md', 'studies/b.md'],
    );
  });

  it('has what only the catalogue knows, with its sub-techniques', () => {
    const known = cell('Resource Development', 'AML.T0002');
    assert.deepEqual([known?.path, known?.uses], [undefined, 0]);
    assert.ok(known?.children.some(({ id }) => id === 'AML.T0002.000'));
  });

  it('lets a sub-technique stand on its own where its parent does not, and a technique without tactic at the end', () => {
    assert.equal(cell('Impact on Us', 'AML.T0051.000')?.path, 'techniques/direct.md');
    assert.deepEqual(
      column('No tactic')?.techniques.map(({ id }) => id),
      ['X.T0001'],
    );
  });

  it('gives the cells that a case study visits, under the tactics that it serves there', () => {
    const study = pageOf(book.vault, 'studies/a.md');
    assert.ok(study);
    assert.deepEqual(
      matrixPath(book, study).map(({ technique, tactic, step }) => [technique, tactic, step]),
      [
        ['AML.T0031', 'AML.TA0011', 1],
        ['AML.T0031', 'AML.TA0011', 2],
        ['AML.T0000', 'AML.TA0002', 3],
      ],
    );
  });
});
