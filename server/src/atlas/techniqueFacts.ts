import type { Page } from '../core/page.ts';
import { atlasPage, pageIdentity } from './atlasPage.ts';
import type { Casebook } from './casebook.ts';
import { pagesWithId } from './casebook.ts';
import { nameOf, techniqueOf } from './catalogue.ts';
import { folderTactic } from './derivedLists.ts';
import { linkedPage } from './linkedPage.ts';
import { plainText } from './names.ts';

/** A tactic as a technique belongs to it: by its page, by its ID, or by both. */
export interface TacticRef {
  readonly id: string | undefined;
  readonly name: string;
  /** Undefined where the vault has no page for it. */
  readonly page: Page | undefined;
}

/** A technique's tactics: those that its page lists, else that of its folder, else those of the catalogue. */
export const tacticsOfTechnique = (book: Casebook, page: Page): readonly TacticRef[] => {
  const { id, tacticLinks } = atlasPage(page);
  const listed = tacticLinks.flatMap(link => linkedPage(book, page, link) ?? []);
  const pages = listed.length > 0 ? listed : [folderTactic(book, page) ?? []].flat();
  return pages.length > 0 ? pages.map(tacticRef) : tacticsOfId(book, id);
};

/** The tactics that the catalogue gives a technique's ID, with their pages. */
export const tacticsOfId = (book: Casebook, id: string | undefined): readonly TacticRef[] =>
  (techniqueOf(book.catalogue, id ?? '')?.tactics ?? []).map(tactic => tacticOfId(book, tactic));

/** A tactic by its ID. */
export const tacticOfId = (book: Casebook, id: string): TacticRef => {
  const [page] = pagesWithId(book, id);
  return page === undefined ? { id, name: nameOf(book.catalogue, id) ?? id, page } : tacticRef(page);
};

/** A tactic's page as what a technique belongs to. */
export const tacticRef = (page: Page): TacticRef => {
  const { id, name } = pageIdentity(page);
  return { id, name, page };
};

/** A technique's maturity: what its Metadata says, else the catalogue; in lower case. */
export const maturityOf = (book: Casebook, page: Page): string | undefined => {
  const { id } = pageIdentity(page);
  return metadataValue(page, 'maturity')?.toLowerCase() ?? techniqueOf(book.catalogue, id ?? '')?.maturity;
};

/** The value of a Metadata field as readers see it (its first 40 characters), the key compared in lower case. */
export const metadataValue = (page: Page, key: string): string | undefined => {
  const value = atlasPage(page).metadata.find(field => field.key.toLowerCase() === key)?.value;
  return value === undefined || value === '' ? undefined : plainText(value);
};
