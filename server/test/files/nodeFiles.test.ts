import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { Source } from '../../src/core/closedPage.ts';
import { nodeFiles } from '../../src/files/nodeFiles.ts';

const quiet = (): void => undefined;

/** A folder with these files, and its URI. */
const folderOf = (t: TestContext, files: Readonly<Record<string, string>>): { root: string; uri: string } => {
  const root = mkdtempSync(join(tmpdir(), 'casebook-'));
  t.after(() => rmSync(root, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(root, name), text);
  return { root, uri: pathToFileURL(root).href };
};

// Around the size of the room that files are read into one after the other.
const SIZES = [0, 1, 65_535, 65_536, 65_537, 131_072, 200_001];

test('files of every size are read whole, one after the other', async t => {
  const texts = Object.fromEntries(
    SIZES.flatMap(size => [
      [`${size}.md`, 'x'.repeat(Math.max(0, size - 2)) + 'é'.slice(0, size)],
      [`${size}-bom.md`, `\uFEFF${'日'.repeat(size / 3)}`],
    ]),
  );
  const { uri } = folderOf(t, texts);
  const read = new Map<string, string | undefined>();
  const again = new Map<string, Source['again']>();
  await nodeFiles(quiet).readEach(uri, Object.keys(texts), (path, source) => {
    read.set(path, source?.text());
    if (source) again.set(path, source.again);
  });
  for (const [path, text] of Object.entries(texts)) {
    const wanted = text.replace(/^\uFEFF/, '');
    assert.ok(read.get(path) === wanted, path);
    assert.ok(again.get(path)?.(path) === wanted, `${path}, again`);
  }
});

test('what a file says later is read from it, unless it is kept', async t => {
  const { root, uri } = folderOf(t, { 'a.md': 'one', 'b.md': 'one' });
  const again = new Map<string, Source['again']>();
  await nodeFiles(quiet, path => path === 'b.md').readEach(uri, ['a.md', 'b.md'], (path, source) => {
    if (source) again.set(path, source.again);
  });
  for (const name of ['a.md', 'b.md']) writeFileSync(join(root, name), 'two');
  assert.equal(again.get('a.md')?.('a.md'), 'two');
  assert.equal(again.get('b.md')?.('b.md'), 'one');
});

test('a file that cannot be read is left out with a line in the log', async t => {
  const { uri } = folderOf(t, { 'a.md': 'one' });
  const said: string[] = [];
  const read: unknown[] = [];
  await nodeFiles(text => said.push(text)).readEach(uri, ['gone.md', 'a.md'], (path, source) => {
    read.push([path, source?.text()]);
  });
  assert.deepEqual(read, [
    ['gone.md', undefined],
    ['a.md', 'one'],
  ]);
  assert.match(said.join('\n'), /^[^\n]*gone\.md: the file cannot be read and is left out/);
  assert.equal(said.length, 1);
});
