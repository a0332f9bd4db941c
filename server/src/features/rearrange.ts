import { isBlankIn, lineEndIn, lineStartIn } from '../core/lines.ts';
import type { Page } from '../core/page.ts';
import { sectionSpan } from '../core/page.ts';
import type { Span, TextEdit } from '../core/text.ts';
import { applyEdits, lineAt } from '../core/text.ts';

/**
 * The edits that let stretches of a text change places: where stretch `i` stands, stretch `order[i]` will. What stands between them
 * stays. `inner` are other edits; those of stretches that move go with them.
 */
export const rearranged = (
  text: string,
  stretches: readonly Span[],
  order: readonly number[],
  inner: readonly TextEdit[],
): readonly TextEdit[] => {
  const moves = stretches.flatMap((span, i): readonly TextEdit[] => {
    const from = stretches[order[i] ?? i];
    if (from === undefined || order[i] === i) return [];
    return [{ span, newText: applyEdits(text.slice(from.start, from.end), editsWithin(inner, from)) }];
  });
  const isMoved = ({ span }: TextEdit): boolean => moves.some(move => isWithin(span, move.span));
  return [...moves, ...inner.filter(edit => !isMoved(edit))];
};

/** Where an offset of a text is after `rearranged`; one in a stretch goes with it. */
export const followed = (
  text: string,
  stretches: readonly Span[],
  order: readonly number[],
  inner: readonly TextEdit[],
  offset: number,
): number => {
  const from = stretches.findIndex(span => span.start <= offset && offset <= span.end);
  const old = stretches[from];
  const to = stretches[order.indexOf(from)];
  const edits = rearranged(text, stretches, order, inner);
  if (old === undefined || to === undefined || to === old) return offset + growth(edits, offset);
  const own = editsWithin(inner, old);
  return to.start + growth(edits, to.start) + (offset - old.start) + growth(own, offset - old.start);
};

/** How much longer edits make what stands before an offset. */
const growth = (edits: readonly TextEdit[], offset: number): number =>
  edits
    .filter(({ span }) => span.end <= offset && span.start < offset)
    .reduce((sum, { span, newText }) => sum + newText.length - (span.end - span.start), 0);

/** The edits of a stretch, by offsets in it. */
const editsWithin = (edits: readonly TextEdit[], stretch: Span): readonly TextEdit[] =>
  edits
    .filter(({ span }) => isWithin(span, stretch))
    .map(({ span, newText }) => ({
      span: { start: span.start - stretch.start, end: span.end - stretch.start },
      newText,
    }));

const isWithin = (inner: Span, outer: Span): boolean => outer.start <= inner.start && inner.end <= outer.end;

/**
 * The part of a heading's section that moves with it: to the end of its last line that has text, with a comment above the
 * heading that speaks of the next line. A line `---` that divides it from what follows stays.
 */
export const movingPart = (page: Page, text: string, headingIndex: number): Span => {
  const section = wholeSection(page, text, headingIndex);
  const start = startWithComment(page, text, section.start);
  const stop = section.end < page.length ? startWithComment(page, text, section.end) : section.end;
  let end = start + text.slice(start, stop).trimEnd().length;
  for (let line = lineStartIn(text, end); isDivider(text, line, end); line = lineStartIn(text, end))
    end = start + text.slice(start, line).trimEnd().length;
  return { start, end: lineEndIn(text, end) };
};

/** Whether stretches, in text order, do not overlap. */
export const areApart = (stretches: readonly Span[]): boolean =>
  stretches.every(({ start }, i) => (stretches[i - 1]?.end ?? 0) <= start);

/** The section of a heading; one in a quotation or a list ends none around it. */
const wholeSection = (page: Page, text: string, headingIndex: number): Span => {
  const { start, end } = sectionSpan(page, headingIndex);
  const next = page.headings.findIndex(heading => heading.start === end);
  if (next < 0 || !NESTED.test(text.slice(end, lineEndIn(text, end)))) return { start, end };
  const level = page.headings[headingIndex]?.level ?? 1;
  const behind = page.headings.find(
    (heading, i) =>
      i > next && heading.level <= level && !NESTED.test(text.slice(heading.start, lineEndIn(text, heading.start))),
  );
  return { start, end: behind?.start ?? page.length };
};

const NESTED = /^[ \t]*(?:>|[-*+][ \t]|\d+[.)][ \t])/;

/** Whether a line up to `end` is `---` below a blank line, so that it underlines nothing. */
const isDivider = (text: string, line: number, end: number): boolean =>
  line > 0 &&
  /^ {0,3}(?:-{3,}|\*{3,}|_{3,})$/.test(text.slice(line, end)) &&
  isBlankIn(text, lineStartIn(text, line - 1), line);

/** The start of a heading, or of the line above it where that is a comment about the next line. */
const startWithComment = (page: Page, text: string, heading: number): number => {
  const line = lineAt(page.lineStarts, heading);
  const comment = page.comments.find(
    ({ end, text: said }) => said.startsWith('atlas-disable-next-line') && lineAt(page.lineStarts, end) === line - 1,
  );
  return comment === undefined ? heading : lineStartIn(text, comment.start);
};
