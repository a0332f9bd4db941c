import type { Casebook } from '../atlas/casebook.ts';
import type { Page } from '../core/page.ts';
import type { Span } from '../core/text.ts';
import type { PlannedEdit } from '../core/vaultEdit.ts';
import { problemsOf, rules } from '../problems/index.ts';
import type { Fix, Problem } from '../problems/problem.ts';
import { refactorActions } from './refactorActions.ts';

/** Something that the editor offers to do at a place, by the kinds of LSP. */
export interface CodeAction {
  /** Unlike that of every other action of the place. */
  readonly title: string;
  readonly kind: 'quickfix' | 'refactor.rewrite' | 'source.organize.atlas' | 'source.updateLists.atlas';
  /** The problem that it solves; undefined for a refactoring. */
  readonly problem: Problem | undefined;
  readonly preferred: boolean;
  readonly plan: PlannedEdit;
}

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
