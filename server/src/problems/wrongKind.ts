import type { PageKind, StepLine } from '../atlas/atlasPage.ts';
import { atlasPage, pageIdentity } from '../atlas/atlasPage.ts';
import type { Casebook } from '../atlas/casebook.ts';
import { formatIdLabel } from '../atlas/ids.ts';
import { meantPage } from '../atlas/linkedPage.ts';
import type { Page } from '../core/page.ts';
import type { Problem, Rule } from './problem.ts';
import { spanOf } from './spans.ts';

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
  const called = id === undefined ? `'${target.id}'` : `'${formatIdLabel(id, name)}'`;
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
