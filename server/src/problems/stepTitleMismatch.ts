import type { Step } from '../atlas/steps.ts';
import { atlasPage } from '../atlas/atlasPage.ts';
import { pageIdentity, readAliases } from '../atlas/pageIdentity.ts';
import type { Casebook } from '../atlas/casebook.ts';
import { formatIdLabel, parentId, parseIdLabel } from '../atlas/ids.ts';
import { renameStep } from '../atlas/renameStep.ts';
import { meantPage } from '../atlas/linkedPage.ts';
import { pagesNamed } from '../atlas/namedPages.ts';
import { sameName } from '../atlas/names.ts';
import type { Page } from '../core/page.ts';
import { planned } from '../core/vaultEdit.ts';
import { likelyIf, pageFix } from './fix.ts';
import { namePath } from './linkEdits.ts';
import type { Confidence, Fix, Problem, Rule } from './problem.ts';
import { linkInstead, stepAt } from './stepEdits.ts';

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
  fixes: (book, page, { span }) => {
    const step = stepAt(page, span.start);
    const link = step?.techniques[0]?.link;
    const technique = link && meantPage(book, page, link);
    if (step === undefined || link === undefined || technique === undefined) return [];
    const named = pagesNamed(book, 'technique', step.name).slice(0, OFFERED);
    return [
      renameFix(book, page, step, pageIdentity(technique).name, likelyIf(named.length === 0)),
      ...named.flatMap(target =>
        pageFix(
          `Link to ${namePath(book, target.id)}, as the heading says`,
          page,
          linkInstead(book, page, link, target),
          'possible',
        ),
      ),
    ];
  },
};

/** At most so many techniques of the heading's name are offered. */
const OFFERED = 3;

const renameFix = (book: Casebook, page: Page, step: Step, name: string, confidence: Confidence): Fix => ({
  title: `Rename the step to '${name}'`,
  confidence,
  ...planned(renameStep(book, page, step, name)),
});

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
