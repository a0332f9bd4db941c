import type { Page } from '../../core/page.ts';
import type { Span } from '../../core/text.ts';
import { lineAt } from '../../core/text.ts';

/** The line of the cursor; all that completion reads of a page's text. */
export interface CursorLine {
  /** Number of the line, from 0. */
  readonly number: number;
  /** Where `text` starts and ends: the line without its break, or a stretch around the cursor of a very long line. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** Offset of the cursor in the page, and in `text`. */
  readonly offset: number;
  readonly at: number;
}

/** So much of a line to either side is looked at; a link or a word is never longer. */
const REACH = 1000;

/** The line that holds an offset. */
export const cursorLine = (page: Page, text: string, offset: number): CursorLine => {
  const number = lineAt(page.lineStarts, offset);
  const start = Math.max(page.lineStarts[number] ?? 0, offset - REACH);
  const limit = Math.min(page.lineStarts[number + 1] ?? text.length, offset + REACH);
  const line = text.slice(start, limit).replace(/[\r\n]+$/, '');
  return { number, start, end: start + line.length, text: line, offset, at: Math.min(offset - start, line.length) };
};

/**
 * Whether the cursor is in code, raw HTML or a comment. The end of a stretch counts only where it started on an earlier
 * line (a fence that is not closed yet), so that one can go on right behind `` `code` ``.
 */
export const isInert = (page: Page, line: CursorLine): boolean => {
  const span = lastStartingBefore(page.inert, line.offset);
  return span !== undefined && (line.offset < span.end || (line.offset === span.end && span.start < line.start));
};

/** Whether the cursor is in a table, where a link's bar needs a backslash. */
export const isInTable = (page: Page, offset: number): boolean => {
  const span = lastStartingBefore(page.tables, offset + 1);
  return span !== undefined && offset <= span.end;
};

/** Index of the heading whose section holds an offset; -1 before the first. */
export const headingIndexAt = (page: Page, offset: number): number => indexBefore(page.headings, offset + 1);

/** Of spans in text order, the last that starts before an offset. */
const lastStartingBefore = <T extends Span>(spans: readonly T[], offset: number): T | undefined =>
  spans[indexBefore(spans, offset)];

const indexBefore = (spans: readonly Span[], offset: number): number => {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle]?.start ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
};
