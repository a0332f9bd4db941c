import type { Casebook } from '../atlas/casebook.ts';
import type { Page } from '../core/page.ts';
import type { Span } from '../core/text.ts';
import { lineAt, touches } from '../core/text.ts';
import { sectionSpans } from './sections.ts';

/**
 * What a growing selection takes in step by step, innermost first: the part of a link, the link, a value, its line, the
 * list item, table or paragraph, the section and those around it, the page. Each span holds the one before.
 */
export const selectionRanges = (_book: Casebook, page: Page, offset: number): readonly Span[] => {
  const around = spansAt(page, offset).sort((a, b) => a.end - a.start - (b.end - b.start));
  const ranges: Span[] = [];
  for (const span of around) {
    const last = ranges[ranges.length - 1];
    const holds = last === undefined || (span.start <= last.start && last.end <= span.end);
    if (holds && !(last && last.start === span.start && last.end === span.end)) ranges.push(span);
  }
  return ranges;
};

const spansAt = (page: Page, offset: number): Span[] => {
  const spans: Span[] = [{ start: 0, end: page.length }];
  const add = (start: number, end: number): void => {
    if (start < end && start <= offset && offset <= end) spans.push({ start, end });
  };
  /** A stretch of whole lines: an offset at its end is on the line behind it. */
  const addLines = (start: number, end: number): void => {
    if (start <= offset && (offset < end || end === page.length)) add(start, end);
  };
  for (const link of page.links) {
    if (!touches(link, offset)) continue;
    add(link.targetStart, link.targetEnd);
    add(link.fragmentStart, link.fragmentEnd);
    add(link.labelStart, link.labelEnd);
    add(link.start, link.end);
  }
  for (const field of page.fields) {
    add(field.valueStart, field.valueEnd);
    add(field.start, field.end);
  }
  for (const item of page.items) {
    add(item.start, item.end);
    add(item.start, item.blockEnd);
  }
  const sections = sectionSpans(page);
  page.headings.forEach((heading, i) => {
    add(heading.textStart, heading.textEnd);
    add(heading.start, heading.end);
    const { start, end } = sections[i] ?? heading;
    if (offset < start || offset > end) return;
    addLines(start, end);
    // What stands under the heading, without it.
    addLines(page.lineStarts[lineAt(page.lineStarts, heading.end) + 1] ?? end, end);
  });
  if (page.frontMatter !== undefined) {
    const { start, end, bodyStart, bodyEnd, fields } = page.frontMatter;
    add(start, end);
    addLines(bodyStart, bodyEnd);
    for (const field of fields) {
      add(field.valueStart, field.valueEnd);
      add(field.start, field.end);
    }
  }
  if (page.summary !== undefined) add(page.summary.start, page.summary.end);
  for (const list of [page.mentions, page.tables, page.inert]) for (const { start, end } of list) add(start, end);
  return spans;
};
