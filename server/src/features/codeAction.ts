import type { Casebook } from '../atlas/casebook.ts';
import type { Page } from '../core/page.ts';
import type { Span } from '../core/text.ts';
import { problemsOf, rules } from '../problems/index.ts';
import type { Fix, Problem } from '../problems/problem.ts';
import type { CodeAction } from './action.ts';
import { refactorActions } from './refactorActions.ts';

export type { CodeAction };

/**
 * What can be done about the problems that touch a span (a selection, or a cursor where start and end are one), in text
 * order; then the refactorings that apply there. `problems` are those of the page that count.
 */
export const codeActions = (
  book: Casebook,
  page: Page,
  span: Span,
  problems: readonly Problem[] = problemsOf(book, page),
): readonly CodeAction[] => {
  const fixes = problems
    .filter(problem => problem.span.start <= span.end && span.start <= problem.span.end)
    .flatMap(problem => fixesOf(book, page, problem).map(fix => quickFix(problem, fix)));
  return [...fixes, ...refactorActions(book, page, span, problems)];
};

const quickFix = (problem: Problem, fix: Fix): CodeAction => ({
  title: fix.title,
  kind: 'quickfix',
  problem,
  preferred: fix.confidence !== 'possible',
  plan: fix,
});

/** The repairs of one of a page's problems, best first; none where its rule knows none. Others than certain ones need not be found. */
export const fixesOf = (book: Casebook, page: Page, problem: Problem, onlyCertain = false): readonly Fix[] =>
  rules.find(rule => rule.codes.includes(problem.code))?.fixes?.(book, page, problem, onlyCertain) ?? [];
