import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readPlainFrontMatter } from '../src/core/parse/plainFrontMatter.ts';
import { readFrontMatter } from '../src/frontMatter.ts';
import { runs } from './runs.ts';

// What the fast reader reads, YAML must read the same way: values, spans and strings.

const checkSame = (body: string): boolean => {
  const plain = readPlainFrontMatter(body, 0, body.length);
  if (plain === undefined) return false;
  const yaml = readFrontMatter(body, 0, '');
  assert.equal(yaml.error, undefined, JSON.stringify(body));
  assert.deepEqual(plain.fields, yaml.fields, JSON.stringify(body));
  assert.deepEqual(plain.strings, yaml.strings, JSON.stringify(body));
  return true;
};

const SCALARS = [
  'word',
  'two words',
  '"AML.CS0006: Name"',
  "'it is'",
  '7',
  '0',
  '007',
  '-1',
  '1.5',
  '1e3',
  '0x1f',
  '0o7',
  '.inf',
  'true',
  'True',
  'no',
  'null',
  '~',
  '',
  '2020-04-16',
  '2020-04',
  '2020-04-16T10:00:00Z',
  '5.2.0',
  'a: b',
  'a:b',
  'a #b',
  'a#b',
  '#x',
  '- a',
  '[a]',
  '{a}',
  '[[x]]',
  '"[[x|y]]"',
  '&a',
  '*a',
  '!t',
  '|',
  '>',
  '%x',
  '@x',
  '`x`',
  '"a',
  "a'b",
  'a"b',
  '? a',
  ': a',
  'é',
  '日本',
  'a  ',
  'x:',
  '"esc\\n"',
  "'it''s'",
  'Ünï cödé',
  'a, b',
  'a]b',
  'a}b',
  '<b>',
  '---',
  '...',
  'a\tb',
  '"tab\t"',
  'y',
  'NULL',
  'FALSE',
  '+1',
  '1_000',
];
const field = fc
  .tuple(
    fc.constantFrom('id', 'title', 'type', 'sidebar_position', 'a-b', '_x', 'Key'),
    fc.constantFrom(': ', ':', ':  ', ' : '),
    fc.constantFrom(...SCALARS),
  )
  .map(([key, colon, value]) => key + colon + value);
const body = fc
  .tuple(
    fc.array(fc.oneof({ weight: 6, arbitrary: field }, fc.constantFrom('', '# note', '  more', '- item', ' ')), {
      maxLength: 6,
    }),
    fc.constantFrom('\n', '\r\n'),
  )
  .map(([lines, eol]) => lines.map(line => line + eol).join(''));

test('the plain reader agrees with YAML wherever it answers', () => {
  let answered = 0;
  fc.assert(
    fc.property(body, text => {
      if (checkSame(text)) answered++;
    }),
    runs(1500),
  );
  assert.ok(answered > 200, `it answered only ${answered} times`);
});

test('the plain reader answers the front matter of nearly every page', () => {
  assert.ok(checkSame('id: x\ntitle: "AML.CS0006: Name"\ntype: case-study\nsidebar_position: 7\n'));
  assert.ok(checkSame('id: x\r\ntitle: MITRE ATLAS Reference\r\n'));
  // To YAML, a no-break space is no blank but part of the value.
  assert.ok(checkSame('title: MITRE ATLAS Reference\u00a0\n'));
});
