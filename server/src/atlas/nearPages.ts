import { distance } from 'fastest-levenshtein';
import type { LayeredMap } from '../core/layeredMap.ts';
import { get } from '../core/layeredMap.ts';
import type { Link, Page } from '../core/page.ts';
import { folderOf } from '../core/paths.ts';
import { nameKey, pageOf } from '../core/vault.ts';
import type { PageKind } from './atlasPage.ts';
import { atlasPage, pageIdentity } from './atlasPage.ts';
import type { Casebook } from './casebook.ts';
import { pagesCalled, pagesWithId } from './casebook.ts';
import { isAtlasId, kindOfId, slugOf } from './ids.ts';
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
  const queries = queriesOf(link);
  for (const query of queries) {
    for (const [name, unlike] of namesLike(vault.byName, query)) {
      for (const path of get(vault.byName, name) ?? []) offer(pageOf(vault, path), unlike);
    }
  }
  const kind = wantedKind(from, link);
  const folder = folderOf(link.target) || folderOf(from.id);
  const ranked = [...scores].map(([page, score]) => {
    const { kind: ownKind, id } = pageIdentity(page);
    const wrongKind = kind !== undefined && ownKind !== kind ? 0.5 : 0;
    const otherId = label !== undefined && id !== undefined && id !== label.id ? 0.5 : 0;
    return { page, score: score + wrongKind + otherId + 0.2 * folderDistance(folder, folderOf(page.id)) };
  });
  return ranked
    .sort((a, b) => a.score - b.score || (a.page.id < b.page.id ? -1 : 1))
    .slice(0, limit)
    .map(({ page }) => page);
};

/** Before any likeness, whose scores run from 0 (the same name) to 1. */
const SURE = -2;

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

/** File names that a link may have meant: its target's, that as a slug, and the slug of the label's name. */
const queriesOf = (link: Link): readonly string[] => {
  const own = nameKey(link.target.replace(/[\\/]+$/, '').replaceAll('\\', '/'));
  const name = link.label === undefined ? '' : (readIdLabel(link.label)?.name ?? link.label);
  return [...new Set([own, slugOf(own), slugOf(name)])].filter(query => query !== '');
};

type Names = LayeredMap<readonly string[]>;
type Likeness = readonly (readonly [name: string, unlike: number])[];

/** What was found in a layer of names that versions of the vault share, by query. */
const found = new WeakMap<Names['base'], Map<string, Likeness>>();
const FOUND_MAX = 1000;

/** The names like a query. Every name is compared once; asking again, as an editor does at each move, costs nothing. */
const namesLike = (names: Names, query: string): Likeness => {
  const known = found.get(names.base) ?? new Map<string, Likeness>();
  found.set(names.base, known);
  let base = known.get(query);
  if (base === undefined) {
    base = likeness(names.base.keys(), query);
    if (known.size >= FOUND_MAX) known.clear();
    known.set(query, base);
  }
  return names.delta.size === 0 ? base : [...base, ...likeness(names.delta.keys(), query)];
};

const likeness = (names: Iterable<string>, query: string): Likeness => {
  const like: [string, number][] = [];
  for (const name of names) {
    const unlike = unlikeness(query, name);
    if (unlike <= 1) like.push([name, unlike]);
  }
  return like;
};

/** So much of the longer name may differ. */
const MOST_EDITS = 0.34;

/** How unlike two names are: 0 equal, up to 1 for the least that still counts, `Infinity` beyond. */
const unlikeness = (query: string, name: string): number => {
  if (query === name) return 0;
  const [short, long] = query.length < name.length ? [query, name] : [name, query];
  const contained = short.length >= 4 && long.includes(short) ? 0.3 + 0.5 * (1 - short.length / long.length) : Infinity;
  if (long.length - short.length > MOST_EDITS * long.length || long.length > LONGEST) return contained;
  const edits = distance(query, name) / long.length;
  return Math.min(contained, edits <= MOST_EDITS ? edits / MOST_EDITS : Infinity);
};

/** Names beyond this length are not compared letter by letter. */
const LONGEST = 200;

/** 0 for the same folder, 1 for folders that share nothing. */
const folderDistance = (a: string, b: string): number => {
  const left = a.toLowerCase().split('/').filter(isFolderName);
  const right = b.toLowerCase().split('/').filter(isFolderName);
  const longest = Math.max(left.length, right.length);
  return longest === 0 ? 0 : 1 - left.filter(part => right.includes(part)).length / longest;
};

const isFolderName = (part: string): boolean => part !== '' && part !== '.' && part !== '..';
