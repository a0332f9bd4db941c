import type { CodeAction as LspCodeAction, CodeActionParams } from 'vscode-languageserver';
import type { CodeAction } from '../features/codeAction.ts';
import { codeActions } from '../features/codeAction.ts';
import type { Context, PageAt } from './context.ts';
import { editMaker, pageAt } from './context.ts';
import { toCodeAction, toSpan } from './convert.ts';

/** What `codeAction/resolve` needs to find an action again: where it was asked for, and its title. */
interface ActionData {
  readonly uri: string;
  readonly range: CodeActionParams['range'];
  readonly title: string;
}

/** Repairs of problems and refactorings. */
export const answerCodeActions = (context: Context): void => {
  const { connection } = context;

  connection.onCodeAction(async (params, token) => {
    const at = await pageAt(context, params.textDocument.uri, token);
    if (at === undefined) return null;
    const { only, diagnostics } = params.context;
    const makeEdit = editMaker(context, at);
    const answers = actionsAt(at, params)
      .filter(({ kind }) => isAsked(kind, only))
      .map(async (action): Promise<LspCodeAction | undefined> => {
        const shown = toCodeAction(at.page, action, diagnostics);
        if (isMadeLater(at, action) && context.client().resolvesActionEdits) {
          const { title } = action;
          return { ...shown, data: { uri: params.textDocument.uri, range: params.range, title } satisfies ActionData };
        }
        const edit = await makeEdit(action.plan);
        return edit && { ...shown, edit };
      });
    return (await Promise.all(answers)).filter(action => action !== undefined);
  });

  connection.onCodeActionResolve(async (action, token) => {
    const data = action.data as ActionData | undefined;
    const at = data && (await pageAt(context, data.uri, token));
    if (data === undefined || at === undefined) return action;
    const found = actionsAt(at, data).find(({ title, kind }) => title === data.title && kind === action.kind);
    const edit = found && (await editMaker(context, at)(found.plan));
    return edit === undefined ? action : { ...action, edit };
  });

  const actionsAt = (at: PageAt, { range }: Pick<CodeActionParams, 'range'>): readonly CodeAction[] => {
    const reported = new Set(at.host.report(at.page).map(({ problem }) => problem.code));
    return codeActions(at.book, at.page, toSpan(at.page, range)).filter(
      ({ problem }) => problem === undefined || reported.has(problem.code),
    );
  };
};

/**
 * Whether an action's edit is made only when it is chosen: a refactoring's, and one that needs texts from the disk. A repair by
 * texts that are open is made at once, so that one which finds nothing to do is not offered.
 */
const isMadeLater = ({ host }: PageAt, { kind, plan }: CodeAction): boolean =>
  plan.reads.length > 0 && (kind !== 'quickfix' || plan.reads.some(id => !host.open.has(id)));

/** Whether a kind is one of those asked for: `quickfix.a` is a `quickfix`. Without a list all are. */
const isAsked = (kind: string, only: readonly string[] | undefined): boolean =>
  only === undefined || only.some(asked => asked === '' || kind === asked || kind.startsWith(`${asked}.`));
