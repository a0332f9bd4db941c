import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';
import type {
  ClientCapabilities,
  LocationLink,
  PrepareRenameResult,
  TextDocumentEdit,
  WorkspaceEdit,
} from 'vscode-languageserver-protocol/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { WireClient } from './client.ts';
import { folderOf, startServer, writeFile } from './client.ts';

const VAULT = {
  'techniques/impact/alpha.md':
    '---\r\nid: alpha\r\ntitle: "AML.T0990: Alpha"\r\n---\r\n\r\n# AML.T0990: Alpha\r\n\r\nSee [[./beta]].\r\n',
  'techniques/impact/beta.md': '# AML.T0991: Beta\n\n## Part\n\n[[alpha|AML.T0990: Alpha]] AML.T0990\n',
  'notes/start.md':
    '# Start\n\n𝒜 [[techniques/impact/alpha#AML.T0990: Alpha|AML.T0990: Alpha]] [x](../techniques/impact/beta.md#part)\n',
  'notes/second.md': '![[image.png]] [[techniques/impact/beta#Part]]\n',
  'image.png': 'x',
};

const CAPABILITIES: ClientCapabilities = {
  workspace: {
    workspaceFolders: true,
    workspaceEdit: { documentChanges: true, resourceOperations: ['create', 'rename', 'delete'] },
    fileOperations: { willRename: true },
  },
  textDocument: { rename: { prepareSupport: true }, definition: { linkSupport: true } },
};

const at = (client: WireClient, path: string, line: number, character: number) => ({
  textDocument: { uri: client.uri(path) },
  position: { line, character },
});

/** The text of each page that an edit changes, by its path before; `open` are the buffers. */
const textsAfter = (
  root: string,
  edit: WorkspaceEdit,
  open: Readonly<Record<string, string>> = {},
): Record<string, string> => {
  const changes = [
    ...Object.entries(edit.changes ?? {}),
    ...(edit.documentChanges ?? [])
      .filter((change): change is TextDocumentEdit => 'textDocument' in change)
      .map(({ textDocument, edits }) => [textDocument.uri, edits] as const),
  ];
  return Object.fromEntries(
    changes.map(([uri, edits]) => {
      const path = fileURLToPath(uri).slice(root.length + 1);
      const text = open[path] ?? readFileSync(fileURLToPath(uri), 'utf8');
      return [path, TextDocument.applyEdits(TextDocument.create(uri, 'markdown', 1, text), edits as never)];
    }),
  );
};

const move = (root: string, from: string, to: string): void => {
  mkdirSync(dirname(join(root, to)), { recursive: true });
  renameSync(join(root, from), join(root, to));
};

test('says what can be renamed, and why the rest cannot', async t => {
  const third = 'A [[gone]] [[start#Gone]] [u](https://example.org/a) and [m](missing.md)\n';
  const root = folderOf(t, { ...VAULT, 'notes/third.md': third });
  const client = await startServer(t, root, { capabilities: CAPABILITIES });
  const { capabilities } = client.initialized;
  assert.deepEqual(capabilities.renameProvider, { prepareProvider: true });
  const every = { filters: [{ pattern: { glob: '**/*' } }] };
  assert.deepEqual(capabilities.workspace?.fileOperations, { willRename: every, didRename: every, didDelete: every });
  const prepare = (path: string, line: number, character: number) =>
    client.request<PrepareRenameResult>('textDocument/prepareRename', at(client, path, line, character));
  assert.deepEqual(await prepare('techniques/impact/alpha.md', 5, 14), {
    range: { start: { line: 5, character: 13 }, end: { line: 5, character: 18 } },
    placeholder: 'Alpha',
  });
  assert.deepEqual(await prepare('notes/start.md', 2, 10), {
    range: { start: { line: 2, character: 5 }, end: { line: 2, character: 28 } },
    placeholder: 'techniques/impact/alpha',
  });
  await assert.rejects(prepare('notes/third.md', 0, 4), /There is no page 'gone' to rename/);
  await assert.rejects(prepare('notes/third.md', 0, 20), /There is no '#Gone' to rename/);
  // What is none of ours is left to others in the editor.
  for (const character of [0, 32, 62]) assert.equal(await prepare('notes/third.md', 0, character), null);
  const plain = await startServer(t, folderOf(t, VAULT));
  assert.equal(plain.initialized.capabilities.renameProvider, true);
});

test('renames a page’s name with its file; buffers carry their version', async t => {
  const root = folderOf(t, VAULT);
  const client = await startServer(t, root, { capabilities: CAPABILITIES });
  const start = `${VAULT['notes/start.md']}[[alpha|Alpha]]\n`;
  await client.open('notes/start.md', VAULT['notes/start.md']);
  await client.type('notes/start.md', start);
  const edit = await client.request<WorkspaceEdit>('textDocument/rename', {
    ...at(client, 'techniques/impact/alpha.md', 5, 14),
    newName: 'New Name',
  });
  const changes = edit.documentChanges ?? [];
  assert.deepEqual(changes.at(-1), {
    kind: 'rename',
    oldUri: client.uri('techniques/impact/alpha.md'),
    newUri: client.uri('techniques/impact/new-name.md'),
  });
  assert.deepEqual(
    changes.flatMap(change =>
      'textDocument' in change ? [[change.textDocument.uri, change.textDocument.version]] : [],
    ),
    [
      [client.uri('notes/start.md'), 2],
      [client.uri('techniques/impact/alpha.md'), null],
      [client.uri('techniques/impact/beta.md'), null],
    ],
  );
  const texts = textsAfter(root, edit, { 'notes/start.md': start });
  assert.deepEqual(texts, {
    'notes/start.md':
      '# Start\n\n𝒜 [[techniques/impact/new-name#AML.T0990: New Name|AML.T0990: New Name]] [x](../techniques/impact/beta.md#part)\n[[new-name|New Name]]\n',
    'techniques/impact/alpha.md':
      '---\r\nid: new-name\r\ntitle: "AML.T0990: New Name"\r\n---\r\n\r\n# AML.T0990: New Name\r\n\r\nSee [[./beta]].\r\n',
    'techniques/impact/beta.md': '# AML.T0991: Beta\n\n## Part\n\n[[new-name|AML.T0990: New Name]] AML.T0990\n',
  });
  // VS Code asks about the file that the edit itself moves, when the texts are changed already.
  await client.type('notes/start.md', texts['notes/start.md'] ?? '');
  for (const path of ['techniques/impact/alpha.md', 'techniques/impact/beta.md'] as const)
    await client.open(path, texts[path] ?? '');
  const files = [
    { oldUri: client.uri('techniques/impact/alpha.md'), newUri: client.uri('techniques/impact/new-name.md') },
  ];
  assert.equal(await client.request('workspace/willRenameFiles', { files }), null);
});

test('renames an ID everywhere; refuses one that is taken', async t => {
  const root = folderOf(t, VAULT);
  const client = await startServer(t, root, { capabilities: CAPABILITIES });
  const rename = (newName: string) =>
    client.request<WorkspaceEdit>('textDocument/rename', {
      ...at(client, 'techniques/impact/beta.md', 4, 30),
      newName,
    });
  await assert.rejects(rename('AML.T0991'), /the ID of 'techniques\/impact\/beta'/);
  await assert.rejects(rename('nonsense'), /no ATLAS ID/);
  const texts = textsAfter(root, await rename('AML.T0992'));
  assert.deepEqual(Object.keys(texts).sort(), [
    'notes/start.md',
    'techniques/impact/alpha.md',
    'techniques/impact/beta.md',
  ]);
  assert.ok(Object.values(texts).every(text => text.includes('AML.T0992') && !text.includes('AML.T0990')));
});

test('without file operations the file stays, and moving it is refused', async t => {
  const root = folderOf(t, VAULT);
  const client = await startServer(t, root);
  const edit = await client.request<WorkspaceEdit>('textDocument/rename', {
    ...at(client, 'techniques/impact/alpha.md', 5, 14),
    newName: 'New Name',
  });
  assert.equal(edit.documentChanges, undefined);
  assert.match(textsAfter(root, edit)['techniques/impact/alpha.md'] ?? '', /id: alpha\r\n.*T0990: New Name/);
  const target = { ...at(client, 'notes/start.md', 2, 10), newName: 'x/y' };
  await assert.rejects(client.request('textDocument/rename', target), /does not let a server rename files/);
});

test('a move of a folder and a file: edits of the files at their old places', async t => {
  const root = folderOf(t, VAULT);
  const client = await startServer(t, root, { capabilities: CAPABILITIES });
  const files = [
    { oldUri: `${client.uri('techniques/impact')}/`, newUri: client.uri('techniques/i m') },
    { oldUri: client.uri('image.png'), newUri: client.uri('img/bild.png') },
    { oldUri: client.uri('nowhere.md'), newUri: client.uri('x.md') },
  ];
  const edit = await client.request<WorkspaceEdit>('workspace/willRenameFiles', { files });
  assert.deepEqual(textsAfter(root, edit), {
    'notes/second.md': '![[img/bild.png]] [[techniques/i m/beta#Part]]\n',
    'notes/start.md':
      '# Start\n\n𝒜 [[techniques/i m/alpha#AML.T0990: Alpha|AML.T0990: Alpha]] [x](../techniques/i%20m/beta.md#part)\n',
  });
  assert.equal(edit.changeAnnotations, undefined);
  const elsewhere = [{ oldUri: client.uri('techniques'), newUri: 'file:///somewhere/else' }];
  assert.equal(await client.request('workspace/willRenameFiles', { files: elsewhere }), null);
  const hidden = [{ oldUri: client.uri('techniques'), newUri: client.uri('.trash') }];
  assert.equal(await client.request('workspace/willRenameFiles', { files: hidden }), null);
});

test('markdown links are left to a client that rewrites them', async t => {
  const root = folderOf(t, VAULT);
  const client = await startServer(t, root, { capabilities: CAPABILITIES, options: { markdownLinks: false } });
  const files = [{ oldUri: client.uri('techniques/impact'), newUri: client.uri('techniques/im') }];
  const edit = await client.request<WorkspaceEdit>('workspace/willRenameFiles', { files });
  assert.equal(
    textsAfter(root, edit)['notes/start.md'],
    '# Start\n\n𝒜 [[techniques/im/alpha#AML.T0990: Alpha|AML.T0990: Alpha]] [x](../techniques/impact/beta.md#part)\n',
  );
});

/** What a client tells of a moved file whose buffer is open and not saved, in the orders that are seen. */
const ORDERS: Readonly<Record<string, readonly ('close' | 'open' | 'gone' | 'new')[]>> = {
  'the editor first': ['close', 'open', 'gone', 'new'],
  'the disk first': ['gone', 'new', 'close', 'open'],
  'the disk in between': ['close', 'gone', 'new', 'open'],
  'the new one first': ['new', 'open', 'close', 'gone'],
};

for (const [name, order] of Object.entries(ORDERS)) {
  test(`a page that is moved while its buffer is dirty keeps its text: ${name}`, async t => {
    const root = folderOf(t, VAULT);
    const client = await startServer(t, root, { capabilities: CAPABILITIES });
    const [from, to] = ['techniques/impact/beta.md', 'other/gamma.md'] as const;
    const dirty = `${VAULT[from]}\nDirty 😀 [[alpha]] [[#Fresh]]\n\n## Fresh\n`;
    await client.open(from, VAULT[from]);
    await client.type(from, dirty);
    await client.open('notes/second.md', VAULT['notes/second.md']);
    const files = [{ oldUri: client.uri(from), newUri: client.uri(to) }];
    const edit = await client.request<WorkspaceEdit>('workspace/willRenameFiles', { files });
    const texts = textsAfter(root, edit, { [from]: dirty });
    assert.equal(texts['notes/second.md'], '![[image.png]] [[other/gamma#Part]]\n');
    assert.equal(texts[from], undefined);
    await client.type('notes/second.md', '![[image.png]] [[other/gamma#Fresh]]\n');
    writeFile(root, 'notes/start.md', texts['notes/start.md'] ?? '');
    await client.filesChanged(['notes/start.md', 2]);
    move(root, from, to);
    for (const step of order) {
      if (step === 'close') await client.close(from);
      else if (step === 'open') await client.open(to, dirty);
      else await client.filesChanged(step === 'gone' ? [from, 3] : [to, 1]);
    }
    const [link] = await client.request<LocationLink[]>(
      'textDocument/definition',
      at(client, 'notes/second.md', 0, 30),
    );
    assert.equal(link?.targetUri, client.uri(to));
    assert.equal(link?.targetSelectionRange.start.line, 8);
    await client.pushed('notes/second.md', []);
    await client.pushed(to, ['front-matter-field']);
    const [back] = await client.request<LocationLink[]>('textDocument/definition', at(client, to, 6, 12));
    assert.equal(back?.targetUri, client.uri('techniques/impact/alpha.md'));
  });
}

test('a buffer that the client keeps of a page that it moved is none, until the page comes back', async t => {
  const root = folderOf(t, VAULT);
  const client = await startServer(t, root, { capabilities: CAPABILITIES });
  const [from, to] = ['techniques/impact/beta.md', 'techniques/new/beta.md'] as const;
  await client.open(from, `${VAULT[from]}\n## Fresh\n`);
  await client.open('notes/second.md', 'A [[beta#Fresh]]\n');
  const jump = (): Promise<LocationLink[]> =>
    client.request('textDocument/definition', at(client, 'notes/second.md', 0, 12));
  const goTo = async (there: string, back: string): Promise<void> => {
    move(root, back, there);
    const files = [{ oldUri: client.uri(dirname(back)), newUri: client.uri(dirname(there)) }];
    await client.notify('workspace/didRenameFiles', { files });
    await client.filesChanged([back, 3], [there, 1]);
  };
  assert.equal((await jump())[0]?.targetUri, client.uri(from));
  await goTo(to, from);
  await client.pushed('notes/second.md', ['missing-heading']);
  await client.open(to, VAULT[from]);
  const found = await client.request<{ location: { uri: string } }[]>('workspace/symbol', { query: 'beta' });
  assert.deepEqual(
    found.map(({ location }) => location.uri),
    [client.uri(to)],
  );
  await client.close(to);
  await goTo(from, to);
  await client.pushed('notes/second.md', []);
  assert.equal((await jump())[0]?.targetUri, client.uri(from));
});

test('a buffer that the client keeps of a page that it deleted is none', async t => {
  const root = folderOf(t, VAULT);
  const client = await startServer(t, root, { capabilities: CAPABILITIES });
  await client.open('techniques/impact/beta.md', VAULT['techniques/impact/beta.md']);
  await client.open('notes/second.md', 'A [[beta]]\n');
  await client.pushed('notes/second.md', []);
  await client.notify('workspace/didDeleteFiles', { files: [{ uri: client.uri('techniques/impact') }] });
  await client.pushed('notes/second.md', ['broken-link']);
});
