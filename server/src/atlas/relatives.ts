import type { Casebook } from './casebook.ts';
import { pagesWithId } from './casebook.ts';
import { childrenOf } from './catalogue.ts';

/** Sub-techniques are numbered from `.000`; after so many unused numbers no more are looked for. */
const MAX_GAP = 10;

/** IDs of the sub-techniques of a technique, of vault and catalogue, sorted; none for any other ID. */
export const subTechniques = (book: Casebook, id: string): readonly string[] => {
  const found = new Set(childrenOf(book.catalogue, id));
  for (let n = 0, gap = 0; n < 1000 && gap < MAX_GAP; n++) {
    const child = `${id}.${String(n).padStart(3, '0')}`;
    if (pagesWithId(book, child).length > 0) found.add(child);
    gap = found.has(child) ? 0 : gap + 1;
  }
  return [...found].sort();
};
