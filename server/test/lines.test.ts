import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hasBlankLineIn, lineBreakOf, lineEndIn, lineStartIn, nextLineIn } from '../src/core/lines.ts';
import { lineAt, lineStartsOf } from '../src/core/text.ts';

test('lines are those of LSP, whatever ends them', () => {
  for (const text of ['', 'a', 'a\n', 'a\r\nb', '\r\n\r\n', 'a\rb\nc\r\n\rd', '🦊\n\n🦊']) {
    const starts = lineStartsOf(text);
    for (let at = 0; at <= text.length; at++) {
      const line = lineAt(starts, at);
      const start = starts[line] ?? 0;
      const next = starts[line + 1] ?? text.length;
      const shown = `${JSON.stringify(text)} at ${at}`;
      assert.equal(lineStartIn(text, at), start, shown);
      assert.equal(nextLineIn(text, at), next, shown);
      assert.equal(lineEndIn(text, at), start + text.slice(start, next).replace(/[\r\n]+$/, '').length, shown);
    }
  }
});

test('a text ends its lines as its first line ends', () => {
  assert.deepEqual(['a', 'a\r\nb\n', 'a\nb\r\n', 'a\rb'].map(lineBreakOf), ['\n', '\r\n', '\n', '\r']);
});

test('a blank line is none that has text', () => {
  const has = (text: string): boolean => hasBlankLineIn(text, 0, text.length);
  assert.deepEqual(['\n\n', '\r\n\r\n', 'a\n \t\nb', '\r\r'].map(has), [true, true, true, true]);
  assert.deepEqual(['\n', '\r\n', 'a\r\nb', 'a\n  b\n'].map(has), [false, false, false, false]);
});
