import type { StepLine } from '../atlas/steps.ts';
import { atlasPage } from '../atlas/atlasPage.ts';
import { pageIdentity } from '../atlas/pageIdentity.ts';
import { stepLineKind, stepLineLink } from '../atlas/steps.ts';
import type { Casebook } from '../atlas/casebook.ts';
import { idKey } from '../atlas/extract.ts';
import { listKey } from '../atlas/lists/listKeys.ts';
import { inIdOrder } from '../atlas/lists/listOrder.ts';
import type { Named } from '../atlas/named.ts';
import { kindOfNamed, namedByLine, namedPage, sameNamed } from '../atlas/named.ts';
import { get } from '../core/layeredMap.ts';
import type { Page } from '../core/page.ts';
import type { Span } from '../core/text.ts';
import { nameKey, pageOf } from '../core/vault.ts';
import type { HierarchyItem } from './hierarchyItem.ts';
import { hierarchyItem } from './hierarchyItem.ts';

/** A case study uses a technique: the other end of it, and the Technique lines that say so, in the case study's page. */
export interface Call {
  readonly item: HierarchyItem;
  readonly spans: readonly Span[];
}

/**
 * The case studies with a Technique line that names a technique, by ID. A line whose link fell on another page, or on none,
 * names what its label says. `from` is the page that asks. Needs what all bodies say.
 */
export const incomingCalls = (book: Casebook, from: Page, technique: Named): readonly Call[] => {
  if (kindOfNamed(technique) !== 'technique') return [];
  const { defines, uses } = book.vault.bodies.get();
  const { page, id } = technique;
  const candidates = new Set([
    ...(page === undefined ? [] : (get(defines, listKey('caseStudies', nameKey(page.id))) ?? [])),
    ...(id === undefined ? [] : (get(uses, idKey(id)) ?? [])),
  ]);
  const studies = [...candidates]
    .flatMap(path => pageOf(book.vault, path) ?? [])
    .filter(study => pageIdentity(study).kind === 'caseStudy');
  return inIdOrder(studies)
    .map(study => ({ study, lines: techniqueLines(study).filter(line => names(book, study, line, technique)) }))
    .filter(({ lines }) => lines.length > 0)
    .flatMap(({ study, lines }) => callOf(hierarchyItem(from, namedPage(book, study), stepsOf(study, lines)), lines));
};

/** The techniques that the steps of a case study name, by their first step. */
export const outgoingCalls = (book: Casebook, { page: study }: Named): readonly Call[] => {
  if (study === undefined || pageIdentity(study).kind !== 'caseStudy') return [];
  const techniques: { readonly named: Named; readonly lines: StepLine[] }[] = [];
  for (const line of techniqueLines(study)) {
    const named = namedByLine(book, study, line);
    if (named === undefined || kindOfNamed(named) !== 'technique') continue;
    const known = techniques.find(other => sameNamed(other.named, named));
    if (known === undefined) techniques.push({ named, lines: [line] });
    else known.lines.push(line);
  }
  return techniques.flatMap(({ named, lines }) =>
    callOf(hierarchyItem(study, named, stepsOf(study, lines), lines[0]?.link ?? lines[0]?.field), lines),
  );
};

const callOf = (item: HierarchyItem | undefined, lines: readonly StepLine[]): readonly Call[] =>
  item === undefined ? [] : [{ item, spans: lines.map(({ field: { start, end } }) => ({ start, end })) }];

const names = (book: Casebook, study: Page, line: StepLine, technique: Named): boolean => {
  const named = namedByLine(book, study, line);
  return named !== undefined && sameNamed(named, technique);
};

/** All Technique lines of a page, also those that stand outside of steps. */
const techniqueLines = (page: Page): readonly StepLine[] =>
  page.fields
    .filter(field => stepLineKind(field) === 'techniques')
    .map(field => ({ field, link: stepLineLink(page, field) }));

/** The steps that lines stand in: `Step 3`, `Steps 3, 5`; undefined for lines outside of steps. */
const stepsOf = (study: Page, lines: readonly StepLine[]): string | undefined => {
  const starts = new Set(lines.map(({ field }) => field.start));
  const numbers = atlasPage(study)
    .steps.filter(({ techniques }) => techniques.some(({ field }) => starts.has(field.start)))
    .map(({ number }) => number);
  return numbers.length === 0 ? undefined : `${numbers.length === 1 ? 'Step' : 'Steps'} ${numbers.join(', ')}`;
};
