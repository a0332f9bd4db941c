import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** A text of the manifest that users see. */
interface Text {
  /** Where it stands, as in `contributes.commands[0].title`. */
  readonly place: string;
  readonly text: string;
  /** The key that it would have in `package.nls.json`, after what it belongs to. */
  readonly key: string;
}

const root = new URL('../../', import.meta.url);
const read = (file: string): Json => JSON.parse(readFileSync(new URL(file, root), 'utf8')) as Json;
const manifest = read('package.json') as { readonly contributes: Readonly<Record<string, Json>> };
const english = read('package.nls.json') as Readonly<Record<string, string>>;

/** Names that are the same in every language. */
const NAMES = new Set(['ATLAS', 'ATLAS Casebook']);

const FIELDS = new Set([
  'title',
  'shortTitle',
  'description',
  'markdownDescription',
  'enumDescriptions',
  'markdownEnumDescriptions',
  'name',
  'label',
  'contextualTitle',
  'contents',
  'altText',
  'deprecationMessage',
  'markdownDeprecationMessage',
  'patternErrorMessage',
]);

/** Says whose a text is: a command, view or setting by its own name, anything else by its place in one. */
const ownerOf = (value: Readonly<Record<string, Json>>, outer: string): string => {
  const id = value['command'] ?? value['id'] ?? value['view'];
  if (typeof id !== 'string') return outer;
  return id.startsWith('atlasCasebook') ? id : `${outer}.${id}`;
};

const textsOf = (value: Json, place: string, outer: string): readonly Text[] => {
  if (typeof value !== 'object' || value === null) return [];
  if (isList(value)) return value.flatMap((each, i) => textsOf(each, `${place}[${i}]`, outer));
  const owner = ownerOf(value, outer);
  return Object.entries(value).flatMap(([field, inner]) => {
    const inField = `${place}.${field}`;
    if (field === 'properties' && typeof inner === 'object' && inner !== null && !isList(inner))
      return Object.entries(inner).flatMap(([name, schema]) => textsOf(schema, `${inField}.${name}`, name));
    if (!FIELDS.has(field)) return textsOf(inner, inField, owner);
    if (typeof inner === 'string') {
      return [{ place: inField, text: inner, key: `${owner}.${field.replace('markdownD', 'd')}` }];
    }
    const choices = value['enum'];
    return isList(inner)
      ? inner.map((text, i) => ({
          place: `${inField}[${i}]`,
          text: String(text),
          key: `${owner}.${String(isList(choices) ? choices[i] : i)}`,
        }))
      : textsOf(inner, inField, owner);
  });
};

const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);

const { contributes, ...rest } = manifest as Readonly<Record<string, Json>>;
const { displayName = '', description = '', capabilities = {} } = rest;
const texts = [
  ...textsOf({ displayName, description }, 'package.json', '').map(text => ({ ...text, key: 'description' })),
  ...textsOf(capabilities, 'capabilities', 'capabilities'),
  ...Object.entries(contributes as Readonly<Record<string, Json>>).flatMap(([section, value]) =>
    textsOf(value, `contributes.${section}`, section),
  ),
];
const keyIn = (text: string): string | undefined => /^%(.+)%$/.exec(text)?.[1];

test('no text of the manifest is a literal', () => {
  assert.ok(texts.length > 50);
  const literals = texts.filter(({ text }) => keyIn(text) === undefined && !NAMES.has(text));
  const todo = literals.map(
    ({ place, text, key }) => `${place}: write "%${key}%", and in package.nls.json "${key}": ${JSON.stringify(text)}`,
  );
  assert.deepEqual(todo, []);
});

test('every key of the manifest has an English text, and every text its key', () => {
  const used = new Set(texts.map(({ text }) => keyIn(text)).filter(key => key !== undefined));
  assert.deepEqual([...used].filter(key => english[key] === undefined).sort(), [], 'not in package.nls.json');
  assert.deepEqual(
    Object.keys(english)
      .filter(key => !used.has(key))
      .sort(),
    [],
    'only in package.nls.json',
  );
  for (const [key, text] of Object.entries(english)) assert.notEqual(text.trim(), '', key);
});

test('links in texts run commands of ours that there are', () => {
  const commands = (manifest.contributes['commands'] ?? []) as readonly { readonly command: string }[];
  const views = Object.values(manifest.contributes['views'] ?? {}).flat() as readonly { readonly id: string }[];
  const known = new Set([...commands.map(({ command }) => command), ...views.map(({ id }) => `${id}.focus`)]);
  const linked = Object.values(english).flatMap(text => [...text.matchAll(/command:(atlasCasebook\.[\w.]+)/g)]);
  assert.ok(linked.length > 5);
  for (const [, command = ''] of linked) assert.ok(known.has(command), command);
});

test('the pictures of the walkthrough are there, and take their colours from the theme', () => {
  const [walkthrough] = (manifest.contributes['walkthroughs'] ?? []) as readonly {
    readonly steps: readonly { readonly id: string; readonly media: { readonly svg: string } }[];
  }[];
  assert.ok(walkthrough !== undefined && walkthrough.steps.length > 0);
  for (const { id, media } of walkthrough.steps) {
    assert.ok(existsSync(new URL(media.svg, root)), id);
    const svg = readFileSync(new URL(media.svg, root), 'utf8');
    assert.match(svg, /var\(--vscode-/, media.svg);
    assert.doesNotMatch(
      svg,
      /#[0-9a-f]{3,8}\b|rgba?\(|<script|<image|https?:(?!\/\/www\.w3\.org\/2000\/svg)/i,
      media.svg,
    );
  }
});
