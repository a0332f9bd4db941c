import { atlasPage } from '../atlas/atlasPage.ts';
import type { Page } from '../core/page.ts';
import type { Rule } from './problem.ts';

/**
 * `step-numbering`: the steps of a procedure are not 1, 2, 3 …; shown at the first that is wrong. Where steps stand
 * under several headings (two attacks, two phases), each heading may begin again at 1.
 */
export const stepNumbering: Rule = {
  codes: ['step-numbering'],
  on: 'caseStudy',
  check: (_, page) => {
    const { steps, sections } = atlasPage(page);
    if (sections.procedure < 0) return [];
    const parents = headingsAbove(page);
    let last = 0;
    let above: number | undefined;
    for (const step of steps) {
      const parent = parents[step.headingIndex];
      const restarts = parent !== above && step.number === 1;
      if (step.number !== last + 1 && !restarts) {
        return [
          {
            code: 'step-numbering',
            span: step.numberSpan,
            message:
              last === 0
                ? `The first step has the number ${step.number} instead of 1.`
                : `This step has the number ${step.number}, but the one before it ${last}. It must be ${last + 1}.`,
          },
        ];
      }
      last = step.number;
      above = parent;
    }
    return [];
  },
};

/** For each heading, the index of the one that it stands under; -1 for none. */
const headingsAbove = (page: Page): readonly number[] => {
  const open: { readonly level: number; readonly index: number }[] = [];
  return page.headings.map(({ level }, index) => {
    while ((open.at(-1)?.level ?? 0) >= level) open.pop();
    const parent = open.at(-1)?.index ?? -1;
    open.push({ level, index });
    return parent;
  });
};
