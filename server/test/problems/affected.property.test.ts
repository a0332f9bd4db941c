import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Casebook } from '../../src/atlas/casebook.ts';
import { values } from '../../src/core/layeredMap.ts';
import type { VaultChange } from '../../src/core/vault.ts';
import { applyChanges } from '../../src/core/vault.ts';
import type { Problem } from '../../src/problems/problem.ts';
import { problemsOf } from '../../src/problems/index.ts';
import { casebookOf } from '../fixture.ts';
import { parse } from '../parse.ts';
import { runs } from '../runs.ts';

/** Paths that shadow each other, share names, and name folders after tactics. */
const PATHS = [
  'impact.md',
  'tactics/impact.md',
  'tactics/impact-2.md',
  'techniques/impact/erode.md',
  'techniques/impact/evade.md',
  'erode.md',
  'studies/mask.md',
  'studies/parrot.md',
  'lock.md',
  'a/lock.md',
  'index.md',
];

const IDS = ['AML.T0021', 'AML.T0022', 'AML.TA0003', 'AML.M0901', 'AML.CS0900', 'AML.CS0901', 'AML.T9999'];
const TARGETS = [
  'impact',
  'tactics/impact',
  'erode',
  'impact/erode',
  './erode',
  '../erode',
  'techniques/impact',
  'evade',
  'mask',
  'lock',
  'a/lock',
  'AML.T0021',
  'Impact',
  'lock#Techniques',
];

const line = (...parts: readonly string[]) => fc.constantFrom(...parts);
const link = fc
  .tuple(line(...TARGETS), fc.option(line(...IDS), { nil: undefined }), line('Erode', 'Impact'))
  .map(([target, id, name]) => (id === undefined ? `[[${target}]]` : `[[${target}|${id}: ${name}]]`));
const list = (heading: string) =>
  fc
    .tuple(fc.array(link, { maxLength: 3 }), fc.boolean())
    .map(
      ([links, counted]) =>
        `## ${heading}${counted ? ` (${links.length})` : ''}\n\n${links.map(entry => `- ${entry}`).join('\n')}`,
    );
const part = fc.oneof(
  link,
  line(...IDS),
  list('Techniques'),
  list('Tactics'),
  list('Mitigations'),
  list('Case Studies'),
  line('## Metadata\n\n- **Technique ID:** AML.T0022', '## Metadata\n\n- **ID:** AML.CS0900', '## References\n\n1. x'),
  fc
    .tuple(link, fc.option(link, { nil: undefined }), fc.nat(3))
    .map(([technique, tactic, n]) =>
      [
        `### Step ${n}: Erode`,
        `**Technique:** ${technique}`,
        ...(tactic === undefined ? [] : [`**Tactic:** ${tactic}`]),
      ].join('\n\n'),
    ),
);
const text = fc
  .tuple(
    fc.option(line(...IDS), { nil: undefined }),
    line('Erode', 'Impact', 'Mask'),
    fc.array(part, { maxLength: 4 }),
    fc.boolean(),
  )
  .map(([id, name, parts, procedure]) =>
    [
      id === undefined ? `# ${name}` : `---\ntitle: "${id}: ${name}"\naliases: [Other ${name}]\n---\n# ${id}: ${name}`,
      ...(procedure ? ['## Procedure'] : []),
      ...parts,
    ].join('\n\n'),
  );

const change = fc.tuple(line(...PATHS), fc.option(text, { nil: undefined, freq: 5 }));
const history = fc.array(fc.array(change, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 12 });

const allProblems = (book: Casebook): ReadonlyMap<string, readonly Problem[]> =>
  new Map([...values(book.vault.pages)].map(page => [page.id, problemsOf(book, page)]));

test('after any changes, problems kept for pages that are not affected are those of a vault built anew', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(line(...PATHS), text), { maxLength: 8 }), history, (start, batches) => {
      const texts = new Map(start);
      let book = casebookOf(texts);
      const kept = new Map(allProblems(book));
      for (const batch of batches) {
        const changes: VaultChange[] = [];
        for (const [path, next] of batch) {
          if (next === undefined) texts.delete(path);
          else texts.set(path, next);
          changes.push(
            next === undefined ? { kind: 'removePage', id: path } : { kind: 'page', page: parse(path, next) },
          );
        }
        const { vault, affected } = applyChanges(book.vault, changes);
        book = { ...book, vault };
        for (const path of affected) kept.delete(path);
        for (const page of values(vault.pages)) if (!kept.has(page.id)) kept.set(page.id, problemsOf(book, page));
        const anew = allProblems(casebookOf(texts));
        assert.deepEqual([...kept].sort(byPath), [...anew].sort(byPath));
      }
    }),
    runs(60),
  );
});

const byPath = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number =>
  a < b ? -1 : a > b ? 1 : 0;
