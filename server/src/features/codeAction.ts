import type { Casebook } from '../atlas/casebook.ts';
import type { Page } from '../core/page.ts';
import type { Span } from '../core/text.ts';
import { problemsOf, rules } from '../problems/index.ts';
import type { Fix, Problem } from '../problems/problem.ts';

/** One repair as the editor offers it, with the problem that it solves. */
export interface CodeAction {
  readonly title: string;
  readonly kind: 'quickfix';
  readonly problem: Problem;
  readonly fix: Fix;
}

/** The repairs of the problems that touch a span (a selection, or a cursor where start and end are one), in text order. */
export const codeActions = (book: Casebook, page: Page, span: Span): readonly CodeAction[] =>
  problemsOf(book, page)
    .filter(problem => problem.span.start <= span.end && span.start <= problem.span.end)
    .flatMap(problem =>
      fixesOf(book, page, problem).map((fix): CodeAction => ({ title: fix.title, kind: 'quickfix', problem, fix })),
    );

/** The repairs of one of a page's problems, best first; none where its rule knows none. */
export const fixesOf = (book: Casebook, page: Page, problem: Problem): readonly Fix[] =>
  rules.find(rule => rule.codes.includes(problem.code))?.fixes?.(book, page, problem) ?? [];
