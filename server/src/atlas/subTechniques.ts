import { has } from '../core/layeredMap.ts';
import type { Page } from '../core/page.ts';
import type { Casebook } from './casebook.ts';
import { pagesWithId } from './casebook.ts';
import { childrenOf } from './catalogue.ts';
import { idKey } from './extract.ts';

/** Beyond the numbers that the catalogue has given, so many are looked for in the vault. */
const BEYOND = 20;

/** IDs of the sub-techniques of a technique, of vault and catalogue, sorted; none for any other ID. */
export const subTechniqueIds = (book: Casebook, id: string): readonly string[] =>
  [...new Set([...childrenOf(book.catalogue, id), ...idsInVault(book, id)])].sort();

/** The pages of a technique's sub-techniques, by ID. */
export const subTechniquePages = (book: Casebook, id: string): readonly Page[] =>
  idsInVault(book, id).flatMap(child => pagesWithId(book, child));

const idsInVault = (book: Casebook, id: string): readonly string[] => {
  const highest = Math.max(-1, ...childrenOf(book.catalogue, id).map(child => Number(child.slice(-3))));
  return Array.from({ length: highest + 1 + BEYOND }, (_, i) => `${id}.${String(i).padStart(3, '0')}`).filter(child =>
    has(book.vault.called, idKey(child)),
  );
};
