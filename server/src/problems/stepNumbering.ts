import { atlasPage } from '../atlas/atlasPage.ts';
import { numberEdit, numberSteps } from '../atlas/stepNumbers.ts';
import { planned } from '../core/vaultEdit.ts';
import type { Rule } from './problem.ts';

/**
 * `step-numbering`: the steps of a procedure are not 1, 2, 3 …; shown at the first that is wrong. Where steps stand
 * under several headings (two attacks, two phases), each heading may begin again at 1.
 */
export const stepNumbering: Rule = {
  codes: ['step-numbering'],
  on: 'caseStudy',
  check: (_, page) => {
    if (atlasPage(page).sections.procedure < 0) return [];
    const steps = numberSteps(page);
    const first = steps.findIndex(({ step, number }) => step.number !== number);
    const wrong = steps[first];
    if (wrong === undefined) return [];
    const { step, number } = wrong;
    const message =
      first === 0
        ? `The first step has the number ${step.number} instead of 1.`
        : `This step has the number ${step.number}, but the one before it ${number - 1}. It must be ${number}.`;
    return [{ code: 'step-numbering', span: step.numberSpan, message }];
  },
  fixes: (book, page) => [
    { title: 'Renumber the steps', confidence: 'certain', ...planned(numberEdit(book, page, numberSteps(page))) },
  ],
};
