import { atlasPage } from '../atlas/atlasPage.ts';
import type { Problem, Rule } from './problem.ts';
import { pageSpan } from './spans.ts';

/** `missing-section`: a case study without Metadata, Procedure or (as information only) References. */
export const missingSection: Rule = {
  codes: ['missing-section'],
  on: 'caseStudy',
  check: (_, page) => {
    const { metadata, procedure, references } = atlasPage(page).sections;
    const span = pageSpan(page);
    const problems: Problem[] = [];
    const lacks = (name: string): Omit<Problem, 'severity'> => ({
      code: 'missing-section',
      span,
      message: `This case study has no section '## ${name}'.`,
    });
    if (metadata < 0) problems.push(lacks('Metadata'));
    if (procedure < 0) problems.push(lacks('Procedure'));
    if (references < 0) problems.push({ ...lacks('References'), severity: 'information' });
    return problems;
  },
};
