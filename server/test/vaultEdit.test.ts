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

  it('finds clashes with what lies before and behind, in whatever order edits come', () => {
    const edit = mergeEdits([
      editPage('a.md', [replace(10, 20, 'x')]),
      editPage('a.md', [replace(0, 3, 'y'), replace(30, 31, 'z')]),
      ...[
        replace(19, 25, 'no'),
        replace(5, 11, 'no'),
        replace(12, 12, 'no'),
        replace(2, 35, 'no'),
        replace(10, 10, 'no'),
      ].map(one => editPage('a.md', [one])),
      editPage('a.md', [replace(20, 20, 'end'), replace(3, 5, 'start')]),
    ]);
    assert.deepEqual(edit.edits[0]?.edits, [
      replace(0, 3, 'y'),
      replace(3, 5, 'start'),
      replace(10, 20, 'x'),
      replace(20, 20, 'end'),
      replace(30, 31, 'z'),
    ]);
  });

  it('does once what several edits want alike, each with the rest of it', () => {
    const heading = replace(0, 4, 'Name');
    const edit = mergeEdits([
      editPage('a.md', [heading, replace(9, 12, 'one')]),
      editPage('a.md', [replace(20, 22, 'two'), heading]),
    ]);
    assert.deepEqual(edit.edits[0]?.edits, [heading, replace(9, 12, 'one'), replace(20, 22, 'two')]);
  });

  it('keeps an insertion of one edit before what it replaces there', () => {
    const edit = mergeEdits([editPage('a.md', [replace(4, 6, 'b'), replace(4, 4, 'a')])]);
    assert.deepEqual(edit.edits[0]?.edits, [replace(4, 4, 'a'), replace(4, 6, 'b')]);
  });

  it('creates a page once that several edits create alike', () => {
    const edit = mergeEdits([creating('n.md', 'new', 0), creating('n.md', 'new', 4), creating('n.md', 'other', 8)]);
    assert.deepEqual(edit.creates, [{ path: 'n.md', text: 'new' }]);
    assert.equal(edit.edits[0]?.edits.length, 2);
  });

  it('of nothing is empty', () => assert.ok(isEmptyEdit(mergeEdits([]))));
});
