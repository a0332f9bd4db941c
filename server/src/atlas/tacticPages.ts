import type { Page } from '../core/page.ts';
import { atlasPage, pageIdentity } from './atlasPage.ts';
import type { Casebook } from './casebook.ts';
import { folderTactic } from './derivedLists.ts';
import { meantPage } from './linkedPage.ts';

/** The pages of a technique's tactics: those that it lists, each once, or where it has no such list, that of its folder. */
export const tacticPages = (book: Casebook, technique: Page): readonly Page[] => {
  const { tacticLinks, hasTactics } = atlasPage(technique);
  const folder = hasTactics ? undefined : folderTactic(book, technique);
  const pages = hasTactics ? tacticLinks.map(link => meantPage(book, technique, link)) : [folder];
  return [...new Set(pages)].flatMap(page => (page !== undefined && pageIdentity(page).kind === 'tactic' ? page : []));
};
