import type { Page } from '../core/page.ts';
import type { Step } from './steps.ts';
import { pageIdentity } from './pageIdentity.ts';
import type { Casebook } from './casebook.ts';
import { techniqueOf } from './catalogue.ts';
import { folderTactic } from './lists/derivedLists.ts';
import { sourceLinks } from './lists/listKeys.ts';
import type { Named } from './named.ts';
import { kindOfNamed, namedById, namedByLine, namedByLink, namedPage, sameNamed } from './named.ts';

/**
 * The tactics of a technique, each once: those that its page lists, else that of the page's folder, else those of the
 * catalogue.
 */
export const tacticsOf = (book: Casebook, { id, page }: Named): readonly Named[] => {
  const stated = page === undefined ? [] : statedTactics(book, page);
  if (stated.length > 0) return stated;
  return (techniqueOf(book.catalogue, id ?? '')?.tactics ?? []).flatMap(tactic => namedById(book, tactic) ?? []);
};

const statedTactics = (book: Casebook, page: Page): readonly Named[] => {
  if (pageIdentity(page).kind !== 'technique') return [];
  const listed = sourceLinks(page).flatMap(link => namedByLink(book, page, link) ?? []);
  const tactics = unique(listed.filter(named => kindOfNamed(named) === 'tactic'));
  if (tactics.length > 0) return tactics;
  const folder = folderTactic(book, page);
  return folder === undefined ? [] : [namedPage(book, folder)];
};

/** The pages of the tactics of a technique's page. */
export const tacticPages = (book: Casebook, technique: Page): readonly Page[] =>
  tacticsOf(book, namedPage(book, technique)).flatMap(({ page }) =>
    page !== undefined && pageIdentity(page).kind === 'tactic' ? page : [],
  );

/** The technique of a step: what its first Technique line names. */
export const stepTechnique = (book: Casebook, page: Page, step: Step): Named | undefined => {
  const line = step.techniques[0];
  return line && namedByLine(book, page, line);
};

/** The tactics that a step serves: those that it states, else those of its technique, of which it serves one at least. */
export const stepTactics = (book: Casebook, page: Page, step: Step): readonly Named[] => {
  const stated = step.tactics.flatMap(line => namedByLine(book, page, line) ?? []);
  if (stated.length > 0) return unique(stated);
  const technique = stepTechnique(book, page, step);
  return technique === undefined ? [] : tacticsOf(book, technique);
};

const unique = (all: readonly Named[]): readonly Named[] =>
  all.length < 2 ? all : all.filter((named, i) => all.findIndex(other => sameNamed(other, named)) === i);
