import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { CodeAction, Range, WorkspaceEdit } from 'vscode-languageserver-protocol/node';
import { REFACTOR } from '../../server/src/lsp/protocol.ts';
import type { Refactoring, RefactorResult } from '../../server/src/lsp/protocol.ts';
import type { WireClient } from './client.ts';
import { folderOf, startServer, writeFile } from './client.ts';

const atlas = (id: string, name: string, body: string): string =>
  `---\nid: ${name.toLowerCase()}\ntitle: "${id}: ${name}"\n---\n\n# ${id}: ${name}\n\n${body}`;

const STUDY = `---
id: mask
title: "AML.CS0090: Mask"
type: case-study
---

# AML.CS0090: Mask 🦊

## Metadata

- **Incident Date:** 16 April 2020
- **ID:** AML.CS0090
- **Type:** exercise
- **Target:** Door
- **Actor:** Students

## Procedure

### Step 1: Alpha

**Technique:** [[t/alpha|AML.T0090: Alpha]]

### Step 3: Beta

**Technique:** [[t/beta|AML.T0091: Beta]]

## References

1. [One](https://lab.example)
`;

const VAULT = {
  't/alpha.md': atlas('AML.T0090', 'Alpha', '## Mitigations (0)\n\n## Case Studies (1)\n\n- [[cs/mask|Mask]]\n'),
  't/beta.md': atlas('AML.T0091', 'Beta', '## Case Studies (0)\n'),
  'm/lock.md': atlas('AML.M0090', 'Lock', '## Techniques (1)\n\n- [[t/alpha|AML.T0090: Alpha]] — Lock it.\n'),
  'cs/mask.md': STUDY,
};

const CAPABILITIES = {
  workspace: {
    workspaceFolders: true,
    workspaceEdit: { documentChanges: true, changeAnnotationSupport: {} },
  },
  textDocument: { codeAction: { resolveSupport: { properties: ['edit'] } } },
};

const at = (line: number, character = 0): Range => ({ start: { line, character }, end: { line, character } });

/** The texts that an edit gives pages, by their paths. */
const textsAfter = (client: WireClient, root: string, edit: WorkspaceEdit | undefined): Record<string, string> => {
  const changed: Record<string, string> = {};
  for (const path of Object.keys(VAULT)) {
    const uri = client.uri(path);
    const edits = (edit?.documentChanges ?? []).flatMap(change =>
      'textDocument' in change && change.textDocument.uri === uri ? change.edits : [],
    );
    if (edits.length > 0) changed[path] = applied(readFileSync(join(root, path), 'utf8'), edits as TextEdits);
  }
  return changed;
};

type TextEdits = readonly { readonly range: Range; readonly newText: string }[];

const applied = (text: string, edits: TextEdits): string => {
  const lines = text.split('\n');
  const offset = ({ line, character }: Range['start']): number =>
    lines.slice(0, line).reduce((sum, each) => sum + each.length + 1, 0) + character;
  return edits
    .map(({ range, newText }) => ({ start: offset(range.start), end: offset(range.end), newText }))
    .sort((a, b) => b.start - a.start || b.end - a.end)
    .reduce((rest, { start, end, newText }) => rest.slice(0, start) + newText + rest.slice(end), text);
};

const refactor = (client: WireClient, path: string, name: Refactoring, range = at(0)): Promise<RefactorResult> =>
  client.request<RefactorResult>(REFACTOR, { uri: client.uri(path), range, name });

const actionsAt = (client: WireClient, path: string, range: Range, only?: readonly string[]): Promise<CodeAction[]> =>
  client.request<CodeAction[]>('textDocument/codeAction', {
    textDocument: { uri: client.uri(path) },
    range,
    context: { diagnostics: [], ...(only === undefined ? {} : { only }) },
  });

test('a refactoring gives an edit, where the cursor goes, or why there is none', async t => {
  const root = folderOf(t, VAULT);
  const client = await startServer(t, root, { capabilities: CAPABILITIES });
  await client.open('cs/mask.md', STUDY);
  const cursor = { start: { line: 22, character: 4 }, end: { line: 22, character: 9 } };
  const moved = await refactor(client, 'cs/mask.md', 'moveStepUp', cursor);
  assert.ok('edit' in moved);
  const text = textsAfter(client, root, moved.edit)['cs/mask.md'] ?? '';
  assert.match(text, /### Step 1: Beta\n\n.*Beta\]\]\n\n### Step 2: Alpha\n\n.*Alpha\]\]\n\n## References/);
  assert.deepEqual(moved.selection, { start: { line: 18, character: 4 }, end: { line: 18, character: 9 } });

  const numbered = await refactor(client, 'cs/mask.md', 'renumberSteps');
  assert.ok('edit' in numbered && numbered.selection === undefined);
  assert.match(textsAfter(client, root, numbered.edit)['cs/mask.md'] ?? '', /### Step 2: Beta/);

  const organised = await refactor(client, 'cs/mask.md', 'organiseCaseStudy');
  assert.ok('edit' in organised);
  assert.match(
    textsAfter(client, root, organised.edit)['cs/mask.md'] ?? '',
    /- \*\*ID:\*\* AML\.CS0090\n- \*\*Incident Date:\*\* 2020-04-16\n- \*\*Type:/,
  );

  for (const [path, name, reason] of [
    ['cs/mask.md', 'moveStepUp', /in no step/],
    ['cs/mask.md', 'updateDerivedLists', /up to date/],
    ['t/alpha.md', 'organiseCaseStudy', /no case study/],
    ['t/alpha.md', 'renumberSteps', /no steps/],
    ['nowhere.md', 'renumberSteps', /no page of a vault/],
  ] as const) {
    const refused = await refactor(client, path, name);
    assert.ok('reason' in refused);
    assert.match(refused.reason, reason);
  }
});

test('the lists of the vault are updated after a confirmation, from the disk, but for what is ignored', async t => {
  const root = folderOf(t, {
    ...VAULT,
    't/draft.md': atlas('AML.T0092', 'Draft', '## Case Studies (7)\n'),
    '.atlas-casebook.json': '{ "problems.ignore": ["t/draft.md"] }',
  });
  const client = await startServer(t, root, { capabilities: CAPABILITIES });
  const result = await refactor(client, 'cs/mask.md', 'updateDerivedListsInVault');
  assert.ok('edit' in result);
  const [annotation] = Object.values(result.edit.changeAnnotations ?? {});
  assert.deepEqual(annotation, { label: 'Update derived lists', needsConfirmation: true });
  const after = textsAfter(client, root, result.edit);
  assert.deepEqual(Object.keys(after), ['t/alpha.md', 't/beta.md']);
  assert.match(
    after['t/alpha.md'] ?? '',
    /## Mitigations \(1\)\n\n- \[\[m\/lock\|AML\.M0090: Lock\]\] — Lock it\.\n\n## Case/,
  );
  assert.match(after['t/beta.md'] ?? '', /## Case Studies \(1\)\n\n- \[\[cs\/mask\|Mask\]\]\n/);
  for (const [path, text] of Object.entries(after)) writeFile(root, path, text);
  await client.filesChanged(['t/alpha.md', 2], ['t/beta.md', 2]);
  const again = await refactor(client, 'cs/mask.md', 'updateDerivedListsInVault');
  assert.ok('reason' in again);
});

test('a repair that reads a closed page is made when it is chosen; one by the open text at once', async t => {
  const root = folderOf(t, VAULT);
  const client = await startServer(t, root, { capabilities: CAPABILITIES });
  await client.open('t/alpha.md', VAULT['t/alpha.md']);
  const [offered] = await actionsAt(client, 't/alpha.md', at(7, 4));
  assert.equal(offered?.title, "Update 'Mitigations': add 'AML.M0090: Lock'");
  assert.equal(offered.edit, undefined);
  const chosen = await client.request<CodeAction>('codeAction/resolve', offered);
  assert.match(textsAfter(client, root, chosen.edit)['t/alpha.md'] ?? '', /AML\.M0090: Lock\]\] — Lock it\./);

  await client.open('cs/mask.md', STUDY);
  const [date] = await actionsAt(client, 'cs/mask.md', at(10, 22));
  assert.equal(date?.title, "Change to '2020-04-16'");
  assert.match(textsAfter(client, root, date.edit)['cs/mask.md'] ?? '', /2020-04-16/);
});

test('a client that does not resolve gets every edit at once', async t => {
  const root = folderOf(t, VAULT);
  const client = await startServer(t, root);
  await client.open('t/alpha.md', VAULT['t/alpha.md']);
  const [offered] = await actionsAt(client, 't/alpha.md', at(7, 4));
  const changes = offered?.edit?.changes?.[client.uri('t/alpha.md')] ?? [];
  assert.match(applied(VAULT['t/alpha.md'], changes), /Lock it\./);
});

test('refactorings are code actions of their own kinds, where they apply', async t => {
  const root = folderOf(t, VAULT);
  const client = await startServer(t, root, { capabilities: CAPABILITIES });
  const { codeActionProvider } = client.initialized.capabilities;
  assert.ok(typeof codeActionProvider === 'object');
  for (const kind of ['quickfix', 'refactor.rewrite', 'source.organize.atlas', 'source.updateLists.atlas'])
    assert.ok(codeActionProvider.codeActionKinds?.includes(kind), kind);
  await client.open('cs/mask.md', STUDY);
  const titles = async (line: number, only: string): Promise<readonly string[]> =>
    (await actionsAt(client, 'cs/mask.md', at(line, 4), [only])).map(({ title }) => title);
  assert.deepEqual(await titles(22, 'refactor'), ['Move step up', 'Renumber the steps']);
  assert.deepEqual(await titles(24, 'refactor.rewrite'), ['Renumber the steps']);
  assert.deepEqual(await titles(6, 'refactor'), []);
  assert.deepEqual(await titles(6, 'source.organize'), ['Organise case study']);
  assert.deepEqual(await titles(6, 'source.updateLists.atlas'), []);
  const [up] = await actionsAt(client, 'cs/mask.md', at(22), ['refactor']);
  const chosen = await client.request<CodeAction>('codeAction/resolve', up ?? {});
  assert.match(textsAfter(client, root, chosen.edit)['cs/mask.md'] ?? '', /### Step 1: Beta/);
});
