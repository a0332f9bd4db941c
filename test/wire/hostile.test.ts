import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { LocationLink } from 'vscode-languageserver-protocol/node';
import { GET_STATUS } from '../../server/src/lsp/protocol.ts';
import type { StatusParams } from '../../server/src/lsp/protocol.ts';
import { folderOf, startServer, writeFile } from './client.ts';
import type { WireClient } from './client.ts';

const GOOD = {
  'good.md': '# AML.T0090: Good\n\nText.\n',
  'links.md': 'See [[good]] and [[nowhere]].\n',
};

const NOBODY = 65_534;

/** The server answers a question about a good page. */
const lives = async (client: WireClient): Promise<void> => {
  const links = await client.request<LocationLink[]>('textDocument/definition', {
    textDocument: { uri: client.uri('links.md') },
    position: { line: 0, character: 7 },
  });
  assert.deepEqual(
    links.map(({ targetUri }) => targetUri),
    [client.uri('good.md')],
  );
};

const pageCount = async (client: WireClient): Promise<number> => {
  const { vaults } = await client.request<StatusParams>(GET_STATUS, {});
  return Object.values(vaults[0]?.pages ?? {}).reduce((sum, number) => sum + number, 0);
};

const logged = (client: WireClient, pattern: RegExp): Promise<{ message: string }> =>
  client.received('window/logMessage', ({ message }) => pattern.test(message));

const BOMB = [
  'a: &a [x,x,x,x,x,x,x,x,x]',
  ...'bcdefghi'.split('').map(
    (c, i) =>
      `${c}: &${c} [${Array(9)
        .fill(`*${'abcdefgh'.charAt(i)}`)
        .join(',')}]`,
  ),
].join('\n');

/** Pages that somebody might put into a vault, on purpose or not, and the problems of each. */
const PAGES: readonly {
  readonly name: string;
  readonly content: string | Uint8Array;
  readonly codes: readonly string[] | undefined;
}[] = [
  {
    name: 'ten megabytes',
    content: `# Long\n\n${'Plain words, [[good]] and more of them.\n'.repeat(250_000)}`,
    codes: [],
  },
  { name: 'one line of five megabytes', content: `${'word '.repeat(1_000_000)}[[nowhere]]`, codes: ['broken-link'] },
  { name: 'a million brackets', content: '['.repeat(1_000_000), codes: undefined },
  { name: 'half a million links that are never closed', content: '[['.repeat(500_000), codes: undefined },
  { name: 'a bomb of aliases', content: `---\n${BOMB}\n---\n\nText.\n`, codes: ['front-matter-syntax'] },
  {
    name: 'front matter in JavaScript',
    content: '---js\nprocess.exit(3)\n---\n\nText.\n',
    codes: ['front-matter-syntax'],
  },
  { name: 'front matter named like a property', content: '---constructor\nx\n---\n', codes: ['front-matter-syntax'] },
  {
    name: 'invalid UTF-8',
    content: Buffer.from([0x23, 0x20, 0xff, 0xfe, 0x0a, 0x5b, 0x5b, 0x67, 0x6f, 0x6f, 0x64, 0x5d, 0x5d, 0x0a]),
    codes: [],
  },
  { name: 'a BOM', content: '\uFEFF---\ntitle: x\n---\n\n[[nowhere]]\n', codes: ['broken-link'] },
  { name: 'CRLF', content: '---\r\ntitle: "x"\r\n---\r\n\r\n[[nowhere]]\r\n[[good]]\r\n', codes: ['broken-link'] },
  { name: 'NUL', content: 'a\0b [[good]]\n', codes: [] },
];

for (const { name, content, codes } of PAGES) {
  test(`a page with ${name} is read in time, and the server lives`, async t => {
    const client = await startServer(t, folderOf(t, { ...GOOD, 'bad.md': content }));
    await client.pushed('links.md', ['broken-link']);
    if (codes !== undefined && codes.length > 0) await client.pushed('bad.md', codes);
    await lives(client);
    assert.equal(await pageCount(client), 3);
    const text = typeof content === 'string' ? content : new TextDecoder().decode(content);
    await client.open('bad.md', text.replace(/^\uFEFF/, ''));
    if (codes !== undefined) await client.pushed('bad.md', codes);
    await lives(client);
    assert.equal(client.complaints(), '');
  });
}

test('invalid UTF-8 leaves a line in the log', async t => {
  const client = await startServer(t, folderOf(t, { ...GOOD, 'bad.md': Buffer.from([0x61, 0xff]) }));
  assert.match((await logged(client, /bad\.md/)).message, /not valid UTF-8/);
});

test('lone surrogates in a buffer, and in edits that split a pair', async t => {
  const client = await startServer(t, folderOf(t, GOOD));
  await client.open('links.md', '\uD800 [[good]] \uDC00\n[[nowhere\uD83D]]\n');
  await client.pushed('links.md', ['broken-link']);
  await client.notify('textDocument/didChange', {
    textDocument: { uri: client.uri('links.md'), version: 2 },
    contentChanges: [
      { range: { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } }, text: '😀'.slice(1) },
    ],
  });
  await client.notify('textDocument/didChange', {
    textDocument: { uri: client.uri('links.md'), version: 3 },
    contentChanges: [{ text: 'See [[good]].\n' }],
  });
  await client.pushed('links.md', []);
  await lives(client);
});

test('positions out of the text and documents that nobody opened are answered, not feared', async t => {
  const client = await startServer(t, folderOf(t, GOOD));
  const textDocument = { uri: client.uri('links.md') };
  for (const position of [
    { line: 99, character: 0 },
    { line: 0, character: 99_999 },
  ]) {
    assert.equal(await client.request('textDocument/definition', { textDocument, position }), null);
  }
  for (const uri of [client.uri('nope.md'), 'untitled:Untitled-1', 'file:///elsewhere/%zz.md', 'nonsense']) {
    const params = { textDocument: { uri }, position: { line: 0, character: 0 } };
    assert.equal(await client.request('textDocument/hover', params), null);
    assert.equal(await client.request('textDocument/completion', params), null);
  }
  await client.type('never-opened.md', 'x');
  await client.close('never-opened.md');
  await lives(client);
});

test('a loop of symbolic links ends, a link to nowhere is left out, one to the outside is followed', async t => {
  const outside = folderOf(t, { 'far.md': '# Far\n' });
  const root = folderOf(t, { ...GOOD, 'deep/er/page.md': '[[far]] [[good]]\n' });
  symlinkSync(root, join(root, 'deep/er/up'));
  symlinkSync(join(root, 'deep'), join(root, 'again'));
  symlinkSync(join(root, 'gone'), join(root, 'nowhere.md'));
  symlinkSync(outside, join(root, 'outside'));
  const client = await startServer(t, root);
  await client.pushed('links.md', ['broken-link']);
  assert.equal(await pageCount(client), 4);
  assert.match((await logged(client, /nowhere\.md/)).message, /leads nowhere/);
  await lives(client);
});

test('a folder that may not be read is left out with a line in the log', async t => {
  const root = folderOf(t, { ...GOOD, 'closed/page.md': '# Closed\n' });
  chmodSync(join(root, 'closed'), 0);
  // Root may read everything, so the server becomes somebody else: who must then be able to reach the built server.
  const isRoot = process.getuid?.() === 0;
  if (isRoot) chmodSync(root, 0o755);
  if (isRoot && spawnSync(process.execPath, ['-e', ''], { cwd: import.meta.dirname, uid: NOBODY }).status !== 0) {
    return t.skip('no other user can run the server here');
  }
  const client = await startServer(t, root, isRoot ? { uid: NOBODY } : {});
  try {
    assert.match((await logged(client, /closed/)).message, /cannot be read/);
    await lives(client);
  } finally {
    chmodSync(join(root, 'closed'), 0o700);
  }
});

test('a file that is gone when it is to be read is left out with a line in the log', async t => {
  const root = folderOf(t, GOOD);
  const client = await startServer(t, root);
  await client.pushed('links.md', ['broken-link']);
  writeFile(root, 'nowhere.md', 'x');
  await client.filesChanged(['nowhere.md', 1], ['never.md', 1]);
  await client.pushed('links.md', []);
  assert.match((await logged(client, /never\.md/)).message, /left out/);
  await lives(client);
});

test('a page in a folder named like a page', async t => {
  const client = await startServer(t, folderOf(t, { ...GOOD, 'folder.md/inner.md': '[[good]] [[nowhere]]\n' }));
  await client.pushed('folder.md/inner.md', ['broken-link']);
  await lives(client);
});
