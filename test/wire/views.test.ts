import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  CASE_STUDIES,
  CASE_STUDY,
  LOOSE_PAGES,
  MATRIX,
  MATRIX_PATH,
  STUDIES_USING,
  USED_BY,
  VAULT_CHANGED,
} from '../../server/src/lsp/protocol.ts';
import type {
  CaseStudyItem,
  CaseStudyView,
  LoosePagesView,
  MatrixAnswer,
  MatrixPathView,
  MatrixView,
  UsedByView,
  VaultChangedParams,
} from '../../server/src/lsp/protocol.ts';
import { folderOf, startServer } from './client.ts';

const STUDY = `# AML.CS0001: A Study

## Metadata

- **ID:** AML.CS0001
- **Type:** exercise

## Procedure

### Step 1: Erode

**Technique:** [[erode|AML.T0031: Erode]]

### Step 2: Nothing

**Technique:** [[no/such page|AML.T0012: Valid Accounts]]

## References
`;

const VAULT = {
  'erode.md': '# AML.T0031: Erode\n\n## Tactics\n\n- [[impact]]\n',
  'impact.md': '# AML.TA0011: Impact\n',
  'study.md': STUDY,
};

test('answers what views ask, of the page as it is being written', async t => {
  const client = await startServer(t, folderOf(t, VAULT));
  const uri = client.uri('study.md');
  await client.open('study.md', STUDY);
  const study = await client.request<CaseStudyView>(CASE_STUDY, { uri });
  assert.deepEqual([study.id, study.name, study.uri], ['AML.CS0001', 'A Study', uri]);
  assert.deepEqual(
    study.lanes.map(({ name }) => name),
    ['Initial Access', 'Impact'],
  );
  assert.deepEqual(
    study.steps.map(({ startLine, endLine, lane, next }) => [startLine, endLine, lane, next]),
    [
      [9, 13, 1, [1]],
      [13, 17, 0, []],
    ],
  );
  assert.deepEqual(
    study.steps[1]?.problems.map(({ line, severity }) => [line, severity]),
    [[15, 'error']],
  );
  assert.equal(study.steps[0]?.techniques[0]?.uri, client.uri('erode.md'));

  await client.type('study.md', STUDY.replace('### Step 2: Nothing', '### Step 2: Something else'));
  const typed = await client.request<CaseStudyView>(CASE_STUDY, { uri });
  assert.equal(typed.steps[1]?.name, 'Something else');
  await client.received<VaultChangedParams>(VAULT_CHANGED, ({ roots }) => roots.length === 1);
  assert.equal(await client.request(CASE_STUDY, { uri: client.uri('impact.md') }), null);
});

test('says the matrix anew only where it is another than the one that is known', async t => {
  const client = await startServer(t, folderOf(t, VAULT));
  await client.open('study.md', STUDY);
  const { version } = await client.request<MatrixView>(MATRIX, { uri: client.uri('study.md') });
  const again = (known: string): Promise<MatrixAnswer> => client.request<MatrixAnswer>(MATRIX, { known });
  assert.equal(await again(version), 'unchanged');
  await client.type('study.md', `${STUDY}\nMore.\n`);
  assert.equal(await again(version), 'unchanged');
  await client.type('study.md', STUDY.replace('[[erode|AML.T0031: Erode]]', ''));
  const change = await again(version);
  assert.ok(change !== 'unchanged' && 'since' in change && change.version !== version);
  assert.deepEqual([change.since, change.caseStudies, change.uses], [version, 1, { 'AML.T0031': 0 }]);
  await client.type('study.md', STUDY);
  const back = await again(change.version);
  assert.ok(back !== 'unchanged' && 'since' in back);
  assert.deepEqual(back.uses, { 'AML.T0031': 1 });
  assert.equal(await again(back.version), 'unchanged');
  await client.open('erode.md', VAULT['erode.md']);
  await client.type('erode.md', VAULT['erode.md'].replace('Erode', 'Erode Much'));
  const other = await again(back.version);
  assert.ok(other !== 'unchanged' && 'tactics' in other);
  const impact = other.tactics.find(({ id }) => id === 'AML.TA0011');
  assert.equal(impact?.techniques.find(({ id }) => id === 'AML.T0031')?.name, 'Erode Much');
  const whole = await again('of another server');
  assert.deepEqual(whole, other);
});

test('draws the way of a case study that has no ID yet, and offers it', async t => {
  const begun = '---\ntype: case-study\n---\n\n### Step 1\n\n**Technique:** [[erode]]\n';
  const client = await startServer(t, folderOf(t, { ...VAULT, 'begun.md': begun }));
  const uri = client.uri('begun.md');
  const path = await client.request<MatrixPathView>(MATRIX_PATH, { uri });
  assert.deepEqual(path, {
    uri,
    name: 'begun',
    steps: [{ technique: 'AML.T0031', tactic: 'AML.TA0011', step: 1 }],
  });
  const studies = await client.request<CaseStudyItem[]>(CASE_STUDIES, {});
  assert.deepEqual(
    studies.map(({ name }) => name),
    ['begun', 'A Study'],
  );
  assert.equal(await client.request(MATRIX_PATH, { uri: client.uri('erode.md') }), null);
});

test('answers what is asked of the whole vault', async t => {
  const client = await startServer(t, folderOf(t, VAULT));
  const matrix = await client.request<MatrixView>(MATRIX, {});
  const impact = matrix.tactics.find(({ id }) => id === 'AML.TA0011');
  const erode = impact?.techniques.find(({ id }) => id === 'AML.T0031');
  assert.deepEqual([matrix.caseStudies, erode?.uses, erode?.uri], [1, 1, client.uri('erode.md')]);
  const [using] = await client.request<CaseStudyItem[]>(STUDIES_USING, { id: 'AML.T0031' });
  assert.deepEqual(using, { uri: client.uri('study.md'), id: 'AML.CS0001', name: 'A Study' });
  assert.equal((await client.request<CaseStudyItem[]>(CASE_STUDIES, {})).length, 1);
  const path = await client.request<MatrixPathView>(MATRIX_PATH, { uri: client.uri('study.md') });
  assert.deepEqual(path.steps, [
    { technique: 'AML.T0031', tactic: 'AML.TA0011', step: 1 },
    { technique: 'AML.T0012', tactic: 'AML.TA0004', step: 2 },
  ]);
  const used = await client.request<UsedByView>(USED_BY, { uri: client.uri('erode.md') });
  assert.deepEqual(
    used.kinds.map(({ kind, pages }) => [kind, pages[0]?.label, pages[0]?.places]),
    [['caseStudy', 'AML.CS0001: A Study', [{ line: 11, character: 15, under: 'Step 1: Erode' }]]],
  );
  const loose = await client.request<LoosePagesView>(LOOSE_PAGES, {});
  assert.deepEqual(
    loose.wanted.map(({ target, id, links }) => [target, id, links.length]),
    [['no/such page', 'AML.T0012', 1]],
  );
  assert.deepEqual(
    loose.orphans.map(({ label }) => label),
    ['AML.CS0001: A Study'],
  );
});
