import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Casebook } from '../src/atlas/casebook.ts';
import { pageIdentity } from '../src/atlas/pageIdentity.ts';
import { pageLabel } from '../src/atlas/linkLabel.ts';
import { isAtlasId } from '../src/atlas/ids.ts';
import { resolveFrom } from '../src/atlas/linkedPage.ts';
import { values } from '../src/core/layeredMap.ts';
import type { Page } from '../src/core/page.ts';
import { normalise, withoutExtension } from '../src/core/paths.ts';
import { resolvedPath, resolveFragment } from '../src/core/resolve.ts';
import { applyEdits } from '../src/core/text.ts';
import { pageOf } from '../src/core/vault.ts';
import { isRefusal, prepareRename, rename } from '../src/features/rename.ts';
import { problemsOf } from '../src/problems/index.ts';
import { linkProblem } from '../src/problems/linkProblem.ts';
import type { ProblemCode } from '../src/problems/problem.ts';
import { casebookOf } from './fixture.ts';
import { PATHS, text } from './randomVault.ts';
import { runs } from './runs.ts';

/** Two files whose paths read the same to Unicode: no link can tell them apart, and no editor makes them. */
const ONE_EACH = PATHS.filter((path, i) => PATHS.findIndex(other => normalise(other) === normalise(path)) === i);

const vault = fc.record({
  texts: fc.uniqueArray(fc.tuple(fc.constantFrom(...ONE_EACH), text), {
    minLength: 2,
    maxLength: 8,
    selector: ([path]) => path,
  }),
  links: fc.array(fc.tuple(fc.nat(20), fc.nat(20), fc.nat(20), fc.nat(20)), { maxLength: 8 }),
});

/** The texts of a vault, with links to headings in the ways that they are written. */
const filled = ({ texts, links }: Vault): ReadonlyMap<string, string> => {
  const files = new Map(texts);
  const pages = [...values(casebookOf(files).vault.pages)];
  for (const [a, b, h, way] of links) {
    const [from, to] = [pages[a % pages.length], pages[b % pages.length]];
    const heading = to?.headings[h % to.headings.length]?.text;
    if (from === undefined || to === undefined || heading === undefined) continue;
    const path = withoutExtension(to.id);
    const slug = heading
      .toLowerCase()
      .replace(/\s+/g, '-')
      .replace(/[^\w-]/g, '');
    const written = [
      `[[${path}#${heading}]]`,
      `[[${path}#${slug}|${pageIdentity(to).name}]]`,
      `[[${path}|${pageLabel(pageIdentity(to))}]]`,
      `## Step 7: ${pageIdentity(to).name}\n\n**Technique:** [[${path}|${pageLabel(pageIdentity(to))}]]`,
      `[x](/${encodeURI(path)}.md#${slug})`,
      `| [[${path}#${to.headings[0]?.text}#${heading}\\|x]] |\n| - |`,
    ];
    files.set(from.id, `${files.get(from.id)}\n\n${written[way % written.length]}\n`);
  }
  return files;
};

interface Vault {
  readonly texts: readonly (readonly [string, string])[];
  readonly links: readonly (readonly [number, number, number, number])[];
}

/** The places in a page where something may stand that can be renamed. */
const offsetsOf = (page: Page): readonly number[] => [
  ...page.headings.flatMap(({ textStart, textEnd }) => [textStart + 1, textEnd]),
  ...page.links.flatMap(({ targetStart, fragmentEnd, labelStart, labelEnd }) => [
    targetStart,
    fragmentEnd,
    labelStart,
    labelEnd,
  ]),
  ...page.mentions.map(({ start }) => start + 1),
  ...page.blocks.map(({ end }) => end),
  ...(page.frontMatter?.fields ?? []).map(({ valueEnd }) => valueEnd - 1),
];

const NAMES = [
  'Gamma',
  'gamma delta',
  "It's: new",
  'Alpha',
  'Procedure',
  'AML.T9095',
  'x/gamma',
  'q',
  '^q',
  'a "b" | c#',
];

/** What a rename must not bring into a vault. */
const CODES: readonly ProblemCode[] = [
  'malformed-link',
  'id-conflict',
  'title-mismatch',
  'duplicate-id',
  'front-matter-syntax',
];

const countOf = (book: Casebook, code: ProblemCode): number =>
  Array.from(values(book.vault.pages)).reduce(
    (sum, page) => sum + problemsOf(book, page).filter(problem => problem.code === code).length,
    0,
  );

/** For each link of a page, whether something is wrong with it. */
const faults = (book: Casebook, page: Page): readonly (string | undefined)[] =>
  page.links.map(link => linkProblem(book, page, link)?.code);

/** Where a page's links lead: path, and the heading or block by its number. */
const leads = (book: Casebook, page: Page, pathOf: (path: string) => string): readonly string[] =>
  page.links.map(link => {
    const path = resolvedPath(resolveFrom(book.vault, page.id, link));
    if (path === undefined) return 'nowhere';
    const there = pageOf(book.vault, path);
    const place = there && link.fragment ? resolveFragment(there, link.fragment) : undefined;
    const number = place && ('level' in place ? there?.headings.indexOf(place) : `^${there?.blocks.indexOf(place)}`);
    return `${pathOf(path)}#${number ?? ''}`;
  });

test('after any rename every link leads where it led, to the same heading, and nothing is wrong that was right', () => {
  fc.assert(
    fc.property(vault, fc.nat(100), fc.nat(100_000), fc.constantFrom(...NAMES), (random, which, place, name) => {
      const texts = filled(random);
      const book = casebookOf(texts);
      const pages = [...values(book.vault.pages)];
      const page = pages[which % pages.length];
      fc.pre(page !== undefined);
      const offsets = offsetsOf(page);
      const offset = offsets[place % offsets.length];
      fc.pre(offset !== undefined);
      const start = prepareRename(book, page, offset);
      // An ID for a page that has none makes another kind of page of it, whose links are looked at more closely.
      fc.pre(!isRefusal(start) && isAtlasId(start.placeholder) === isAtlasId(name));
      const plan = rename(book, page, offset, name);
      fc.pre(!isRefusal(plan));
      const edit = plan.make(path => texts.get(path));
      const moved = (path: string): string => edit.renames.find(({ from }) => from === path)?.to ?? path;
      const after = new Map<string, string>();
      for (const [path, content] of texts) {
        const own = edit.edits.filter(each => each.page === path).flatMap(each => each.edits);
        after.set(moved(path), applyEdits(content, own));
      }
      assert.equal(after.size, texts.size);
      const bookAfter = casebookOf(after);
      for (const each of pages) {
        const there = pageOf(bookAfter.vault, moved(each.id));
        assert.ok(there);
        const before = leads(book, each, moved);
        const now = leads(bookAfter, there, path => path);
        assert.equal(now.length, before.length);
        before.forEach((goal, i) => {
          const story = `${each.id}: ${each.links[i]?.target} ${withoutExtension(page.id)} -> ${name}`;
          if (goal !== 'nowhere' && !goal.endsWith('#')) assert.equal(now[i], goal, story);
          else if (goal !== 'nowhere') assert.equal(now[i]?.replace(/#.*/, '#'), goal, story);
        });
      }
      for (const each of pages) {
        const there = pageOf(bookAfter.vault, moved(each.id));
        const now = there === undefined ? [] : faults(bookAfter, there);
        faults(book, each).forEach((fault, i) => {
          if (fault === undefined) assert.equal(now[i], undefined, `${each.id}: ${each.links[i]?.target} -> ${name}`);
        });
      }
      for (const code of CODES) assert.ok(countOf(bookAfter, code) <= countOf(book, code), code);
    }),
    runs(100),
  );
});
