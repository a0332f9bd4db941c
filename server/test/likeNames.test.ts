import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { indexNames, unlikeness } from '../src/atlas/likeNames.ts';
import { runs } from './runs.ts';

const letters = fc.constantFrom('a', 'b', 'c', 'd', 'e', '-', 'é', '🦊');
const name = fc.array(letters, { maxLength: 12 }).map(parts => parts.join(''));

/** Names that are no more than a few slips apart, and many that are not. */
const many = (seed: number): readonly string[] => {
  let state = seed;
  const next = (below: number): number => (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648) % below;
  return Array.from({ length: 1500 }, () =>
    Array.from({ length: 1 + next(14) }, () => 'abcdef-éo🦊'[next(10)]).join(''),
  );
};

test('an index of many names finds those that a comparison with each does', () => {
  const names = [...new Set(many(7))];
  const index = indexNames(names);
  fc.assert(
    fc.property(fc.oneof(name, fc.constantFrom(...names)), fc.constantFrom('', 'x', 'ab'), (query, more) => {
      const asked = query + more;
      const expected = names.flatMap(each => {
        const unlike = unlikeness(asked, each);
        return unlike <= 1 ? [[each, unlike] as const] : [];
      });
      assert.deepEqual(index.like(asked), expected);
    }),
    runs(200),
  );
});

test('how unlike names are', () => {
  assert.equal(unlikeness('erode-model', 'erode-model'), 0);
  assert.ok(unlikeness('erode-model', 'erode-modell') < unlikeness('erode-model', 'erode-ml-model'));
  assert.ok(unlikeness('erode', 'erode-ai-model-integrity') <= 1);
  assert.equal(unlikeness('erode', 'flood'), Infinity);
});
