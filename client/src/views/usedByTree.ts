import * as vscode from 'vscode';
import { USED_BY } from '../../../server/src/lsp/protocol.ts';
import type { PageKindName, PlaceView, UsedByView, UserView } from '../../../server/src/lsp/protocol.ts';
import { createTree, KIND_ICONS, opening } from './tree.ts';
import type { VaultQuestions } from './vaultQuestions.ts';

type Node =
  | { readonly kind: PageKindName; readonly pages: readonly UserView[] }
  | { readonly user: UserView; readonly of: PageKindName }
  | { readonly place: PlaceView; readonly uri: string };

/** The side bar's list of the pages that refer to the page in front, by kind, and where in them. */
export function createUsedByTree(
  vault: VaultQuestions,
  page: () => string | undefined,
  onDidChange: vscode.Event<unknown>,
): vscode.Disposable {
  return createTree<Node>({
    id: 'atlasCasebook.usedBy',
    load: async () => {
      const uri = page();
      const found = uri === undefined ? undefined : await vault.ask<UsedByView>(USED_BY, { uri });
      return found?.kinds ?? [];
    },
    children: node => {
      if ('kind' in node) return node.pages.map(user => ({ user, of: node.kind }));
      return 'user' in node && node.user.places.length > 1
        ? node.user.places.map(place => ({ place, uri: node.user.uri }))
        : [];
    },
    item: node => ('kind' in node ? kindItem(node) : 'user' in node ? userItem(node) : placeItem(node)),
    onDidChange,
  });
}

const kindItem = ({ kind, pages }: Extract<Node, { kind: unknown }>): vscode.TreeItem => {
  const item = new vscode.TreeItem(kindName(kind), vscode.TreeItemCollapsibleState.Expanded);
  item.description = String(pages.length);
  item.iconPath = new vscode.ThemeIcon(KIND_ICONS[kind]);
  return item;
};

const userItem = ({ user }: Extract<Node, { user: unknown }>): vscode.TreeItem => {
  const [first] = user.places;
  const isOne = user.places.length < 2;
  const item = new vscode.TreeItem(
    user.label,
    isOne ? vscode.TreeItemCollapsibleState.None : vscode.TreeItemCollapsibleState.Collapsed,
  );
  item.description = isOne ? whereOf(first) : String(user.places.length);
  item.tooltip = user.label;
  item.command = opening(user.uri, first);
  return item;
};

const placeItem = ({ place, uri }: Extract<Node, { place: unknown }>): vscode.TreeItem => {
  const item = new vscode.TreeItem(place.under === '' ? vscode.l10n.t('line {0}', place.line + 1) : place.under);
  item.description = place.under === '' ? '' : vscode.l10n.t('line {0}', place.line + 1);
  item.command = opening(uri, place);
  return item;
};

const whereOf = (place: PlaceView | undefined): string =>
  place === undefined ? '' : place.under === '' ? vscode.l10n.t('line {0}', place.line + 1) : place.under;

/** What pages of a kind are called in lists. */
const kindName = (kind: PageKindName): string => {
  switch (kind) {
    case 'tactic':
      return vscode.l10n.t('Tactics');
    case 'technique':
      return vscode.l10n.t('Techniques');
    case 'mitigation':
      return vscode.l10n.t('Mitigations');
    case 'caseStudy':
      return vscode.l10n.t('Case studies');
    case 'note':
      return vscode.l10n.t('Notes');
  }
};
