import type { Casebook } from '../atlas/casebook.ts';
import type { Page } from '../core/page.ts';
import type { PlannedEdit, VaultEdit } from '../core/vaultEdit.ts';
import { joinPlans, NO_EDIT } from '../core/vaultEdit.ts';
import type { Fix, Problem, ProblemCode } from '../problems/problem.ts';
import type { CodeAction } from './codeAction.ts';
import { fixesOf } from './codeAction.ts';

/** The kind under which editors ask for all that is certain, when a page is saved or from the menu of source actions. */
export const CERTAIN_KIND = 'source.fixAll.atlas';

/**
 * All that is certain about some problems of a page, as one edit. Which problems is the caller's to say: those that the user
 * sees, without what is switched off or ignored.
 */
export const certainEdit = (book: Casebook, page: Page, problems: readonly Problem[]): PlannedEdit =>
  joinPlans(certainFixes(book, page, problems));

/** The certain repairs of some problems of a page, one a problem. */
export const certainFixes = (book: Casebook, page: Page, problems: readonly Problem[]): readonly Fix[] =>
  problems.flatMap(problem => certainOf(fixesOf(book, page, problem, true)) ?? []);

/** The repairs, one a problem, that are certain or at least likely: for a user who asked for these very problems. */
export const preferredFixes = (book: Casebook, page: Page, problems: readonly Problem[]): readonly Fix[] =>
  problems.flatMap(problem => fixesOf(book, page, problem).find(({ confidence }) => confidence !== 'possible') ?? []);

/** Of the repairs of one problem the certain one. It does nothing if it would rename a file: that is never done unseen. */
export const certainOf = (fixes: readonly Fix[]): Fix | undefined => {
  const fix = fixes.find(({ confidence }) => confidence === 'certain');
  return fix && { ...fix, make: textOf => withoutRenames(fix.make(textOf)) };
};

const withoutRenames = (edit: VaultEdit): VaultEdit => (edit.renames.length > 0 ? NO_EDIT : edit);

/** The repair of every problem of one code, in a page or everywhere. What it changes is found when it is chosen. */
export interface FixAllAction extends Omit<CodeAction, 'plan'> {
  readonly code: ProblemCode;
  readonly scope: 'page' | 'vault';
}

/**
 * What can be done beyond the problems at a place. `here` are the actions there: for each code that one of them surely or
 * probably mends, all of the vault is offered, and all of the page if it has another such problem. `problems` are those of the page.
 */
export const fixAllActions = (
  book: Casebook,
  page: Page,
  here: readonly CodeAction[],
  problems: readonly Problem[],
): readonly FixAllAction[] => {
  const mended = new Set(here.flatMap(({ problem, preferred }) => (preferred && problem) || []));
  const codes = new Set([...mended].map(({ code }) => code));
  return [...codes].flatMap(code => {
    const ofCode = [...mended].filter(problem => problem.code === code);
    const others = problems.filter(problem => problem.code === code && !mended.has(problem)).slice(0, LOOKED_AT);
    const areSeveral = ofCode.length > 1 || others.some(other => preferredFixes(book, page, [other]).length > 0);
    const offer = (scope: FixAllAction['scope'], where: string): FixAllAction => ({
      title: `Fix all ${code} in ${where}`,
      kind: 'quickfix',
      problem: ofCode[0],
      preferred: false,
      code,
      scope,
    });
    return [...(areSeveral ? [offer('page', 'this page')] : []), offer('vault', 'the vault')];
  });
};

/** So many other problems are asked for a repair: it may take a while to find near pages, and this is done at each move of the cursor. */
const LOOKED_AT = 3;
