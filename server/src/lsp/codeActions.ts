import type {
  CancellationToken,
  CodeAction as LspCodeAction,
  CodeActionParams,
  WorkspaceEdit,
} from 'vscode-languageserver';
import type { CodeAction } from '../features/codeAction.ts';
import { codeActions } from '../features/codeAction.ts';
import type { FixAllAction } from '../features/fixAll.ts';
import { certainEdit, CERTAIN_KIND, fixAllActions } from '../features/fixAll.ts';
import type { Problem } from '../problems/problem.ts';
import type { Context, PageAt } from './context.ts';
import { canTake, editMaker, pageAt } from './context.ts';
import type { ShownAction } from './convert.ts';
import { toCodeAction, toSpan } from './convert.ts';
import { editOfFixAll } from './fixAll.ts';

/** What `codeAction/resolve` needs to find an action again: where it was asked for, and its title. */
interface ActionData {
  readonly uri: string;
  readonly range: CodeActionParams['range'];
  readonly title: string;
}

/** An action, and how its edit is made. */
interface Offer {
  readonly action: ShownAction;
  /** `chosen`: when the user chooses it, if the client can wait for that; `onlyChosen`: it takes too long for any other time. */
  readonly when: 'now' | 'chosen' | 'onlyChosen';
  readonly edit: (token: CancellationToken) => Promise<WorkspaceEdit | undefined>;
}

/** Repairs of problems and refactorings. An edit that needs texts from the disk, or other pages, is made when its action is chosen. */
export const answerCodeActions = (context: Context): void => {
  const { connection } = context;

  connection.onCodeAction(async (params, token) => {
    const at = await pageAt(context, params.textDocument.uri, token);
    if (at === undefined) return null;
    const { range, textDocument } = params;
    const { only, diagnostics } = params.context;
    const canWait = context.client().resolvesActionEdits;
    const answers = offersAt(at, range, only).map(
      async ({ action, when, edit }): Promise<LspCodeAction | undefined> => {
        const shown = toCodeAction(at.page, action, diagnostics);
        if (when !== 'now' && canWait) {
          return { ...shown, data: { uri: textDocument.uri, range, title: action.title } satisfies ActionData };
        }
        const made = when === 'onlyChosen' ? undefined : await edit(token);
        return made && { ...shown, edit: made };
      },
    );
    return (await Promise.all(answers)).filter(action => action !== undefined);
  });

  connection.onCodeActionResolve(async (action, token) => {
    const data = action.data as ActionData | undefined;
    const at = data && (await pageAt(context, data.uri, token));
    if (data === undefined || at === undefined) return action;
    const offers = offersAt(at, data.range, action.kind === undefined ? undefined : [action.kind]);
    const edit = await offers.find(offer => offer.action.title === data.title)?.edit(token);
    return edit === undefined ? action : { ...action, edit };
  });

  /** What can be done at a place, of the kinds asked for. */
  const offersAt = (
    at: PageAt,
    range: CodeActionParams['range'],
    only: readonly string[] | undefined,
  ): readonly Offer[] => {
    const { book, page, host } = at;
    const problems = host.report(page).map(({ problem }) => problem);
    const takes = (action: CodeAction): boolean => canTake(context.client(), action.plan);
    const here = codeActions(book, page, toSpan(page, range), problems).filter(takes);
    const all = fixAllActions(book, page, here, problems);
    const offers = [...here.map(action => offerOf(at, action)), ...all.map(action => offerOfAll(at, action))];
    return [
      ...offers.filter(({ action: { kind } }) => isAsked(kind, only)),
      // Nobody wants it among the repairs of one problem, and to make it takes a look at all of the page.
      ...(only !== undefined && isAsked(CERTAIN_KIND, only) ? [certainOffer(at, problems)] : []),
    ];
  };

  const offerOf = (at: PageAt, action: CodeAction): Offer => ({
    action,
    when: isMadeLater(at, action) ? 'chosen' : 'now',
    edit: () => editMaker(context, at)(action.plan),
  });

  const offerOfAll = (at: PageAt, action: FixAllAction): Offer => ({
    action,
    when: action.scope === 'page' ? 'chosen' : 'onlyChosen',
    edit: async token => {
      const edit = await editOfFixAll(context, at, action, token);
      return edit === 'cancelled' ? undefined : edit;
    },
  });

  const certainOffer = (at: PageAt, problems: readonly Problem[]): Offer => ({
    action: { title: 'Fix all that is certain in this page', kind: CERTAIN_KIND, problem: undefined, preferred: false },
    when: 'now',
    edit: () => editMaker(context, at)(certainEdit(at.book, at.page, problems)),
  });
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
