import { get, values } from '../../core/layeredMap.ts';
import type { Link, Page, PageId } from '../../core/page.ts';
import { sectionSpan } from '../../core/page.ts';
import type { Span } from '../../core/text.ts';
import type { Vault } from '../../core/vault.ts';
import { nameKey, pageOf } from '../../core/vault.ts';
import type { PageKind } from '../pageIdentity.ts';
import type { PageList } from './pageLists.ts';
import { foldersAbove } from '../../core/paths.ts';
import { firstFrom } from '../../core/text.ts';
import { pageIdentity } from '../pageIdentity.ts';
import type { Casebook } from '../casebook.ts';
import { labelId, linkedPage, meantPage } from '../linkedPage.ts';
import { derivedFrom, hasTacticsSection, listKey, readSourceLinks, sourceLinks } from './listKeys.ts';
import { orderKey } from './listOrder.ts';

/**
 * A page that belongs into a derived list, and the link by which it says so. Undefined where a folder says it, and for
 * gathered sources: who only checks does not ask.
 */
export interface ListSource {
  readonly page: Page;
  readonly link: Link | undefined;
}

/**
 * What a list of a page must name, or would if the page had it: each source once, sorted by ID, then path. Undefined for
 * a list that is written by hand. A mislabelled link of a source counts nowhere.
 */
export const listSources = (
  book: Casebook,
  page: Page,
  list: Pick<PageList, 'what'>,
): readonly ListSource[] | undefined => {
  const sourceKind = derivedFrom(pageIdentity(page).kind, list.what);
  if (sourceKind === undefined) return undefined;
  const sources: ListSource[] = [];
  for (const path of get(book.vault.bodies.get().defines, listKey(list.what, nameKey(page.id))) ?? []) {
    const source = pageOf(book.vault, path);
    if (source === undefined || pageIdentity(source).kind !== sourceKind) continue;
    const link = sourceLinks(source).find(
      candidate => mayLeadTo(candidate, page) && meantPage(book, source, candidate) === page,
    );
    if (link !== undefined || folderTactic(book, source) === page) sources.push({ page: source, link });
  }
  return inSourceOrder(sources);
};

/** Sources by ID, then path. */
export const inSourceOrder = (sources: readonly ListSource[]): readonly ListSource[] => {
  if (sources.length < 2) return sources;
  return sources
    .map(source => ({ source, key: orderKey(source.page) }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ source }) => source);
};

/** By vault: the sources of all lists, by their kind and by the page that has to name them. */
const gathered = new WeakMap<Vault, Map<PageKind, Map<PageId, ListSource[]>>>();

/** All pages in stages: what the derived lists of a page may have to name comes in an earlier one. */
export const sourcesFirst = ({ vault }: Casebook): readonly (readonly Page[])[] => {
  const pages = [...values(vault.pages)];
  return SOURCES_FIRST.map(kinds => pages.filter(page => kinds.includes(pageIdentity(page).kind)));
};

const SOURCES_FIRST: readonly (readonly PageKind[])[] = [
  ['note', 'caseStudy', 'mitigation'],
  ['technique'],
  ['tactic'],
];

/** Sources of derived lists, from one who meets all pages. */
export interface Gathering {
  /** Takes a page that was read whole; gives the pages whose lists have to name it. */
  readonly add: (page: Page) => readonly PageId[];
  /** Takes what somebody else was given for a page. */
  readonly take: (source: PageId, holder: PageId) => void;
}

/**
 * For one who looks at every page once, in the order of `sourcesFirst`, and so meets all sources. From then on `listState` asks
 * what was gathered and searches for no source.
 */
export const gatherSources = (book: Casebook): Gathering => {
  const byKind = new Map(SOURCES_FIRST.flat().map(kind => [kind, new Map<PageId, ListSource[]>()]));
  gathered.set(book.vault, byKind);

  const take = (source: PageId, holder: PageId): void => {
    // Not the page that was read whole: it is let go.
    const page = pageOf(book.vault, source);
    if (page === undefined) return;
    const byHolder = byKind.get(pageIdentity(page).kind);
    if (byHolder === undefined) return;
    const sources = byHolder.get(holder);
    if (sources === undefined) byHolder.set(holder, [{ page, link: undefined }]);
    else sources.push({ page, link: undefined });
  };

  const add = (page: Page): readonly PageId[] => {
    const holders = new Set<PageId>();
    const note = (holder: Page | undefined): void => void (holder && holders.add(holder.id));
    for (const link of readSourceLinks(page)) note(meantPage(book, page, link));
    note(folderTactic(book, page));
    for (const holder of holders) take(page.id, holder);
    return [...holders];
  };

  return { add, take };
};

/** What was gathered for a page, in no order; undefined if nobody gathers. */
const gatheredSources = (book: Casebook, page: Page, kind: PageKind): readonly ListSource[] | undefined => {
  const byHolder = gathered.get(book.vault)?.get(kind);
  return byHolder && (byHolder.get(page.id) ?? []);
};

/** How a list stands against its sources. */
export interface ListState {
  readonly missing: readonly ListSource[];
  /** Links of entries that name a page which is not among the sources. */
  readonly extra: readonly Link[];
  /** Links of entries that name a page for the second time. */
  readonly repeated: readonly Link[];
  /** Links of entries that are broken, ambiguous or mislabelled: they have a problem of their own. */
  readonly unclear: readonly Link[];
}

/**
 * Compares a derived list with its sources. Undefined where the list is written by hand, or where nothing shows that
 * it is a list of pages: it states no count and links no page of the kind that it would name, or it is no list at all
 * but prose, a table or a query. An entry with a problem of its own stands for one missing source.
 */
export const listState = (book: Casebook, page: Page, list: PageList): ListState | undefined => {
  const sourceKind = derivedFrom(pageIdentity(page).kind, list.what);
  if (sourceKind === undefined) return undefined;
  if (list.entries.length === 0 && (list.count === undefined || !isEmptySection(page, list))) return undefined;
  const sources = gatheredSources(book, page, sourceKind) ?? listSources(book, page, list) ?? [];
  const expected = new Set(sources.map(source => source.page));
  const named = new Set<Page>();
  const extra: Link[] = [];
  const repeated: Link[] = [];
  const unclear: Link[] = [];
  let fitting = 0;
  for (const { link } of list.entries) {
    if (link === undefined) continue;
    const target = meantPage(book, page, link);
    if (target === undefined) {
      unclear.push(link);
      continue;
    }
    if (pageIdentity(target).kind === sourceKind) fitting++;
    if (named.has(target)) repeated.push(link);
    else if (!expected.has(target) && denies(book, target, sourceKind, page)) extra.push(link);
    named.add(target);
  }
  if (list.count === undefined && fitting === 0) return undefined;
  // Nested lists and prose may name pages too; such a list has more form than its entries show.
  for (const link of list.otherLinks) {
    const target = linkedPage(book, page, link);
    if (target !== undefined) named.add(target);
  }
  const missing = inSourceOrder(sources.filter(source => !named.has(source.page)));
  return { missing: missing.length > unclear.length ? missing : [], extra, repeated, unclear };
};

/**
 * Whether a page that a list names, but that is no source of it, would have to say so: notes never do, nor does a page
 * without the section that lists are derived from, and a link labelled with the holder's ID may well mean it, though it is
 * broken, ambiguous or leads to another page.
 */
const denies = (book: Casebook, target: Page, sourceKind: PageKind, holder: Page): boolean => {
  const { kind } = pageIdentity(target);
  if (kind !== sourceKind) return kind !== 'note';
  const links = sourceLinks(target);
  if (links.length === 0 && !(kind === 'technique' && folderTactic(book, target) !== undefined)) return false;
  const { id } = pageIdentity(holder);
  return !links.some(link => labelId(link) === id);
};

/** Whether a list's section holds no entry, and no table, query or link that could stand for entries either. */
export const isEmptySection = (page: Page, list: PageList): boolean => {
  if (list.entries.length > 0 || list.links.length > 0) return false;
  const { end } = sectionSpan(page, list.headingIndex);
  const startsInside = (spans: readonly Span[]): boolean =>
    (spans[firstFrom(spans, list.heading.end)]?.start ?? end) < end;
  return !startsInside(page.tables) && !startsInside(page.inert);
};

/** The tactic page that a technique without `## Tactics` belongs to: the one named like the nearest folder above it. */
export const folderTactic = (book: Casebook, page: Page): Page | undefined => {
  if (pageIdentity(page).kind !== 'technique' || hasTacticsSection(page)) return undefined;
  for (const folder of foldersAbove(page.id)) {
    const tactics = (get(book.vault.byName, nameKey(folder)) ?? [])
      .flatMap(path => pageOf(book.vault, path) ?? [])
      .filter(named => pageIdentity(named).kind === 'tactic');
    if (tactics.length > 0) return tactics.length === 1 ? tactics[0] : undefined;
  }
  return undefined;
};

/** Refuses nearly every other link by the end of its target, before anything is resolved. */
const mayLeadTo = ({ target }: Link, page: Page): boolean => {
  const a = target.length - (target.endsWith('.md') ? 4 : 1);
  const b = page.id.length - 4;
  for (let i = 0; i <= b && i <= a; i++) {
    const c = target.charCodeAt(a - i);
    const d = page.id.charCodeAt(b - i);
    // Letters in another case, other scripts, percent-encoding and a last slash are for the resolver to judge.
    if (c > 127 || d > 127 || c === 37 || (i === 0 && c === 47)) return true;
    if (c === 47 || c === 92) return d === 47;
    if (c !== d && ((c | 32) !== (d | 32) || (c | 32) < 97)) return false;
    if (d === 47) return false;
  }
  return true;
};
