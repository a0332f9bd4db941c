import type { FrontMatterField, Page } from './page.ts';
import type { Span, TextEdit } from './text.ts';
import { lineAt } from './text.ts';

/**
 * The edit that gives a front matter field of a page another text for its value. The quotes stay where the text can
 * stand in them whichever they are; else it is put in double quotes, where it needs any.
 */
export const setText = (page: Page, field: FrontMatterField, text: string): TextEdit => {
  const { valueStart: start, valueEnd: end } = field;
  const inner = insideQuotes(page, field);
  if (inner !== undefined && !/["'\\\p{Cc}]/u.test(text)) return { span: inner, newText: text };
  const isPlain = inner === undefined && canBePlain(text);
  const isEmpty = start === end;
  return { span: { start, end }, newText: (isEmpty ? ' ' : '') + (isPlain ? text : inDoubleQuotes(text)) };
};

/** A string's source without its quotes; undefined where it has none, or some of it is written otherwise than it reads. */
const insideQuotes = (page: Page, { value, valueStart: start, valueEnd: end }: FrontMatterField): Span | undefined => {
  const isQuoted =
    typeof value === 'string' &&
    // The page does not keep its text, so the lengths tell: a line break alone could make up for two quotes.
    end - start === value.length + 2 &&
    lineAt(page.lineStarts, start) === lineAt(page.lineStarts, end);
  return isQuoted ? { start: start + 1, end: end - 1 } : undefined;
};

/** What YAML reads as this very text without quotes, in each of its versions. */
const canBePlain = (text: string): boolean =>
  /^\p{L}/u.test(text) &&
  !/:(?:\s|$)|\s#|^\s|\s$|\p{Cc}|[\u2028\u2029\ufeff]/u.test(text) &&
  !/^(?:true|false|yes|no|on|off|y|n|null)$/i.test(text);

const inDoubleQuotes = (text: string): string =>
  `"${text.replace(/["\\\p{Cc}]/gu, c => (c === '"' || c === '\\' ? `\\${c}` : `\\x${c.charCodeAt(0).toString(16).padStart(2, '0')}`))}"`;
