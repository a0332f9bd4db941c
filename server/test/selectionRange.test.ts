import assert from 'node:assert/strict';
import { test } from 'node:test';
import { selectionRanges } from '../src/features/selectionRange.ts';
import { fixture } from './fixture.ts';

/** What a selection at `$0` grows to, innermost first; the page itself, always last, is left out. */
const checkSelection = (name: string, literal: string, expected: readonly string[]): void => {
  for (const ending of ['\n', '\r\n']) {
    test(`${name}${ending === '\n' ? '' : ' (CRLF)'}`, () => {
      const { book, cursor } = fixture(literal.replaceAll('\n', ending));
      assert.ok(cursor);
      const { page, text, offset } = cursor;
      const spans = selectionRanges(book, page, offset);
      spans.forEach((span, i) => {
        const inner = spans[i - 1] ?? { start: offset, end: offset };
        assert.ok(span.start <= inner.start && inner.end <= span.end, 'each holds the one before');
      });
      const shown = spans.map(({ start, end }) => text.slice(start, end).replaceAll('\r\n', '\n'));
      assert.equal(shown.pop(), text.replaceAll('\r\n', '\n'));
      assert.deepEqual(shown, expected);
    });
  }
};

checkSelection('in a link of an item of a section', '# 𝒜\n\n## L\n\n- 𝒜 [[a/b#c|la$0bel]] x\n  more\n\n## M\n', [
  'label',
  '[[a/b#c|label]]',
  '- 𝒜 [[a/b#c|label]] x',
  '- 𝒜 [[a/b#c|label]] x\n  more',
  '\n- 𝒜 [[a/b#c|label]] x\n  more\n\n',
  '## L\n\n- 𝒜 [[a/b#c|label]] x\n  more\n\n',
  '\n## L\n\n- 𝒜 [[a/b#c|label]] x\n  more\n\n## M\n',
]);
checkSelection('in a heading', '## One\n\ntext\n\n## T$0wo\n\ntext\n', ['Two', '## Two', '## Two\n\ntext\n']);
checkSelection('at the start of a section', 'a\n\n## One\n\n$0## Two\n', ['## Two', '## Two\n']);
checkSelection('in front matter', '---\nid: "a$0b"\nb: c\n---\n\ntext\n', [
  '"ab"',
  'id: "ab"',
  'id: "ab"\nb: c\n',
  '---\nid: "ab"\nb: c\n---',
]);
checkSelection('in a field', 'text\n\n**Technique:** some$0thing\n\nx\n', ['something', '**Technique:** something']);
checkSelection('in plain text', 'text\n\nmo$0re\n', []);
