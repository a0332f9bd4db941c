import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type {
  CodeAction,
  CompletionItem,
  CompletionList,
  DocumentDiagnosticReport,
  DocumentSymbol,
  Hover,
  Location,
  LocationLink,
  WorkspaceDiagnosticReport,
} from 'vscode-languageserver-protocol/node';
import { GET_STATUS, PREVIEW_LINKS, STATUS, VAULT_CHANGED } from '../../server/src/lsp/protocol.ts';
import type { PreviewLinks, StatusParams } from '../../server/src/lsp/protocol.ts';
import { folderOf, startServer, writeFile } from './client.ts';

const technique = (id: string, name: string): string =>
  `---\nid: ${name.toLowerCase()}\ntitle: "${id}: ${name}"\n---\n\n# ${id}: ${name}\n\nWhat ${name} is.\n`;

const VAULT = {
  'techniques/alpha.md': technique('AML.T0090', 'Alpha'),
  'techniques/beta.md': technique('AML.T0091', 'Beta'),
  'notes/start.md': '# Start\n\nSee [[techniques/alpha]] and [[techniques/gamma]].\n',
  'image.png': 'x',
};

const at = (line: number, character: number) => ({ position: { line, character } });

test('opens a vault: definition with the origin’s range, hover, references, symbols, links', async t => {
  const client = await startServer(t, folderOf(t, VAULT));
  const textDocument = { uri: client.uri('notes/start.md') };
  await client.open('notes/start.md', VAULT['notes/start.md']);
  const links = await client.request<LocationLink[]>('textDocument/definition', { textDocument, ...at(2, 10) });
  assert.deepEqual(
    links.map(link => [link.targetUri, link.originSelectionRange]),
    [[client.uri('techniques/alpha.md'), { start: { line: 2, character: 4 }, end: { line: 2, character: 24 } }]],
  );
  const hover = await client.request<Hover>('textDocument/hover', { textDocument, ...at(2, 10) });
  assert.match(JSON.stringify(hover.contents), /AML\.T0090.*Alpha/);
  const references = await client.request<Location[]>('textDocument/references', {
    textDocument: { uri: client.uri('techniques/alpha.md') },
    ...at(5, 5),
    context: { includeDeclaration: false },
  });
  assert.deepEqual(
    references.map(({ uri }) => uri),
    [textDocument.uri],
  );
  const symbols = await client.request<DocumentSymbol[]>('textDocument/documentSymbol', { textDocument });
  assert.equal(symbols[0]?.name, 'Start');
  const found = await client.request<{ name: string }[]>('workspace/symbol', { query: 'alph' });
  assert.match(found[0]?.name ?? '', /Alpha/);
  for (const method of ['documentLink', 'foldingRange', 'documentHighlight']) {
    const answer = await client.request<unknown[]>(`textDocument/${method}`, { textDocument, ...at(2, 10) });
    assert.ok(Array.isArray(answer), method);
  }
  const selection = await client.request<unknown[]>('textDocument/selectionRange', {
    textDocument,
    positions: [{ line: 2, character: 10 }],
  });
  assert.equal(selection.length, 1);
});

test('completes a link; documentation comes with resolve', async t => {
  const client = await startServer(t, folderOf(t, VAULT));
  const text = '# New\n\nSee [[alph\n';
  await client.open('notes/new.md', text);
  const list = await client.request<CompletionList>('textDocument/completion', {
    textDocument: { uri: client.uri('notes/new.md') },
    ...at(2, 10),
  });
  assert.equal(list.isIncomplete, true);
  const [item] = list.items;
  assert.match(item?.label ?? '', /^AML\.T0090 Alpha/);
  assert.equal(item?.documentation, undefined);
  const resolved = await client.request<CompletionItem>('completionItem/resolve', item ?? {});
  assert.match(JSON.stringify(resolved.documentation), /What Alpha is/);
});

test('says once which range all completions replace, to a client that can take it so', async t => {
  const capabilities = { textDocument: { completion: { completionList: { itemDefaults: ['editRange'] } } } };
  const lists: CompletionList[] = [];
  for (const wire of [{ capabilities }, {}]) {
    const client = await startServer(t, folderOf(t, VAULT), wire);
    await client.open('notes/new.md', '# New\n\nSee [[alph\n');
    const params = { textDocument: { uri: client.uri('notes/new.md') }, ...at(2, 10) };
    lists.push(await client.request<CompletionList>('textDocument/completion', params));
  }
  const [shared, whole] = lists.map(list =>
    list.items.map(({ label, textEdit, textEditText }) => ({
      label,
      textEdit: textEdit ?? { range: list.itemDefaults?.editRange, newText: textEditText },
    })),
  );
  assert.deepEqual(shared, whole);
  assert.ok(lists[0]?.items.every(({ textEdit }) => textEdit === undefined));
});

test('pushes problems to a client that cannot pull; typing and fixing change them', async t => {
  const client = await startServer(t, folderOf(t, VAULT));
  const [broken] = await client.pushed('notes/start.md', ['broken-link']);
  assert.equal(broken?.source, 'atlas');
  assert.match(broken?.codeDescription?.href ?? '', /problems\.md#broken-link$/);
  await client.open('notes/start.md', VAULT['notes/start.md']);
  await client.type('notes/start.md', '# Start\n\nSee [[techniques/alpha]].\n');
  await client.pushed('notes/start.md', []);
  await client.type('notes/start.md', '# Start\n\nSee [[techniques/alpa]].\n');
  const [typed] = await client.pushed('notes/start.md', ['broken-link']);
  const actions = await client.request<CodeAction[]>('textDocument/codeAction', {
    textDocument: { uri: client.uri('notes/start.md') },
    range: typed?.range,
    context: { diagnostics: [typed] },
  });
  const fix = actions.find(action => JSON.stringify(action.edit).includes('alpha"'));
  assert.ok(fix, JSON.stringify(actions));
  assert.equal(fix.kind, 'quickfix');
  assert.equal(fix.diagnostics?.[0]?.code, 'broken-link');
});

test('a problem leads to what explains it, where the client says where that is', async t => {
  const client = await startServer(t, folderOf(t, VAULT), {
    options: { problemLinks: { 'broken-link': 'file:///docs/problems.md#L83' } },
  });
  const [broken] = await client.pushed('notes/start.md', ['broken-link']);
  assert.equal(broken?.codeDescription?.href, 'file:///docs/problems.md#L83');
});

test('a file that appears cures a link, and one that goes breaks it', async t => {
  const root = folderOf(t, VAULT);
  const client = await startServer(t, root);
  await client.pushed('notes/start.md', ['broken-link']);
  writeFile(root, 'techniques/gamma.md', '# Gamma\n');
  await client.filesChanged(['techniques/gamma.md', 1]);
  await client.pushed('notes/start.md', []);
  rmSync(join(root, 'techniques'), { recursive: true });
  await client.filesChanged(['techniques', 3]);
  await client.pushed('notes/start.md', ['broken-link', 'broken-link']);
});

test('a folder that is moved in is read whole', async t => {
  const root = folderOf(t, VAULT);
  const client = await startServer(t, root);
  await client.pushed('notes/start.md', ['broken-link']);
  writeFile(root, 'new/deep/gamma.md', '# Gamma\n');
  writeFile(root, 'notes/second.md', 'See [[new/deep/gamma]], [[new/deep/picture.png]] and [[nowhere]].\n');
  writeFile(root, 'new/deep/picture.png', 'x');
  await client.filesChanged(['new', 1], ['notes/second.md', 1]);
  await client.pushed('notes/second.md', ['broken-link']);
});

test('an event of the disk does not touch a dirty buffer; closing it reveals the disk', async t => {
  const root = folderOf(t, VAULT);
  const client = await startServer(t, root);
  const twoBroken = 'See [[techniques/delta]] and [[techniques/gamma]].\n';
  await client.open('notes/start.md', twoBroken);
  await client.pushed('notes/start.md', ['broken-link', 'broken-link']);
  writeFile(root, 'notes/start.md', 'Nothing broken.\n');
  await client.filesChanged(['notes/start.md', 2]);
  await client.type('notes/start.md', `${twoBroken}\n`);
  await client.pushed('notes/start.md', ['broken-link', 'broken-link']);
  await client.close('notes/start.md');
  await client.pushed('notes/start.md', []);
});

test('a page that is edited out of sight is there when it is closed, though its saving is told later or never', async t => {
  const root = folderOf(t, VAULT);
  const client = await startServer(t, root);
  await client.open('notes/start.md', '# Start\n\n[[made]]\n');
  await client.pushed('notes/start.md', ['broken-link']);
  writeFile(root, 'made.md', '# Made\n');
  await client.open('made.md', '');
  await client.type('made.md', '# Made\n');
  await client.pushed('notes/start.md', []);
  await client.close('made.md');
  await client.pushed('made.md', []);
  for (let i = 0; i < 3; i++) {
    const textDocument = { uri: client.uri('notes/start.md') };
    const [link] = await client.request<LocationLink[]>('textDocument/definition', { textDocument, ...at(2, 4) });
    assert.equal(link?.targetUri, client.uri('made.md'));
  }
});

const PULLING = {
  textDocument: { diagnostic: {} },
  workspace: { workspaceFolders: true, diagnostics: { refreshSupport: true } },
};

test('pulled: a page, by result id; the vault, held until something changes; refresh only for other open pages', async t => {
  const root = folderOf(t, VAULT);
  const client = await startServer(t, root, { capabilities: PULLING });
  const textDocument = { uri: client.uri('notes/start.md') };
  const pull = (previousResultId?: string): Promise<DocumentDiagnosticReport> =>
    client.request('textDocument/diagnostic', { textDocument, previousResultId });
  const pullAll = (previousResultIds: readonly { uri: string; value: string }[]): Promise<WorkspaceDiagnosticReport> =>
    client.request('workspace/diagnostic', { previousResultIds });

  const first = await pull();
  assert.ok(first.kind === 'full' && first.items.length === 1 && first.resultId);
  assert.equal((await pull(first.resultId)).kind, 'unchanged');

  const all = await pullAll([]);
  assert.deepEqual(
    all.items.map(item => item.uri),
    [textDocument.uri],
  );
  const known = all.items.map(({ uri, resultId }) => ({ uri, value: resultId ?? '' }));
  const held = pullAll(known);
  const early = await Promise.race([held, new Promise(resolve => setTimeout(resolve, 150, 'held'))]);
  assert.equal(early, 'held');
  writeFile(root, 'techniques/gamma.md', '# Gamma\n');
  await client.filesChanged(['techniques/gamma.md', 1]);
  const changed = await held;
  assert.ok(changed.items.length === 1 && changed.items[0]?.kind === 'full' && changed.items[0].items.length === 0);
  assert.equal(client.asked('workspace/diagnostic/refresh'), 0, 'no open page was affected');

  await client.open('notes/start.md', VAULT['notes/start.md']);
  await client.type('notes/start.md', `${VAULT['notes/start.md']}\nMore.\n`);
  await pull();
  assert.equal(client.asked('workspace/diagnostic/refresh'), 0, 'its own edit needs no refresh');
  rmSync(join(root, 'techniques/gamma.md'));
  await client.filesChanged(['techniques/gamma.md', 3]);
  const again = await pull();
  assert.ok(again.kind === 'full' && again.items.length === 1);
  assert.equal(client.asked('workspace/diagnostic/refresh'), 1);
});

for (const isDeleted of [false, true]) {
  test(`pulled: a page that is closed ${isDeleted ? 'and deleted at once ' : ''}leaves no problem behind`, async t => {
    const root = folderOf(t, { ...VAULT, 'notes/good.md': '# Good\n' });
    const client = await startServer(t, root, { capabilities: PULLING });
    const textDocument = { uri: client.uri('notes/good.md') };
    const pull = (): Promise<DocumentDiagnosticReport> => client.request('textDocument/diagnostic', { textDocument });
    const pullAll = (previousResultIds: readonly object[]): Promise<WorkspaceDiagnosticReport> =>
      client.request('workspace/diagnostic', { previousResultIds });
    const known = (await pullAll([])).items.map(({ uri, resultId }) => ({ uri, value: resultId }));
    await client.open('notes/good.md', '# Good\n\n[[nowhere]]\n');
    const shown = await pull();
    assert.ok(shown.kind === 'full' && shown.items.length === 1);
    // VS Code pulls a closed page once more, takes no notice of the answer, and forgets the result id.
    await client.close('notes/good.md');
    await pull();
    if (isDeleted) {
      rmSync(join(root, 'notes/good.md'));
      await client.filesChanged(['notes/good.md', 3]);
    }
    const { items } = await pullAll(known);
    assert.deepEqual(
      items.map(item => [item.uri, item.kind === 'full' && item.items]),
      [[textDocument.uri, []]],
    );
  });
}

test('pulled: a buffer that is used again when its page comes back is asked for anew', async t => {
  const root = folderOf(t, VAULT);
  const client = await startServer(t, root, { capabilities: PULLING });
  await client.open('notes/start.md', VAULT['notes/start.md']);
  const renamed = (oldUri: string, newUri: string): Promise<void> =>
    client.notify('workspace/didRenameFiles', { files: [{ oldUri: client.uri(oldUri), newUri: client.uri(newUri) }] });
  const pull = (): Promise<DocumentDiagnosticReport> =>
    client.request('textDocument/diagnostic', { textDocument: { uri: client.uri('notes/start.md') } });
  await renamed('notes', 'other');
  const gone = await pull();
  assert.ok(gone.kind === 'full' && gone.items.length === 0);
  assert.equal(client.asked('workspace/diagnostic/refresh'), 0);
  await renamed('other', 'notes');
  const back = await pull();
  assert.ok(back.kind === 'full' && back.items.length === 1);
  assert.equal(client.asked('workspace/diagnostic/refresh'), 1);
});

test('a held pull of the workspace can be cancelled', async t => {
  const client = await startServer(t, folderOf(t, { 'a.md': technique('AML.T0090', 'a') }), { capabilities: PULLING });
  const { CancellationTokenSource } = await import('vscode-languageserver-protocol/node');
  const source = new CancellationTokenSource();
  const held = client.connection.sendRequest('workspace/diagnostic', { previousResultIds: [] }, source.token);
  setTimeout(() => source.cancel(), 100);
  await assert.rejects(held);
  assert.equal(
    await client.request('textDocument/hover', { textDocument: { uri: client.uri('a.md') }, ...at(0, 0) }),
    null,
  );
});

test('settings: of the file, of the editor over it, and live', async t => {
  const root = folderOf(t, {
    ...VAULT,
    'drafts/x.md': '[[nowhere]]\n',
    '.atlas-casebook.json': '{\n  // ours\n  "exclude": ["drafts"], "problems.severity": { "broken-link": "hint" } }',
  });
  const client = await startServer(t, root);
  const severity = async (): Promise<unknown> => (await client.pushed('notes/start.md', ['broken-link']))[0]?.severity;
  assert.equal(await severity(), 4);
  await client.notify('workspace/didChangeConfiguration', {
    settings: { atlasCasebook: { problems: { severity: { 'broken-link': 'off' } } } },
  });
  await client.pushed('notes/start.md', []);
  await client.notify('workspace/didChangeConfiguration', { settings: { atlasCasebook: { exclude: [] } } });
  await client.pushed('drafts/x.md', ['broken-link']);
  writeFile(root, '.atlas-casebook.json', '{ "exclude": "drafts" }');
  await client.filesChanged(['.atlas-casebook.json', 2]);
  const { diagnostics } = await client.received<{ uri: string; diagnostics: { message: string; range: object }[] }>(
    'textDocument/publishDiagnostics',
    ({ uri, diagnostics: found }) => uri === client.uri('.atlas-casebook.json') && found.length > 0,
  );
  assert.match(diagnostics[0]?.message ?? '', /“exclude” must be a list of globs/);
  assert.deepEqual(diagnostics[0]?.range, { start: { line: 0, character: 13 }, end: { line: 0, character: 21 } });
  await client.received<{ uri: string; diagnostics: { severity: number }[] }>(
    'textDocument/publishDiagnostics',
    ({ uri, diagnostics: found }) => uri === client.uri('notes/start.md') && found[0]?.severity === 1,
  );
});

test('problems.scope openPages: only what is open', async t => {
  const client = await startServer(t, folderOf(t, VAULT), {
    options: { settings: { atlasCasebook: { 'problems.scope': 'openPages' } } },
  });
  await client.open('notes/start.md', VAULT['notes/start.md']);
  await client.pushed('notes/start.md', ['broken-link']);
  await client.close('notes/start.md');
  await client.pushed('notes/start.md', []);
});

test('.gitignore, files.exclude, dot-folders and node_modules', async t => {
  const client = await startServer(
    t,
    folderOf(t, {
      ...VAULT,
      'sub/.gitignore': '*.tmp.md\n',
      'sub/a.tmp.md': '[[nowhere]]\n',
      'old/a.md': '[[nowhere]]\n',
      '.git/a.md': '[[nowhere]]\n',
      'node_modules/x/hidden.md': '[[nowhere]]\n',
      'notes/links.md': '[[sub/a.tmp]] [[old/a]] [[hidden]]\n',
    }),
    { options: { settings: { files: { exclude: { '**/old': true } } } } },
  );
  const [hidden] = await client.pushed('notes/links.md', ['broken-link']);
  assert.match(String(hidden?.message), /hidden/);
  const { vaults } = await client.request<StatusParams>(GET_STATUS, {});
  assert.deepEqual(vaults[0]?.pages, { tactic: 0, technique: 2, mitigation: 0, caseStudy: 0, note: 4 });
});

test('several folders and nested vaults are vaults of their own; a folder without ATLAS pages sleeps, and wakes', async t => {
  const root = folderOf(t, {
    'one/a.md': technique('AML.T0090', 'A'),
    'one/inner/.obsidian/app.json': '{}',
    'one/inner/b.md': `${technique('AML.T0091', 'B')}\n[[a]]\n`,
    'two/plain.md': '[[nowhere]]\n',
  });
  const client = await startServer(t, root, { folders: [join(root, 'one'), join(root, 'two')] });
  const { vaults } = await client.received<StatusParams>(
    STATUS,
    ({ vaults: found }) => found.length === 3 && found.every(({ state }) => state !== 'indexing'),
  );
  assert.deepEqual(
    vaults.map(({ root: uri, state }) => [uri, state]),
    [
      [client.uri('one'), 'ready'],
      [client.uri('one/inner'), 'ready'],
      [client.uri('two'), 'asleep'],
    ],
  );
  assert.match(vaults[2]?.reason ?? '', /No page here has an ATLAS ID/);
  await client.pushed('one/inner/b.md', ['broken-link']);
  writeFile(root, 'two/t.md', technique('AML.T0092', 'C'));
  await client.filesChanged(['two/t.md', 1]);
  await client.pushed('two/plain.md', ['broken-link']);
  await client.notify('workspace/didChangeWorkspaceFolders', {
    event: { added: [], removed: [{ uri: client.uri('two'), name: 'two' }] },
  });
  await client.pushed('two/plain.md', []);
});

test('virtual workspaces are read through the client', async t => {
  const files: Record<string, string> = { 'a b/t.md': technique('AML.T0090', 'T'), 'n.md': '[[t]] [[nowhere]]\n' };
  const base = 'memfs://host/vault';
  const client = await startServer(t, '/', {
    folders: [base],
    answers: {
      'atlasCasebook/listFiles': ({ uri }: { uri: string }) => ({ paths: uri === base ? Object.keys(files) : [] }),
      'atlasCasebook/readFile': ({ uri }: { uri: string }) => ({
        text: files[decodeURIComponent(uri.slice(base.length + 1))] ?? null,
      }),
    },
  });
  const { uri } = await client.received<{ uri: string; diagnostics: unknown[] }>(
    'textDocument/publishDiagnostics',
    ({ diagnostics }) => diagnostics.length === 1,
  );
  assert.equal(uri, `${base}/n.md`);
  const targets = await client.request<LocationLink[]>('textDocument/definition', {
    textDocument: { uri },
    ...at(0, 3),
  });
  assert.equal(targets[0]?.targetUri, `${base}/a%20b/t.md`);
});

test('tells a preview where links lead', async t => {
  const client = await startServer(
    t,
    folderOf(t, { ...VAULT, 'notes/p.md': '# Top\n\n[[alpha]] [[#Top]] [[nope|x]]\n' }),
  );
  const { links } = await client.request<PreviewLinks>(PREVIEW_LINKS, { uri: client.uri('notes/p.md') });
  assert.deepEqual(
    links.map(({ raw, uri, fragment, title }) => [raw, uri, fragment, title]),
    [
      ['alpha', client.uri('techniques/alpha.md'), undefined, 'AML.T0090: Alpha'],
      ['#Top', client.uri('notes/p.md'), 'top', '#Top'],
      ['nope', undefined, undefined, 'nope'],
    ],
  );
  assert.ok(links[2]?.problem);
});

test('gives a preview what embeds show, and says when that has changed', async t => {
  const files = {
    ...VAULT,
    'notes/p.md': '# Top\n\n![[lists#Two]] ![[alpha]] [[alpha]]\n\n![[../x]] ![[p]]\n',
    'notes/lists.md': '## One\n\n## Two\n\nSee [[alpha|it]].\n',
  };
  const folder = folderOf(t, files);
  const client = await startServer(t, folder);
  const embeds = async () => {
    const { links } = await client.request<PreviewLinks>(PREVIEW_LINKS, { uri: client.uri('notes/p.md') });
    return links.map(({ raw, kind, embed }) => [raw, kind, embed?.title, embed?.text]);
  };
  const rest = [
    ['alpha', 'technique', 'AML.T0090: Alpha', 'What Alpha is.'],
    ['../x', undefined, undefined, undefined],
    [
      'p',
      undefined,
      'Top',
      '[lists](lists.md#two) [AML.T0090: Alpha](../techniques/alpha.md) [AML.T0090: Alpha](../techniques/alpha.md)\n\n~~../x~~ [Top](p.md)',
    ],
  ];
  const two = (text: string) => ['lists#Two', undefined, 'lists › Two', text];
  assert.deepEqual(await embeds(), [two('See [it](../techniques/alpha.md).'), ...rest]);

  // Words only, which no problem of any page depends on: on the disk, then in a buffer that is thrown away.
  const shows = async (text: string, before: number): Promise<void> => {
    for (let told = before + 1; ; told++) {
      let seen = 0;
      await client.received(VAULT_CHANGED, () => ++seen === told);
      if ((await embeds())[0]?.[3] === text) return;
    }
  };
  const lists = files['notes/lists.md'];
  let before = client.count(VAULT_CHANGED);
  writeFile(folder, 'notes/lists.md', lists.replace('See', 'Read'));
  await client.filesChanged(['notes/lists.md', 2]);
  await shows('Read [it](../techniques/alpha.md).', before);
  before = client.count(VAULT_CHANGED);
  await client.open('notes/lists.md', lists);
  await client.type('notes/lists.md', lists.replace('See', 'Mind'));
  await shows('Mind [it](../techniques/alpha.md).', before);
  before = client.count(VAULT_CHANGED);
  await client.close('notes/lists.md');
  await shows('Read [it](../techniques/alpha.md).', before);
});

test('says what it can, shows progress, and asks for file events where the client can be asked', async t => {
  const client = await startServer(t, folderOf(t, VAULT), {
    capabilities: {
      workspace: { didChangeWatchedFiles: { dynamicRegistration: true } },
      window: { workDoneProgress: true },
    },
    options: { documentSymbols: false },
  });
  const { capabilities } = client.initialized;
  assert.equal(capabilities.documentSymbolProvider, undefined);
  assert.equal(capabilities.diagnosticProvider, undefined);
  const triggers = capabilities.completionProvider?.triggerCharacters ?? [];
  for (const wanted of ['[', '#', '^', '|', '.', '/', ':', '!', '(', ' ']) assert.ok(triggers.includes(wanted), wanted);
  await client.pushed('notes/start.md', ['broken-link']);
  await client.request(GET_STATUS, {});
  assert.equal(client.asked('window/workDoneProgress/create'), 1);
  assert.equal(client.asked('client/registerCapability'), 1);
});
