// Every text of a webview is one that the extension translates, and the other way round.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { sayIn } from '../webview/src/texts.ts';

const client = path.join(import.meta.dirname, '..');

const VIEWS = { caseStudy: 'caseStudyTexts', matrix: 'matrixTexts' };

/** A file with all that it imports, as far as they are ours. */
const reachable = (file: string, seen = new Set<string>()): ReadonlySet<string> => {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const [, target = ''] of readFileSync(file, 'utf8').matchAll(/from '(\.[^']+)'/g)) {
    const other = path.join(path.dirname(file), target);
    if (other.startsWith(path.join(client, 'webview'))) reachable(other, seen);
  }
  return seen;
};

const TEXT = String.raw`'((?:[^'\\]|\\.)*)'`;

const saidIn = (source: string): readonly string[] =>
  Array.from(source.matchAll(new RegExp(String.raw`\btext\(\s*${TEXT}`, 'g')), ([, english = '']) => english);

/** How often `text` is called, with a text that stands there or not. */
const callsIn = (source: string): number => source.match(/(?<![\w'.-])text\(/g)?.length ?? 0;

describe('texts of webviews', () => {
  for (const [view, texts] of Object.entries(VIEWS)) {
    it(`are translated for ${view}, and no others are`, () => {
      const said = new Set<string>();
      for (const file of reachable(path.join(client, `webview/src/${view}.ts`))) {
        const source = readFileSync(file, 'utf8').replaceAll('options.text(', 'text(');
        const found = saidIn(source);
        assert.equal(callsIn(source), found.length, `${file} says what does not stand there`);
        for (const english of found) said.add(english);
      }
      const source = readFileSync(path.join(client, `src/views/${texts}.ts`), 'utf8');
      const entry = new RegExp(String.raw`^ {2}(?:${TEXT}|(\w+)): l10n\.t\(\s*${TEXT}`, 'gm');
      const given = Array.from(source.matchAll(entry), ([, quoted, plain, english]) => {
        assert.equal(quoted ?? plain, english);
        return english ?? '';
      });
      assert.equal(given.length, source.match(/l10n\.t\(/g)?.length);
      assert.deepEqual([...said].sort(), given.sort());
    });
  }

  it('fill their holes with values, which are no holes themselves', () => {
    const say = sayIn({ 'used by {0}': 'von {0} verwendet' });
    assert.equal(say('used by {0}', 3), 'von 3 verwendet');
    assert.equal(say('{0} and {1}', '{1}', 'b'), '{1} and b');
    assert.equal(say('{0} more'), '{0} more');
  });
});
