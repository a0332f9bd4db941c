import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
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

const fromRoot = (path: string): string => fileURLToPath(new URL(`../../../${path}`, import.meta.url));

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

/** Runs the generator on a file, gives what it wrote (undefined if nothing) and what it said. */
const generate = (source: string): { written: string | undefined; said: string; status: number | null } => {
  const folder = mkdtempSync(join(tmpdir(), 'catalogue-'));
  try {
    const target = join(folder, 'catalogue.json');
    const run = spawnSync(process.execPath, [fromRoot('scripts/generateCatalogue.ts'), source, target], {
      encoding: 'utf8',
    });
    const written = existsSync(target) ? readFileSync(target, 'utf8') : undefined;
    return { written, said: run.stdout + run.stderr, status: run.status };
  } finally {
    rmSync(folder, { recursive: true });
  }
};

/** The same, on a file of this text. */
const generateFrom = (yaml: string): ReturnType<typeof generate> => {
  const folder = mkdtempSync(join(tmpdir(), 'atlas-'));
  try {
    const source = join(folder, 'ATLAS.yaml');
    writeFileSync(source, yaml);
    return generate(source);
  } finally {
    rmSync(folder, { recursive: true });
  }
};

const release = join(process.env['CASEBOOK_DATA'] ?? fromRoot('../shared/data'), 'atlas/ATLAS-5.6.0.yaml');

test('regenerating gives the committed file', { skip: existsSync(release) ? false : `no ${release}` }, () => {
  const { written, said } = generate(release);
  assert.equal(written, readFileSync(fromRoot('data/catalogue.json'), 'utf8'), said);
});

test('the generator reads old releases: lists at the top level, "specializes", no maturity', () => {
  const { written, said } = generateFrom(`
id: ATLAS
version: 2.0.1
tactics:
- {id: AML.TA0002, name: Reconnaissance}
- {id: AML.TA0000, name: Access}
techniques:
- {id: AML.T0001.000, name: Child, specializes: AML.T0001}
- id: AML.T0001
  name: Parent
  tactics: [AML.TA0002]
  ATT&CK-reference: {id: T1, url: https://example.org/T1}
mitigations: []
case-studies:
- id: AML.CS0000
  name: Story
  incident-date: 2020-05-01
  incident-date-granularity: MONTH
  procedure:
  - {tactic: AML.TA0002, technique: AML.T0001.000, description: x}
  - {tactic: AML.TA0002, technique: AML.T0001.000, description: y}
`);
  assert.deepEqual(JSON.parse(written ?? said), {
    version: '2.0.1',
    tactics: [
      { id: 'AML.TA0000', name: 'Access', position: 2 },
      { id: 'AML.TA0002', name: 'Reconnaissance', position: 1 },
    ],
    techniques: [
      { id: 'AML.T0001', name: 'Parent', tactics: ['AML.TA0002'], attack: { id: 'T1', url: 'https://example.org/T1' } },
      { id: 'AML.T0001.000', name: 'Child', parent: 'AML.T0001', tactics: ['AML.TA0002'] },
    ],
    mitigations: [],
    caseStudies: [
      { id: 'AML.CS0000', name: 'Story', date: '2020-05-01', granularity: 'month', techniques: ['AML.T0001.000'] },
    ],
  });
});

test('the generator refuses other files, and says why', () => {
  for (const yaml of ['tactics: {AML.TA0000: {}}\ncollection: {version: "2026.09"}', '[1, 2', 'words']) {
    const { written, said, status } = generateFrom(yaml);
    assert.equal(written, undefined);
    assert.equal(status, 1);
    assert.match(said, /legacy format|flow sequence|Flow sequence/i);
  }
  const absent = generate('/no/such/ATLAS.yaml');
  assert.equal(absent.status, 1);
  assert.match(absent.said, /ATLAS\.yaml/);
});
