import { pageIdentity } from '../../atlas/pageIdentity.ts';
import type { Casebook } from '../../atlas/casebook.ts';
import { pagesWithId } from '../../atlas/casebook.ts';
import { entriesOfKind, nameOf } from '../../atlas/catalogue.ts';
import { formatIdLabel } from '../../atlas/ids.ts';
import { labelledLink } from '../../atlas/linkTo.ts';
import type { Named } from '../../atlas/named.ts';
import { namedPage } from '../../atlas/named.ts';
import { tacticsOf } from '../../atlas/tactics.ts';
import type { Page, PageId } from '../../core/page.ts';
import { pageOf } from '../../core/vault.ts';
import { describeEntry, describePage } from '../completion/describe.ts';
import { searchPages } from '../completion/pageSearch.ts';
import { bestFits, queryOf } from '../completion/query.ts';

/** A technique or tactic: a page, or without a path what only the catalogue has. */
export interface Choice {
  readonly id: string;
  readonly path?: PageId | undefined;
}

/** A choice as a list shows it. */
export interface ChoiceOffer extends Choice {
  /** `AML.T0021 Establish Accounts` */
  readonly label: string;
  /** Tactic and maturity, of what only the catalogue has marked with `no page yet`. */
  readonly description: string | undefined;
}

const MAX_OFFERS = 200;

/** Techniques that words find, in any order: first those with a page, then those that only the catalogue has; each best first. */
export const findTechniques = (book: Casebook, typed: string): readonly ChoiceOffer[] => {
  const query = queryOf(typed);
  if (query === undefined) return [];
  const wish = { kind: 'technique' as const, pages: new Set<PageId>() };
  // The wish brings all techniques before all else.
  const pages = searchPages(book.vault, query, { wish, limit: MAX_OFFERS, onlyIds: true });
  const offers = pages.flatMap((page): ChoiceOffer | [] => {
    const { kind, id } = pageIdentity(page);
    return kind !== 'technique' || id === undefined ? [] : { ...describePage(book, page), id, path: page.id };
  });
  const missing = entriesOfKind(book.catalogue, 'technique').filter(({ id }) => pagesWithId(book, id).length === 0);
  const found = bestFits(query, missing, ({ id, name }) => `${id} ${name}`).map((entry): ChoiceOffer => {
    const { label, description } = describeEntry(book, entry);
    return { id: entry.id, label, description };
  });
  return [...offers, ...found].slice(0, MAX_OFFERS);
};

/** The page of a choice: the one chosen, else the first that has the ID by now. */
export const chosenPage = (book: Casebook, { id, path }: Choice): Page | undefined =>
  (path === undefined ? undefined : pageOf(book.vault, path)) ?? pagesWithId(book, id)[0];

/** What a technique or tactic is called; undefined for an ID that neither vault nor catalogue has. */
export const nameOfChoice = (book: Casebook, choice: Choice): string | undefined => {
  const page = chosenPage(book, choice);
  return page === undefined ? nameOf(book.catalogue, choice.id) : pageIdentity(page).name;
};

/** The tactics of a technique. */
export const tacticsOfChoice = (book: Casebook, technique: Choice): readonly ChoiceOffer[] =>
  tacticsOf(book, namedChoice(book, technique)).flatMap(({ id, name, page }) =>
    id === undefined ? [] : { id, path: page?.id, label: `${id} ${name}`, description: undefined },
  );

const namedChoice = (book: Casebook, choice: Choice): Named => {
  const page = chosenPage(book, choice);
  return page === undefined
    ? { id: choice.id, name: nameOfChoice(book, choice) ?? choice.id, page }
    : namedPage(book, page);
};

/** How a page refers to a choice: by a link in the vault's style, or where it has no page by `ID: Name` as text. */
export const referenceTo = (book: Casebook, from: Page, choice: Choice): string => {
  const page = chosenPage(book, choice);
  return page === undefined ? formatIdLabel(choice.id, nameOfChoice(book, choice)) : labelledLink(book, from, page);
};
