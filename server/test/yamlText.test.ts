import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { yamlText } from '../src/core/yamlText.ts';
import { readFrontMatter } from '../src/frontMatter.ts';
import { runs } from './runs.ts';

describe('yamlText', () => {
  const cases: readonly (readonly [text: string, like: string, written: string])[] = [
    ['erode-model', 'plain', 'erode-model'],
    ['Pläne für morgen', 'plain', 'Pläne für morgen'],
    ['AML.T0021: Name', 'plain', '"AML.T0021: Name"'],
    ['7', 'plain', '"7"'],
    ['no', 'plain', '"no"'],
    ['a #b', 'plain', '"a #b"'],
    ['', 'plain', '""'],
    ['C:\\a "b"', '"x"', '"C:\\\\a \\"b\\""'],
    ["it's", "'x'", "'it''s'"],
    ['two\nlines', "'x'", '"two\\nlines"'],
    ['word', '>- folded', 'word'],
  ];
  for (const [text, like, written] of cases)
    it(`writes ${written} like ${like}`, () => assert.equal(yamlText(text, like), written));

  it('is read as the same text by YAML', () => {
    const words = fc.array(
      fc.constantFrom('a', 'B', 'ü', '🦊', ' ', ':', '#', "'", '"', '\\', '-', '7', '.', '\n', '|'),
    );
    const texts = fc.oneof(
      words.map(parts => parts.join('')),
      fc.string({ unit: 'grapheme' }),
    );
    fc.assert(
      fc.property(texts, fc.constantFrom('"', "'", 'plain'), (text, like) => {
        const { fields, error } = readFrontMatter(`key: ${yamlText(text, like)}\n`, 0, '');
        assert.equal(error, undefined);
        assert.deepEqual(
          fields.map(({ value }) => value),
          [text],
        );
      }),
      runs(500, 3),
    );
  });
});
