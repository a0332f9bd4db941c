import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { test } from 'node:test';
import { createText, readExactly, replaceText } from '../../src/files/nodeWriter.ts';

const folder = (t: TestContext): string => {
  const root = mkdtempSync(join(tmpdir(), 'casebook-'));
  t.after(() => rmSync(root, { recursive: true, force: true }));
  return root;
};

test('what is read exactly comes back byte for byte; other encodings are refused', t => {
  const file = join(folder(t), 'a.md');
  for (const text of ['', '\uFEFFBOM\r\n', '𝒜 🦊\0\uFFFD\r']) {
    writeFileSync(file, text);
    const exact = readExactly(file);
    assert.equal('text' in exact && exact.text, text);
  }
  writeFileSync(file, Buffer.from([0x61, 0xe9]));
  assert.deepEqual(readExactly(file), { fault: 'it is not valid UTF-8' });
  assert.match(JSON.stringify(readExactly(join(file, 'nothing'))), /cannot be read/);
});

test('a file is replaced if it says what it said, and nothing is left beside it', t => {
  const root = folder(t);
  const file = join(root, 'a.md');
  writeFileSync(file, '\uFEFFone\r\n');
  assert.equal(replaceText(file, 'one\r\n', 'two'), 'it was changed meanwhile');
  assert.equal(readFileSync(file, 'utf8'), '\uFEFFone\r\n');
  assert.equal(replaceText(file, '\uFEFFone\r\n', '\uFEFFtwo 🦊\r\n'), undefined);
  assert.equal(readFileSync(file, 'utf8'), '\uFEFFtwo 🦊\r\n');
  assert.match(replaceText(join(root, 'gone.md'), '', 'x') ?? '', /cannot be written \(ENOENT/);
  assert.deepEqual(readdirSync(root), ['a.md']);
});

test('a file is made with its folders, where none is', t => {
  const root = folder(t);
  assert.equal(createText(join(root, 'x/y/new.md'), '# New\n'), undefined);
  assert.equal(readFileSync(join(root, 'x/y/new.md'), 'utf8'), '# New\n');
  assert.equal(createText(join(root, 'x/y/new.md'), 'other'), 'such a file came to be meanwhile');
  assert.equal(readFileSync(join(root, 'x/y/new.md'), 'utf8'), '# New\n');
  assert.match(createText(join(root, 'x/y/new.md/z.md'), '') ?? '', /cannot be written/);
  assert.deepEqual(readdirSync(join(root, 'x/y')), ['new.md']);
});
