import type { CancellationToken, WorkspaceEdit } from 'vscode-languageserver';
import { values } from '../core/layeredMap.ts';
import type { Page } from '../core/page.ts';
import type { FixAllAction } from '../features/fixAll.ts';
import { preferredFixes } from '../features/fixAll.ts';
import type { Fix } from '../problems/problem.ts';
import type { Context, PageAt } from './context.ts';
import { editMaker, throwIfCancelled } from './context.ts';
import { joinPlans } from '../core/vaultEdit.ts';

/**
 * The edit that mends every problem of one code. In all of the vault it goes page by page and gives way to questions, and the user sees
 * the edit before it is done. `choose` says which repairs are wanted. Rejects if cancelled.
 */
export const editOfFixAll = async (
  context: Context,
  at: PageAt,
  { code, scope, title }: Pick<FixAllAction, 'code' | 'scope' | 'title'>,
  token: CancellationToken,
  choose: typeof preferredFixes = preferredFixes,
): Promise<WorkspaceEdit | undefined> => {
  const { host } = at;

  /** The repairs in a page as it is in the vault now. */
  const fixesIn = (book: PageAt['book'], page: Page): readonly Fix[] => {
    const problems = host.report(page).flatMap(({ problem }) => (problem.code === code ? problem : []));
    // What is not shown is not to be counted either.
    if (host.settings['problems.scope'] === 'openPages' && !host.open.has(page.id)) host.forget(page.id);
    return choose(book, page, problems);
  };

  if (scope === 'page') return editMaker(context, at)(joinPlans(fixesIn(at.book, at.page)));

  /** The repairs in all pages; undefined where the vault changed meanwhile, so that they do not belong together. */
  const collect = async (pauses: boolean): Promise<{ book: PageAt['book']; fixes: readonly Fix[] } | undefined> => {
    const book = host.session?.book();
    if (book === undefined) return undefined;
    const fixes: Fix[] = [];
    let slice = context.turns.slice();
    for (const page of values(book.vault.pages)) {
      fixes.push(...fixesIn(book, page));
      if (!pauses || !slice.isOver()) continue;
      await context.turns.next();
      throwIfCancelled(token);
      if (host.session?.book() !== book) return undefined;
      slice = context.turns.slice();
    }
    return { book, fixes };
  };

  // Where somebody types on meanwhile, it is made again in one go.
  const found = (await collect(true)) ?? (await collect(false));
  return found && editMaker(context, { ...at, book: found.book })(joinPlans(found.fixes), title);
};
