import type { Page } from '../core/page.ts';
import { atlasPage } from './atlasPage.ts';
import { pageIdentity } from './pageIdentity.ts';
import type { Casebook } from './casebook.ts';
import { techniqueOf } from './catalogue.ts';
import { plainText } from './names.ts';

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
