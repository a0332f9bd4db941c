// The script that makes `data/catalogue.json` of an ATLAS release.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';

const fromRoot = (path: string): string => join(import.meta.dirname, '../..', path);

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
