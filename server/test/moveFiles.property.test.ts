import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { resolveFrom } from '../src/atlas/linkedPage.ts';
import type { Casebook, LinkStyle } from '../src/atlas/casebook.ts';
import { values } from '../src/core/layeredMap.ts';
import type { Page } from '../src/core/page.ts';
import { folderOf, normalise, relativePath, withoutExtension } from '../src/core/paths.ts';
import { resolvedPath } from '../src/core/resolve.ts';
import { applyEdits } from '../src/core/text.ts';
import { pageOf } from '../src/core/vault.ts';
import type { FileRename } from '../src/core/vaultEdit.ts';
import type { WrittenLink } from '../src/core/writtenLink.ts';
import { writtenLinksWhere } from '../src/core/writtenLink.ts';
import { moveFiles } from '../src/features/moveFiles.ts';
import { casebookOf } from './fixture.ts';
import { PATHS, text } from './randomVault.ts';
import { runs } from './runs.ts';

type Texts = ReadonlyMap<string, string>;

/** Names that mean something in links, in YAML or to a file system. */
const ODD = [
  'x/b c.md',
  'b.md.md',
  'x/it’s #1.md',
  "y/it's: 50%.md",
  'y/[a].md',
  'B.md',
  'x b/a.md',
  'x/(a).md',
  'é/a.md',
];
const ALL = [...PATHS, ...ODD];
const FOLDERS = ['x', 'y', 'x/x', 'techniques', 'x b', 'é', 'new', 'x/new'];

/** A link that leads to a path, in one of the ways that a link can be written; which one, numbers tell. */
const linkTo = (from: string, to: string, way: number, place: number): string => {
  const shown = way % 2 === 0 ? withoutExtension(to) : to;
  const parts = shown.split('/');
  const forms = [
    shown,
    `/${shown}`,
    parts.slice(-1).join('/'),
    parts.slice(-2).join('/'),
    relativePath(folderOf(from), shown),
    shown.toUpperCase(),
    encodeURI(shown),
  ];
  const target = forms[way % forms.length] ?? shown;
  const beside = encodeURI(relativePath(folderOf(from), shown).replace(/^\.\//, ''));
  const written = [
    `[[${target}]]`,
    `![[${target}#Alpha|x]]`,
    `| [[${target}\\|x]] | b |\n| - | - |\n| [[${target}]] | [x](${beside}) |`,
    `[x](${beside}#alpha "t")`,
    `[x](<${target}>)`,
    `[r]: ${beside}`,
  ];
  return written[place % written.length] ?? '';
};

const vaultOf = (count: number) =>
  fc.record({
    texts: fc
      .uniqueArray(fc.tuple(fc.constantFrom(...ALL), text, fc.boolean()), {
        minLength: 3,
        maxLength: count,
        selector: ([path]) => path,
      })
      .map(files => files.map(([path, content, linked]) => ({ path, content, linked }))),
    links: fc.array(fc.tuple(fc.nat(40), fc.nat(40), fc.nat(100), fc.nat(100)), { minLength: 4, maxLength: 24 }),
  });

/** The texts of a vault: random pages, and in them links that lead somewhere. */
const filled = ({
  texts,
  links,
}: {
  texts: readonly { path: string; content: string; linked: boolean }[];
  links: readonly (readonly number[])[];
}): Texts => {
  const files = new Map(texts.map(({ path, content }) => [path, content]));
  const paths = [...files.keys()];
  for (const [a = 0, b = 0, way = 0, place = 0] of links) {
    const from = paths[a % paths.length];
    const to = paths[b % paths.length];
    if (from?.endsWith('.md') && to !== undefined) {
      files.set(from, `${files.get(from)}\n\n${linkTo(from, to, way, place)}\n`);
    }
  }
  for (const { path, linked } of texts) {
    const name = withoutExtension(path.slice(path.lastIndexOf('/') + 1));
    const body = files.get(path) ?? '';
    if (linked && !body.startsWith('---'))
      files.set(path, `---\nid: ${JSON.stringify(name)}\nup: "[[${name}]]"\n---\n${body}`);
  }
  return files;
};

const move = fc.oneof(
  fc.record({ from: fc.constantFrom(...ALL), to: fc.constantFrom(...ALL) }),
  fc.record({ from: fc.constantFrom(...FOLDERS), to: fc.constantFrom(...FOLDERS) }),
);

/** Where each file goes; undefined for moves that no file system does. */
const destinations = (texts: Texts, moves: readonly FileRename[]): ReadonlyMap<string, string> | undefined => {
  const to = new Map<string, string>();
  for (const path of texts.keys()) {
    const own = moves.find(each => each.from === path);
    const folder = moves
      .filter(each => path.startsWith(`${each.from}/`))
      .toSorted((a, b) => b.from.length - a.from.length)[0];
    to.set(path, own?.to ?? (folder === undefined ? path : folder.to + path.slice(folder.from.length)));
  }
  const isPossible =
    new Set(to.values()).size === to.size &&
    new Set(moves.map(({ from }) => from)).size === moves.length &&
    moves.every(
      ({ from, to: target }) =>
        from !== target && from.endsWith('.md') === target.endsWith('.md') && !target.startsWith(`${from}/`),
    );
  return isPossible ? to : undefined;
};

const allLinks = (page: Page): readonly WrittenLink[] => writtenLinksWhere(page, () => true);

/** Whether some way of writing leads to a path: not where another file's path reads the same to Unicode. */
const canBeNamed = (book: Casebook, path: string): boolean =>
  [...book.vault.pages.base.keys(), ...book.vault.files.base.keys()].every(
    other => other === path || normalise(withoutExtension(other)) !== normalise(withoutExtension(path)),
  );

/** Applies moves with their edits and holds every link to where it led; gives the texts afterwards. */
const movedTexts = (
  texts: Texts,
  moves: readonly FileRename[],
  to: ReadonlyMap<string, string>,
  linkStyle: LinkStyle,
): Texts => {
  const book = casebookOf(texts, { linkStyle });
  const { edits } = moveFiles(book, moves);
  const after = new Map<string, string>();
  for (const [path, content] of texts) {
    const own = edits.filter(each => each.page === path).flatMap(each => each.edits);
    after.set(to.get(path) ?? path, applyEdits(content, own));
    const page = pageOf(book.vault, path);
    const places =
      page === undefined ? [] : [...allLinks(page).map(link => [link.targetStart, link.targetEnd]), ...idPlaces(page)];
    for (const { span } of own) {
      assert.ok(
        places.some(([start = 0, end = 0]) => start <= span.start && span.end <= end),
        `${path}: only targets and the id change`,
      );
    }
  }
  const bookAfter = casebookOf(after, { linkStyle });
  for (const page of values(book.vault.pages)) {
    const path = to.get(page.id) ?? page.id;
    const there = pageOf(bookAfter.vault, path);
    const linksAfter = there === undefined ? [] : allLinks(there);
    allLinks(page).forEach((link, i) => {
      const { kind, fragment } = link;
      const led = resolveFrom(book.vault, page.id, link);
      const goal = resolvedPath(led);
      const now = linksAfter[i];
      assert.deepEqual([now?.kind, now?.fragment], [kind, fragment], `${page.id}: ${link.target}`);
      if (goal === undefined || now === undefined) return;
      const leads = resolveFrom(bookAfter.vault, path, now);
      const wanted = to.get(goal) ?? goal;
      if (!canBeNamed(bookAfter, wanted)) return;
      const story = `${page.id}: ${link.target} -> ${goal}; then ${path}: ${now.target}`;
      assert.equal(resolvedPath(leads), wanted, story);
      if (led.kind === 'found') assert.equal(leads.kind, 'found', story);
      if (led.kind === 'found' && led.exactCase) assert.ok(leads.kind === 'found' && leads.exactCase, story);
    });
    assert.deepEqual(there?.frontMatter?.error, page.frontMatter?.error);
  }
  return after;
};

const idPlaces = (page: Page): readonly (readonly [number, number])[] =>
  (page.frontMatter?.fields ?? []).flatMap(({ key, valueStart, valueEnd }) =>
    key === 'id' ? [[valueStart, valueEnd] as const] : [],
  );

test('after any moves every link leads to the same page as before, and back again after moving back', () => {
  fc.assert(
    fc.property(
      vaultOf(10),
      fc.array(move, { minLength: 1, maxLength: 3 }),
      fc.constantFrom<LinkStyle>('full-path', 'shortest-unique'),
      (random, moves, style) => {
        const texts = filled(random);
        const to = destinations(texts, moves);
        fc.pre(to !== undefined);
        const after = movedTexts(texts, moves, to, style);
        const back = [...to].flatMap(([from, target]) => (from === target ? [] : [{ from: target, to: from }]));
        const again = movedTexts(after, back, new Map([...to].map(([from, target]) => [target, from])), style);
        assert.deepEqual([...again.keys()].sort(), [...texts.keys()].sort());
      },
    ),
    runs(100),
  );
});
