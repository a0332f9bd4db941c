import { pageIdentity } from '../atlas/pageIdentity.ts';
import type { Casebook } from '../atlas/casebook.ts';
import { listSources } from '../atlas/lists/derivedLists.ts';
import { meantPage } from '../atlas/linkedPage.ts';
import { sourceLinks } from '../atlas/lists/listKeys.ts';
import { kindOfNamed, namedByLink, sameNamed } from '../atlas/named.ts';
import type { Named } from '../atlas/named.ts';
import type { Page, Place } from '../core/page.ts';
import { pageOf } from '../core/vault.ts';
import { topSpan } from './definition.ts';
import { occurrences } from './references.ts';

/** How many pages an ATLAS page is used by, and the places that show it: at least one for each. */
export interface Uses {
  readonly count: number;
  readonly places: readonly Place[];
}

/**
 * What uses a page: of a technique the case studies with a Technique line that means it, of a tactic the techniques that
 * have it, of a mitigation the techniques that it lists, of a case study the other pages that refer to it. Undefined for a
 * note. Needs what all bodies say, except for a mitigation.
 */
export const usesOf = (book: Casebook, page: Page): Uses | undefined => {
  switch (pageIdentity(page).kind) {
    case 'technique':
      return sourcesOf(book, page, 'caseStudies');
    case 'tactic':
      return sourcesOf(book, page, 'techniques');
    case 'mitigation':
      return mitigated(book, page);
    case 'caseStudy':
      return referring(book, page);
    case 'note':
      return undefined;
  }
};

/** The pages that belong into a derived list of a page, with each link by which they do; a folder says it without a link. */
const sourcesOf = (book: Casebook, page: Page, what: 'caseStudies' | 'techniques'): Uses => {
  const sources = listSources(book, page, { what }) ?? [];
  const places = sources.flatMap(({ page: source, link: first }): readonly Place[] => {
    if (first === undefined) return [topOf(source)];
    return sourceLinks(source)
      .filter(link => link.start >= first.start && meantPage(book, source, link) === page)
      .map(({ start, end }) => ({ path: source.id, span: { start, end } }));
  });
  return { count: sources.length, places };
};

/** The techniques that a mitigation lists, each once: those with a page, and those that a label names by their ID. */
const mitigated = (book: Casebook, page: Page): Uses => {
  const found: Named[] = [];
  const places: Place[] = [];
  for (const link of sourceLinks(page)) {
    const named = namedByLink(book, page, link);
    if (named === undefined || kindOfNamed(named) !== 'technique') continue;
    if (found.some(other => sameNamed(other, named))) continue;
    found.push(named);
    places.push(
      named.page === undefined ? { path: page.id, span: { start: link.start, end: link.end } } : topOf(named.page),
    );
  }
  return { count: found.length, places };
};

const referring = (book: Casebook, page: Page): Uses => {
  const { candidates, spansIn } = occurrences(book, { kind: 'pages', paths: [page.id] });
  const places: Place[] = [];
  let count = 0;
  for (const path of [...candidates].sort()) {
    const other = path === page.id ? undefined : pageOf(book.vault, path);
    const spans = other === undefined ? [] : spansIn(other);
    if (spans.length > 0) count++;
    for (const span of spans) places.push({ path, span });
  }
  return { count, places };
};

const topOf = (page: Page): Place => ({ path: page.id, span: topSpan(page) });
