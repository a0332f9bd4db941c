import { atlasPage } from '../atlas/atlasPage.ts';
import type { Casebook } from '../atlas/casebook.ts';
import type { Page } from '../core/page.ts';
import { sectionSpan } from '../core/page.ts';
import type { Span } from '../core/text.ts';
import type { PlannedEdit } from '../core/vaultEdit.ts';
import type { Problem } from '../problems/problem.ts';
import type { CodeAction } from './action.ts';
import { moveStep } from './moveStep.ts';
import { organiseCaseStudy } from './organiseCaseStudy.ts';
import { renumberSteps } from './renumberSteps.ts';
import { updateDerivedLists } from './updateDerivedLists.ts';

/**
 * The refactorings that apply at a span: a step is moved from its heading, steps are renumbered from within the procedure,
 * and a page's lists and order are its own affair. `problems` are those of the page.
 */
export const refactorActions = (
  book: Casebook,
  page: Page,
  span: Span,
  problems: readonly Problem[],
): readonly CodeAction[] => {
  const actions: CodeAction[] = [];
  const offer = (title: string, kind: CodeAction['kind'], plan: PlannedEdit | string): void => {
    if (typeof plan !== 'string') actions.push({ title, kind, problem: undefined, preferred: false, plan });
  };
  const { steps, sections } = atlasPage(page);
  const isAsked = ({ start, end }: Span): boolean => start <= span.end && span.start <= end;
  const step = steps.find(({ heading }) => isAsked(heading))?.heading;
  if (step !== undefined) {
    offer('Move step up', 'refactor.rewrite', moveStep(book, page, step.start, 'up'));
    offer('Move step down', 'refactor.rewrite', moveStep(book, page, step.start, 'down'));
  }
  // Where the problem is, its repair is the same.
  const isRepair = problems.some(problem => problem.code === 'step-numbering' && isAsked(problem.span));
  if (!isRepair && sections.procedure >= 0 && isAsked(sectionSpan(page, sections.procedure)))
    offer('Renumber the steps', 'refactor.rewrite', renumberSteps(book, page));
  if (problems.some(({ code }) => code === 'stale-list'))
    offer('Update derived lists of this page', 'source.updateLists.atlas', updateDerivedLists(book, [page]));
  offer('Organise case study', 'source.organize.atlas', organiseCaseStudy(page));
  return actions;
};
