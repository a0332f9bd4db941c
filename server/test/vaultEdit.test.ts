import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { VaultEdit } from '../src/core/vaultEdit.ts';
import { editPage, isEmptyEdit, mergeEdits, NO_EDIT } from '../src/core/vaultEdit.ts';

const replace = (start: number, end: number, newText: string) => ({ span: { start, end }, newText });
const creating = (path: string, text: string, at: number): VaultEdit => ({
  ...editPage('a.md', [replace(at, at + 1, 'x')]),
  creates: [{ path, text }],
});

describe('mergeEdits', () => {
  it('joins the edits of a page in text order', () => {
    const edit = mergeEdits([editPage('a.md', [replace(5, 6, 'b')]), editPage('a.md', [replace(0, 1, 'a')])]);
    assert.deepEqual(edit.edits, [{ page: 'a.md', edits: [replace(0, 1, 'a'), replace(5, 6, 'b')] }]);
  });

  it('leaves out as a whole what would change the same stretch', () => {
    const both = {
      ...NO_EDIT,
      edits: [...editPage('a.md', [replace(2, 5, 'x')]).edits, ...editPage('b.md', [replace(0, 0, 'y')]).edits],
    };
    const edit = mergeEdits([editPage('a.md', [replace(0, 3, 'first')]), both]);
    assert.deepEqual(edit.edits, [{ page: 'a.md', edits: [replace(0, 3, 'first')] }]);
  });

  it('takes insertions at one place for a clash, and edits that only touch for none', () => {
    const twice = mergeEdits([editPage('a.md', [replace(3, 3, 'x')]), editPage('a.md', [replace(3, 3, 'y')])]);
    assert.deepEqual(twice.edits[0]?.edits, [replace(3, 3, 'x')]);
    const touching = mergeEdits([editPage('a.md', [replace(0, 3, 'x')]), editPage('a.md', [replace(3, 4, 'y')])]);
    assert.equal(touching.edits[0]?.edits.length, 2);
  });

  it('creates a page once that several edits create alike', () => {
    const edit = mergeEdits([creating('n.md', 'new', 0), creating('n.md', 'new', 4), creating('n.md', 'other', 8)]);
    assert.deepEqual(edit.creates, [{ path: 'n.md', text: 'new' }]);
    assert.equal(edit.edits[0]?.edits.length, 2);
  });

  it('of nothing is empty', () => assert.ok(isEmptyEdit(mergeEdits([]))));
});
