import type { Block, Page } from '../core/page.ts';
import type { Span } from '../core/text.ts';
import { lineAt } from '../core/text.ts';

/**
 * The lines of the block that a mark `^id` closes: its paragraph or quote, its list item with what is nested in it, or, where
 * the mark has a line of its own, the table, list, quote or code above. The mark itself is included.
 */
export const blockSpan = (page: Page, { start: mark, end }: Block, source: string): Span => {
  const { lineStarts } = page;
  const startOf = (line: number): number => lineStarts[line] ?? page.length;
  const textOf = (line: number): string => source.slice(startOf(line), startOf(line + 1)).trimEnd();
  const own = lineAt(lineStarts, mark);
  const top = page.frontMatter === undefined ? 0 : lineAt(lineStarts, page.frontMatter.end) + 1;
  const isAlone = own > top && BLANK.test(source.slice(startOf(own), mark)) && textOf(own - 1) === '';
  let first = own;
  if (isAlone) {
    while (first > top && textOf(first - 1) === '') first--;
    first = Math.max(top, first - 1);
    const code = page.inert.findLast(({ start, end: stop }) => start <= startOf(first) && startOf(first) < stop);
    if (code !== undefined) return { start: startOf(lineAt(lineStarts, code.start)), end };
  }
  const isHeading = (line: number): boolean => HEADING.test(textOf(line));
  while (first > top && (isAlone || !ITEM.test(textOf(first))) && textOf(first - 1) !== '' && !isHeading(first - 1)) {
    first--;
  }
  if (isAlone || !ITEM.test(textOf(first))) return { start: startOf(first), end };
  const indent = indentOf(textOf(first));
  let last = own;
  while (last + 1 < lineStarts.length && textOf(last + 1) !== '' && indentOf(textOf(last + 1)) > indent) last++;
  return { start: startOf(first), end: last === own ? end : startOf(last + 1) };
};

const BLANK = /^[\s>]*$/;
const HEADING = /^ {0,3}#{1,6}(?:\s|$)/;
const ITEM = /^[\s>]*(?:[-+*]|\d{1,9}[.)])\s/;

const indentOf = (line: string): number => line.length - line.trimStart().length;

/** A text without the indentation of its first line, as far as its other lines have it. */
export const dedented = (text: string): string => {
  const indent = indentOf(text);
  return indent === 0 ? text : text.replace(new RegExp(`^[ \\t]{1,${indent}}`, 'gm'), '');
};
