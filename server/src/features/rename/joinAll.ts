import type { VaultEdit } from '../../core/vaultEdit.ts';
import { editPage, mergeEdits, NO_EDIT } from '../../core/vaultEdit.ts';

/**
 * Several edits as one, pages sorted by path. Where two would change the same stretch the first counts, and nothing else of the
 * other is lost.
 */
export const joinAll = (all: readonly VaultEdit[]): VaultEdit => {
  const joined = mergeEdits(
    all.flatMap(({ edits, creates, renames }) => [
      ...edits.flatMap(({ page, edits: ofPage }) => ofPage.map(edit => editPage(page, [edit]))),
      { ...NO_EDIT, creates, renames },
    ]),
  );
  return { ...joined, edits: joined.edits.toSorted((a, b) => (a.page < b.page ? -1 : 1)) };
};
