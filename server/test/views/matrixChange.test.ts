import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Matrix } from '../../src/features/views/matrix.ts';
import { matrix } from '../../src/features/views/matrix.ts';
import { usesChanged } from '../../src/features/views/matrixChange.ts';
import { tallyOf } from '../../src/features/views/tally.ts';
import { fixture } from '../fixture.ts';

const VAULT = `
//- erode.md
# AML.T0031: Erode
//- direct.md
# AML.T0051.000: Direct
//- a.md
# AML.CS0001: A

### Step 1: Erode

**Technique:** [[erode|AML.T0031]]
`;

const matrixOf = (vault: string): Matrix => {
  const { book } = fixture(vault);
  return matrix(book, tallyOf(book));
};

const changed = (after: string): object | undefined => {
  const uses = usesChanged(matrixOf(VAULT), matrixOf(after));
  return uses && Object.fromEntries(uses);
};

describe('usesChanged', () => {
  it('says what is used by more or fewer case studies, and nothing of the rest', () => {
    assert.deepEqual(changed(VAULT), {});
    assert.deepEqual(changed(VAULT.replace('[[erode|AML.T0031]]', '[[direct|AML.T0051.000]]')), {
      'AML.T0031': 0,
      'AML.T0051.000': 1,
    });
  });

  it('gives up where a cell has another name, page or place', () => {
    assert.equal(changed(VAULT.replace('AML.T0031: Erode', 'AML.T0031: Erode Much')), undefined);
    assert.equal(changed(VAULT.replace('AML.T0031: Erode', 'A note')), undefined);
    assert.equal(changed(VAULT.replace('//- direct.md', '//- straight.md')), undefined);
    assert.equal(changed(`${VAULT}//- own.md\n# X.T0001: Own Technique\n`), undefined);
    assert.equal(changed(`${VAULT}//- own.md\n# X.TA0001: Own Tactic\n`), undefined);
  });
});
