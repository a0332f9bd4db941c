import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Page } from '../src/core/page.ts';
import { linksNamed, mentionsAny, packPage, releasePage } from '../src/core/closedPage.ts';
import { keyHash, targetHash } from '../src/core/nameHash.ts';
import { linkKeys } from '../src/core/vault.ts';
import { parse } from './parse.ts';

const checkPacked = (text: string): void => {
  const page = parse('a/page.md', text);
  const packed = packPage(page);
  releasePage(packed);
  for (const key of Object.keys(page) as (keyof Page)[]) assert.deepEqual(packed[key], page[key], key);
  const some = page.links.slice(1, 3).flatMap(linkKeys);
  const hashes = new Set(some.map(keyHash));
  const wanted = page.links.filter(link => linkKeys(link).some(key => some.includes(key)));
  for (const each of [page, packed]) {
    const named = linksNamed(each, hashes);
    assert.deepEqual(
      named.filter(link => linkKeys(link).some(key => some.includes(key))),
      wanted,
    );
    assert.ok(named.every(({ target }) => targetHash(target) === 0 || hashes.has(targetHash(target))));
    for (const { id } of page.mentions) assert.ok(mentionsAny(each, new Set([id])));
    assert.ok(!mentionsAny(each, new Set(['AML.T9999'])));
  }
};

test('a packed page answers like the page it was made from', () => {
  const long = `# ${'😀 '.repeat(40_000)}\n\n123456789. item [[late#A#B|x]] AML.T0001\n`;
  for (const text of [
    '',
    'See [[a#b|c]] [[a]] ![[b.png#x]] [t](u.md#v "w") ![i](j.png) `[[x]]` AML.T0001 [7] ^block\n\n[7]: https://x.y\n',
    '---\nid: x\nup: "[[a|b]]"\n---\n\n# T\n\n- **ID:** AML.T0001\n1. **Key**: v\n\n| a |\n|---|\n| [[b\\|c]] [[d|e]] |\n',
    long,
  ]) {
    checkPacked(text);
    checkPacked(text.replaceAll('\n', '\r\n'));
  }
});

test('so do the pages of the sample vault', () => {
  const root = join(import.meta.dirname, '../../examples/vault');
  assert.ok(existsSync(root));
  for (const file of readdirSync(root, { recursive: true }).map(String)) {
    if (file.endsWith('.md')) checkPacked(readFileSync(join(root, file), 'utf8'));
  }
});
