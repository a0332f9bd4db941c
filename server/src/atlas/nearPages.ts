import { distance } from 'fastest-levenshtein';
import { get } from '../core/layeredMap.ts';
import type { Link, Page, PageId } from '../core/page.ts';
import { folderOf } from '../core/paths.ts';
import { nameKey, pageOf } from '../core/vault.ts';
import type { PageKind } from './pageIdentity.ts';
import { atlasPage } from './atlasPage.ts';
import { pageIdentity } from './pageIdentity.ts';
import type { Casebook, Names } from './casebook.ts';
import { nameLayers, pagesCalled, pagesWithId } from './casebook.ts';
import { isAtlasId, kindOfId, slugOf } from './ids.ts';
import type { LikeName, NameIndex } from './likeNames.ts';
import { indexNames, MOST_EDITS } from './likeNames.ts';
import { readIdLabel } from './linkLabel.ts';

/**
 * The page that a target without a page of that path surely means: it is exactly the ID, the title, the name or an alias
 * of one page. Undefined where it is of none, or of several.
 */
export const certainPage = (book: Casebook, target: string): Page | undefined => {
  const id = target.trim().toUpperCase();
  const pages = pagesCalled(book, isAtlasId(id) ? id : target);
  return pages.length === 1 ? pages[0] : undefined;
};

/**
 * The pages that the author of a link most likely meant, best first, at most `limit`: the page that its target or label
 * names; a page of the same file name elsewhere; pages of a similar name. A page of the wrong kind for the place (no
 * technique on a Technique line), or of another ID than the label's, comes behind the others.
 */
export const nearPages = (book: Casebook, from: Page, link: Link, limit: number): readonly Page[] => {
  const { vault } = book;
  const scores = new Map<Page, number>();
  const offer = (page: Page | undefined, score: number): void => {
    if (page !== undefined && page !== from) scores.set(page, Math.min(score, scores.get(page) ?? Infinity));
  };
  const label = link.label === undefined ? undefined : readIdLabel(link.label);
  offer(certainPage(book, link.target), SURE);
  if (label !== undefined) for (const page of pagesWithId(book, label.id)) offer(page, SURE);
  for (const { text, doubt } of queriesOf(link)) {
    for (const layer of [vault.byName.base, vault.byName.delta]) {
      for (const [name, unlike] of namesLike(layer, text)) {
        for (const path of get(vault.byName, name) ?? []) offer(pageOf(vault, path), unlike + doubt);
      }
    }
    for (const { names, isCurrent } of nameLayers(vault)) {
      for (const [title, unlike] of namesLike(titlesOf(names), text)) {
        const pages = titlesOf(names).get(title) ?? [];
        for (const path of pages.filter(isCurrent)) offer(pageOf(vault, path), unlike + doubt + TITLE);
      }
    }
  }
  const kind = wantedKind(from, link);
  const distanceTo = distanceFrom(folderOf(link.target.replaceAll('\\', '/')) || folderOf(from.id));
  const ranked = [...scores].map(([page, score]) => {
    const { kind: ownKind, id } = pageIdentity(page);
    const wrongKind = kind !== undefined && ownKind !== kind ? 0.5 : 0;
    const otherId = label !== undefined && id !== undefined && id !== label.id ? 0.5 : 0;
    return { page, score: score + wrongKind + otherId + 0.2 * distanceTo(folderOf(page.id)) };
  });
  return ranked
    .sort((a, b) => a.score - b.score || (a.page.id < b.page.id ? -1 : 1))
    .slice(0, limit)
    .map(({ page }) => page);
};

/** Before any likeness, whose scores run from 0 (the same name) to 1. */
const SURE = -2;

/** A link says more by its target than by its label, and names a page rather by its file than by its title. */
const LABEL = 0.2;
const TITLE = 0.1;

/**
 * The kind of page that the place of a link wants: what the line's label says (Technique, Tactic), what the list's heading
 * says, else the kind of the ID in the link's label. Undefined where any page may stand.
 */
export const wantedKind = (page: Page, link: Link): PageKind | undefined => {
  const { steps, lists, tacticLinks } = atlasPage(page);
  const holds = ({ start, end }: { start: number; end: number }): boolean => start <= link.start && link.end <= end;
  for (const step of steps) {
    if (step.techniques.some(line => holds(line.field))) return 'technique';
    if (step.tactics.some(line => holds(line.field))) return 'tactic';
  }
  if (tacticLinks.some(({ start }) => start === link.start)) return 'tactic';
  const list = lists.find(({ entries: items }) => items.some(({ item }) => holds(item)));
  if (list !== undefined) return LISTED[list.what];
  const id = link.label === undefined ? undefined : readIdLabel(link.label)?.id;
  return id === undefined ? undefined : kindOfId(id);
};

const LISTED = {
  techniques: 'technique',
  mitigations: 'mitigation',
  caseStudies: 'caseStudy',
  tactics: 'tactic',
} as const;

/** What a link may have meant as a file's name or a title: its target's last component, that as a slug, and the label's name. */
const queriesOf = (link: Link): readonly { readonly text: string; readonly doubt: number }[] => {
  const own = nameKey(link.target.replace(/[\\/]+$/, '').replaceAll('\\', '/'));
  const name = link.label === undefined ? '' : (readIdLabel(link.label)?.name ?? link.label);
  const texts = new Map([
    [slugOf(name), LABEL],
    [slugOf(own), 0],
    [own, 0],
  ]);
  texts.delete('');
  return [...texts].map(([text, doubt]) => ({ text, doubt }));
};

type Layer = ReadonlyMap<string, unknown>;

interface Likeness {
  readonly index: NameIndex;
  /** What was found, by query. */
  readonly found: Map<string, readonly LikeName[]>;
}

/** The names of layers that versions of the vault share. */
const likenesses = new WeakMap<Layer, Likeness>();
const FOUND_MAX = 1000;

/** The names like a query. Asking again, as an editor does at each move, costs nothing. */
const namesLike = (layer: Layer, query: string): readonly LikeName[] => {
  const known = likenesses.get(layer) ?? { index: indexNames(layer.keys()), found: new Map() };
  likenesses.set(layer, known);
  let like = known.found.get(query);
  if (like === undefined) {
    like = known.index.like(query);
    if (known.found.size >= FOUND_MAX) known.found.clear();
    known.found.set(query, like);
  }
  return like;
};

const titles = new WeakMap<Names, Names>();

/** Names as slugs, so that dashes and blanks make no other title; without those that are the file's name as well. */
const titlesOf = (names: Names): Names => {
  const known = titles.get(names);
  if (known !== undefined) return known;
  const slugs = new Map<string, readonly PageId[]>();
  for (const [name, pages] of names) {
    const slug = slugOf(name);
    const others = pages.filter(id => nameKey(id) !== slug);
    if (others.length > 0) slugs.set(slug, [...(slugs.get(slug) ?? []), ...others]);
  }
  titles.set(names, slugs);
  return slugs;
};

/** How far folders are from this one: 0 for the same, 1 for one of which no part is like a part of it. */
const distanceFrom = (folder: string): ((other: string) => number) => {
  const parts = foldersIn(folder);
  const known = new Map<string, number>();
  return other => {
    let far = known.get(other);
    if (far === undefined) {
      const others = foldersIn(other);
      const longest = Math.max(parts.length, others.length);
      const alike = parts.map(part => Math.max(0, ...others.map(each => likenessOf(part, each))));
      far = longest === 0 ? 0 : 1 - alike.reduce((sum, each) => sum + each, 0) / longest;
      known.set(other, far);
    }
    return far;
  };
};

/** 1 for the same folder's name, less for a slip, 0 for another name. */
const likenessOf = (a: string, b: string): number => {
  if (a === b) return 1;
  const edits = distance(a, b) / Math.max(a.length, b.length);
  return edits <= MOST_EDITS ? 0.9 * (1 - edits) : 0;
};

const foldersIn = (path: string): readonly string[] =>
  path
    .toLowerCase()
    .split('/')
    .filter(part => part !== '' && part !== '.' && part !== '..');
