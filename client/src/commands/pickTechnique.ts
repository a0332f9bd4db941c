import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { FindTechniquesResult, PageOffer } from '../../../server/src/lsp/protocol.ts';
import { FIND_TECHNIQUES } from '../../../server/src/lsp/protocol.ts';
import { ask } from '../ask.ts';

interface OfferItem extends vscode.QuickPickItem {
  readonly offer?: PageOffer;
}

/**
 * Lets the user choose a technique by any words of its ID, name or path; the server searches. `typed` is searched at first. Undefined
 * where the user chooses none.
 */
export const pickTechnique = (
  client: BaseLanguageClient,
  title: string,
  page: string,
  typed: string,
): Promise<PageOffer | undefined> =>
  new Promise(resolve => {
    const list = vscode.window.createQuickPick<OfferItem>();
    list.title = title;
    list.placeholder = vscode.l10n.t('Any words of a technique’s ID, name or folder');
    list.value = typed;
    keepOrder(list);
    let latest = Promise.resolve();
    let isAccepted = false;
    const search = async (query: string): Promise<void> => {
      const found = await ask<FindTechniquesResult>(client, FIND_TECHNIQUES, { uri: page, query });
      if (found === undefined || list.value !== query) return;
      list.items = itemsOf(found.techniques);
      list.busy = false;
    };
    const searchAgain = (): void => {
      list.busy = true;
      latest = search(list.value);
    };
    list.onDidChangeValue(searchAgain);
    list.onDidAccept(async () => {
      // Who types fast and presses Enter means the first of the list that is still to come, whatever is done meanwhile.
      isAccepted = true;
      const active = list.activeItems[0];
      await latest;
      const isThere = active !== undefined && list.items.includes(active);
      resolve((isThere ? active : list.items.find(({ offer }) => offer !== undefined))?.offer);
      list.hide();
    });
    list.onDidHide(() => {
      if (!isAccepted) resolve(undefined);
      list.dispose();
    });
    searchAgain();
    list.show();
  });

/** Lets the user choose one of a few; undefined where they choose none. */
export const pickOffer = async (title: string, offers: readonly PageOffer[]): Promise<PageOffer | undefined> =>
  (await vscode.window.showQuickPick<OfferItem>(offers.map(itemOf), { title }))?.offer;

const itemsOf = (offers: readonly PageOffer[]): OfferItem[] => {
  const [there, missing] = [true, false].map(has => offers.filter(({ uri }) => (uri !== undefined) === has));
  const separator = { label: vscode.l10n.t('written as text'), kind: vscode.QuickPickItemKind.Separator };
  const last = (missing ?? []).map(itemOf);
  return [...(there ?? []).map(itemOf), ...(last.length > 0 ? [separator, ...last] : [])];
};

const itemOf = (offer: PageOffer): OfferItem => ({
  label: offer.label,
  ...(offer.description === undefined ? {} : { description: offer.description }),
  // The words may be typed in any order, and match what the label does not show.
  alwaysShow: true,
  offer,
});

/** The server's order is the better one. VS Code has the switch, but not yet in its published types. */
const keepOrder = (list: vscode.QuickPick<OfferItem>): void => {
  if ('sortByLabel' in list) list.sortByLabel = false;
};
