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

/** Names of pages as a message lists them: at most three, and how many more. */
export const listed = (names: readonly string[]): string => {
  const shown = names.slice(0, 3).join(', ');
  return names.length > 3 ? `${shown} and ${names.length - 3} more` : shown;
};

/** Words as a sentence lists them: `a`, `a and b`, `a, b and c`. */
export const listedAnd = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;
