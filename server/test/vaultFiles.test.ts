import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isWalkedPath, splitVaults } from '../src/vaultFiles.ts';

const roots = (paths: readonly string[], also?: readonly string[]): unknown =>
  splitVaults(paths, also).map(({ root, obsidian, paths: own }) => [root, obsidian, own]);

test('a folder without marks is one vault', () => {
  assert.deepEqual(roots(['a.md', 'x/b.md']), [['', false, ['a.md', 'x/b.md']]]);
});

test('a marked folder below is a vault of its own; a file belongs to the nearest', () => {
  assert.deepEqual(
    roots(['a.md', 'x/.atlas-casebook.json', 'x/b.md', 'x/y/z/c.md', 'x/y/.obsidian/', 'xy/d.md', '.obsidian/']),
    [
      ['', true, ['a.md', 'xy/d.md']],
      ['x', false, ['.atlas-casebook.json', 'b.md']],
      ['x/y', true, ['z/c.md']],
    ],
  );
});

test('other workspace folders inside are vaults too', () => {
  assert.deepEqual(roots(['a.md', 'x/b.md'], ['x', 'empty']), [
    ['', false, ['a.md']],
    ['x', false, ['b.md']],
    ['empty', false, []],
  ]);
});

test('a file that only ends like a mark is none', () => {
  assert.deepEqual(roots(['x/my.atlas-casebook.json', 'x/a.obsidian/b.md']), [
    ['', false, ['x/my.atlas-casebook.json', 'x/a.obsidian/b.md']],
  ]);
});

test('dot-folders and node_modules are not entered; dot-files are files', () => {
  for (const path of ['.git/a.md', 'x/.trash/a.md', 'node_modules/a/b.md']) assert.ok(!isWalkedPath(path), path);
  for (const path of ['a.md', '.hidden.md', 'x/.b.md', 'my_node_modules/a.md']) assert.ok(isWalkedPath(path), path);
});
