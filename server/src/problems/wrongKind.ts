import type { PageKind } from '../atlas/pageIdentity.ts';
import type { Step, StepLine } from '../atlas/steps.ts';
import { atlasPage } from '../atlas/atlasPage.ts';
import { pageIdentity } from '../atlas/pageIdentity.ts';
import type { Casebook } from '../atlas/casebook.ts';
import { pageLabel, readIdLabel } from '../atlas/linkLabel.ts';
import { meantPage } from '../atlas/linkedPage.ts';
import { pagesLike, pagesNamed } from '../atlas/namedPages.ts';
import { tacticPages } from '../atlas/tactics.ts';
import type { Page } from '../core/page.ts';
import { likelyIf, pageFix } from './fix.ts';
import { namePath } from './linkEdits.ts';
import type { Problem, Rule } from './problem.ts';
import { spanOf } from './spans.ts';
import { linkInstead, stepAt } from './stepEdits.ts';

/** `wrong-kind`: a Technique line links a page that is no technique, or a Tactic line one that is no tactic. */
export const wrongKind: Rule = {
  codes: ['wrong-kind'],
  on: 'caseStudy',
  check: (book, page) => {
    const { steps, sections } = atlasPage(page);
    if (sections.procedure < 0) return [];
    return steps.flatMap(step => [
      ...step.techniques.flatMap(line => lineProblem(book, page, line, 'technique')),
      ...step.tactics.flatMap(line => lineProblem(book, page, line, 'tactic')),
    ]);
  },
  fixes: (book, page, { span }) => {
    const step = stepAt(page, span.start);
    const isMeant = ({ link }: StepLine): boolean => link?.start === span.start;
    const technique = step?.techniques.find(isMeant);
    const link = (technique ?? step?.tactics.find(isMeant))?.link;
    if (step === undefined || link === undefined) return [];
    const wanted = technique === undefined ? tacticsFor(book, page, step) : pagesNamed(book, 'technique', step.name);
    const label = link.label === undefined ? undefined : (readIdLabel(link.label)?.name ?? link.label);
    const kind = technique === undefined ? 'tactic' : 'technique';
    const texts = [label, link.target.slice(link.target.lastIndexOf('/') + 1), step.name];
    const near = texts.flatMap(text => pagesLike(book, page, kind, text ?? '', OFFERED));
    return [...new Set([...wanted, ...near])]
      .slice(0, OFFERED)
      .flatMap((target, i) =>
        pageFix(
          `Link to ${namePath(book, target.id)}`,
          page,
          linkInstead(book, page, link, target),
          likelyIf(i === 0 && wanted.length === 1),
        ),
      );
  },
};

/** At most so many pages are offered. */
const OFFERED = 5;

/** The tactics of a step's technique. */
const tacticsFor = (book: Casebook, page: Page, step: Step): readonly Page[] => {
  const link = step.techniques[0]?.link;
  const technique = link && meantPage(book, page, link);
  return technique === undefined ? [] : tacticPages(book, technique);
};

const lineProblem = (
  book: Casebook,
  page: Page,
  { link }: StepLine,
  wanted: 'technique' | 'tactic',
): readonly Problem[] => {
  if (link === undefined) return [];
  const target = meantPage(book, page, link);
  if (target === undefined) return [];
  const { kind, id, name } = pageIdentity(target);
  if (kind === wanted) return [];
  const called = id === undefined ? `'${target.id}'` : `'${pageLabel({ id, name })}'`;
  return [
    {
      code: 'wrong-kind',
      span: spanOf(link),
      message: `${called} is ${KIND[kind]}; this line needs ${KIND[wanted]}.`,
    },
  ];
};

const KIND: Readonly<Record<PageKind, string>> = {
  tactic: 'a tactic',
  technique: 'a technique',
  mitigation: 'a mitigation',
  caseStudy: 'a case study',
  note: 'a page without an ATLAS ID',
};
