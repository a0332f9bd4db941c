import { atlasPage } from '../atlas/atlasPage.ts';
import type { SectionName } from './missingSectionFix.ts';
import { SECTION_NAMES, sectionFixes } from './missingSectionFix.ts';
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
    const lacks = (name: SectionName): Problem => ({ code: 'missing-section', span, message: messageOf(name) });
    if (metadata < 0) problems.push(lacks('Metadata'));
    if (procedure < 0) problems.push(lacks('Procedure'));
    if (references < 0) problems.push({ ...lacks('References'), severity: 'information' });
    return problems;
  },
  // All three are shown at one place, so that only their messages tell them apart.
  fixes: (book, page, { message }) =>
    SECTION_NAMES.filter(name => messageOf(name) === message).flatMap(name => sectionFixes(book, page, name)),
};

const messageOf = (name: SectionName): string => `This case study has no section '## ${name}'.`;
