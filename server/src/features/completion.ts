import type { Casebook } from '../atlas/casebook.ts';
import type { Page } from '../core/page.ts';
import type { Span } from '../core/text.ts';
import { fragmentOffers } from './completion/fragmentOffers.ts';
import { frontMatterOffers, frontMatterPlaceAt, titleIdAt } from './completion/frontMatterOffers.ts';
import type { CompletionItem, CompletionResult, Offer } from './completion/item.ts';
import { itemsOf } from './completion/item.ts';
import { labelOffers } from './completion/labelOffers.ts';
import type { CursorLine } from './completion/line.ts';
import { cursorLine, isInert, isInTable } from './completion/line.ts';
import type { LinkPlace } from './completion/linkPlace.ts';
import { linkPlaceAt } from './completion/linkPlace.ts';
import { metadataOffers, metadataPlaceAt, ownIdOffers } from './completion/metadataOffers.ts';
import { idOffers, linkOffers, shapeAt, targetPage } from './completion/pageOffers.ts';
import { queryOf } from './completion/query.ts';
import { stepLineAt, wishAt } from './completion/wish.ts';

export type { CompletionItem, CompletionResult };

const NOTHING: CompletionResult = { items: [], isIncomplete: false };

/**
 * What can be written at a cursor: the pages, headings, blocks and labels of a wiki-link; the link of a Technique or
 * Tactic line and of a bare ID; front matter; Metadata. Best first, at most 200.
 *
 * @param text the page's text; only the cursor's line of it is read.
 * @param offset of the cursor, in UTF-16 code units.
 * @param now today's date for Metadata, read in its local time zone.
 */
export const completion = (
  book: Casebook,
  page: Page,
  text: string,
  offset: number,
  now: Date = new Date(),
): CompletionResult => {
  const line = cursorLine(page, text, offset);
  if (!mayComplete(line) || isInert(page, line)) return NOTHING;
  const found = linkItems(book, page, line) ?? frontMatter(book, page, text, line) ?? lineItems(book, page, line, now);
  return found === undefined ? NOTHING : { items: itemsOf(text, found.span, found.offers), isIncomplete: true };
};

interface Found {
  readonly span: Span;
  readonly offers: readonly Offer[];
}

/** Refuses a line of plain prose at once: every space asks. */
const mayComplete = ({ text, at, number }: CursorLine): boolean =>
  text.lastIndexOf('[[', at) >= 0 ||
  text.includes('**') ||
  number <= FRONT_MATTER_LINES ||
  /[A-Z]\d*\.[\w.]*$/.test(text.slice(Math.max(0, at - MAX_ID), at));

const FRONT_MATTER_LINES = 200;
const MAX_ID = 40;

/** Inside `[[…`. */
const linkItems = (book: Casebook, page: Page, line: CursorLine): Found | undefined => {
  const inTable = isInTable(page, line.offset);
  const place = linkPlaceAt(line, inTable);
  if (place === undefined) return undefined;
  switch (place.part) {
    case 'target':
      return targetItems(book, page, line, place, inTable);
    case 'fragment':
      return fragmentItems(book, page, place, inTable);
    case 'label':
      return labelItems(book, page, place, inTable);
  }
};

const targetItems = (book: Casebook, page: Page, line: CursorLine, place: LinkPlace, inTable: boolean): Found => {
  const query = queryOf(place.typed.replace(/\.md$/i, ''));
  const shape = shapeAt(book, page, line, place, inTable);
  const offers = query === undefined ? [] : linkOffers(book, page, query, wishAt(book, page, line), shape);
  return { span: { start: place.start, end: place.end }, offers };
};

const fragmentItems = (book: Casebook, page: Page, place: LinkPlace, inTable: boolean): Found => {
  const isOwnPage = place.target === '';
  const target = isOwnPage ? page : targetPage(book.vault, page, place.target);
  const link = { label: place.embed ? (place.label ?? '') : place.label, isOwnPage, inTable };
  const offers = target === undefined ? [] : fragmentOffers(target, place.typed, link);
  return { span: { start: place.fragmentStart, end: place.end }, offers };
};

const labelItems = (book: Casebook, page: Page, place: LinkPlace, inTable: boolean): Found => {
  const target = place.embed ? undefined : targetPage(book.vault, page, place.target);
  const link = { fragment: place.fragment, inTable };
  const offers = target === undefined ? [] : labelOffers(book, page, target, place.typed, link);
  return { span: { start: place.pathEnd, end: place.end }, offers };
};

/** Keys and values of the front matter, and in its values bare IDs. */
const frontMatter = (book: Casebook, page: Page, text: string, line: CursorLine): Found | undefined => {
  const place = frontMatterPlaceAt(page, text, line);
  if (place === undefined) return undefined;
  const id = titleIdAt(page, line, place);
  if (id !== undefined) {
    const offers = ownIdOffers(book, page, line.text.slice(id.start, line.at));
    return { span: { start: line.start + id.start, end: line.start + id.end }, offers };
  }
  const offers = frontMatterOffers(book, page, place);
  if (offers.length === 0 && place.part === 'value') {
    const ids = idItems(book, page, line, false);
    if (ids !== undefined) return ids;
  }
  return { span: { start: line.start + place.start, end: line.start + place.end }, offers };
};

/** A Metadata value, the link of a Technique or Tactic line, a bare ID. */
const lineItems = (book: Casebook, page: Page, line: CursorLine, now: Date): Found | undefined => {
  if (isInFrontMatter(page, line)) return undefined;
  const metadata = metadataPlaceAt(page, line);
  if (metadata !== undefined && line.at >= metadata.keyEnd) {
    const { span, typed, lead } = valueAt(line, metadata);
    const offers = metadataOffers(book, page, metadata, typed, now);
    if (offers.length > 0) return { span, offers: led(offers, lead) };
  }
  return stepLineItems(book, page, line) ?? idItems(book, page, line, !/^ {0,3}#{1,6}\s/.test(line.text));
};

const isInFrontMatter = ({ frontMatter }: Page, { offset }: CursorLine): boolean =>
  frontMatter !== undefined && offset <= frontMatter.end;

const stepLineItems = (book: Casebook, page: Page, line: CursorLine): Found | undefined => {
  const place = stepLineAt(line);
  if (place === undefined || line.at < place.keyEnd || place.value.includes('[[')) return undefined;
  const { span, typed, lead } = valueAt(line, place);
  const query = queryOf(typed);
  const shape = shapeAt(book, page, line, undefined, false);
  const offers = query === undefined ? [] : linkOffers(book, page, query, wishAt(book, page, line), shape);
  return { span, offers: led(offers, lead) };
};

/** The stretch of a `**Key:** value` line's value, what of it is before the cursor, and the space it may still need. */
const valueAt = (
  line: CursorLine,
  place: { readonly value: string; readonly keyEnd: number; readonly valueStart: number },
): { span: Span; typed: string; lead: string } => {
  const start = Math.min(place.valueStart, line.at);
  const end = Math.max(line.at, place.valueStart + place.value.length);
  const lead = start === place.keyEnd ? ' ' : '';
  return { span: { start: line.start + start, end: line.start + end }, typed: line.text.slice(start, line.at), lead };
};

const led = (offers: readonly Offer[], lead: string): readonly Offer[] =>
  lead === '' ? offers : offers.map(offer => ({ ...offer, newText: lead + offer.newText }));

/** A bare ID that is being written in prose, outside of any link. */
const idItems = (book: Casebook, page: Page, line: CursorLine, asLink: boolean): Found | undefined => {
  const { text, at, offset } = line;
  const match = /(?:^|[^\w./\\[#@-])([A-Z]+\d*\.[A-Za-z0-9.]*)$/.exec(text.slice(Math.max(0, at - MAX_ID), at));
  const typed = match?.[1];
  if (typed === undefined || page.links.some(link => link.start < offset && offset < link.end)) return undefined;
  const rest = /^(?:\w|\.(?=\w))*/.exec(text.slice(at))?.[0] ?? '';
  const shape = shapeAt(book, page, line, undefined, isInTable(page, offset));
  const offers = idOffers(book, page, typed, shape, asLink);
  return offers.length === 0
    ? undefined
    : { span: { start: offset - typed.length, end: offset + rest.length }, offers };
};
