import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { atlasPage } from '../src/atlas/atlasPage.ts';
import { listChange } from '../src/atlas/lists/listChange.ts';
import { values } from '../src/core/layeredMap.ts';
import { pageOf } from '../src/core/vault.ts';
import { updateDerivedLists } from '../src/features/updateDerivedLists.ts';
import { staleList } from '../src/problems/staleList.ts';
import { textsAfter } from './checkRefactoring.ts';
import { casebookOf, fixture } from './fixture.ts';
import { page } from './problems/caseStudyText.ts';
import { runs } from './runs.ts';

const uses = (path: string): string => `## Procedure\n\n### Step 1: X\n\n**Technique:** [[${path}]]`;

test('updates the lists of a vault, and nothing else; a list that is kept by hand stays', () => {
  const { book, texts } = fixture(
    [
      page('t/a', 'AML.T0901: A', '## Case Studies (0)'),
      page('t/b', 'AML.T0902: B', '## Case Studies (1)\n\n- [[cs/one|One]]'),
      page('t/c', 'AML.T0903: C', '<!-- atlas-disable stale-list -->\n\n## Case Studies (0)'),
      page('cs/one', 'AML.CS0901: One', uses('t/b')),
      page('cs/two', 'AML.CS0902: Two', `${uses('t/a')}\n**Technique:** [[t/b]] and [[t/c]]`),
      page('cs/three', 'AML.CS0903: Three', uses('t/c')),
      page('m/lock', 'AML.M0901: Lock', '## Techniques (4)\n\n- [[t/a]]'),
    ].join(''),
  );
  const plan = updateDerivedLists(book, values(book.vault.pages));
  assert.ok(typeof plan !== 'string');
  const after = textsAfter(texts, plan);
  const changed = [...texts.keys()].filter(path => after.get(path) !== texts.get(path));
  assert.deepEqual(changed, ['t/a.md', 't/b.md', 'm/lock.md']);
  assert.match(after.get('t/a.md') ?? '', /## Case Studies \(1\)\n\n- \[\[cs\/two\|Two\]\]\n/);
  assert.match(after.get('t/b.md') ?? '', /## Case Studies \(2\)\n\n- \[\[cs\/one\|One\]\]\n- \[\[cs\/two\|Two\]\]\n/);
  assert.match(after.get('m/lock.md') ?? '', /## Techniques \(1\)/);
  const updated = casebookOf(after);
  assert.equal(updateDerivedLists(updated, values(updated.vault.pages)), 'The derived lists are up to date.');
});

const STUDIES = [0, 1, 2, 3, 4].map(n => `AML.CS090${n}: Study ${n} 🦊`);
const study = fc.integer({ min: 0, max: 4 });
const marker = fc.constantFrom('- ', '* ', '-   ', '1. ', '2. ', '> - ', '  - ', '- [x] ');
const label = fc.constantFrom('', '|ID', '|Name', '|ID: Name', '|Our own words', '|AML.T0901: Other');
/** What stands behind a link; each further line in the item's own indentation. */
const tail = fc.constantFrom(
  ...['', ' — a note', ': Name (fine)', '  ', ' ^mark', '\n- nested [[cs/1]]', '\n```\ncode\n```', '\nwrapped'],
  '\n\nParagraph',
);
const entry = (start: string): fc.Arbitrary<string> =>
  fc
    .tuple(fc.constantFrom('[[cs/N', '[[N', '[[old/N', '[[t/a', 'Words', '[Link](../cs/N.md'), study, label, tail)
    .map(([target, n, text, end]) => {
      const name = (STUDIES[n] ?? '').slice(13);
      const filled = (part: string): string =>
        part.replace('N', String(n)).replace('ID', `AML.CS090${n}`).replace('Name', name);
      const link = target.startsWith('[[')
        ? `${filled(target)}${text.replace('ID', `AML.CS090${n}`).replace('Name', name)}]]`
        : `${filled(target)})`;
      const indent = start.startsWith('>') ? '>   ' : ' '.repeat(start.replace('[x] ', '').length);
      return start + link + end.replace('Name', name).replace(/\n(?!\n)/g, `\n${indent}`);
    });
/** A list whose items have one kind of marker: taken out of a mixture, an item may let the next one become nested. */
const list = fc
  .tuple(
    fc.constantFrom('', ' (0)', ' (2)', ' (5)'),
    fc.constantFrom('', 'Intro:\n\n'),
    marker.chain(start =>
      fc.array(fc.tuple(entry(start), fc.constantFrom('\n', '\n\n', '\n\n<!-- c -->\n\n')), { maxLength: 6 }),
    ),
    fc.constantFrom('', '## Next\n', '### Deeper\n\n- [[cs/0]]\n'),
  )
  .map(
    ([count, intro, entries, rest]) =>
      `## Case Studies${count}\n\n${intro}${entries.map(both => both.join('')).join('')}\n${rest}`,
  );

test('whatever a list is, updating it once leaves nothing to update', () => {
  fc.assert(
    fc.property(list, fc.subarray([0, 1, 2, 3, 4]), fc.boolean(), (body, sources, crlf) => {
      const text = `---\nid: a\ntitle: "AML.T0900: A"\n---\n# AML.T0900: A\n\n${body}`;
      const texts = new Map([
        ['t/a.md', crlf ? text.replaceAll('\n', '\r\n') : text],
        ...STUDIES.map((title, n): [string, string] => [
          `cs/${n}.md`,
          `---\ntitle: "${title}"\n---\n# ${title}\n\n${uses(sources.includes(n) ? 't/a' : 't/other')}\n`,
        ]),
        ['t/other.md', '---\ntitle: "AML.T0901: Other"\n---\n'],
      ]);
      const book = casebookOf(texts);
      const holder = pageOf(book.vault, 't/a.md');
      assert.ok(holder);
      const plan = updateDerivedLists(book, [holder]);
      assert.equal(typeof plan === 'string', staleList.check(book, holder).length === 0);
      if (typeof plan === 'string') return;
      const after = textsAfter(texts, plan);
      const updated = casebookOf(after);
      const rewritten = pageOf(updated.vault, 't/a.md');
      assert.ok(rewritten);
      assert.deepEqual(staleList.check(updated, rewritten), []);
      assert.equal(typeof updateDerivedLists(updated, [rewritten]), 'string');
      // What stays keeps its text and its order.
      let from = 0;
      for (const each of atlasPage(holder).lists) {
        const removed = listChange(book, holder, each)?.removed ?? [];
        for (const { item } of each.entries.filter(
          one => !removed.some(other => other.item.start === one.item.start),
        )) {
          const kept = texts.get('t/a.md')?.slice(item.contentStart, item.blockEnd) ?? '';
          from = (after.get('t/a.md') ?? '').indexOf(kept, from);
          assert.ok(from >= 0, kept);
        }
      }
      // Line breaks stay what they were.
      assert.equal(/(?<!\r)\n/.test(after.get('t/a.md') ?? ''), !crlf);
    }),
    runs(150),
  );
});
