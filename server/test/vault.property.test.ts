import type { Page } from '../src/core/page.ts';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Casebook } from '../src/atlas/casebook.ts';
import { gatherSources, sourcesFirst } from '../src/atlas/lists/derivedLists.ts';
import { atlasExtract } from '../src/atlas/extract.ts';
import { defaultCatalogue } from '../src/atlas/defaultCatalogue.ts';
import { closedPage, sourceOf } from '../src/core/closedPage.ts';
import type { LayeredMap } from '../src/core/layeredMap.ts';
import { entries, values } from '../src/core/layeredMap.ts';
import { parsePage } from '../src/core/parsePage.ts';
import { isMarkdown } from '../src/core/paths.ts';
import type { Vault } from '../src/core/vault.ts';
import { pageOf } from '../src/core/vault.ts';
import { loosePages } from '../src/features/views/loosePages.ts';
import { matrix } from '../src/features/views/matrix.ts';
import { createTally, tallyOf } from '../src/features/views/tally.ts';
import { problemsOf } from '../src/problems/index.ts';
import type { Session } from '../src/session.ts';
import { createSession } from '../src/session.ts';
import { dialect } from './parse.ts';
import { PATHS, text } from './randomVault.ts';
import { runs } from './runs.ts';

type Step =
  | { readonly kind: 'write' | 'edit'; readonly path: string; readonly text: string }
  | { readonly kind: 'remove' | 'close' | 'save'; readonly path: string }
  | { readonly kind: 'batch'; readonly files: readonly (readonly [string, string | null])[] };

const path = fc.constantFrom(...PATHS);
const page = fc.constantFrom(...PATHS.filter(isMarkdown));
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('write' as const), path, text }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('edit' as const), path: page, text }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('remove' as const), path }) },
  fc.record({ kind: fc.constant('close' as const), path: page }),
  fc.record({ kind: fc.constant('save' as const), path: page }),
  fc.record({
    kind: fc.constant('batch' as const),
    files: fc.array(fc.tuple(path, fc.option(text)), { maxLength: 4 }),
  }),
);

/** What the world is by the plainest account: the disk's texts, and over them the open buffers. */
interface World {
  readonly disk: Map<string, string>;
  readonly open: Map<string, string>;
}

/** As the server keeps a page that is not open: read to its end only when somebody asks. */
const readClosed = (file: string, content: string): Page => closedPage(file, sourceOf(content), dialect);

const newSession = (): Session =>
  createSession({ dialect, extract: atlasExtract, catalogue: defaultCatalogue, linkStyle: 'full-path' });

const write = (
  session: Session,
  { disk }: World,
  files: readonly (readonly [string, string | null])[],
): ReadonlySet<string> => {
  for (const [file, content] of files) {
    if (content === null) disk.delete(file);
    else disk.set(file, content);
  }
  return session.disk(
    files.map(([file, content]) => {
      if (isMarkdown(file))
        return content === null ? { kind: 'removePage', id: file } : { kind: 'page', page: readClosed(file, content) };
      return content === null ? { kind: 'removeFile', path: file } : { kind: 'file', path: file };
    }),
  );
};

/** Does a step to the session and to the world; gives what the session says is affected. */
const take = (session: Session, world: World, each: Step): ReadonlySet<string> => {
  switch (each.kind) {
    case 'write':
      return write(session, world, [[each.path, each.text]]);
    case 'remove':
      return write(session, world, [[each.path, null]]);
    case 'batch':
      return write(session, world, each.files);
    case 'edit':
      world.open.set(each.path, each.text);
      return session.edit(each.path, each.text);
    case 'save': {
      const buffer = world.open.get(each.path);
      if (buffer !== undefined) world.disk.set(each.path, buffer);
      session.saved(each.path);
      return new Set();
    }
    case 'close':
      world.open.delete(each.path);
      return session.close(each.path);
  }
};

/** The same world, read from nothing. */
const rebuilt = ({ disk, open }: World): Casebook => {
  const session = newSession();
  write(session, { disk: new Map(), open: new Map() }, [...new Map([...disk, ...open])]);
  return session.book();
};

const plain = <V>(map: LayeredMap<V>, sorted: (value: V) => unknown): unknown =>
  Object.fromEntries(
    [...entries(map)].map(([key, value]) => [key, sorted(value)] as const).sort(([a], [b]) => (a < b ? -1 : 1)),
  );

/** A page as comparable data, packed or not. */
const plainPage = (page: Page): unknown => {
  const { id, lineStarts, headings, links, mentions, fields, items, frontMatter, blocks, faults, citations } = page;
  return { id, lineStarts, headings, links, mentions, fields, items, frontMatter, blocks, faults, citations };
};

/** A vault as comparable data; the order within lists is nobody's business. */
const plainVault = (vault: Vault): unknown => ({
  pages: plain(vault.pages, plainPage),
  files: plain(vault.files, value => value),
  folders: plain(vault.folders, value => value),
  ...Object.fromEntries(
    Object.entries({ byName: vault.byName, called: vault.called, ...vault.bodies.get() }).map(([key, map]) => [
      key,
      plain(map, list => [...list].sort()),
    ]),
  ),
});

const allProblems = (book: Casebook): ReadonlyMap<string, string> =>
  new Map(Array.from(values(book.vault.pages), each => [each.id, JSON.stringify(problemsOf(book, each))]));

test('any sequence of changes gives the vault and the problems of a rebuild, and names all that is affected', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(path, text), { maxLength: 8 }), fc.array(step, { maxLength: 12 }), (files, steps) => {
      const session = newSession();
      const world: World = { disk: new Map(), open: new Map() };
      write(session, world, files);
      let before = allProblems(session.book());
      for (const each of steps) {
        const affected = take(session, world, each);
        const after = allProblems(session.book());
        for (const [at, problems] of after) {
          if (!affected.has(at)) assert.equal(problems, before.get(at), `${at} is affected by ${JSON.stringify(each)}`);
        }
        before = after;
      }
      const fresh = rebuilt(world);
      assert.deepEqual(plainVault(session.book().vault), plainVault(fresh.vault));
      assert.deepEqual(before, allProblems(fresh));
      for (const at of world.open.keys()) assert.ok(pageOf(session.book().vault, at));
    }),
    runs(70),
  );
});

test('so does one where nobody asked in between, so that no page was read whole', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(path, text), { maxLength: 8 }), fc.array(step, { maxLength: 12 }), (files, steps) => {
      const session = newSession();
      const world: World = { disk: new Map(), open: new Map() };
      write(session, world, files);
      for (const each of steps) take(session, world, each);
      const fresh = rebuilt(world);
      assert.deepEqual(plainVault(session.book().vault), plainVault(fresh.vault));
      assert.deepEqual(allProblems(session.book()), allProblems(fresh));
    }),
    runs(50),
  );
});

test('what the views count while pages change, in slices of any length, is what they count anew', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(path, text), { maxLength: 12 }),
      fc.array(fc.tuple(step, fc.nat(4)), { maxLength: 12 }),
      (files, steps) => {
        const session = newSession();
        const world: World = { disk: new Map(), open: new Map() };
        write(session, world, files);
        const tally = createTally();
        let seen = session.revision();
        const work = (pages: number): boolean => {
          tally.changed(session.changedSince(seen));
          seen = session.revision();
          return tally.work(session.book(), () => --pages < 0);
        };
        for (const [each, pages] of steps) {
          take(session, world, each);
          // Of the same tally, as the matrix of it is kept.
          if (work(pages)) matrix(session.book(), tally);
        }
        while (!work(1));
        const fresh = rebuilt(world);
        const anew = tallyOf(fresh);
        assert.deepEqual(matrix(session.book(), tally), matrix(fresh, anew));
        assert.deepEqual(loosePages(session.book(), tally), loosePages(fresh, anew));
        assert.equal(tally.caseStudies(), anew.caseStudies());
      },
    ),
    { numRuns: Number(process.env['RUNS'] ?? 200) },
  );
});

test('one who looks at each page once, whole, and gathers the lists meanwhile finds the same problems', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(path, text), { maxLength: 12 }), files => {
      const session = newSession();
      const world: World = { disk: new Map(), open: new Map() };
      write(session, world, files);
      const book = session.book();
      const found = new Map<string, string>();
      const gather = gatherSources(book);
      for (const { id: at } of sourcesFirst(book).flat()) {
        const whole = parsePage(at, world.disk.get(at) ?? '', dialect);
        found.set(at, JSON.stringify(problemsOf(book, whole)));
        gather.add(whole);
      }
      assert.deepEqual(found, allProblems(rebuilt(world)));
    }),
    runs(120),
  );
});
