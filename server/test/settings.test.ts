import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { DEFAULT_SEVERITY } from '../src/problems/problem.ts';
import {
  DEFAULTS,
  exclusion,
  gitIgnoreMatcher,
  globMatcher,
  mergeSettings,
  readEditorSettings,
  readSettingsFile,
} from '../src/settings.ts';

const places = (text: string): readonly (readonly [string, string])[] =>
  readSettingsFile(text).problems.map(({ span, message }) => [text.slice(span.start, span.end), message] as const);

test('reads JSON with comments, trailing commas, $schema', () => {
  const { settings, problems } = readSettingsFile(`{
    "$schema": "x", // why
    "links.style": "relative", /* and */ "exclude": ["a/**",],
  }`);
  assert.deepEqual(problems, []);
  assert.deepEqual(settings, { 'links.style': 'relative', exclude: ['a/**'] });
});

test('an empty file is an error of syntax, not a crash', () => {
  assert.equal(readSettingsFile('').problems.length, 1);
  assert.equal(places('[]')[0]?.[0], '[]');
});

test('what is wrong is named at its place and left out; the rest holds', () => {
  const text =
    '{ "links.style": "short", "exclude": "a", "nope": 1, "problems.severity": { "broken-link": "loud" }, "enable": "on" }';
  assert.deepEqual(readSettingsFile(text).settings, { enable: 'on' });
  assert.deepEqual(places(text), [
    ['"short"', '“links.style” must be one of “auto”, “full-path”, “shortest-unique”, “relative”.'],
    ['"a"', '“exclude” must be a list of globs, such as ["drafts/**"].'],
    ['"nope"', places(text)[2]?.[1]],
    ['{ "broken-link": "loud" }', places(text)[3]?.[1]],
  ]);
  assert.match(places(text)[2]?.[1] ?? '', /There is no setting “nope”/);
  assert.match(places(text)[3]?.[1] ?? '', /level of “broken-link” must be one of “error”/);
});

test('a switch is true or false, and nothing else', () => {
  const { settings } = readSettingsFile('{ "lens.usedBy": false, "hints.names": "off", "semanticTokens": false }');
  assert.deepEqual(settings, { 'lens.usedBy': false, semanticTokens: false });
  assert.deepEqual(places('{ "hints.names": "off" }'), [['"off"', '“hints.names” must be true or false.']]);
  assert.deepEqual(readEditorSettings({ hints: { tactics: false } }).settings, { 'hints.tactics': false });
});

test('an unknown code and a prefix are explained', () => {
  assert.match(
    places('{ "problems.severity": { "brokn": "off" } }')[0]?.[1] ?? '',
    /“brokn”, which is not a problem code/,
  );
  assert.match(places('{ "atlasCasebook.enable": "off" }')[0]?.[1] ?? '', /Write “enable”/);
});

test('a syntax error has its place', () => {
  const [place, message] = places('{ "enable": }')[0] ?? [];
  assert.equal(place, '}');
  assert.match(message ?? '', /a value is missing/);
});

test('keys like __proto__ are names like any other', () => {
  assert.match(places('{ "__proto__": 1 }')[0]?.[1] ?? '', /There is no setting/);
  assert.match(places('{ "problems.severity": { "__proto__": "off" } }')[0]?.[1] ?? '', /not a problem code/);
  assert.match(places('{ "problems.severity": { "toString": "off" } }')[0]?.[1] ?? '', /not a problem code/);
});

test('an editor’s settings are dotted or nested; foreign ones are passed over', () => {
  const { settings, problems } = readEditorSettings({
    links: { style: 'relative' },
    'problems.scope': 'openPages',
    problems: { severity: { 'broken-link': 'hint' } },
    other: { thing: 1 },
    enable: null,
    exclude: [1],
  });
  assert.deepEqual(settings, {
    'links.style': 'relative',
    'problems.scope': 'openPages',
    'problems.severity': { 'broken-link': 'hint' },
  });
  assert.equal(problems.length, 1);
  for (const nothing of [undefined, null, 3, 'x', []]) assert.deepEqual(readEditorSettings(nothing).settings, {});
});

test('explicit values of the editor win over the file, defaults never; severities merge code by code', () => {
  assert.deepEqual(mergeSettings(), DEFAULTS);
  const merged = mergeSettings(
    { exclude: ['a'], 'links.style': 'relative', 'problems.severity': { 'broken-link': 'off', 'stale-list': 'hint' } },
    { 'links.style': 'full-path', 'problems.severity': { 'broken-link': 'error' } },
  );
  assert.deepEqual(merged, {
    ...DEFAULTS,
    exclude: ['a'],
    'links.style': 'full-path',
    'problems.severity': { 'broken-link': 'error', 'stale-list': 'hint' },
  });
});

test('globs fit files and whole folders, dot-files too', () => {
  const fits = globMatcher(['drafts', '**/old/', './a/*.tmp.md', '**/{x,y}.md']);
  for (const path of [
    'drafts/a.md',
    'drafts/b/c.md',
    'old/a.md',
    'n/old/b/c.md',
    'a/q.tmp.md',
    'deep/y.md',
    'drafts/.hidden.md',
  ]) {
    assert.ok(fits(path), path);
  }
  for (const path of ['my/drafts/a.md', 'olde/a.md', 'b/q.tmp.md', 'z.md']) assert.ok(!fits(path), path);
  assert.ok(!globMatcher([])('a.md'));
  assert.ok(!globMatcher(['', ' / '])('a.md'));
});

test('.gitignore files speak for their folder; the nearest that says something decides', () => {
  const fits = gitIgnoreMatcher([
    { folder: '', text: '*.tmp.md\n/out\n' },
    { folder: 'sub', text: '!keep.tmp.md\nlocal.md\n' },
  ]);
  for (const path of ['a.tmp.md', 'sub/a.tmp.md', 'out/x.md', 'sub/local.md', 'sub/in/local.md'])
    assert.ok(fits(path), path);
  for (const path of ['sub/keep.tmp.md', 'sub/out/x.md', 'local.md', 'subject/local.md']) assert.ok(!fits(path), path);
});

test('exclusion asks all three', () => {
  const excluded = exclusion(['a'], ['**/b'], [{ folder: '', text: 'c.md' }]);
  assert.deepEqual(['a/x.md', 'd/b/x.md', 'd/c.md', 'd/e.md'].map(excluded), [true, true, true, false]);
});

const root = join(import.meta.dirname, '../..');
const json = (path: string): unknown => JSON.parse(readFileSync(join(root, path), 'utf8'));

interface Schema {
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: unknown;
}

test('the schema of the file and the settings of the extension are those that are read', () => {
  const schema = json('data/atlas-casebook.schema.json') as Schema;
  const manifest = json('package.json') as { contributes: { configuration: Schema } };
  const contributed = manifest.contributes.configuration.properties ?? {};
  for (const [name, value] of Object.entries(DEFAULTS)) {
    const inFile = schema.properties?.[name];
    const inEditor = contributed[`atlasCasebook.${name}`];
    assert.deepEqual(inFile?.default, value, `${name} in the schema`);
    assert.deepEqual(inEditor?.default, value, `${name} in package.json`);
    assert.deepEqual(inFile?.enum, inEditor?.enum, name);
    for (const choice of inFile?.enum ?? []) {
      assert.deepEqual(readSettingsFile(JSON.stringify({ [name]: choice })).problems, [], `${name}: ${String(choice)}`);
    }
  }
  assert.deepEqual(Object.keys(schema.properties ?? {}).sort(), ['$schema', ...Object.keys(DEFAULTS)].sort());
  assert.deepEqual(
    Object.keys(contributed).sort(),
    Object.keys(DEFAULTS)
      .map(name => `atlasCasebook.${name}`)
      .sort(),
  );
  for (const severity of [schema.properties?.['problems.severity'], contributed['atlasCasebook.problems.severity']]) {
    assert.deepEqual(Object.keys(severity?.properties ?? {}), Object.keys(DEFAULT_SEVERITY));
    assert.equal(severity?.additionalProperties, false);
  }
});
