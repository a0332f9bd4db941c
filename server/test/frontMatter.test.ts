import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readFrontMatter } from '../src/frontMatter.ts';
import { runs } from './runs.ts';

/** Reads a block as it stands in a page, and gives with each place the text that it covers. */
const read = (body: string, engine = '') => {
  const opening = `---${engine}\n`;
  const page = `${opening}${body}---\n`;
  const { fields, strings, error } = readFrontMatter(body, opening.length, engine);
  const cut = (start: number, end: number): string => page.slice(start, end);
  return {
    fields: fields.map(f => ({
      key: f.key,
      value: f.value,
      keySource: cut(f.start, f.keyEnd),
      source: cut(f.valueStart, f.valueEnd),
      whole: cut(f.start, f.end),
    })),
    values: Object.fromEntries(fields.map(f => [f.key, f.value])),
    strings: strings.map(s => cut(s.start, s.end)),
    error: error && { at: cut(error.start, error.end), start: error.start, message: error.message },
  };
};

test('reads plain, quoted and nested values with their places', () => {
  const { fields, strings, error } = read('id: "a: b"\ntags: [x, "[[y]]"]\nlist:\n  - one\n  - two: 2\n\nlast: ~\n');
  assert.equal(error, undefined);
  assert.deepEqual(fields, [
    { key: 'id', value: 'a: b', keySource: 'id', source: '"a: b"', whole: 'id: "a: b"' },
    { key: 'tags', value: ['x', '[[y]]'], keySource: 'tags', source: '[x, "[[y]]"]', whole: 'tags: [x, "[[y]]"]' },
    {
      key: 'list',
      value: ['one', { two: 2 }],
      keySource: 'list',
      source: '- one\n  - two: 2',
      whole: 'list:\n  - one\n  - two: 2',
    },
    { key: 'last', value: null, keySource: 'last', source: '~', whole: 'last: ~' },
  ]);
  assert.deepEqual(strings, ['a: b', 'x', '[[y]]', 'one']);
});

test('scalars are those of YAML 1.2: a day is a string', () => {
  assert.deepEqual(read('a: 2020-04-16\nb: yes\nc: 0x10\nd: true\ne: 1.5\nf: null\n').values, {
    a: '2020-04-16',
    b: 'yes',
    c: 16,
    d: true,
    e: 1.5,
    f: null,
  });
});

test('an empty value stands at the end of its key’s line', () => {
  const { fields } = read('a:\nb:   # why\nc: 1\n');
  assert.deepEqual(
    fields.map(f => [f.key, f.value, f.source]),
    [
      ['a', null, ''],
      ['b', null, ''],
      ['c', 1, '1'],
    ],
  );
});

test('CRLF leaves no trace in values, and places are those of the page', () => {
  const { fields, strings, values } = read('a: "x"\r\nb: |\r\n  one\r\n  two\r\nc: "three\r\n  four"\r\nd: 5\r\n');
  assert.deepEqual(values, { a: 'x', b: 'one\ntwo\n', c: 'three four', d: 5 });
  assert.deepEqual(
    fields.map(f => f.source),
    ['"x"', '|\r\n  one\r\n  two', '"three\r\n  four"', '5'],
  );
  assert.deepEqual(strings, ['x', '  one\r\n  two', 'three\r\n  four']);
});

test('lone CR ends a line too', () => assert.deepEqual(read('a: 1\rb: 2\r').values, { a: 1, b: 2 }));

test('block scalars keep their last line break, as YAML says', () => {
  assert.deepEqual(read('a: |\n  x\n').values, { a: 'x\n' });
  assert.deepEqual(read('a: >-\n  x\n  y\n').values, { a: 'x y' });
});

test('comments and an empty block have no fields', () => {
  assert.deepEqual(read('').fields, []);
  assert.deepEqual(read('# nothing\n'), { fields: [], values: {}, strings: [], error: undefined });
});

for (const engine of ['js', 'javascript', 'coffee', 'json', 'constructor', 'toString', '__proto__', 'hasOwnProperty']) {
  test(`the engine ${engine} is an error and runs nothing`, () => {
    const { fields, error } = read('globalThis.ran = true\n', engine);
    assert.deepEqual(fields, []);
    assert.match(error?.message ?? '', new RegExp(`“${engine}” is not read`));
    assert.equal((globalThis as Record<string, unknown>)['ran'], undefined);
  });
}

test('---yaml and ---yml are YAML', () => {
  assert.deepEqual(read('a: 1\n', 'yaml').values, { a: 1 });
  assert.deepEqual(read('a: 1\n', ' YML ').values, { a: 1 });
});

test('tags make no code and no objects of other kinds', () => {
  assert.deepEqual(read('a: !!js/function "function () {}"\nb: !x y\nc: !!binary aGk=\n').values, {
    a: 'function () {}',
    b: 'y',
    c: 'aGk=',
  });
});

test('keys named like parts of Object.prototype are plain keys', () => {
  const { values } = read('a: {__proto__: {x: 1}, constructor: c}\n');
  const a = values['a'] as object;
  assert.equal(Object.getPrototypeOf(a), Object.prototype);
  assert.deepEqual(Object.keys(a), ['__proto__', 'constructor']);
});

test('an unquoted colon is an error at the value, and what stands before it is read', () => {
  const { values, error } = read('a: 1\ntitle: AML.T0021: Establish Accounts\nb: 2\n');
  assert.deepEqual(values, { a: 1 });
  assert.equal(error?.at, 'AML.T0021: Establish Accounts');
  assert.match(error?.message ?? '', /needs quotes/);
});

test('a quote that is never closed is an error at that quote', () => {
  const { values, error } = read('a: 1\r\nb: "x\r\nc: 2\r\n');
  assert.deepEqual(values, { a: 1 });
  assert.equal(error?.at.trimEnd(), '"x');
  assert.match(error?.message ?? '', /missing closing quote "/);
});

test('a tab as indentation is an error at the tab', () => {
  const { error } = read('a:\n\tb: 1\n');
  assert.equal(error?.at, '\t');
  assert.match(error?.message ?? '', /[Tt]abs/);
});

test('a key that stands twice is an error at the second, at any depth; both are read', () => {
  const { error, fields } = read('a: 1\nb: 2\na: 3\n');
  assert.equal(fields.length, 3);
  assert.equal(error?.start, '---\na: 1\nb: 2\n'.length);
  assert.match(error?.message ?? '', /“a” stands here twice/);
  assert.match(read('x: {b: 1, b: 2}\n').error?.message ?? '', /“b” stands here twice/);
});

test('an anchor is followed', () => assert.deepEqual(read('a: &x [1]\nb: *x\n').values, { a: [1], b: [1] }));

test('text that begins with an asterisk is an alias of nothing', () =>
  assert.match(read('a: *bold*\n').error?.message ?? '', /needs quotes/));

test('an alias inside of what it names is an error', () =>
  assert.match(read('a: &x\n  - b: [*x]\n').error?.message ?? '', /inside of what it names/));

test('a bomb of aliases is an error, soon', () => {
  const line = (name: string, of: string): string => `${name}: &${name} [${Array(9).fill(of).join(', ')}]\n`;
  const bomb = [...'bcdefghij'].reduce(
    (text, name, i) => text + line(name, `*${'abcdefghi'.charAt(i)}`),
    line('a', 'lol'),
  );
  const { values, error } = read(bomb);
  assert.deepEqual(values, {});
  assert.match(error?.message ?? '', /aliases/);
});

test('a list or a sentence is no front matter', () => {
  assert.equal(read('- a\n- b\n').error?.at, '- a\n- b');
  assert.equal(read('only words\n').error?.at, 'only words');
});

test('dashes inside the block neither end it nor lose what follows', () => {
  assert.deepEqual(read('a: |\n  x\n  ---- y\nb: 2\n').values, { a: 'x\n---- y\n', b: 2 });
  assert.match(read('a: 1\n---- x\nb: 2\n').error?.message ?? '', /not valid YAML/);
});

test('a BOM at the start of the block is no part of a key', () =>
  assert.deepEqual(read('\uFEFFa: 1\n').values, { a: 1 }));

test('what is too long, too deep or too blank is an error, soon', () => {
  assert.match(read('a: b\n'.repeat(30_000)).error?.message ?? '', /longer than/);
  assert.match(read('\n'.repeat(90_000)).error?.message ?? '', /blank characters/);
  assert.ok(read(`a: ${'['.repeat(20_000)}\n`).error);
  assert.ok(read(`${'{'.repeat(20_000)}\n`).error);
});

test('a failure does not change what the next call says', () => {
  const first = read('a: "x\n');
  assert.deepEqual(read('a: "x\n'), first);
  assert.ok(first.error);
});

test('never throws, and every place lies in the block', () => {
  const piece = fc.constantFrom(
    'a',
    'b: ',
    ': ',
    '- ',
    '"',
    "'",
    '|',
    '>',
    '[',
    ']',
    '{',
    '}',
    '&x ',
    '*x ',
    '#',
    '!t ',
    '---',
    '\t',
    ' ',
    '\n',
    '\r\n',
    '\r',
    '\uD800',
    '%',
    '@',
    '?',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), parts => {
      const body = parts.join('');
      const { fields, strings, error } = readFrontMatter(body, 10, '');
      for (const { start, end } of [...fields, ...strings, ...(error ? [error] : [])]) {
        assert.ok(10 <= start && start <= end && end <= 10 + body.length, JSON.stringify({ body, start, end }));
      }
      for (const field of fields) assert.ok(field.start <= field.keyEnd && field.valueStart <= field.valueEnd);
      JSON.stringify(fields);
    }),
    runs(600),
  );
});
