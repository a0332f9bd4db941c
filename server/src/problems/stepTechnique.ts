import type { Step, StepLine } from '../atlas/steps.ts';
import { firstFrom } from '../core/text.ts';
import { atlasPage } from '../atlas/atlasPage.ts';
import { leadingId, sitePathId } from '../atlas/ids.ts';
import { plainText } from '../atlas/names.ts';
import type { Page } from '../core/page.ts';
import type { Span } from '../core/text.ts';
import { holdsPlaceholder } from '../core/placeholder.ts';
import type { Problem, Rule } from './problem.ts';
import { stepAt } from './stepEdits.ts';
import { emptyLineFixes, furtherLineFixes, missingLineFixes } from './stepTechniqueFix.ts';

/** `step-technique`: a step has no Technique line, several, or one that names no technique. */
export const stepTechnique: Rule = {
  codes: ['step-technique'],
  on: 'caseStudy',
  check: (_, page) => {
    const { steps, sections } = atlasPage(page);
    return sections.procedure < 0 ? [] : steps.flatMap(step => stepProblems(page, step));
  },
  fixes: (book, page, { span }) => {
    const step = stepAt(page, span.start);
    if (step === undefined) return [];
    const [first, ...further] = step.techniques;
    if (first === undefined) return missingLineFixes(book, page, step);
    const line = further.find(({ field }) => field.start <= span.start && span.end <= field.end);
    return line === undefined
      ? emptyLineFixes(book, page, step, first.field)
      : furtherLineFixes(book, page, step, line);
  },
};

const stepProblems = (page: Page, step: Step): readonly Problem[] => {
  const [first, ...further] = step.techniques;
  if (first === undefined) {
    const span = { start: step.heading.textStart, end: step.heading.textEnd };
    return [{ code: 'step-technique', span, message: `Step ${step.number} has no Technique line.` }];
  }
  const problems: Problem[] = further.map(({ field }) => ({
    code: 'step-technique',
    span: { start: field.keyStart, end: field.valueEnd },
    message: `Step ${step.number} has a Technique line already. What uses two techniques is two steps.`,
  }));
  if (further.length === 0 && !namesTechnique(page, first)) {
    const { field } = first;
    const empty = field.valueStart >= field.valueEnd;
    problems.push({
      code: 'step-technique',
      span: empty ? { start: field.keyStart, end: field.keyEnd } : { start: field.valueStart, end: field.valueEnd },
      message: empty
        ? `The Technique line of step ${step.number} is empty.`
        : `The Technique line of step ${step.number} links no technique.`,
    });
  }
  return problems;
};

/** A link to a page, an ID, a link to the ATLAS site, and what is malformed (which has its own problem) or a placeholder. */
const namesTechnique = (page: Page, { field, link }: StepLine): boolean => {
  if (link !== undefined || holdsPlaceholder(field.value) || leadingId(plainText(field.value)) !== undefined)
    return true;
  const starts = (list: readonly Span[]): boolean =>
    (list[firstFrom(list, field.valueStart)]?.start ?? Infinity) <= field.valueEnd;
  const links = page.links.slice(firstFrom(page.links, field.valueStart), firstFrom(page.links, field.end));
  return starts(page.mentions) || starts(page.faults) || links.some(other => sitePathId(other.target) !== undefined);
};
