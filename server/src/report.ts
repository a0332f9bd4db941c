import type { Casebook } from './atlas/casebook.ts';
import type { Page } from './core/page.ts';
import { problemsOf } from './problems/index.ts';
import type { Problem, ProblemCode, Severity } from './problems/problem.ts';
import { DEFAULT_SEVERITY } from './problems/problem.ts';
import type { SeverityByCode } from './settings.ts';

/** A problem as the user gets to see it. */
export interface ReportedProblem {
  readonly problem: Problem;
  readonly severity: Severity;
}

/** What of the settings decides which problems are seen. Both functions take a page's path. */
export interface ReportOptions {
  readonly severity: SeverityByCode;
  /** Excluded from problems as a whole, or ignored by `problems.ignore`. */
  readonly isSilent: (path: string) => boolean;
}

/**
 * The problems of a page, or those of one code, with the severity that the user gave their codes, without those that are off and none for a
 * silent page; in text order. Editors and the command line both ask this.
 */
export const reportPage = (
  book: Casebook,
  page: Page,
  options: ReportOptions,
  code?: ProblemCode,
): readonly ReportedProblem[] => {
  if (options.isSilent(page.id)) return [];
  const reported: ReportedProblem[] = [];
  for (const problem of problemsOf(book, page, code)) {
    const severity = options.severity[problem.code] ?? problem.severity ?? DEFAULT_SEVERITY[problem.code];
    if (severity !== 'off') reported.push({ problem, severity });
  }
  return reported.sort(
    (a, b) => a.problem.span.start - b.problem.span.start || a.problem.span.end - b.problem.span.end,
  );
};
