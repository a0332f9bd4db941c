import type { Step } from '../atlas/atlasPage.ts';
import { atlasPage, pageIdentity, readAliases } from '../atlas/atlasPage.ts';
import type { Casebook } from '../atlas/casebook.ts';
import { formatIdLabel, parentId, parseIdLabel } from '../atlas/ids.ts';
import { meantPage } from '../atlas/linkedPage.ts';
import { sameName } from '../atlas/names.ts';
import type { Page } from '../core/page.ts';
import type { Problem, Rule } from './problem.ts';

/**
 * `step-title-mismatch`: a step's heading is not the name of the technique that it links. The ID may stand with it, a
 * sub-technique's parent too, and an alias does as well.
 */
export const stepTitleMismatch: Rule = {
  codes: ['step-title-mismatch'],
  on: 'caseStudy',
  check: (book, page) => {
    const { steps, sections } = atlasPage(page);
    return sections.procedure < 0 ? [] : steps.flatMap(step => stepProblem(book, page, step));
  },
};

const stepProblem = (book: Casebook, page: Page, step: Step): readonly Problem[] => {
  const link = step.techniques[0]?.link;
  if (link === undefined || step.techniques.length > 1) return [];
  const technique = meantPage(book, page, link);
  if (technique === undefined) return [];
  const { kind, id, name } = pageIdentity(technique);
  if (kind !== 'technique' || id === undefined) return [];
  if (sameName(name, step.name)) return [];
  const others = [formatIdLabel(id, name), id, ...readAliases(technique)];
  if (others.some(right => sameName(right, step.name))) return [];
  if (parentId(id) !== undefined && sameName(name, step.name.slice(step.name.lastIndexOf(':') + 1))) return [];
  // The label calls it so too: then the technique was renamed, and the label has the problem.
  const label = link.label === undefined ? undefined : parseIdLabel(link.label);
  if (label?.name !== undefined && step.name !== '' && sameName(label.name, step.name)) return [];
  const span = step.name === '' ? { start: step.heading.textStart, end: step.heading.textEnd } : step.nameSpan;
  const said = step.name === '' ? 'has no name' : `is called '${step.name}'`;
  const message = `Step ${step.number} ${said}, its technique '${name}'.`;
  return [{ code: 'step-title-mismatch', span, message }];
};
