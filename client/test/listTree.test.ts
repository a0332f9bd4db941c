import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listTree } from '../src/listTree.ts';
import type { Entry } from '../src/listTree.ts';

const file = (name: string): Entry => ({ name, kind: 'file' });
const folder = (name: string): Entry => ({ name, kind: 'folder' });

test('lists files of all folders but dot-folders, node_modules and what cannot be read', async () => {
  const tree: Readonly<Record<string, readonly Entry[]>> = {
    '': [file('.gitignore'), file('a.md'), folder('.git'), folder('node_modules'), folder('sub'), folder('closed')],
    sub: [folder('.obsidian'), folder('deep'), { name: 'link', kind: 'other' }],
    'sub/deep': [file('b c.md')],
    '.git': [file('HEAD')],
  };
  const read = (path: string): Promise<readonly Entry[]> => {
    const entries = tree[path];
    return entries === undefined ? Promise.reject(new Error('no permission')) : Promise.resolve(entries);
  };
  assert.deepEqual(await listTree(read), ['.gitignore', 'a.md', 'sub/.obsidian/', 'sub/deep/b c.md']);
});
