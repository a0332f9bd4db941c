import type { Page } from '../core/page.ts';
import { lineAt } from '../core/text.ts';
import type { Problem } from './problem.ts';

const DIRECTIVE = /^atlas-disable(-next-line)?(?:\s+([^]*))?$/;

/**
 * Reads the comments by which a page switches problems off: `<!-- atlas-disable -->` for the page,
 * `<!-- atlas-disable-next-line -->` for what starts on the line below the comment; both for all codes or for those
 * named behind, separated by blanks or commas. What follows ` -- ` is the author's reason.
 */
export const suppression = (page: Page): ((problem: Problem) => boolean) => {
  const everywhere: Codes[] = [];
  const byLine = new Map<number, Codes[]>();
  for (const { text, end } of page.comments) {
    const match = DIRECTIVE.exec(text);
    if (match === null) continue;
    const codes = readCodes(match[2]);
    if (match[1] === undefined) everywhere.push(codes);
    else {
      const line = lineAt(page.lineStarts, end) + 1;
      const known = byLine.get(line);
      if (known === undefined) byLine.set(line, [codes]);
      else known.push(codes);
    }
  }
  if (everywhere.length === 0 && byLine.size === 0) return () => false;
  const covers = (codes: Codes, problem: Problem): boolean => codes === 'all' || codes.has(problem.code);
  return problem =>
    everywhere.some(codes => covers(codes, problem)) ||
    (byLine.get(lineAt(page.lineStarts, problem.span.start)) ?? []).some(codes => covers(codes, problem));
};

type Codes = 'all' | ReadonlySet<string>;

const readCodes = (words: string | undefined): Codes => {
  const listed = (words ?? '').split(/(?:^|\s)--(?:\s|$)/)[0]?.trim() ?? '';
  return listed === '' ? 'all' : new Set(listed.split(/[\s,]+/));
};
