import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { harmless } from '../webview/src/dom.ts';

describe('harmless', () => {
  const cases: readonly (readonly [text: string, result: string])[] = [
    ['plain text, “quoted” — ünïcode 🦊', 'plain text, “quoted” — ünïcode 🦊'],
    ['a\tb\nc\r\n', 'a\tb\nc\r\n'],
    [
      'nul\u0000, bell\u0007, escape\u001b[31m, delete\u007f, next line\u0085',
      'nul, bell, escape[31m, delete, next line',
    ],
    ['exe.\u202etxt\u202c \u2066isolated\u2069', 'exe.txt isolated'],
    ['half \ud83e of a fox, \udd8a other half, \uffff', 'half  of a fox,  other half, '],
    ['שלום עולם', 'שלום עולם'],
    ['<script>', '<script>'],
  ];
  for (const [text, result] of cases)
    it(`leaves ${JSON.stringify(result)} of ${JSON.stringify(text)}`, () => assert.equal(harmless(text), result));
});
