import { pageIdentity } from '../atlas/pageIdentity.ts';
import type { Casebook } from '../atlas/casebook.ts';
import type { Page } from '../core/page.ts';
import { ambiguousLink } from './ambiguousLink.ts';
import { brokenLink } from './brokenLink.ts';
import { caseMismatch } from './caseMismatch.ts';
import { duplicateId } from './duplicateId.ts';
import { frontMatterField } from './frontMatterField.ts';
import { frontMatterSyntax } from './frontMatterSyntax.ts';
import { idConflict } from './idConflict.ts';
import { labelMismatch } from './labelMismatch.ts';
import { malformedLink } from './malformedLink.ts';
import { metadataField } from './metadataField.ts';
import { missingPlace } from './missingPlace.ts';
import { missingSection } from './missingSection.ts';
import { nonCanonicalLink } from './nonCanonicalLink.ts';
import type { Problem, ProblemCode, Rule } from './problem.ts';
import { referenceFormat } from './referenceFormat.ts';
import { staleList } from './staleList.ts';
import { stepNumbering } from './stepNumbering.ts';
import { stepTactic } from './stepTactic.ts';
import { stepTechnique } from './stepTechnique.ts';
import { stepTitleMismatch } from './stepTitleMismatch.ts';
import { suppression } from './suppression.ts';
import { titleMismatch } from './titleMismatch.ts';
import { slugMismatch } from './slugMismatch.ts';
import { uncitedNumber } from './uncitedNumber.ts';
import { unknownId } from './unknownId.ts';
import { wrongKind } from './wrongKind.ts';

/** Every rule. A new one is a file beside this one, a line here, its codes in `problem.ts` and a section in the docs. */
export const rules: readonly Rule[] = [
  brokenLink,
  ambiguousLink,
  missingPlace,
  caseMismatch,
  nonCanonicalLink,
  malformedLink,
  labelMismatch,
  unknownId,
  duplicateId,
  idConflict,
  titleMismatch,
  slugMismatch,
  frontMatterSyntax,
  frontMatterField,
  missingSection,
  metadataField,
  stepNumbering,
  stepTechnique,
  wrongKind,
  stepTitleMismatch,
  stepTactic,
  referenceFormat,
  uncitedNumber,
  staleList,
];

/**
 * All problems of a page, or those of one code, in the order of the text, without those that comments in the page switch off.
 * Severities and ignored paths that a user has set are the caller's to apply.
 */
export const problemsOf = (book: Casebook, page: Page, code?: ProblemCode): readonly Problem[] => {
  const { kind } = pageIdentity(page);
  const problems: Problem[] = [];
  for (const { codes, on, check } of rules) {
    if (code !== undefined && !codes.includes(code)) continue;
    if (on !== 'all' && (on === 'atlas' ? kind === 'note' : kind !== on)) continue;
    for (const problem of check(book, page)) if (code === undefined || problem.code === code) problems.push(problem);
  }
  if (problems.length === 0) return problems;
  const isSuppressed = suppression(page);
  return problems
    .filter(problem => !isSuppressed(problem))
    .sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
};
