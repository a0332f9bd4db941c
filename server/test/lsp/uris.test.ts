import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { folderUri, pathIn, uriOf } from '../../src/lsp/uris.ts';
import { runs } from '../runs.ts';

test('any path finds its way to a URI and back', () => {
  const part = fc.string({ unit: 'grapheme', minLength: 1 }).filter(name => !name.includes('/'));
  fc.assert(
    fc.property(fc.array(part, { maxLength: 4 }), parts => {
      const path = parts.join('/');
      assert.equal(pathIn('file:///a%20b/v', uriOf('file:///a%20b/v', path)), path);
    }),
    runs(100),
  );
});

test('editors encode in their own way', () => {
  assert.equal(pathIn('file:///c%3A/v', 'file:///C:/v/a%2Db.md'), 'a-b.md');
  assert.equal(pathIn('file:///v', 'file:///v/%C3%A9.md'), 'é.md');
  assert.equal(pathIn('file:///v', 'file:///v/100%.md'), '100%.md');
});

test('what lies elsewhere has no path', () => {
  assert.equal(pathIn('file:///v', 'file:///vault/a.md'), undefined);
  assert.equal(pathIn('file:///v', 'untitled:Untitled-1'), undefined);
  assert.equal(pathIn('file:///v', 'file:///v'), '');
});

test('a name that is no Unicode has a URI all the same', () => {
  assert.equal(uriOf('file:///v', '\uD800.md'), 'file:///v/%EF%BF%BD.md');
  assert.equal(folderUri('file:///v//'), 'file:///v');
});
