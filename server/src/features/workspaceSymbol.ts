import type { PageKind } from '../atlas/pageIdentity.ts';
import { atlasPage } from '../atlas/atlasPage.ts';
import type { Casebook } from '../atlas/casebook.ts';
import { pageLabel } from '../atlas/linkLabel.ts';
import type { Page, PageId } from '../core/page.ts';
import { withoutExtension } from '../core/paths.ts';
import type { Span } from '../core/text.ts';
import { describePage } from './completion/describe.ts';
import { NO_WISH, searchPages } from './completion/pageSearch.ts';
import type { Query } from './completion/query.ts';
import { queryOf, wordsOf } from './completion/query.ts';
import { topSpan } from './definition.ts';

export interface WorkspaceSymbol {
  readonly name: string;
  readonly kind: PageKind;
  readonly path: PageId;
  /** What is selected when the page opens. */
  readonly span: Span;
  /** Tactic and maturity, or what else is worth knowing beside the name; editors show the path themselves. */
  readonly container?: string;
}

/** More are of no use to a person who types. */
const MAX_SYMBOLS = 200;

/**
 * The pages that a query finds by ID, name, alias or path, its words in any order; best first, at most 200. An empty
 * query gives the pages that are linked most.
 */
export const workspaceSymbols = (book: Casebook, query: string): readonly WorkspaceSymbol[] => {
  const asked = queryOf(query);
  if (asked === undefined) return [];
  return searchPages(book.vault, asked, { wish: NO_WISH, limit: MAX_SYMBOLS }).map(page => {
    const container = describePage(book, page).description;
    return {
      name: shownName(page, asked),
      kind: atlasPage(page).kind,
      path: page.id,
      span: topSpan(page),
      ...(container === undefined ? {} : { container }),
    };
  });
};

/**
 * ID and name, and in brackets the alias or path by which the page was found if it was not by these: editors match the
 * query against the name once more, and would drop the page.
 */
const shownName = (page: Page, { words }: Query): string => {
  const atlas = atlasPage(page);
  const label = pageLabel(atlas);
  const shows = (name: string): boolean => {
    const text = wordsOf(name);
    return words.every(word => text.includes(word));
  };
  if (shows(label)) return label;
  const others = [...atlas.aliases, ...pathEnds(withoutExtension(page.id))];
  // Found by words of which some are in an alias and some in the path.
  const all = [...atlas.aliases, withoutExtension(page.id)].join(', ');
  return others.map(other => `${label} (${other})`).find(shows) ?? `${label} (${all})`;
};

/** The ends of a path, shortest first: `c`, `b/c`, `a/b/c`. */
const pathEnds = (path: string): readonly string[] => {
  const parts = path.split('/');
  return parts.map((_, i) => parts.slice(parts.length - 1 - i).join('/'));
};
