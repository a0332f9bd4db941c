import { atlasPage } from '../atlas/atlasPage.ts';
import type { Casebook } from '../atlas/casebook.ts';
import { numberEdit, numberSteps } from '../atlas/stepNumbers.ts';
import type { Page } from '../core/page.ts';
import type { PlannedEdit } from '../core/vaultEdit.ts';

/** Numbers the steps of a case study 1, 2, 3 …; links to their headings follow. A sentence where there is nothing to do. */
export const renumberSteps = (book: Casebook, page: Page): PlannedEdit | string => {
  if (atlasPage(page).steps.length === 0) return 'This page has no steps.';
  const steps = numberSteps(page);
  if (steps.every(({ step, number }) => step.number === number)) return 'The steps are numbered 1, 2, 3 … already.';
  // Which pages link to the steps is asked when the edit is made.
  return { reads: [page.id], make: () => numberEdit(book, page, steps) };
};
