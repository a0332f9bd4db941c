import assert from 'node:assert/strict';
import { test } from 'node:test';
import { uriList } from '../src/uriList.ts';

test('reads one URI a line, whatever ends it, without remarks', () => {
  assert.deepEqual(uriList('# files\r\nfile:///a.md\r\nfile:///b%20c.md\n\n'), ['file:///a.md', 'file:///b%20c.md']);
  assert.deepEqual(uriList(''), []);
});
