import * as vscode from 'vscode';
import { CASE_STUDIES, MATRIX_PATH, STUDIES_USING } from '../../../server/src/lsp/protocol.ts';
import type {
  CaseStudyItem,
  MatrixPathView,
  MatrixView,
  PageParams,
  UsersParams,
  VaultParams,
} from '../../../server/src/lsp/protocol.ts';
import type { FromMatrix, MatrixState, ToMatrix } from '../../webview/src/messages.ts';
import { matrixTexts } from './matrixTexts.ts';
import { askMatrix } from './askMatrix.ts';
import type { PageInFront } from './pageInFront.ts';
import type { VaultQuestions } from './vaultQuestions.ts';
import { createViewPanel } from './viewPanel.ts';

/** The matrix of a vault: one panel. */
export interface MatrixPanel extends vscode.Disposable {
  /** Shows the matrix of the vault of the page in front; of a case study in front, its way through it. */
  readonly show: () => Promise<void>;
}

/** So many ways can be told apart. */
const MOST_STUDIES = 2;

const DELAY = 300;

/** Makes the matrix; its panel opens when it is first shown. */
export function createMatrixPanel(extension: vscode.Uri, vault: VaultQuestions, inFront: PageInFront): MatrixPanel {
  /** URIs of the case studies whose ways are drawn. */
  let studies: readonly string[] = [];
  /** A page of the vault whose matrix it is. */
  let page: string | undefined;
  /** The matrix as the server said it last: most changes of a vault leave it as it is, and then nothing is sent or drawn. */
  let known: MatrixView | undefined;
  /** What the webview was sent last: the version of a matrix, and ways through it. */
  let sent: { readonly version: string | undefined; readonly paths: string } | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asked = 0;

  const panel = createViewPanel<ToMatrix, FromMatrix, MatrixState>({
    name: 'matrix',
    title: vscode.l10n.t('ATLAS Matrix'),
    extension,
    data: () => ({ texts: matrixTexts() }),
    take: message => void take(message),
    shown: () => void refresh(),
    restored: state => {
      studies = state?.studies ?? [];
      page = state?.root;
    },
  });

  const params = (): VaultParams => (page === undefined ? {} : { uri: page });

  const pathOf = (uri: string): Promise<MatrixPathView | undefined> =>
    vault.ask<MatrixPathView>(MATRIX_PATH, { uri } satisfies PageParams);

  const refresh = async (): Promise<void> => {
    if (!panel.isVisible()) return;
    const question = ++asked;
    const [told, ...found] = await Promise.all([askMatrix(vault, params(), known), ...studies.map(pathOf)]);
    if (question !== asked) return;
    known = told?.view;
    const paths = found.filter(path => path !== undefined);
    const saying = { version: known?.version, paths: JSON.stringify(paths) };
    const before = sent;
    if (before?.version === saying.version && before?.paths === saying.paths) return;
    sent = saying;
    if (known === undefined) {
      const reason = vscode.l10n.t(
        'No vault is open here, or it is still being read. A folder becomes a vault when a page in it has an ATLAS ID.',
      );
      panel.send({ type: 'nothing', reason });
      return;
    }
    const { version, caseStudies } = known;
    const same = { version, since: version, caseStudies, uses: {} };
    const change = [same, told?.change].find(each => each !== undefined && each.since === before?.version);
    panel.send(change === undefined ? { type: 'show', view: known, paths } : { type: 'change', change, paths });
  };

  const refreshSoon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void refresh(), DELAY);
  };

  const take = async (message: FromMatrix): Promise<void> => {
    switch (message.type) {
      case 'ready':
        sent = undefined;
        return refresh();
      case 'open':
        await vscode.commands.executeCommand('vscode.open', vscode.Uri.parse(message.uri));
        return;
      case 'dropStudy':
        studies = studies.filter(uri => uri !== message.uri);
        return refresh();
      case 'pickStudy':
        return pickStudy();
      case 'users': {
        const asking: UsersParams = { ...params(), id: message.id };
        const found = (await vault.ask<readonly CaseStudyItem[]>(STUDIES_USING, asking)) ?? [];
        panel.send({ type: 'users', id: message.id, studies: found });
      }
    }
  };

  const pickStudy = async (): Promise<void> => {
    const all = (await vault.ask<readonly CaseStudyItem[]>(CASE_STUDIES, params())) ?? [];
    const items = all
      .filter(({ uri }) => !studies.includes(uri))
      .map(({ uri, id, name }) => ({ label: name, description: id ?? '', uri }));
    const picked = await vscode.window.showQuickPick(items, {
      placeHolder: vscode.l10n.t('The case study whose way through the matrix is drawn'),
      matchOnDescription: true,
    });
    if (picked === undefined) return;
    studies = [...studies, picked.uri].slice(-MOST_STUDIES);
    await refresh();
  };

  const following = [panel, vault.onDidChange(refreshSoon)];

  return {
    show: async () => {
      page = inFront.uri();
      if (page !== undefined && studies.length === 0 && (await pathOf(page)) !== undefined) studies = [page];
      panel.show(vscode.ViewColumn.Active);
      await refresh();
    },
    dispose: () => {
      clearTimeout(timer);
      following.forEach(each => each.dispose());
    },
  };
}
