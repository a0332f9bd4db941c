import type { Casebook } from '../../atlas/casebook.ts';
import { pagesWithId } from '../../atlas/casebook.ts';
import { sitePathId } from '../../atlas/ids.ts';
import { has } from '../../core/layeredMap.ts';
import { lineBreakOf } from '../../core/lines.ts';
import type { Page } from '../../core/page.ts';
import type { Span } from '../../core/text.ts';
import { pageOf } from '../../core/vault.ts';
import { shapeAt } from '../completion/pageOffers.ts';
import { canBeLabel, labelIn } from './insertLink.ts';
import type { LinkSpot } from './linkSpot.ts';
import { linkSpot } from './linkSpot.ts';
import { pageLink } from './pageLinks.ts';

/** Something that is pasted or dropped. */
export interface Pasted {
  /** What it names in the vault. */
  readonly path: string;
  /** Whether it surely means the page or file: not words that could be one's path. */
  readonly certain: boolean;
}

/** Links in place of what is pasted or dropped. */
export interface PastedLinks {
  readonly text: string;
  readonly certain: boolean;
}

/**
 * Links to pages, and embeds of other files, as they are pasted at a cursor or over a selection: several as a list on an empty
 * line and in a list, else one a line, and in a table behind each other. Over a selection one link takes it as its label. Undefined where no link
 * can stand, and where something is pasted that the vault does not have.
 *
 * @param text the page's text.
 */
export const pasteLinks = (
  book: Casebook,
  page: Page,
  text: string,
  span: Span,
  pasted: readonly Pasted[],
): PastedLinks | undefined => {
  const spot = linkSpot(page, text, span);
  if (pasted.length === 0 || 'reason' in spot || spot.begun !== undefined || isBegun(spot)) return undefined;
  const selected = text.slice(span.start, span.end);
  const { before, label, after } = labelIn(selected);
  const keepsSelection = pasted.length === 1 && label !== '' && canBeLabel(selected, spot.inTable);
  const { labelFor } = shapeAt(book, page, spot.line, undefined, spot.inTable);
  const options = { inTable: spot.inTable, labelFor: keepsSelection ? () => label : labelFor };
  const links = pasted.flatMap(({ path }) => pageLink(book, page, path, options) ?? []);
  if (links.length < pasted.length) return undefined;
  const inserted = joined(links, spot, lineBreakOf(text));
  return {
    text: keepsSelection ? before + inserted + after : inserted,
    certain: pasted.every(each => each.certain),
  };
};

/** A wiki-link that was copied elsewhere, as it is pasted into a table, where its bar needs a backslash; undefined for all else. */
export const pasteIntoTable = (page: Page, text: string, span: Span, pasted: string): PastedLinks | undefined => {
  const spot = linkSpot(page, text, span);
  if ('reason' in spot || !spot.inTable || !/^!?\[\[[^[\]|\\\r\n]+\|[^[\]|\r\n]+\]\]$/.test(pasted)) return undefined;
  return { text: pasted.replace('|', '\\|'), certain: true };
};

/** Whether the cursor is where a target or code is being written: behind `](`, a quote or a backtick. */
const isBegun = ({ line }: LinkSpot): boolean => /(?:\]\([^)]*|["'`<=/\\])$/.test(line.text.slice(0, line.at));

const joined = (links: readonly string[], { line, inTable }: LinkSpot, eol: string): string => {
  const [first = '', ...rest] = links;
  if (rest.length === 0) return first;
  if (inTable) return links.join(', ');
  const before = line.text.slice(0, line.at);
  if (line.text.trim() === '') return links.map(link => `- ${link}`).join(eol + before);
  const item = /^(\s*)(?:([-*+])|(\d{1,9})([.)]))\s+$/.exec(before);
  if (item === null) return links.join(eol);
  const [, indent = '', bullet, number, dot = ''] = item;
  const marker = (i: number): string => bullet ?? `${Number(number) + i}${dot}`;
  return [first, ...rest.map((link, i) => `${indent}${marker(i + 1)} ${link}`)].join(eol);
};

/** What a line of pasted text means in a vault; `path` is set where it is an absolute path or a URI inside of it. */
export const readPasted = (book: Casebook, line: string, path: string | undefined): Pasted | undefined => {
  const { vault } = book;
  if (path !== undefined) return isThere(book, path) ? { path, certain: true } : undefined;
  if (/^https?:/.test(line)) {
    const id = sitePathId(line.replace(/[?#].*$/, ''));
    const pages = id === undefined ? [] : pagesWithId(book, id);
    return pages[0] && { path: pages[0].id, certain: pages.length === 1 };
  }
  const written = line.replaceAll('\\', '/').replace(/^\.?\//, '');
  if (isThere(book, written)) return { path: written, certain: written.includes('/') };
  return pageOf(vault, `${written}.md`) && { path: `${written}.md`, certain: false };
};

const isThere = ({ vault }: Casebook, path: string): boolean =>
  pageOf(vault, path) !== undefined || has(vault.files, path);
