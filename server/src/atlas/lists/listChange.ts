import type { Link, Page } from '../../core/page.ts';
import type { Span } from '../../core/text.ts';
import { nameKey } from '../../core/vault.ts';
import type { ListEntry, PageList } from './pageLists.ts';
import { pageIdentity } from '../pageIdentity.ts';
import type { Casebook } from '../casebook.ts';
import type { ListSource } from './derivedLists.ts';
import { isEmptySection, listSources, listState } from './derivedLists.ts';
import { leadingId } from '../ids.ts';
import { linkedPage, meantPage } from '../linkedPage.ts';
import { sameName } from '../names.ts';

/** What makes a list say what it derives from, and its heading count its entries. */
export interface ListChange {
  readonly list: PageList;
  readonly removed: readonly ListEntry[];
  /** Sorted by ID. */
  readonly added: readonly ListSource[];
  /** The count that the heading must give; undefined where it is right, or gives none. */
  readonly count: number | undefined;
}

/** What is to change in a list; undefined where it is right, or has another form than a list of entries. */
export const listChange = (book: Casebook, page: Page, list: PageList): ListChange | undefined => {
  const removed = removedEntries(book, page, list);
  const added = addedSources(book, page, list, removed);
  const count = rightCount(page, list, removed, added);
  return removed.length === 0 && added.length === 0 && count === undefined
    ? undefined
    : { list, removed, added, count };
};

/** Entries that name a page which the list must not name; of those that name one page, all but the one that says most. */
const removedEntries = (book: Casebook, page: Page, list: PageList): readonly ListEntry[] => {
  const state = listState(book, page, list);
  if (state === undefined || state.extra.length + state.repeated.length === 0) return [];
  const wrong = new Set<Link | undefined>([...state.extra, ...state.repeated]);
  const best = new Map<Page, ListEntry>();
  for (const entry of list.entries) {
    const target = entry.link && meantPage(book, page, entry.link);
    if (target === undefined || state.extra.some(link => meantPage(book, page, link) === target)) continue;
    const known = best.get(target);
    if (known === undefined || lengthOf(entry) > lengthOf(known)) best.set(target, entry);
  }
  return list.entries.filter(entry => {
    const target = entry.link && meantPage(book, page, entry.link);
    const chosen = target && best.get(target);
    return chosen === undefined ? wrong.has(entry.link) && target !== undefined : chosen !== entry;
  });
};

const lengthOf = ({ item }: ListEntry): number => item.blockEnd - item.start;

/**
 * Sources that nothing in the list names once the removed entries are gone. A broken or mislabelled entry stands for the
 * source that it may mean, and as long as there are as many of these as sources are missing, for any.
 */
const addedSources = (
  book: Casebook,
  page: Page,
  list: PageList,
  removed: readonly ListEntry[],
): readonly ListSource[] => {
  const state = listState(book, page, list);
  if (state === undefined) return [];
  const named = new Set<Page | undefined>();
  for (const entry of list.entries)
    if (entry.link !== undefined && !removed.includes(entry)) named.add(meantPage(book, page, entry.link));
  for (const link of list.otherLinks) if (!isWithin(link, removed)) named.add(linkedPage(book, page, link));
  const missing = (listSources(book, page, list) ?? []).filter(source => !named.has(source.page));
  if (missing.length <= state.unclear.length) return [];
  const meant = new Set<ListSource>();
  for (const link of state.unclear) {
    const source = missing.find(each => !meant.has(each) && mayMean(link, each.page));
    if (source !== undefined) meant.add(source);
  }
  return missing.filter(source => !meant.has(source));
};

const isWithin = ({ start, end }: Span, entries: readonly ListEntry[]): boolean =>
  entries.some(({ item }) => item.start <= start && end <= item.blockEnd);

/** Whether the file's name of a link's target, or its label, is that of a page. */
const mayMean = ({ target, label }: Link, page: Page): boolean => {
  const { id, name } = pageIdentity(page);
  if (nameKey(target) === nameKey(page.id)) return true;
  return label !== undefined && (leadingId(label) === id || sameName(label, name));
};

/**
 * The number of entries. Where the heading counted only those with links, or nested links too, it goes on doing so;
 * undefined where it is right or where the section's form tells no number.
 */
const rightCount = (
  page: Page,
  list: PageList,
  removed: readonly ListEntry[],
  added: readonly ListSource[],
): number | undefined => {
  const { count, entries, otherLinks } = list;
  if (count === undefined || (entries.length === 0 && added.length === 0 && !isEmptySection(page, list)))
    return undefined;
  const isLinked = ({ link }: ListEntry): boolean => link !== undefined;
  const linked = entries.filter(isLinked).length;
  const linkedAfter = linked - removed.filter(isLinked).length + added.length;
  const nestedAfter = otherLinks.filter(link => !isWithin(link, removed)).length;
  const ways: readonly (readonly [before: number, after: number])[] = [
    [entries.length, entries.length - removed.length + added.length],
    [linked, linkedAfter],
    // What the note of a new mitigation links is not known here.
    ...(added.length === 0 || list.what !== 'mitigations'
      ? [[linked + otherLinks.length, linkedAfter + nestedAfter] as const]
      : []),
  ];
  const way = ways.find(([before]) => before === count.value) ?? ways[0];
  return way === undefined || way[1] === count.value ? undefined : way[1];
};
