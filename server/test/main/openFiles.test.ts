import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { VaultEdit } from '../../src/core/vaultEdit.ts';
import { editPage, NO_EDIT } from '../../src/core/vaultEdit.ts';
import { openFiles } from '../../src/main/openFiles.ts';

const TEXTS: Readonly<Record<string, string>> = { 'a.md': '\uFEFFone two', 'b.md': 'three\r\n' };

const open = () => {
  const asked: string[] = [];
  const files = openFiles(path => {
    asked.push(path);
    const text = TEXTS[path];
    return text === undefined ? { fault: 'it is not there' } : { text };
  });
  return { files, asked };
};

const replace = (page: string, start: number, end: number, newText: string): VaultEdit =>
  editPage(page, [{ span: { start, end }, newText }]);

describe('openFiles', () => {
  it('reads a file once, when it is needed, and gives texts without BOM', () => {
    const { files, asked } = open();
    assert.deepEqual(asked, []);
    assert.equal(files.textOf('a.md'), 'one two');
    assert.ok(files.canTake(replace('a.md', 0, 3, '1')));
    assert.deepEqual(asked, ['a.md']);
    assert.equal(files.textOf('c.md'), undefined);
  });

  it('takes edits one after another and counts those that were taken', () => {
    const { files } = open();
    const first = files.take([replace('a.md', 0, 3, '1'), replace('a.md', 2, 5, 'no'), replace('b.md', 0, 5, '3')]);
    assert.deepEqual(
      [...first],
      [
        ['a.md', '1 two'],
        ['b.md', '3\r\n'],
      ],
    );
    assert.deepEqual([...files.take([replace('a.md', 2, 5, '2')])], [['a.md', '1 2']]);
    assert.deepEqual(files.changed(), [
      { path: 'a.md', before: '\uFEFFone two', after: '\uFEFF1 2', fixes: 2 },
      { path: 'b.md', before: 'three\r\n', after: '3\r\n', fixes: 1 },
    ]);
  });

  it('makes pages, which later edits may change', () => {
    const { files } = open();
    files.take([{ ...NO_EDIT, creates: [{ path: 'n.md', text: '# New\n' }] }]);
    files.take([replace('n.md', 2, 5, 'Newer')]);
    assert.deepEqual(files.changed(), [{ path: 'n.md', before: undefined, after: '# Newer\n', fixes: 1 }]);
  });

  it('names what cannot be changed', () => {
    const { files } = open();
    const both = { ...NO_EDIT, edits: [...replace('a.md', 0, 1, 'x').edits, ...replace('c.md', 0, 1, 'x').edits] };
    assert.ok(!files.canTake(both));
    assert.deepEqual([...files.left], [['c.md', { fault: 'it is not there' }]]);
  });

  it('has nothing changed where edits come to nothing', () => {
    const { files } = open();
    assert.equal(files.take([replace('a.md', 0, 3, 'one')]).size, 0);
    files.take([replace('b.md', 0, 5, '3')]);
    files.take([replace('b.md', 0, 1, 'three')]);
    assert.deepEqual(files.changed(), []);
  });
});
