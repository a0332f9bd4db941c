import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { LinkStyle } from '../src/atlas/casebook.ts';
import { values } from '../src/core/layeredMap.ts';
import { folderOf, isMarkdown, relativePath, withoutExtension } from '../src/core/paths.ts';
import { resolveTarget } from '../src/core/resolve.ts';
import { applyEdits } from '../src/core/text.ts';
import type { Vault } from '../src/core/vault.ts';
import { fixesOf } from '../src/features/codeAction.ts';
import { certainFixes } from '../src/features/fixAll.ts';
import { problemsOf } from '../src/problems/index.ts';
import type { ProblemCode } from '../src/problems/problem.ts';
import { casebookOf } from './fixture.ts';
import { runs } from './runs.ts';
import { joinPlans } from '../src/core/vaultEdit.ts';

/** Paths that shadow each other, differ by case or by their last components, and hold what means something in a link. */
const PATHS = [
  'lock.md',
  'a/lock.md',
  'a/b/lock.md',
  'b/Lock.md',
  'b/a/b/lock.md',
  'a/key.md',
  'Key.md',
  'a b/Café 🦊.md',
  'a b/c#d [x].md',
  'a b/50%.md',
  'b/2024%20.md',
  'img/lock.png',
  'a/img/lock.png',
  'pic.svg',
];

const PAGES = PATHS.filter(isMarkdown);

const style = fc.constantFrom<LinkStyle>('full-path', 'shortest-unique', 'relative');

/** A target for some page or file, as somebody may have written it on a page. */
const target = (from: string) =>
  fc
    .record({
      path: fc.constantFrom(...PATHS),
      components: fc.integer({ min: 1, max: 4 }),
      form: fc.constantFrom('suffix', 'relative', 'root'),
      change: fc.constantFrom('none', 'none', 'upper', 'backslash', 'extension', 'encoded'),
    })
    .map(({ path, components, form, change }) => {
      const shown = change === 'extension' ? path : withoutExtension(path);
      const written =
        form === 'relative'
          ? relativePath(folderOf(from), shown)
          : form === 'root'
            ? `/${shown}`
            : shown.split('/').slice(-components).join('/');
      if (change === 'upper') return written.toUpperCase();
      if (change === 'backslash') return written.replaceAll('/', '\\');
      return /[#[\]]/.test(written) || change === 'encoded' ? encodeURIComponent(written) : written;
    });

const link = (from: string) =>
  fc
    .record({
      target: target(from),
      tail: fc.constantFrom('', '', '#Part', '|label', '#Part|label'),
      place: fc.constantFrom('prose', 'embed', 'table', 'list'),
      wrong: fc.constantFrom('', '', '', '#', 'AML.T0031'),
    })
    .map(({ target, tail, place, wrong }) => {
      const written = `[[${wrong === 'AML.T0031' ? wrong : target}${place === 'table' ? tail.replace('|', '\\|') : tail}]]`;
      if (place === 'table') return `| 🦊 |\n| --- |\n| ${written} |`;
      return place === 'list' ? `- 𝒜 ${written}, ${written}` : place === 'embed' ? `!${written}` : written;
    });

const text = (from: string) =>
  fc
    .tuple(fc.boolean(), fc.array(link(from), { maxLength: 6 }), fc.constantFrom('\n', '\r\n'))
    .map(([isAtlas, links, end]) =>
      [isAtlas ? '---\ntitle: "AML.T0031: Lock"\n---\n# AML.T0031: Lock' : '# Part', ...links]
        .join('\n\n')
        .replaceAll('\n', end),
    );

const texts: fc.Arbitrary<ReadonlyMap<string, string>> = fc
  .tuple(...PAGES.map(path => fc.option(text(path), { nil: undefined, freq: 4 })))
  .map(all => {
    const pages = all.flatMap((text, i) => (text === undefined ? [] : [[PAGES[i] ?? '', text] as const]));
    return new Map([...pages, ...PATHS.filter(path => !isMarkdown(path)).map(path => [path, ''] as const)]);
  });

/** Where each link leads: of one that finds several or nothing, which. */
const ways = (vault: Vault): readonly unknown[] =>
  [...values(vault.pages)].flatMap(page =>
    page.links.map(({ target, fragment, label, kind, place }) => {
      const resolution = resolveTarget(vault, page.id, target);
      return [page.id, resolution.kind === 'found' ? resolution.path : resolution, fragment, label, kind, place];
    }),
  );

const WRITTEN: readonly ProblemCode[] = ['case-mismatch', 'non-canonical-link'];

test('written in another style, every link leads where it led, and nothing is left to be done', () => {
  fc.assert(
    fc.property(texts, style, (start, linkStyle) => {
      let now = start;
      const book = () => casebookOf(now, { linkStyle, linkStyleChosen: true });
      const before = ways(book().vault);
      for (let round = 0; ; round++) {
        const current = book();
        const fixes = [...values(current.vault.pages)].flatMap(page =>
          certainFixes(
            current,
            page,
            problemsOf(current, page).filter(({ code }) => WRITTEN.includes(code)),
          ),
        );
        assert.deepEqual(ways(current.vault), before);
        if (fixes.length === 0) break;
        assert.ok(round < 3, 'no end');
        const next = new Map(now);
        for (const { page, edits } of joinPlans(fixes).make(id => now.get(id)).edits)
          next.set(page, applyEdits(now.get(page) ?? '', edits));
        now = next;
      }
    }),
    runs(50, 11),
  );
});

test('who asks only for certain repairs gets the same ones', () => {
  fc.assert(
    fc.property(texts, style, (start, linkStyle) => {
      const book = casebookOf(start, { linkStyle, linkStyleChosen: true });
      for (const page of values(book.vault.pages)) {
        for (const problem of problemsOf(book, page)) {
          const certain = (only: boolean): readonly unknown[] =>
            fixesOf(book, page, problem, only).flatMap(({ title, confidence, make }) =>
              confidence === 'certain' ? [title, make(id => start.get(id))] : [],
            );
          assert.deepEqual(certain(true), certain(false));
        }
      }
    }),
    runs(50, 11),
  );
});
