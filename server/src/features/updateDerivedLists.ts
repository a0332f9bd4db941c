import { atlasPage } from '../atlas/atlasPage.ts';
import type { Casebook } from '../atlas/casebook.ts';
import type { ListChange } from '../atlas/lists/listChange.ts';
import { listChange } from '../atlas/lists/listChange.ts';
import { listEdit } from '../atlas/lists/listEdit.ts';
import type { Page } from '../core/page.ts';
import type { PlannedEdit } from '../core/vaultEdit.ts';
import { joinPlans } from '../core/vaultEdit.ts';
import { staleList } from '../problems/staleList.ts';
import { suppression } from '../problems/suppression.ts';

/**
 * Lets the derived lists of pages say what they derive from, and the counts of all their lists what these hold. Lists whose
 * problem a comment switches off are kept by hand. A sentence where there is nothing to do.
 */
export const updateDerivedLists = (book: Casebook, pages: Iterable<Page>): PlannedEdit | string => {
  const edits: PlannedEdit[] = [];
  for (const page of pages) {
    const changes = staleLists(book, page);
    if (changes.length > 0) edits.push(listEdit(book, page, changes));
  }
  if (edits.length === 0) return 'The derived lists are up to date.';
  return joinPlans(edits);
};

const staleLists = (book: Casebook, page: Page): readonly ListChange[] => {
  const problems = staleList.check(book, page);
  if (problems.length === 0) return [];
  const isSuppressed = suppression(page);
  const stale = new Set(problems.filter(problem => !isSuppressed(problem)).map(({ span }) => span.start));
  return atlasPage(page)
    .lists.filter(({ heading }) => stale.has(heading.textStart))
    .flatMap(list => listChange(book, page, list) ?? []);
};
