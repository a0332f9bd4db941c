import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { newTokens, TOKEN_LEGEND, tokenData, tokenDelta } from '../../src/lsp/tokenData.ts';
import { parse } from '../parse.ts';
import { runs } from '../runs.ts';

test('a delta makes the tokens that a client has those that it should have', () => {
  const data = fc.array(fc.nat(2), { maxLength: 20 });
  fc.assert(
    fc.property(data, data, (before, after) => {
      const now = newTokens(after);
      const delta = tokenDelta(newTokens(before), now);
      const patched = [...before];
      for (const { start, deleteCount, data: inserted = [] } of delta.edits) {
        patched.splice(start, deleteCount, ...inserted);
      }
      assert.deepEqual(patched, after);
      assert.equal(delta.resultId, now.resultId);
      assert.ok(delta.edits.length <= (String(before) === String(after) ? 0 : 1));
    }),
    runs(300),
  );
});

test('tokens count from the one before, in UTF-16 units; one that spans lines is left out', () => {
  const page = parse('a.md', '𝒜 one two\r\n\r\nthree\nfour');
  const spans = [
    [3, 6, 'tactic', false],
    [7, 10, 'note', true],
    [8, 20, 'note', false],
    [14, 19, 'caseStudy', false],
    [20, 24, 'technique', true],
  ] as const;
  const tokens = spans.map(([start, end, kind, broken]) => ({ start, end, kind, broken }));
  assert.deepEqual(tokenData(page, tokens), [0, 3, 3, 0, 0, 0, 4, 3, 4, 1, 2, 0, 5, 3, 0, 1, 0, 4, 1, 1]);
});

test('the extension says how each token of the legend looks, broken or not', () => {
  const manifest = JSON.parse(readFileSync(join(import.meta.dirname, '../../../package.json'), 'utf8')) as {
    contributes: {
      semanticTokenTypes: readonly { id: string }[];
      semanticTokenModifiers: readonly { id: string }[];
      semanticTokenScopes: readonly { scopes: Readonly<Record<string, readonly string[]>> }[];
    };
  };
  const { semanticTokenTypes: types, semanticTokenModifiers: modifiers, semanticTokenScopes } = manifest.contributes;
  const { tokenTypes, tokenModifiers } = TOKEN_LEGEND;
  assert.deepEqual(
    types.map(({ id }) => id),
    tokenTypes,
  );
  assert.deepEqual(
    modifiers.map(({ id }) => id),
    tokenModifiers,
  );
  // For each kind by itself: `*.broken` would be no more specific than a kind, and which of the two won a matter of order.
  const selectors = [...tokenTypes, ...tokenTypes.map(type => `${type}.broken`)];
  assert.deepEqual(Object.keys(semanticTokenScopes[0]?.scopes ?? {}).sort(), selectors.sort());
});
