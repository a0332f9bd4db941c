import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { test } from 'node:test';
import type {
  ClientCapabilities,
  CodeAction,
  CodeActionOptions,
  TextDocumentEdit,
  TextEdit,
  WorkspaceEdit,
} from 'vscode-languageserver-protocol/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { WireClient } from './client.ts';
import { folderOf, startServer } from './client.ts';

const technique = (id: string, name: string): string =>
  `---\nid: ${name.toLowerCase()}\ntitle: "${id}: ${name}"\n---\n\n# ${id}: ${name}\n\nWhat ${name} is.\n`;

const NOTE = '# 🦊\r\n\r\n𝒜 [[Techniques/Alpha]] [[AML.T0091]] [[techniques/betta]]\r\n';

const VAULT = {
  'techniques/alpha.md': technique('AML.T0090', 'Alpha'),
  'techniques/beta.md': technique('AML.T0091', 'Beta'),
  'notes/a.md': NOTE,
  'notes/b.md': '[[AML.T0090]] and [[nothing like it]]\n',
  'notes/c.md': '| a |\n| --- |\n| [[old/beta\\|AML.T0091]] [[TECHNIQUES/beta]] |\n',
  'drafts/d.md': '[[AML.T0090]]\n',
  '.atlas-casebook.json': '{ "links.style": "full-path", "exclude": ["drafts"] }',
};

const CAPABILITIES: ClientCapabilities = {
  workspace: {
    workspaceFolders: true,
    workspaceEdit: {
      documentChanges: true,
      resourceOperations: ['create', 'rename', 'delete'],
      changeAnnotationSupport: { groupsOnLabel: true },
    },
  },
  textDocument: { codeAction: { resolveSupport: { properties: ['edit'] }, dataSupport: true } },
};

const start = async (t: TestContext, files: Readonly<Record<string, string>>, capabilities = CAPABILITIES) => {
  const client = await startServer(t, folderOf(t, files), { capabilities });
  await client.open('notes/a.md', NOTE);
  return client;
};

/** The actions for a place of `notes/a.md`. */
const actionsAt = async (
  client: WireClient,
  line: number,
  character: number,
  only?: readonly string[],
): Promise<readonly CodeAction[]> =>
  client.request('textDocument/codeAction', {
    textDocument: { uri: client.uri('notes/a.md') },
    range: { start: { line, character }, end: { line, character } },
    context: { diagnostics: [], ...(only === undefined ? {} : { only }) },
  });

const certain = async (client: WireClient, only: readonly string[]): Promise<CodeAction | undefined> => {
  const actions = await actionsAt(client, 0, 0, only);
  assert.ok(actions.length < 2);
  return actions[0];
};

const documentEdits = (edit: WorkspaceEdit | undefined): readonly TextDocumentEdit[] =>
  (edit?.documentChanges ?? []).filter((change): change is TextDocumentEdit => 'textDocument' in change);

/** The page after the edits that an edit of the workspace has for it. */
const after = (client: WireClient, path: string, text: string, edit: WorkspaceEdit | undefined): string => {
  const uri = client.uri(path);
  const edits = documentEdits(edit)
    .filter(({ textDocument }) => textDocument.uri === uri)
    .flatMap(change => change.edits as TextEdit[]);
  return TextDocument.applyEdits(TextDocument.create(uri, 'markdown', 1, text), edits);
};

test('source.fixAll.atlas does all that is certain in the page, for whoever asks for that kind or one above', async t => {
  const client = await start(t, VAULT);
  const { codeActionProvider } = client.initialized.capabilities;
  const { codeActionKinds = [] } = codeActionProvider as CodeActionOptions;
  assert.ok(codeActionKinds.includes('source.fixAll.atlas') && codeActionKinds.includes('quickfix'));
  for (const kind of ['source.fixAll.atlas', 'source.fixAll', 'source']) {
    const action = await certain(client, [kind]);
    assert.equal(action?.kind, 'source.fixAll.atlas');
    assert.equal(
      after(client, 'notes/a.md', NOTE, action.edit),
      '# 🦊\r\n\r\n𝒜 [[techniques/alpha]] [[techniques/beta|AML.T0091]] [[techniques/betta]]\r\n',
    );
    assert.deepEqual(
      documentEdits(action.edit).map(({ textDocument }) => textDocument),
      [{ uri: client.uri('notes/a.md'), version: 1 }],
    );
    assert.equal(action.edit?.changeAnnotations, undefined);
  }
  assert.equal(await certain(client, ['source.organizeImports']), undefined);
  for (const only of [undefined, ['quickfix']]) {
    const kinds = (await actionsAt(client, 2, 8, only)).map(({ kind }) => kind);
    assert.ok(kinds.length > 0 && kinds.every(kind => kind === 'quickfix'));
  }
  await client.type('notes/a.md', 'See [[techniques/betta]].\n');
  assert.equal(await certain(client, ['source.fixAll']), undefined);
});

test('source.fixAll.atlas leaves alone what is switched off, suppressed or ignored', async t => {
  const settings = (text: string): Promise<CodeAction | undefined> =>
    start(t, { ...VAULT, '.atlas-casebook.json': text }).then(client => certain(client, ['source.fixAll']));
  const off = await settings('{ "problems.severity": { "broken-link": "off" } }');
  assert.equal(JSON.stringify(off?.edit).match(/newText/g)?.length, 1);
  assert.equal(await settings('{ "problems.ignore": ["notes"] }'), undefined);
  assert.equal(await settings('{ "exclude": ["notes/a.md"] }'), undefined);
  const client = await start(t, VAULT);
  await client.type('notes/a.md', `<!-- atlas-disable broken-link -->\n\n${NOTE}`);
  const suppressed = await certain(client, ['source.fixAll']);
  assert.equal(JSON.stringify(suppressed?.edit).match(/newText/g)?.length, 1);
});

test('a code is mended in all of the page', async t => {
  const title = 'Fix all broken-link in this page';
  const client = await start(t, VAULT);
  const listed = (await actionsAt(client, 2, 30)).find(action => action.title === title);
  assert.ok(listed && listed.edit === undefined && listed.isPreferred !== true);
  const { edit } = await client.request<CodeAction>('codeAction/resolve', listed);
  const mended = '# 🦊\r\n\r\n𝒜 [[Techniques/Alpha]] [[techniques/beta|AML.T0091]] [[techniques/beta]]\r\n';
  assert.equal(after(client, 'notes/a.md', NOTE, edit), mended);
  assert.equal(edit?.changeAnnotations, undefined);
});

test('a code is mended in all of the vault when the user has seen the edit', async t => {
  const client = await start(t, VAULT);
  await client.type('notes/a.md', NOTE);
  const listed = (await actionsAt(client, 2, 30)).find(({ title }) => title === 'Fix all broken-link in the vault');
  assert.ok(listed && listed.edit === undefined && listed.kind === 'quickfix');
  const { edit } = await client.request<CodeAction>('codeAction/resolve', listed);
  const pages = documentEdits(edit).map(({ textDocument: { uri, version } }) => [uri, version] as const);
  assert.deepEqual(
    new Map(pages),
    new Map([
      [client.uri('notes/a.md'), 2],
      [client.uri('notes/b.md'), null],
      [client.uri('notes/c.md'), null],
    ]),
  );
  assert.equal(
    after(client, 'notes/b.md', VAULT['notes/b.md'], edit),
    '[[techniques/alpha|AML.T0090]] and [[nothing like it]]\n',
  );
  assert.equal(
    after(client, 'notes/c.md', VAULT['notes/c.md'], edit),
    '| a |\n| --- |\n| [[techniques/beta\\|AML.T0091]] [[TECHNIQUES/beta]] |\n',
  );
  const annotations = Object.entries(edit?.changeAnnotations ?? {});
  assert.deepEqual(
    annotations.map(([, annotation]) => annotation),
    [{ label: 'Fix all broken-link in the vault', needsConfirmation: true }],
  );
  const used = documentEdits(edit).flatMap(({ edits }) =>
    edits.map(each => 'annotationId' in each && each.annotationId),
  );
  assert.deepEqual([...new Set(used)], [annotations[0]?.[0]]);
});

test('where the editor would leave out what needs confirmation, one operation that does nothing needs it', async t => {
  const client = await startServer(t, folderOf(t, VAULT), {
    capabilities: CAPABILITIES,
    options: { confirmsOnce: true },
  });
  await client.open('notes/a.md', NOTE);
  const listed = (await actionsAt(client, 2, 30)).find(({ title }) => title === 'Fix all broken-link in the vault');
  assert.ok(listed);
  const { edit } = await client.request<CodeAction>('codeAction/resolve', listed);
  const annotations = edit?.changeAnnotations ?? {};
  const isAsked = (id: string | undefined): boolean | undefined => annotations[id ?? '']?.needsConfirmation;
  const [question, ...others] = edit?.documentChanges ?? [];
  assert.ok(question !== undefined && 'kind' in question && question.kind === 'create');
  assert.ok(Object.keys(VAULT).some(path => client.uri(path) === question.uri));
  assert.deepEqual([question.options, isAsked(question.annotationId)], [{ ignoreIfExists: true }, true]);
  assert.ok(others.length > 0 && others.every(change => 'textDocument' in change));
  for (const { edits } of documentEdits(edit))
    for (const each of edits) assert.equal(isAsked('annotationId' in each ? each.annotationId : undefined), false);
});

test('the edit of the vault is right though somebody types while it is made', async t => {
  const many = Object.fromEntries(
    Array.from({ length: 3000 }, (_, i) => [
      `many/${String(i)}.md`,
      '[[AML.T0090]] [[AML.T0091]] [[nowhere]]\n'.repeat(3),
    ]),
  );
  const client = await start(t, { ...VAULT, ...many });
  const listed = (await actionsAt(client, 2, 30)).find(({ title }) => title === 'Fix all broken-link in the vault');
  assert.ok(listed);
  const resolving = client.request<CodeAction>('codeAction/resolve', listed);
  await new Promise(resolve => setTimeout(resolve, 40));
  const typed = `Typed before.\r\n${NOTE}`;
  await client.type('notes/a.md', typed);
  const { edit } = await resolving;
  const change = documentEdits(edit).find(({ textDocument }) => textDocument.uri === client.uri('notes/a.md'));
  // Made before or after the letters came: in either case the version says of which text it is.
  const text = change?.textDocument.version === 1 ? NOTE : typed;
  assert.equal(
    after(client, 'notes/a.md', text, edit),
    text.replace('AML.T0091', 'techniques/beta|AML.T0091').replace('betta', 'beta'),
  );
  assert.equal(documentEdits(edit).length, 3003);
});

test('without a way to make edits late, the page’s edit comes at once and the vault is not offered', async t => {
  const client = await start(t, VAULT, { workspace: { workspaceFolders: true } });
  const actions = (await actionsAt(client, 2, 30)).filter(({ title }) => title.startsWith('Fix all'));
  assert.deepEqual(
    actions.map(({ title }) => title),
    ['Fix all broken-link in this page'],
  );
  assert.equal(Object.keys(actions[0]?.edit?.changes ?? {}).length, 1);
});
