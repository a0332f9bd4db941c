import type { FrontMatterField, Page } from './page.ts';
import type { Span, TextEdit } from './text.ts';
import { lineAt } from './text.ts';
import { yamlText } from './yamlText.ts';

/**
 * The edit that gives a front matter field of a page another text for its value. The quotes stay where the text can
 * stand in them whichever they are; else it is put in double quotes, where it needs any.
 */
export const setText = (page: Page, field: FrontMatterField, text: string): TextEdit => {
  const { valueStart: start, valueEnd: end } = field;
  const inner = withinQuotes(page, field);
  if (inner !== undefined && !/["'\\\p{Cc}]/u.test(text)) return { span: inner, newText: text };
  const newText = yamlText(text, inner === undefined ? '' : '"');
  return { span: { start, end }, newText: start === end ? ` ${newText}` : newText };
};

/** A string's source without its quotes; undefined where it has none, or some of it is written otherwise than it reads. */
const withinQuotes = (page: Page, { value, valueStart: start, valueEnd: end }: FrontMatterField): Span | undefined => {
  const isQuoted =
    typeof value === 'string' &&
    // The page does not keep its text, so the lengths tell: a line break alone could make up for two quotes.
    end - start === value.length + 2 &&
    lineAt(page.lineStarts, start) === lineAt(page.lineStarts, end);
  return isQuoted ? { start: start + 1, end: end - 1 } : undefined;
};
