import type { Page } from '../core/page.ts';
import type { Span } from '../core/text.ts';

/** Where a problem of the whole page is shown: its first heading's text, else its title, else its first character. */
export const pageSpan = (page: Page): Span => {
  const heading = page.headings[0];
  if (heading !== undefined) return { start: heading.textStart, end: heading.textEnd };
  const title = page.frontMatter?.fields.find(field => field.key === 'title');
  if (title !== undefined) return { start: title.start, end: title.end };
  return { start: 0, end: Math.min(1, page.length) };
};

/** A span and nothing else of what carries one. */
export const spanOf = ({ start, end }: Span): Span => ({ start, end });
