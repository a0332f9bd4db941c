import { values } from '../core/layeredMap.ts';
import type { Page } from '../core/page.ts';
import type { Span } from '../core/text.ts';
import { applyEdits, lineStartsOf, rangeOf } from '../core/text.ts';
import type { PlannedEdit } from '../core/vaultEdit.ts';
import { moveStep } from '../features/moveStep.ts';
import { organiseCaseStudy } from '../features/organiseCaseStudy.ts';
import { renumberSteps } from '../features/renumberSteps.ts';
import { updateDerivedLists } from '../features/updateDerivedLists.ts';
import type { Context, PageAt } from './context.ts';
import { editMaker, pageAt, textOf } from './context.ts';
import { toSpan } from './convert.ts';
import type { Refactoring, RefactorParams, RefactorResult } from './protocol.ts';
import { REFACTOR } from './protocol.ts';

/** What a refactoring does, and for one that moves text where an offset of the page's old text is afterwards. */
type Refactored = PlannedEdit & { readonly follow?: (text: string, offset: number) => number };

/** The refactorings that commands ask for. */
export const answerRefactorings = (context: Context): void => {
  context.connection.onRequest(REFACTOR, async (params: RefactorParams, token): Promise<RefactorResult> => {
    const at = await pageAt(context, params.uri, token);
    if (at === undefined) return { reason: 'This file is no page of a vault.' };
    const span = toSpan(at.page, params.range);
    const plan = refactorings[params.name](at, span);
    if (typeof plan === 'string') return { reason: plan };
    const confirm = params.name === 'updateDerivedListsInVault' ? 'Update derived lists' : undefined;
    const edit = await editMaker(context, at)(plan, confirm);
    if (edit === undefined) return { reason: CANNOT };
    const selection = plan.follow && (await followed(context, at, plan, span));
    return { edit, ...(selection === undefined ? {} : { selection }) };
  });
};

/** Where something is to be done but would change what is code and what is text. */
const CANNOT = 'This would change what is code and what is text on this page. Is a block of code left open?';

const refactorings: Readonly<Record<Refactoring, (at: PageAt, span: Span) => Refactored | string>> = {
  renumberSteps: ({ book, page }) => renumberSteps(book, page),
  moveStepUp: ({ book, page }, { start }) => moveStep(book, page, start, 'up'),
  moveStepDown: ({ book, page }, { start }) => moveStep(book, page, start, 'down'),
  updateDerivedLists: ({ book, page }) => updateDerivedLists(book, [page]),
  updateDerivedListsInVault: at => updateDerivedLists(at.book, reportedPages(at)),
  organiseCaseStudy: ({ page }) => organiseCaseStudy(page),
};

/** The pages of a vault that get problems: what is excluded or ignored is left alone. */
function* reportedPages({ host, book }: PageAt): Generator<Page> {
  for (const page of values(book.vault.pages)) if (!host.isSilent(page.id)) yield page;
}

/** A selection of the page in its text as it is after the edit. */
const followed = async (context: Context, { host, page }: PageAt, plan: Refactored, span: Span) => {
  const text = await textOf(context, host, page.id);
  if (text === undefined || plan.follow === undefined) return undefined;
  const own = plan.make(() => text).edits.find(edit => edit.page === page.id)?.edits ?? [];
  const [start, end] = [plan.follow(text, span.start), plan.follow(text, span.end)];
  return rangeOf(lineStartsOf(applyEdits(text, own)), { start, end: Math.max(start, end) });
};
