import type { CancellationToken } from 'vscode-languageserver';
import { createPage } from '../atlas/newPage.ts';
import { pageOfId } from '../atlas/wantedPage.ts';
import { pagesWithId } from '../atlas/casebook.ts';
import { isAtlasId } from '../atlas/ids.ts';
import { certainFixes } from '../features/fixAll.ts';
import { DEFAULT_SEVERITY } from '../problems/problem.ts';
import type { ProblemCode } from '../problems/problem.ts';
import type { Context } from './context.ts';
import { editMaker, pageAt } from './context.ts';
import { editOfFixAll } from './fixAll.ts';
import type { FixRuleParams, UsersParams, ViewEdit } from './protocol.ts';
import { CREATE_PAGE, FIX_RULE } from './protocol.ts';
import { vaultAt } from './views.ts';

/** What can be done from the views of a client: edits that it applies. */
export const answerViewActions = (context: Context): void => {
  const { connection } = context;

  connection.onRequest(CREATE_PAGE, async ({ uri, id }: UsersParams, token: CancellationToken): Promise<ViewEdit> => {
    const at = await vaultAt(context, uri, token);
    if (at === undefined || !isAtlasId(id)) return { reason: 'No vault is open here.' };
    const [known] = pagesWithId(at.book, id);
    if (known !== undefined) return { reason: `'${known.id}' is the page of ${id} already.` };
    const wanted = pageOfId(at.book, id);
    const edit = await editMaker(context, at)(createPage(at.book, wanted));
    return edit === undefined
      ? { reason: 'This editor cannot create files for a language server.' }
      : { edit, open: at.uri(wanted.path) };
  });

  connection.onRequest(FIX_RULE, async ({ uri, code }: FixRuleParams, token: CancellationToken): Promise<ViewEdit> => {
    const at = await pageAt(context, uri, token);
    if (at === undefined || !isCode(code)) return { reason: `There are no problems '${code}' here.` };
    const title = `Fix all ${code} that are certain`;
    const edit = await editOfFixAll(context, at, { code, scope: 'vault', title }, token, certainFixes);
    if (edit === 'cancelled') return { reason: 'Cancelled: nothing is changed.' };
    return edit === undefined
      ? { reason: `No '${code}' can be fixed without a choice: open its places and choose there.` }
      : { edit };
  });
};

const isCode = (code: string): code is ProblemCode => Object.hasOwn(DEFAULT_SEVERITY, code);
