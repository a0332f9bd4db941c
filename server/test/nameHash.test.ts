import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keyHash, targetHash } from '../src/core/nameHash.ts';
import { linkKeys } from '../src/core/vault.ts';
import { parse } from './parse.ts';

const TARGETS = [
  ...['b', 'B', 'a/b', 'a\\b', '/a/b', '../b', 'b.md', 'a/B.MD', 'b/', 'b.md.md', 'a/.md', '.md', 'b.png'],
  ...['%62', 'a%20b', 'a%2Fb', '100%', 'ä', 'Ä', 'A\u0308', '\u212A', 'k', 'İ', 'AML.T0021: Establish', 'a b/c'],
];

test('a target has the hash of each of its link keys, or none', () => {
  for (const target of TARGETS) {
    const [link] = parse('p.md', `[[${target}]]`).links;
    assert.ok(link);
    assert.equal(link.target, target);
    const hash = targetHash(target);
    assert.ok(hash <= 0xffff);
    if (hash === 0) continue;
    assert.deepEqual(linkKeys(link).map(keyHash), [hash], target);
  }
});

test('most targets have one', () => {
  const without = TARGETS.filter(target => targetHash(target) === 0);
  assert.deepEqual(without, ['b/', '%62', 'a%20b', 'a%2Fb', '100%', 'ä', 'Ä', 'A\u0308', '\u212A', 'İ']);
});
