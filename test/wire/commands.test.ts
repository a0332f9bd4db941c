import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { pathToFileURL } from 'node:url';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Range, TextDocumentEdit, TextEdit } from 'vscode-languageserver-protocol/node';
import * as protocol from '../../server/src/lsp/protocol.ts';
import type { WireClient } from './client.ts';
import { folderOf, startServer } from './client.ts';

const technique = (id: string, name: string): string =>
  `---\ntitle: "${id}: ${name}"\n---\n\n# ${id}: ${name}\n\n## Tactics\n\n- [[tactics/impact]]\n- [[tactics/execution]]\n`;

const STUDY = `---
id: a-case
title: "AML.CS0090: A Case"
type: case-study
sidebar_position: 3
---

# AML.CS0090: A Case

## Procedure

### Step 1: Alpha

**Technique:** [[techniques/alpha|AML.T0090: Alpha]]
**Tactic:** [[tactics/impact|AML.TA0011: Impact]]

First 𝒜 🦊.

## References
`;

const VAULT = {
  'techniques/alpha.md': technique('AML.T0090', 'Alpha'),
  'techniques/beta gamma.md': technique('AML.T0091', 'Beta Gamma'),
  'tactics/impact.md': '# AML.TA0011: Impact\n',
  'tactics/execution.md': '# AML.TA0005: Execution\n',
  'studies/a-case.md': STUDY,
  'notes/start.md': '# Start\n\nSee `code` and .\n',
  'image 1.png': 'x',
};

const CAPABILITIES = { workspace: { workspaceEdit: { documentChanges: true } } };

const start = async (t: TestContext, files: Readonly<Record<string, string>> = VAULT): Promise<WireClient> =>
  startServer(t, folderOf(t, files), { capabilities: CAPABILITIES });

const at = (line: number, character: number): Range => ({ start: { line, character }, end: { line, character } });

/** A page after an answer's edit, with `$0` where the cursor belongs. */
const edited = (text: string, uri: string, result: protocol.RefactorResult): string => {
  assert.ok('edit' in result, JSON.stringify(result));
  const [change, ...others] = (result.edit.documentChanges ?? []) as TextDocumentEdit[];
  assert.deepEqual([change?.textDocument, others], [{ uri, version: 1 }, []]);
  const after = TextDocument.applyEdits(
    TextDocument.create(uri, 'markdown', 1, text),
    (change?.edits ?? []) as TextEdit[],
  );
  const document = TextDocument.create(uri, 'markdown', 2, after);
  const cursor = document.offsetAt(result.selection?.start ?? { line: 0, character: 0 });
  return `${after.slice(0, cursor)}$0${after.slice(cursor)}`;
};

test('a new case study: where it goes, what is wrong with it, and its page', async t => {
  const client = await start(t);
  const places = await client.request<protocol.CaseStudyPlaces>(protocol.CASE_STUDY_PLACES, {
    uri: client.uri('notes/start.md'),
  });
  const root = client.uri('').replace(/\/$/, '');
  assert.deepEqual(places, { vaults: [{ root, folder: 'studies' }] });
  const chosen = await client.request<protocol.CaseStudyPlaces>(protocol.CASE_STUDY_PLACES, {
    uri: client.uri('notes'),
  });
  assert.deepEqual(chosen, { vaults: [{ root, folder: 'notes' }] });

  const check = (field: keyof protocol.CaseStudyDraft, value: string) =>
    client.request<protocol.CheckCaseStudyResult>(protocol.CHECK_CASE_STUDY, {
      root,
      field,
      draft: { folder: 'studies', [field]: value },
    });
  assert.deepEqual(await check('name', 'A case?'), { reason: "'studies/a-case.md' exists already." });
  assert.deepEqual(await check('name', 'Another case'), {});
  assert.match((await check('date', '2024-13')).reason ?? '', /not a day, month or year/);

  const draft = {
    folder: 'studies',
    name: 'It costs $5',
    type: 'incident',
    date: '2024-05',
    target: 'A shop',
  } as const;
  const page = await client.request<protocol.NewCaseStudy>(protocol.NEW_CASE_STUDY, { root, draft });
  assert.equal(page.id, 'AML.CS0091');
  assert.equal(page.uri, client.uri('studies/it-costs-5.md'));
  assert.match(
    page.text,
    /^---\nid: it-costs-5\ntitle: "AML\.CS0091: It costs \$5"\ntype: case-study\nsidebar_position: 4\n---\n/,
  );
  assert.match(page.snippet, /\ntitle: "AML\.CS0091: It costs \\\$5"\n/);
  const refused = await client.request(protocol.NEW_CASE_STUDY, { root, draft: { ...draft, name: '?' } });
  assert.match(JSON.stringify(refused), /^\{"reason":"The name needs a letter/);
});

test('several vaults are all offered where no page says which', async t => {
  const study = '---\ntype: case-study\n---\n# AML.CS0090: A\n';
  const roots = [
    folderOf(t, { 'a.md': study }),
    folderOf(t, { 'b.md': '# AML.T0021: B\n' }),
    folderOf(t, { 'c.md': '# C\n' }),
  ];
  const client = await startServer(t, roots[0] ?? '', { folders: roots });
  const [first = '', second = ''] = roots.map(root => pathToFileURL(root).href);
  const ask = (uri?: string) =>
    client.request<protocol.CaseStudyPlaces>(protocol.CASE_STUDY_PLACES, uri === undefined ? {} : { uri });
  const all = { vaults: [{ root: first, folder: '' }, { root: second }] };
  assert.deepEqual(await ask(), all);
  assert.deepEqual(await ask(pathToFileURL(join(roots[2] ?? '', 'c.md')).href), all);
  assert.deepEqual(await ask(`${second}/b.md`), { vaults: [{ root: second }] });
});

test('a folder that is no vault has a reason', async t => {
  const client = await start(t, { 'a.md': '# A\n' });
  for (const [method, params] of [
    [protocol.CASE_STUDY_PLACES, {}],
    [protocol.INSERT_STEP, { uri: client.uri('a.md'), range: at(0, 0), technique: { id: 'AML.T0021' } }],
    [protocol.INSERT_LINK, { uri: client.uri('a.md'), range: at(0, 0), technique: { id: 'AML.T0021' } }],
    [protocol.COPY_LINKS, { uris: [client.uri('a.md')] }],
    [protocol.ATLAS_URL, { uri: client.uri('a.md') }],
  ] as const)
    assert.match((await client.request<protocol.Refusal>(method, params)).reason ?? '', /\.$/, method);
  assert.deepEqual(await client.request(protocol.PAGE_KIND, { uri: client.uri('a.md') }), {});
  assert.equal(
    await client.request(protocol.PASTE_LINKS, { uri: client.uri('a.md'), range: at(0, 0), text: 'a.md' }),
    null,
  );
});

test('a step: its technique is found, its tactic asked for, and the page edited', async t => {
  const client = await start(t);
  await client.open('studies/a-case.md', STUDY);
  const uri = client.uri('studies/a-case.md');
  const found = await client.request<protocol.FindTechniquesResult>(protocol.FIND_TECHNIQUES, {
    uri,
    query: 'gamma beta',
  });
  const [first] = found.techniques;
  assert.deepEqual(first, {
    id: 'AML.T0091',
    uri: client.uri('techniques/beta gamma.md'),
    label: 'AML.T0091 Beta Gamma',
    description: 'Impact +1 · demonstrated',
  });
  const params = { uri, range: at(12, 0), technique: first };
  const asked = await client.request<protocol.InsertStepResult>(protocol.INSERT_STEP, params);
  assert.ok('tactics' in asked, JSON.stringify(asked));
  assert.deepEqual(
    asked.tactics.map(({ label }) => label),
    ['AML.TA0011 Impact', 'AML.TA0005 Execution'],
  );
  const result = await client.request<protocol.RefactorResult>(protocol.INSERT_STEP, {
    ...params,
    tactic: asked.tactics[1],
  });
  assert.equal(
    edited(STUDY, uri, result),
    STUDY.replace(
      'First 𝒜 🦊.\n',
      `First 𝒜 🦊.

### Step 2: Beta Gamma

**Technique:** [[techniques/beta gamma|AML.T0091: Beta Gamma]]
**Tactic:** [[tactics/execution|AML.TA0005: Execution]]

$0
`,
    ),
  );
});

test('a link to a technique, and a reason where none can stand', async t => {
  const client = await start(t);
  const text = VAULT['notes/start.md'];
  await client.open('notes/start.md', text);
  const uri = client.uri('notes/start.md');
  const insert = (range: Range) =>
    client.request<protocol.RefactorResult>(protocol.INSERT_LINK, { uri, range, technique: { id: 'AML.T0090' } });
  assert.equal(
    edited(text, uri, await insert(at(2, 15))),
    '# Start\n\nSee `code` and [[techniques/alpha|AML.T0090: Alpha]]$0.\n',
  );
  assert.deepEqual(await insert(at(2, 7)), { reason: 'Code and comments hold no links.' });
});

test('links to be copied, to be pasted, and to the site of ATLAS', async t => {
  const client = await start(t);
  await client.open('notes/start.md', VAULT['notes/start.md']);
  const uri = client.uri('notes/start.md');
  const files = ['techniques/beta gamma.md', 'image 1.png'].map(client.uri);
  const links = ['[[techniques/beta gamma|AML.T0091: Beta Gamma]]', '![[image 1.png]]'];
  assert.deepEqual(await client.request(protocol.COPY_LINKS, { uris: [...files, client.uri('gone.md')], from: uri }), {
    links,
  });

  const paste = (pasted: Pick<protocol.PasteLinksParams, 'uris' | 'text'>, range = at(2, 15)) =>
    client.request<protocol.PasteLinksResult | null>(protocol.PASTE_LINKS, { uri, range, ...pasted });
  assert.deepEqual(await paste({ uris: files }), { text: links.join('\n'), certain: true });
  assert.deepEqual(await paste({ uris: [...files, client.uri('gone.md')] }), null);
  assert.deepEqual(await paste({ uris: files }, at(2, 6)), null);
  for (const [text, expected] of [
    ['https://atlas.mitre.org/techniques/AML.T0091', { text: links[0], certain: true }],
    ['techniques/beta gamma.md\n', { text: links[0], certain: true }],
    ['techniques/beta gamma', { text: links[0], certain: false }],
    [`"${decodeURIComponent(new URL(files[0] ?? '').pathname)}"`, { text: links[0], certain: true }],
    ['https://atlas.mitre.org/techniques/AML.T0051', null],
    ['Beta Gamma', null],
  ] as const)
    assert.deepEqual(await paste({ text }), expected, text);

  assert.deepEqual(await client.request(protocol.ATLAS_URL, { uri: client.uri('tactics/impact.md') }), {
    url: 'https://atlas.mitre.org/tactics/AML.TA0011',
  });
});

test('what a page is follows what is typed', async t => {
  const client = await start(t);
  const params = { uri: client.uri('notes/start.md') };
  await client.open('notes/start.md', '# Start\n');
  assert.deepEqual(await client.request(protocol.PAGE_KIND, params), { kind: 'note' });
  await client.type('notes/start.md', '# AML.CS0099: Start\n');
  assert.deepEqual(await client.request(protocol.PAGE_KIND, params), { kind: 'caseStudy' });
  await client.type('notes/start.md', '---\ntype: case-study\n---\n# Start\n');
  assert.deepEqual(await client.request(protocol.PAGE_KIND, params), { kind: 'caseStudy' });
});
