import * as vscode from 'vscode';
import type { MatrixTacticView, MatrixTechniqueView, MatrixView } from '../../../server/src/lsp/protocol.ts';
import { askMatrix } from './askMatrix.ts';
import { collapsed, createTree, KIND_ICONS, opening } from './tree.ts';
import type { VaultQuestions } from './vaultQuestions.ts';

type Node = { readonly tactic: MatrixTacticView } | { readonly technique: MatrixTechniqueView };

/** The side bar's matrix: tactics, techniques, sub-techniques, with how many case studies use them. */
export function createMatrixTree(vault: VaultQuestions, page: () => string | undefined): vscode.Disposable {
  let known: MatrixView | undefined;
  const tree = createTree<Node>({
    id: 'atlasCasebook.matrixTree',
    load: async () => {
      const uri = page();
      known = (await askMatrix(vault, uri === undefined ? {} : { uri }, known))?.view;
      return (known?.tactics ?? []).map(tactic => ({ tactic }));
    },
    children: node =>
      ('tactic' in node ? node.tactic.techniques : node.technique.children).map(technique => ({ technique })),
    item: node => ('tactic' in node ? tacticItem(node.tactic) : techniqueItem(node.technique)),
    onDidChange: vault.onDidChange,
  });
  return vscode.Disposable.from(tree, vscode.window.registerFileDecorationProvider(absentDecorations));
}

const tacticItem = ({ id, name, uri, techniques }: MatrixTacticView): vscode.TreeItem => {
  const item = new vscode.TreeItem(name, collapsed(techniques.length > 0));
  const known = techniques.filter(technique => technique.uri !== undefined).length;
  item.id = `tactic ${id ?? name}`;
  item.description = `${known}/${techniques.length}`;
  item.tooltip = vscode.l10n.t('{0} {1}: {2} of {3} techniques have a page', id ?? '', name, known, techniques.length);
  item.iconPath = new vscode.ThemeIcon(KIND_ICONS.tactic);
  item.contextValue = uri === undefined ? 'tactic' : 'tactic page';
  if (uri !== undefined) item.command = opening(uri);
  return item;
};

const techniqueItem = ({ id, name, uri, maturity, uses, children }: MatrixTechniqueView): vscode.TreeItem => {
  const item = new vscode.TreeItem(name, collapsed(children.length > 0));
  const said = [id, uses === 0 ? undefined : vscode.l10n.t('used by {0}', uses)].filter(part => part !== undefined);
  item.description = said.join(' · ');
  item.tooltip = [id, name, maturity, uri === undefined ? vscode.l10n.t('no page in this vault') : undefined]
    .filter(part => part !== undefined)
    .join(' · ');
  if (uri === undefined) {
    item.resourceUri = absentUri(id);
    item.iconPath = new vscode.ThemeIcon('circle-outline', new vscode.ThemeColor('disabledForeground'));
    item.contextValue = 'absent technique';
  } else {
    item.iconPath = new vscode.ThemeIcon(KIND_ICONS.technique);
    item.contextValue = 'technique page';
    item.command = opening(uri);
  }
  return item;
};

/** Stands for a technique that has no page: VS Code greys what is decorated, and decorates what has an address. */
const ABSENT = 'atlas-casebook-absent';

const absentUri = (id: string): vscode.Uri => vscode.Uri.from({ scheme: ABSENT, path: `/${id}` });

const absentDecorations: vscode.FileDecorationProvider = {
  provideFileDecoration: uri =>
    uri.scheme === ABSENT ? { color: new vscode.ThemeColor('disabledForeground') } : undefined,
};
