import type { Casebook } from '../atlas/casebook.ts';
import type { Heading, Page } from '../core/page.ts';
import type { Span } from '../core/text.ts';
import { lineAt } from '../core/text.ts';
import { sectionSpans } from './sections.ts';

export interface FoldingRange {
  /** From a character of the first line to one of the last. */
  readonly span: Span;
  readonly kind: 'region' | 'comment';
}

/** What can be folded: front matter, sections (steps among them) without the blank lines at their end, long comments. */
export const foldingRanges = (_book: Casebook, page: Page): readonly FoldingRange[] => {
  const { frontMatter, headings, comments } = page;
  const ranges: FoldingRange[] = frontMatter ? [{ span: spanOf(frontMatter), kind: 'region' }] : [];
  const sections = sectionSpans(page);
  headings.forEach((heading, i) => {
    ranges.push({ span: trimmed(page, heading, sections[i] ?? heading), kind: 'region' });
  });
  for (const comment of comments) ranges.push({ span: spanOf(comment), kind: 'comment' });
  return ranges
    .filter(({ span }) => lineAt(page.lineStarts, span.start) < lineAt(page.lineStarts, span.end))
    .sort((a, b) => a.span.start - b.span.start);
};

const spanOf = ({ start, end }: Span): Span => ({ start, end });

/** A section up to the end of its last line that holds anything. The page has no text: a line is blank by its length. */
const trimmed = (page: Page, heading: Heading, { start, end }: Span): Span => {
  const { lineStarts, length } = page;
  const breakLength = (lineStarts[lineAt(lineStarts, heading.end) + 1] ?? length) - heading.end;
  let line = lineAt(lineStarts, end);
  // The next section's first line, or nothing behind the page's last line break.
  if (lineStarts[line] === end) line--;
  while (line > 0 && (lineStarts[line + 1] ?? length) - (lineStarts[line] ?? 0) <= breakLength) line--;
  const next = lineStarts[line + 1];
  return { start, end: Math.max(heading.end, next === undefined ? length : next - breakLength) };
};
