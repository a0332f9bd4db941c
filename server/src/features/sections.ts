import type { Page } from '../core/page.ts';
import type { Span } from '../core/text.ts';

/**
 * The section of each heading, by its index: from its start to the start of the next heading of its level or above. The
 * same as `sectionSpan`, but for all headings in one pass.
 */
export const sectionSpans = (page: Page): readonly Span[] => {
  const { headings, length } = page;
  const ends = new Array<number>(headings.length).fill(length);
  const open: number[] = [];
  headings.forEach((heading, i) => {
    for (
      let last = open.at(-1);
      last !== undefined && (headings[last]?.level ?? 0) >= heading.level;
      last = open.at(-1)
    ) {
      ends[last] = heading.start;
      open.pop();
    }
    open.push(i);
  });
  return headings.map(({ start }, i) => ({ start, end: ends[i] ?? length }));
};
