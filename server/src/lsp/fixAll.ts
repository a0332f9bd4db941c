import type { CancellationToken, WorkspaceEdit } from 'vscode-languageserver';
import { releasePage } from '../core/closedPage.ts';
import { values } from '../core/layeredMap.ts';
import type { Page } from '../core/page.ts';
import { joinPlans } from '../core/vaultEdit.ts';
import type { FixAllAction } from '../features/fixAll.ts';
import { preferredFixes } from '../features/fixAll.ts';
import type { Fix } from '../problems/problem.ts';
import type { Context, PageAt } from './context.ts';
import { canTake, editMaker, throwIfCancelled } from './context.ts';
import type { Progress } from './progress.ts';
import { beginProgress } from './progress.ts';

/** What is done within this time is not worth to be shown, in milliseconds. */
const PATIENCE = 500;

/** So often all pages are looked at in slices, where somebody types on meanwhile; then once in one go. */
const TRIES = 3;

/**
 * The edit that mends every problem of one code; undefined where there is none, or the user cancels the progress that is shown. In all of the
 * vault it goes page by page and gives way to questions, and the user sees the edit before it is done. `choose` says which
 * repairs are wanted. Rejects if the request is cancelled.
 */
export const editOfFixAll = async (
  context: Context,
  at: PageAt,
  { code, scope, title }: Pick<FixAllAction, 'code' | 'scope' | 'title'>,
  token: CancellationToken,
  choose: typeof preferredFixes = preferredFixes,
): Promise<WorkspaceEdit | 'cancelled' | undefined> => {
  const { host } = at;

  /** The repairs in a page as it is in the vault now. */
  const fixesIn = (book: PageAt['book'], page: Page): readonly Fix[] => {
    const problems = host.reportOf(page, code).map(({ problem }) => problem);
    return choose(book, page, problems).filter(fix => canTake(context.client(), fix));
  };

  if (scope === 'page') return editMaker(context, at)(joinPlans(fixesIn(at.book, at.page)));

  let progress: Progress | undefined;
  const began = performance.now();
  const isCancelled = (): boolean => progress?.isCancelled() === true;

  /** The repairs in all pages; undefined where the vault changed meanwhile, so that they do not belong together. */
  const collect = async (pauses: boolean): Promise<{ book: PageAt['book']; fixes: readonly Fix[] } | undefined> => {
    const book = host.session?.book();
    if (book === undefined) return undefined;
    const fixes: Fix[] = [];
    let looked = 0;
    let slice = context.turns.slice();
    for (const page of values(book.vault.pages)) {
      fixes.push(...fixesIn(book, page));
      releasePage(page);
      looked++;
      if (!pauses || !slice.isOver()) continue;
      if (progress === undefined && performance.now() - began > PATIENCE)
        progress = beginProgress(context, `ATLAS: ${title}`, true);
      progress?.report(looked / book.vault.pages.size);
      await context.turns.next();
      throwIfCancelled(token);
      if (isCancelled() || host.session?.book() !== book) return undefined;
      slice = context.turns.slice();
    }
    return { book, fixes };
  };

  try {
    let found: Awaited<ReturnType<typeof collect>>;
    for (let i = 0; i < TRIES && found === undefined && !isCancelled(); i++) found = await collect(true);
    if (isCancelled()) return 'cancelled';
    found ??= await collect(false);
    return await (found && editMaker(context, { ...at, book: found.book })(joinPlans(found.fixes), title));
  } finally {
    progress?.end();
  }
};
