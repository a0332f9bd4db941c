import type { Heading, Link, ListItem, Page } from '../../core/page.ts';
import { headingKey } from '../../core/resolve.ts';
import type { Span } from '../../core/text.ts';
import { firstFrom } from '../../core/text.ts';
import { isUrl } from '../../core/vault.ts';
import { sitePathId } from '../ids.ts';

/** A section whose heading is `Techniques (8)` or the like, and the entries of the list under it. */
export interface PageList {
  readonly what: 'techniques' | 'mitigations' | 'caseStudies' | 'tactics';
  readonly heading: Heading;
  readonly headingIndex: number;
  /** The number in the heading's brackets, and where its digits stand; undefined if it states none. */
  readonly count: (Span & { readonly value: number }) | undefined;
  readonly entries: readonly ListEntry[];
  /** The pages that the section names: each entry's link; where it is no list, every link to a page (table, prose). */
  readonly links: readonly Link[];
  /** Links that stand in the section but are not the first of an entry's first line: nested, in prose, in tables. */
  readonly otherLinks: readonly Link[];
}

/** An item of the list; `link` is the first link to a page on its first line, if it has one. */
export interface ListEntry {
  readonly item: ListItem;
  readonly link: Link | undefined;
}

const NONE: readonly never[] = Object.freeze([]);

const LIST_HEADING = /^(techniques|mitigations|case[ -]studies|tactics)\s*(?:\((\d{1,6})\))?$/i;

const LIST_KIND: Readonly<Record<string, PageList['what']>> = {
  techniques: 'techniques',
  mitigations: 'mitigations',
  casestudies: 'caseStudies',
  tactics: 'tactics',
};

/** Where a list of a page begins. */
export interface ListHeading {
  readonly what: PageList['what'];
  readonly headingIndex: number;
  readonly digits: string | undefined;
}

/** The lists of a page by their headings: of the first two levels, since one deeper down belongs to something else. */
export const listHeadings = (page: Page): readonly ListHeading[] => {
  const lists: ListHeading[] = [];
  for (let i = 0; i < page.headings.length; i++) {
    const heading = page.headings[i];
    if (heading === undefined || heading.level > 2) continue;
    const c = heading.text.charCodeAt(0) | 32;
    if (c !== 116 && c !== 109 && c !== 99) continue;
    const match = LIST_HEADING.exec(heading.text);
    const what = match?.[1] && LIST_KIND[headingKey(match[1])];
    if (what) lists.push({ what, headingIndex: i, digits: match[2] });
  }
  return lists.length === 0 ? NONE : lists;
};

/** The lists of one kind on a page, or all of them. */
export const listsOf = (page: Page, what?: PageList['what']): readonly PageList[] => {
  const headings = listHeadings(page);
  if (headings.length === 0) return NONE;
  return headings.flatMap(list => (what === undefined || list.what === what ? readList(page, list) : []));
};

const readList = (page: Page, { what, headingIndex, digits }: ListHeading): PageList | [] => {
  const heading = page.headings[headingIndex];
  if (heading === undefined) return [];
  let behind = headingIndex + 1;
  while ((page.headings[behind]?.level ?? 0) > heading.level) behind++;
  const end = page.headings[behind]?.start ?? page.length;
  const linked = pageLinksIn(page, heading.end, end);
  const entries: ListEntry[] = [];
  const firsts = new Set<Link>();
  for (const item of itemsIn(page, heading.end, end)) {
    const first = linked[firstFrom(linked, item.contentStart)];
    const link = first !== undefined && first.start < item.end ? first : undefined;
    if (link !== undefined) firsts.add(link);
    entries.push({ item, link });
  }
  const links = entries.length === 0 ? linked : [...firsts];
  const otherLinks = linked.length === firsts.size ? NONE : linked.filter(link => !firsts.has(link));
  const digitsStart = heading.textEnd - 1 - (digits?.length ?? 0);
  const count =
    digits === undefined ? undefined : { value: Number(digits), start: digitsStart, end: digitsStart + digits.length };
  return { what, heading, headingIndex, count, entries, links, otherLinks };
};

/** Links to pages (not embeds, images or URLs) that start in a stretch. */
const pageLinksIn = (page: Page, start: number, end: number): readonly Link[] => {
  const found: Link[] = [];
  for (let i = firstFrom(page.links, start); i < page.links.length; i++) {
    const link = page.links[i];
    if (link === undefined || link.start >= end) break;
    if (isPageLink(link)) found.push(link);
  }
  return found;
};

const isPageLink = (link: Link): boolean =>
  link.kind === 'wiki' || (link.kind === 'markdown' && !isUrl(link.target) && sitePathId(link.target) === undefined);

const itemsIn = (page: Page, start: number, end: number): readonly ListItem[] => {
  const from = firstFrom(page.items, start);
  let to = from;
  while ((page.items[to]?.start ?? end) < end) to++;
  return page.items.slice(from, to);
};

/** The first link to a page in a stretch. */
export const firstPageLink = (page: Page, start: number, end: number): Link | undefined => {
  for (let i = firstFrom(page.links, start); i < page.links.length; i++) {
    const link = page.links[i];
    if (link === undefined || link.start >= end) return undefined;
    if (isPageLink(link)) return link;
  }
  return undefined;
};
