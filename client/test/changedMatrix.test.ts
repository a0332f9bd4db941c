import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { changedMatrix } from '../../server/src/lsp/protocol.ts';
import type { MatrixTechniqueView, MatrixView } from '../../server/src/lsp/protocol.ts';

const technique = (id: string, uses: number, ...children: readonly MatrixTechniqueView[]): MatrixTechniqueView => ({
  id,
  name: `Technique ${id}`,
  uses,
  children,
});

const VIEW: MatrixView = {
  version: '1',
  root: 'file:///vault',
  catalogue: '5.6.0',
  caseStudies: 3,
  tactics: [
    { id: 'TA1', name: 'First', techniques: [technique('T1', 1, technique('T1.000', 0)), technique('T2', 2)] },
    { id: 'TA2', name: 'Second', techniques: [technique('T3', 0)] },
  ],
};

describe('changedMatrix', () => {
  it('counts anew, also sub-techniques, and shares all else', () => {
    const next = changedMatrix(VIEW, { version: '2', since: '1', caseStudies: 4, uses: { 'T1.000': 5, T2: 0 } });
    assert.deepEqual([next.version, next.caseStudies, next.root], ['2', 4, VIEW.root]);
    assert.deepEqual(next.tactics[0]?.techniques, [technique('T1', 1, technique('T1.000', 5)), technique('T2', 0)]);
    assert.equal(next.tactics[1], VIEW.tactics[1]);
  });

  it('leaves what it does not change', () => {
    const next = changedMatrix(VIEW, { version: '2', since: '1', caseStudies: 3, uses: {} });
    assert.deepEqual(next, { ...VIEW, version: '2' });
    next.tactics.forEach((tactic, i) => assert.equal(tactic, VIEW.tactics[i]));
  });
});
