import { atlasPage } from '../../atlas/atlasPage.ts';
import { pageIdentity } from '../../atlas/pageIdentity.ts';
import type { Casebook } from '../../atlas/casebook.ts';
import { namedByLine } from '../../atlas/named.ts';
import { tacticsOf } from '../../atlas/tactics.ts';
import type { Page } from '../../core/page.ts';
import { sectionSpan } from '../../core/page.ts';
import type { CursorLine } from './line.ts';
import { headingIndexAt } from './line.ts';
import type { Wish } from './pageSearch.ts';
import { NO_WISH, searchPages } from './pageSearch.ts';
import { queryOf, wordsOf } from './query.ts';

/** A line `**Technique:** …` or `**Tactic:** …`, with where its value stands in the line's text. */
export interface StepLinePlace {
  readonly what: 'technique' | 'tactic';
  readonly value: string;
  /** Behind the key's last mark; between it and `valueStart` are only spaces. */
  readonly keyEnd: number;
  readonly valueStart: number;
}

/** Reads the cursor's line as a step's Technique or Tactic line. */
export const stepLineAt = (line: CursorLine): StepLinePlace | undefined => {
  const match = /^(\s*(?:[-*+]\s+)?\*\*(Technique|Tactic)(?::\*\*|\*\*\s*:))([ \t]*)(.*)$/i.exec(line.text);
  if (match === null) return undefined;
  const [, key = '', word = '', space = '', value = ''] = match;
  const what = word.toLowerCase() === 'tactic' ? 'tactic' : 'technique';
  return { what, value: value.trimEnd(), keyEnd: key.length, valueStart: key.length + space.length };
};

/**
 * What the place would rather have: techniques on a Technique line, the one that the step's heading names before all;
 * tactics on a Tactic line, those of the step's technique before all; else what the section's heading says it lists.
 */
export const wishAt = (book: Casebook, page: Page, line: CursorLine): Wish => {
  const stepLine = stepLineAt(line);
  if (stepLine?.what === 'technique') return { kind: 'technique', pages: pagesNamed(book, stepAt(page, line)?.name) };
  if (stepLine?.what === 'tactic') return { kind: 'tactic', pages: tacticsOfStep(book, page, line) };
  for (let i = headingIndexAt(page, line.offset), level = 7; i >= 0; i--) {
    const heading = page.headings[i];
    if (heading === undefined || heading.level >= level) continue;
    level = heading.level;
    const kind = level === 1 ? undefined : listedKind(heading.text);
    if (kind !== undefined) return { kind, pages: NO_WISH.pages };
  }
  return NO_WISH;
};

/** What a heading such as `Techniques (8)` or `Related Mitigations` announces. */
const listedKind = (heading: string): Wish['kind'] => {
  const word = /(?:^|\W)(tactic|technique|mitigation|case stud)(?:s|ies|y)?\s*(?:\(\d*\))?$/i.exec(heading)?.[1];
  return word === undefined ? undefined : KIND_BY_WORD[word.toLowerCase()];
};

const KIND_BY_WORD: Readonly<Record<string, Wish['kind']>> = {
  tactic: 'tactic',
  technique: 'technique',
  mitigation: 'mitigation',
  'case stud': 'caseStudy',
};

const stepAt = (page: Page, line: CursorLine) =>
  atlasPage(page).steps.find(({ headingIndex }) => {
    const { start, end } = sectionSpan(page, headingIndex);
    return start <= line.offset && (line.offset < end || end === page.length);
  });

const pagesNamed = (book: Casebook, name: string | undefined): ReadonlySet<string> => {
  const query = name === undefined ? undefined : queryOf(name);
  if (query === undefined || query.joined === '') return NO_WISH.pages;
  const found = searchPages(book.vault, query, { wish: { kind: 'technique', pages: NO_WISH.pages }, limit: 3 });
  const fits = found.filter(page => {
    const { kind, name } = pageIdentity(page);
    return kind === 'technique' && wordsOf(name) === query.joined;
  });
  return new Set(fits.map(page => page.id));
};

const tacticsOfStep = (book: Casebook, page: Page, line: CursorLine): ReadonlySet<string> => {
  const techniques = stepAt(page, line)?.techniques ?? [];
  return new Set(
    techniques.flatMap(each => {
      const technique = namedByLine(book, page, each);
      return technique === undefined ? [] : tacticsOf(book, technique).flatMap(tactic => tactic.page?.id ?? []);
    }),
  );
};
