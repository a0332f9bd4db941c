import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  catalogueOf,
  childrenOf,
  entriesOfKind,
  entryOf,
  hasCataloguePrefix,
  idStatus,
  seriesOfId,
  techniqueOf,
} from '../../src/atlas/catalogue.ts';
import type { CatalogueData } from '../../src/atlas/catalogue.ts';
import { defaultCatalogue } from '../../src/atlas/defaultCatalogue.ts';
import { isAtlasId, kindOfId } from '../../src/atlas/ids.ts';

const small: CatalogueData = {
  version: '1',
  tactics: [
    { id: 'AML.TA0000', name: 'Second', position: 2 },
    { id: 'AML.TA0002', name: 'First', position: 1 },
  ],
  techniques: [
    { id: 'AML.T0003', name: 'Parent', tactics: ['AML.TA0002'], maturity: 'realized' },
    { id: 'AML.T0003.000', name: 'Child', parent: 'AML.T0003', tactics: ['AML.TA0002'] },
    { id: 'AML.T0003.002', name: 'Sibling', parent: 'AML.T0003', tactics: ['AML.TA0002'] },
    { id: 'AML.T0005', name: 'Lone', tactics: ['AML.TA0000', 'AML.TA0002'] },
  ],
  mitigations: [{ id: 'AML.M0001', name: 'Shield', categories: ['Policy'], lifecycle: [] }],
  caseStudies: [{ id: 'AML.CS0000', name: 'Story', type: 'exercise', techniques: ['AML.T0005'] }],
};

test('an ID is known, retired where its series goes beyond it, or beyond the series', () => {
  const catalogue = catalogueOf(small);
  const statuses = {
    'AML.TA0002': 'known',
    'AML.TA0001': 'retired',
    'AML.TA0003': 'beyond',
    'AML.T0003.002': 'known',
    'AML.T0004': 'retired',
    'AML.T0006': 'beyond',
    'AML.T0003.001': 'retired',
    'AML.T0003.003': 'beyond',
    'AML.T0005.000': 'beyond',
    'AML.T0004.000': 'retired',
    'AML.T0009.000': 'beyond',
    'AML.M0000': 'retired',
    'AML.M0002': 'beyond',
    'AML.CS0001': 'beyond',
    'OTHER.T0004': 'beyond',
    'no ID': 'beyond',
  };
  const found = Object.fromEntries(Object.keys(statuses).map(id => [id, idStatus(catalogue, id)]));
  assert.deepEqual(found, statuses);
});

test('the kinds of numbers do not mix, and a sub-technique counts among its siblings', () => {
  const series = ['AML.TA0002', 'AML.T0002', 'AML.T0003.002', 'AML.M0001', 'AML.CS0001', 'A2.B.T0001', 'T0001'];
  assert.deepEqual(series.map(seriesOfId), ['AML.TA', 'AML.T', 'AML.T0003', 'AML.M', 'AML.CS', 'A2.B.T', undefined]);
  assert.deepEqual(
    [...catalogueOf(small).highest],
    [
      ['AML.TA', 2],
      ['AML.T', 5],
      ['AML.T0003', 2],
      ['AML.M', 1],
      ['AML.CS', 0],
    ],
  );
});

test('only IDs of the catalogue’s own prefix are its business', () => {
  const catalogue = catalogueOf(small);
  const ids = ['AML.T9999', 'AML.T0004.007', 'OTHER.T0004', 'AML.X.T0001', 'AML'];
  assert.deepEqual(
    ids.map(id => hasCataloguePrefix(catalogue, id)),
    [true, true, false, false, false],
  );
});

test('entries are found by ID, kind, parent and tactic', () => {
  const catalogue = catalogueOf(small);
  assert.deepEqual(entryOf(catalogue, 'AML.M0001'), { kind: 'mitigation', ...small.mitigations[0] });
  assert.equal(techniqueOf(catalogue, 'AML.T0003')?.maturity, 'realized');
  assert.equal(techniqueOf(catalogue, 'AML.TA0002'), undefined);
  assert.deepEqual(childrenOf(catalogue, 'AML.T0003'), ['AML.T0003.000', 'AML.T0003.002']);
  assert.deepEqual(childrenOf(catalogue, 'AML.T0005'), []);
  assert.deepEqual(
    entriesOfKind(catalogue, 'caseStudy').map(entry => entry.name),
    ['Story'],
  );
  assert.deepEqual(catalogue.techniquesByTactic.get('AML.TA0000'), ['AML.T0005']);
});

test('tactics are sorted as in the matrix', () => {
  const catalogue = catalogueOf(small);
  assert.deepEqual(catalogue.tacticOrder, ['AML.TA0002', 'AML.TA0000']);
});

test('the shipped catalogue is whole: every ID well formed, every reference known', () => {
  const { byId, tacticOrder } = defaultCatalogue;
  assert.equal(defaultCatalogue.version, '5.6.0');
  assert.equal(tacticOrder.length, 16);
  assert.equal(tacticOrder[0], 'AML.TA0002');
  assert.equal(tacticOrder.at(-1), 'AML.TA0011');
  for (const [id, entry] of byId) {
    assert.ok(isAtlasId(id) && kindOfId(id) === entry.kind && entry.name !== '', id);
    const targets =
      entry.kind === 'technique'
        ? [...entry.tactics, ...(entry.parent === undefined ? [] : [entry.parent])]
        : entry.kind === 'caseStudy'
          ? entry.techniques
          : [];
    for (const target of targets) assert.ok(byId.has(target), `${id} → ${target}`);
    if (entry.kind === 'technique') assert.ok(entry.tactics.length > 0, `${id} has tactics`);
    for (const date of [entry.kind === 'caseStudy' ? entry.date : entry.created]) {
      assert.match(date ?? '', /^\d{4}-\d{2}-\d{2}$/, id);
    }
  }
  assert.deepEqual(techniqueOf(defaultCatalogue, 'AML.T0011.000')?.tactics, ['AML.TA0005']);
  assert.equal(idStatus(defaultCatalogue, 'AML.T0045'), 'retired');
});
