import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import type {
  CallHierarchyIncomingCall,
  CallHierarchyItem,
  CallHierarchyOutgoingCall,
  ClientCapabilities,
  CodeLens,
  InlayHint,
  Location,
  SemanticTokens,
  SemanticTokensDelta,
  TypeHierarchyItem,
} from 'vscode-languageserver-protocol/node';
import { SHOW_REFERENCES } from '../../server/src/lsp/protocol.ts';
import type { WireClient, WireOptions } from './client.ts';
import { folderOf, inTime, startServer, writeFile } from './client.ts';

const VAULT = {
  'tactics/impact.md': '# AML.TA0090: Impact\n',
  'techniques/alpha.md': '# AML.T0090: Alpha\n\n## Tactics\n\n- [[tactics/impact]]\n',
  'techniques/alpha/sub.md': '# AML.T0090.001: Sub\n',
  'studies/one.md':
    '# AML.CS0090: One\n\n## Procedure\n\n### Step 1: Alpha\n\n𝒜 is not bold.\n\n**Technique:** [[techniques/alpha]]\n',
  'notes/n.md': '# Note\n\nSee AML.T0090 and AML.CS0090, [[gone]].\n',
} as const;

const CAPABILITIES: ClientCapabilities = {
  workspace: {
    codeLens: { refreshSupport: true },
    inlayHint: { refreshSupport: true },
    semanticTokens: { refreshSupport: true },
  },
  textDocument: { inlayHint: { resolveSupport: { properties: ['label.location', 'tooltip'] } } },
};

const REFRESHES = ['workspace/codeLens/refresh', 'workspace/inlayHint/refresh', 'workspace/semanticTokens/refresh'];

const WHOLE = { start: { line: 0, character: 0 }, end: { line: 999, character: 0 } };

const doc = (client: WireClient, path: string) => ({ textDocument: { uri: client.uri(path) } });

/** The lenses of a page, resolved. */
const lensesOf = async (client: WireClient, path: string): Promise<readonly CodeLens[]> => {
  const lenses = (await client.request<CodeLens[] | null>('textDocument/codeLens', doc(client, path))) ?? [];
  assert.ok(lenses.every(lens => lens.command === undefined));
  return Promise.all(lenses.map(lens => client.request<CodeLens>('codeLens/resolve', lens)));
};

const titlesOf = async (client: WireClient, path: string): Promise<readonly (string | undefined)[]> =>
  (await lensesOf(client, path)).map(({ command }) => command?.title);

const hintsOf = async (client: WireClient, path: string, range = WHOLE): Promise<readonly InlayHint[] | null> =>
  client.request('textDocument/inlayHint', { ...doc(client, path), range });

const open = async (client: WireClient, path: keyof typeof VAULT): Promise<void> => client.open(path, VAULT[path]);

/** A client that can be told to ask again; `told` is settled by the next time that it is, with what. */
const startRefreshed = async (
  t: Parameters<typeof startServer>[0],
  root: string,
  options: WireOptions = {},
): Promise<{ readonly client: WireClient; readonly told: () => Promise<string> }> => {
  const waiting: ((method: string) => void)[] = [];
  const unheard: string[] = [];
  const hear = (method: string) => (): null => {
    const next = waiting.shift();
    if (next === undefined) unheard.push(method);
    else next(method);
    return null;
  };
  const client = await startServer(t, root, {
    capabilities: CAPABILITIES,
    answers: Object.fromEntries(REFRESHES.map(method => [method, hear(method)])),
    ...options,
  });
  return {
    client,
    told: async () =>
      unheard.shift() ??
      inTime(
        new Promise<string>(resolve => waiting.push(resolve)),
        () => `nothing is refreshed. ${client.complaints()}`,
      ),
  };
};

test('code lenses are found when they are seen; the client’s command opens the places', async t => {
  const client = await startServer(t, folderOf(t, VAULT), { options: { showReferencesCommand: true } });
  assert.deepEqual(client.initialized.capabilities.codeLensProvider, { resolveProvider: true });
  await open(client, 'techniques/alpha.md');
  const [lens] = await lensesOf(client, 'techniques/alpha.md');
  const range = { start: { line: 8, character: 15 }, end: { line: 8, character: 35 } };
  assert.deepEqual(lens?.range, { start: { line: 0, character: 2 }, end: { line: 0, character: 18 } });
  assert.deepEqual(lens.command, {
    title: 'Used by 1 case study',
    command: SHOW_REFERENCES,
    arguments: [
      client.uri('techniques/alpha.md'),
      { line: 0, character: 2 },
      [{ uri: client.uri('studies/one.md'), range } satisfies Location],
    ],
  });
  assert.deepEqual(await titlesOf(client, 'studies/one.md'), ['Referenced by 1 page', '1 step · Impact']);
  assert.deepEqual(await titlesOf(client, 'tactics/impact.md'), ['1 technique']);
  assert.deepEqual(await titlesOf(client, 'notes/n.md'), []);
});

test('in a client without the command lenses only say something', async t => {
  const client = await startServer(t, folderOf(t, VAULT));
  const [lens] = await lensesOf(client, 'techniques/alpha.md');
  assert.deepEqual(lens?.command, { title: 'Used by 1 case study', command: '' });
});

test('a lens of a page that is gone is no lens', async t => {
  const client = await startServer(t, folderOf(t, VAULT));
  await open(client, 'techniques/alpha.md');
  const [lens] = await client.request<CodeLens[]>('textDocument/codeLens', doc(client, 'techniques/alpha.md'));
  await client.type('techniques/alpha.md', 'No page of ATLAS.\n');
  await assert.rejects(client.request('codeLens/resolve', lens ?? {}), /gone/);
});

test('hints: plain to a client that knows no places, else with places on demand; only of the range asked for', async t => {
  const root = folderOf(t, VAULT);
  const plain = await startServer(t, root);
  await open(plain, 'notes/n.md');
  assert.deepEqual(await hintsOf(plain, 'notes/n.md'), [
    {
      position: { line: 2, character: 13 },
      label: 'Alpha',
      paddingLeft: true,
      tooltip: 'AML.T0090: Alpha, in techniques/alpha.md.',
    },
    {
      position: { line: 2, character: 28 },
      label: 'One',
      paddingLeft: true,
      tooltip: 'AML.CS0090: One, in studies/one.md.',
    },
  ]);
  const { client } = await startRefreshed(t, root);
  await open(client, 'studies/one.md');
  const range = { start: { line: 8, character: 0 }, end: { line: 8, character: 99 } };
  const [hint, ...others] = (await hintsOf(client, 'studies/one.md', range)) ?? [];
  assert.deepEqual(others, []);
  assert.deepEqual([hint?.position, hint?.label], [{ line: 8, character: 35 }, [{ value: 'Impact' }]]);
  assert.deepEqual(await hintsOf(client, 'studies/one.md', { ...range, end: range.start }), []);
  const resolved = await client.request<InlayHint>('inlayHint/resolve', hint ?? {});
  const location = {
    uri: client.uri('tactics/impact.md'),
    range: { start: { line: 0, character: 2 }, end: { line: 0, character: 20 } },
  };
  assert.deepEqual(resolved.label, [{ value: 'Impact', location }]);
});

test('semantic tokens: whole, of a range, and what changed', async t => {
  const client = await startServer(t, folderOf(t, VAULT));
  const { legend } = client.initialized.capabilities.semanticTokensProvider ?? {};
  const type = (name: string): number => legend?.tokenTypes.indexOf(name) ?? -1;
  const [technique, study, note] = ['atlasTechnique', 'atlasCaseStudy', 'atlasNote'].map(type);
  assert.deepEqual(legend?.tokenModifiers, ['broken']);
  await open(client, 'notes/n.md');
  const whole = await client.request<SemanticTokens>('textDocument/semanticTokens/full', doc(client, 'notes/n.md'));
  assert.deepEqual(whole.data, [2, 4, 9, technique, 0, 0, 14, 10, study, 0, 0, 14, 4, note, 1]);
  const range = { start: { line: 2, character: 20 }, end: { line: 2, character: 22 } };
  const part = await client.request<SemanticTokens>('textDocument/semanticTokens/range', {
    ...doc(client, 'notes/n.md'),
    range,
  });
  assert.deepEqual(part.data, [2, 18, 10, study, 0]);
  const delta = (previousResultId: string | undefined) =>
    client.request<SemanticTokensDelta | SemanticTokens>('textDocument/semanticTokens/full/delta', {
      ...doc(client, 'notes/n.md'),
      previousResultId,
    });
  await client.type('notes/n.md', '# Note\n\n𝒜 and AML.T0090 and AML.CS0090, [[gone]].\n\nAML.T0090\n');
  const changed = await delta(whole.resultId);
  assert.ok('edits' in changed);
  const data = [...whole.data];
  for (const { start, deleteCount, data: inserted } of changed.edits)
    data.splice(start, deleteCount, ...(inserted ?? []));
  const anew = await client.request<SemanticTokens>('textDocument/semanticTokens/full', doc(client, 'notes/n.md'));
  assert.deepEqual(data, anew.data);
  assert.equal(anew.data[1], '𝒜 and '.length);
  const same = await delta(anew.resultId);
  assert.deepEqual('edits' in same && same.edits, []);
  assert.ok('data' in (await delta('unheard of')));
});

test('call hierarchy and type hierarchy', async t => {
  const client = await startServer(t, folderOf(t, VAULT));
  const position = { line: 2, character: 6 };
  const [item] = await client.request<CallHierarchyItem[]>('textDocument/prepareCallHierarchy', {
    ...doc(client, 'notes/n.md'),
    position,
  });
  assert.deepEqual([item?.name, item?.uri], ['AML.T0090: Alpha', client.uri('techniques/alpha.md')]);
  const line = { start: { line: 8, character: 0 }, end: { line: 8, character: 35 } };
  const incoming = await client.request<CallHierarchyIncomingCall[]>('callHierarchy/incomingCalls', { item });
  assert.deepEqual(
    incoming.map(({ from, fromRanges }) => [from.name, from.detail, from.uri, fromRanges]),
    [['AML.CS0090: One', 'Step 1', client.uri('studies/one.md'), [line]]],
  );
  const study = incoming[0]?.from;
  const outgoing = await client.request<CallHierarchyOutgoingCall[]>('callHierarchy/outgoingCalls', { item: study });
  assert.deepEqual(
    outgoing.map(({ to, fromRanges }) => [to.name, to.detail, to.uri, fromRanges]),
    [['AML.T0090: Alpha', 'Step 1', client.uri('techniques/alpha.md'), [line]]],
  );
  const [type] = await client.request<TypeHierarchyItem[]>('textDocument/prepareTypeHierarchy', {
    ...doc(client, 'notes/n.md'),
    position,
  });
  const below = await client.request<TypeHierarchyItem[]>('typeHierarchy/subtypes', { item: type });
  assert.deepEqual(
    below.map(({ name, uri }) => [name, uri]),
    [['AML.T0090.001: Sub', client.uri('techniques/alpha/sub.md')]],
  );
  const above = await client.request<TypeHierarchyItem[]>('typeHierarchy/supertypes', { item: below[0] });
  assert.deepEqual(
    above.map(({ name, uri }) => [name, uri]),
    [['AML.T0090: Alpha', client.uri('techniques/alpha.md')]],
  );
  const onNote = { ...doc(client, 'notes/n.md'), position: { line: 0, character: 3 } };
  assert.equal(await client.request('textDocument/prepareTypeHierarchy', onNote), null);
});

test('an ID that has no page is an item that can be asked about again', async t => {
  const files = {
    ...VAULT,
    'notes/m.md': 'On AML.T0002.\n',
    'studies/two.md': '# AML.CS0091: Two\n\n**Technique:** [[techniques/alpha|AML.T0002: Acquire]]\n',
  };
  const client = await startServer(t, folderOf(t, files));
  const [item] = await client.request<CallHierarchyItem[]>('textDocument/prepareCallHierarchy', {
    ...doc(client, 'notes/m.md'),
    position: { line: 0, character: 5 },
  });
  assert.deepEqual(item?.selectionRange, { start: { line: 0, character: 3 }, end: { line: 0, character: 12 } });
  const incoming = await client.request<CallHierarchyIncomingCall[]>('callHierarchy/incomingCalls', { item });
  assert.deepEqual(
    incoming.map(({ from }) => from.name),
    ['AML.CS0091: Two'],
  );
});

test('after other pages changed the client asks again for exactly what they altered', async t => {
  const { client, told } = await startRefreshed(t, folderOf(t, VAULT));
  await open(client, 'techniques/alpha.md');
  await open(client, 'notes/n.md');
  const ask = async (): Promise<void> => {
    for (const path of ['techniques/alpha.md', 'notes/n.md']) {
      await titlesOf(client, path);
      await hintsOf(client, path);
      await client.request('textDocument/semanticTokens/full', doc(client, path));
    }
  };
  await ask();
  // Nothing of this shows in the two pages; nor does what a page changes in itself.
  await client.open('studies/one.md', `${VAULT['studies/one.md']}\nMore.\n`);
  await client.type('notes/n.md', `${VAULT['notes/n.md']}\nMore.\n`);
  await ask();
  // So long that the server has looked at it; the counts below tell that nothing came of it.
  await setTimeout(600);
  await client.type('studies/one.md', '# AML.CS0090: One\n\n## Procedure\n');
  assert.equal(await told(), 'workspace/codeLens/refresh');
  assert.deepEqual(await titlesOf(client, 'techniques/alpha.md'), ['Used by no case study']);
  await client.type('studies/one.md', '# AML.CS0090: Other\n\n## Procedure\n');
  assert.equal(await told(), 'workspace/inlayHint/refresh');
  assert.deepEqual(
    (await hintsOf(client, 'notes/n.md'))?.map(({ label }) => label),
    [[{ value: 'Alpha' }], [{ value: 'Other' }]],
  );
  await client.open('gone.md', '# No longer gone\n');
  assert.equal(await told(), 'workspace/semanticTokens/refresh');
  assert.deepEqual(REFRESHES.map(client.asked), [1, 1, 1]);
});

test('each switch works at once, from the editor and from the vault’s file', async t => {
  const root = folderOf(t, VAULT);
  const { client, told } = await startRefreshed(t, root);
  for (const path of ['studies/one.md', 'notes/n.md'] as const) await open(client, path);
  const shown = async (): Promise<readonly unknown[]> => [
    await titlesOf(client, 'studies/one.md'),
    (await hintsOf(client, 'notes/n.md'))?.length,
    (await hintsOf(client, 'studies/one.md'))?.length,
    (await client.request('textDocument/semanticTokens/full', doc(client, 'notes/n.md'))) !== null,
    (await client.request('textDocument/semanticTokens/range', { ...doc(client, 'notes/n.md'), range: WHOLE })) !==
      null,
  ];
  const refreshed = async (): Promise<void> =>
    assert.deepEqual([await told(), await told(), await told()].sort(), REFRESHES.toSorted());
  assert.deepEqual(await shown(), [['Referenced by 1 page', '1 step · Impact'], 2, 1, true, true]);
  const set = (atlasCasebook: object): Promise<void> =>
    client.notify('workspace/didChangeConfiguration', { settings: { atlasCasebook } });
  await set({ lens: { procedure: false }, 'hints.names': false });
  await refreshed();
  assert.deepEqual(await shown(), [['Referenced by 1 page'], 0, 1, true, true]);
  await set({ 'lens.usedBy': false, hints: { tactics: false }, semanticTokens: false });
  await refreshed();
  assert.deepEqual(await shown(), [['1 step · Impact'], 2, 0, false, false]);
  await set({});
  await refreshed();
  assert.deepEqual(await shown(), [['Referenced by 1 page', '1 step · Impact'], 2, 1, true, true]);
  writeFile(root, '.atlas-casebook.json', '{ "lens.usedBy": false, "exclude": ["studies/**"] }');
  await client.filesChanged(['.atlas-casebook.json', 1]);
  await refreshed();
  assert.deepEqual(await shown(), [['1 step · Impact'], 2, 1, true, true]);
});

test('a folder that is no vault gets nothing, until it is one', async t => {
  const root = folderOf(t, { 'a.md': '# A\n\nAML.T0021 [[a]]\n' });
  const { client, told } = await startRefreshed(t, root);
  await client.open('a.md', '# A\n\nAML.T0021 [[a]]\n');
  assert.equal(await client.request('textDocument/codeLens', doc(client, 'a.md')), null);
  assert.equal(await hintsOf(client, 'a.md'), null);
  assert.equal(await client.request('textDocument/semanticTokens/full', doc(client, 'a.md')), null);
  const position = { line: 2, character: 3 };
  assert.equal(await client.request('textDocument/prepareCallHierarchy', { ...doc(client, 'a.md'), position }), null);
  writeFile(root, 'b.md', '# AML.CS0090: B\n');
  await client.filesChanged(['b.md', 1]);
  assert.deepEqual([await told(), await told(), await told()].sort(), REFRESHES.toSorted());
  assert.deepEqual(await titlesOf(client, 'b.md'), ['Referenced by no page']);
  assert.equal((await hintsOf(client, 'a.md'))?.length, 1);
});
