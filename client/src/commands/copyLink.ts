import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { CopyLinksParams, CopyLinksResult, Refusal } from '../../../server/src/lsp/protocol.ts';
import { COPY_LINKS } from '../../../server/src/lsp/protocol.ts';
import { ask } from '../ask.ts';
import { plainMessage } from '../plainMessage.ts';

/**
 * `ATLAS: Copy Link to Page`: puts the wiki-links to the files that a menu names, or to the page in front, into the clipboard, one a
 * line. VS Code gives the file under the mouse, and in the explorer all that are selected with it.
 */
export const copyLink =
  (client: BaseLanguageClient) =>
  async (clicked?: unknown, selected?: unknown): Promise<void> => {
    const front = vscode.window.activeTextEditor?.document.uri;
    const chosen = Array.isArray(selected) && selected.length > 0 ? (selected as readonly unknown[]) : [clicked];
    const uris = chosen.filter(uri => uri instanceof vscode.Uri);
    if (uris.length === 0 && front !== undefined) uris.push(front);
    if (uris.length === 0) {
      void vscode.window.showInformationMessage(
        vscode.l10n.t('There is no page to link to. Open one, then try again.'),
      );
      return;
    }
    const { asUri } = client.code2ProtocolConverter;
    const params: CopyLinksParams = { uris: uris.map(asUri), ...(front === undefined ? {} : { from: asUri(front) }) };
    const result = await ask<CopyLinksResult | Refusal>(client, COPY_LINKS, params);
    if (result === undefined) return;
    if ('reason' in result) {
      void vscode.window.showInformationMessage(plainMessage(result.reason));
      return;
    }
    await vscode.env.clipboard.writeText(result.links.join('\n'));
    const [first = ''] = result.links;
    vscode.window.setStatusBarMessage(
      result.links.length === 1
        ? vscode.l10n.t('Copied {0}', first)
        : vscode.l10n.t('Copied {0} links', result.links.length),
      3000,
    );
  };
