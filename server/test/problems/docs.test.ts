import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { DEFAULT_SEVERITY } from '../../src/problems/problem.ts';

const PAGE = readFileSync(join(import.meta.dirname, '../../../docs/problems.md'), 'utf8');

/** The sections of codes; in an example a heading begins with a capital. */
const sections = new Map(
  PAGE.split(/^## (?=[a-z])/m).map(section => [
    section.slice(0, section.indexOf('\n')),
    section.slice(section.indexOf('\n')),
  ]),
);

describe('docs/problems.md', () => {
  for (const [code, severity] of Object.entries(DEFAULT_SEVERITY)) {
    it(`tells what ${code} is, how grave, and what is done about it`, () => {
      const section = sections.get(code) ?? '';
      assert.match(section, new RegExp(`^\\s*_${severity}\\b`), 'its severity');
      assert.match(section, /^\*\*Fix(?:es)?\.\*\*/m, 'its fixes');
      assert.match(PAGE, new RegExp(`^\\|.*\\[${code}\\]\\(#${code}\\).*\\| ${severity}`, 'm'), 'its row');
      assert.equal((section.match(/^```/gm)?.length ?? 0) % 2, 0, 'no example is left open');
    });
  }
});
