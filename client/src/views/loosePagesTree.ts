import * as vscode from 'vscode';
import { LOOSE_PAGES } from '../../../server/src/lsp/protocol.ts';
import type { LoosePagesView, WantedPageView } from '../../../server/src/lsp/protocol.ts';
import { collapsed, createTree, KIND_ICONS, opening } from './tree.ts';
import type { VaultQuestions } from './vaultQuestions.ts';

type Orphan = LoosePagesView['orphans'][number];

type Node =
  | { readonly group: 'wanted'; readonly pages: readonly WantedPageView[] }
  | { readonly group: 'orphans'; readonly pages: readonly Orphan[] }
  | { readonly wanted: WantedPageView }
  | { readonly orphan: Orphan }
  | { readonly link: WantedPageView['links'][number] };

/** The side bar's list of pages that links ask for in vain, and of pages that nobody links. */
export function createLoosePagesTree(vault: VaultQuestions, page: () => string | undefined): vscode.Disposable {
  return createTree<Node>({
    id: 'atlasCasebook.loosePages',
    load: async () => {
      const uri = page();
      const found = await vault.ask<LoosePagesView>(LOOSE_PAGES, uri === undefined ? {} : { uri });
      if (found === undefined) return [];
      const groups: readonly Node[] = [
        { group: 'wanted', pages: found.wanted },
        { group: 'orphans', pages: found.orphans },
      ];
      return groups.filter(group => 'pages' in group && group.pages.length > 0);
    },
    children: node => {
      if ('group' in node)
        return node.group === 'wanted'
          ? node.pages.map(wanted => ({ wanted }))
          : node.pages.map(orphan => ({ orphan }));
      return 'wanted' in node ? node.wanted.links.map(link => ({ link })) : [];
    },
    item: itemOf,
    onDidChange: vault.onDidChange,
  });
}

const itemOf = (node: Node): vscode.TreeItem => {
  if ('group' in node) {
    const isWanted = node.group === 'wanted';
    const label = isWanted ? vscode.l10n.t('Wanted pages') : vscode.l10n.t('Orphans');
    const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.Expanded);
    item.description = String(node.pages.length);
    item.tooltip = isWanted
      ? vscode.l10n.t('Pages that links ask for and that do not exist')
      : vscode.l10n.t('Pages that no other page links');
    return item;
  }
  if ('wanted' in node) {
    const { target, id, links } = node.wanted;
    // Paths differ at their ends, which a narrow side bar would cut.
    const item = new vscode.TreeItem(target.slice(target.lastIndexOf('/') + 1) || target, collapsed(true));
    item.tooltip = target;
    item.description = [id, String(links.length)].filter(part => part !== undefined).join(' · ');
    item.iconPath = new vscode.ThemeIcon('question');
    return item;
  }
  if ('orphan' in node) {
    const { uri, label, kind } = node.orphan;
    const item = new vscode.TreeItem(label);
    item.iconPath = new vscode.ThemeIcon(KIND_ICONS[kind]);
    item.tooltip = vscode.workspace.asRelativePath(vscode.Uri.parse(uri));
    item.command = opening(uri);
    return item;
  }
  const { uri, line, character } = node.link;
  const item = new vscode.TreeItem(vscode.Uri.parse(uri));
  item.description = vscode.l10n.t('line {0}', line + 1);
  item.command = opening(uri, { line, character });
  return item;
};
