import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { test } from 'node:test';

// ESLint holds the direction of imports between folders; this holds that no files import each other in a circle.

const ROOT = join(import.meta.dirname, '../..');

const importsOf = (file: string): readonly string[] =>
  [...readFileSync(file, 'utf8').matchAll(/^(?:import|export) (?!type)[^'"]*from '(\.[^']+\.ts)';/gm)].map(match =>
    join(file, '..', match[1] ?? ''),
  );

const checkAcyclic = (folder: string): void => {
  const files = readdirSync(join(ROOT, folder), { recursive: true })
    .map(name => join(ROOT, folder, String(name)))
    .filter(file => file.endsWith('.ts'));
  assert.ok(files.length > 0);
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]): void => {
    const circle = path.indexOf(file);
    assert.equal(circle, -1, [...path.slice(circle), file].map(each => relative(ROOT, each)).join(' → '));
    if (done.has(file)) return;
    for (const imported of importsOf(file)) visit(imported, [...path, file]);
    done.add(file);
  };
  for (const file of files) visit(file, []);
};

test('no file of the server imports itself by way of others', () => checkAcyclic('server/src'));
test('no file of the client does', () => checkAcyclic('client/src'));
