import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { AtlasUrlParams, AtlasUrlResult, Refusal } from '../../../server/src/lsp/protocol.ts';
import { ATLAS_URL } from '../../../server/src/lsp/protocol.ts';
import { ask } from '../ask.ts';
import { plainMessage } from '../plainMessage.ts';
import { activePage } from './activePage.ts';

/** `ATLAS: Open on atlas.mitre.org`: what the link or ID under the cursor means, else the page in front, in the browser. */
export const openOnAtlas = (client: BaseLanguageClient) => async (): Promise<void> => {
  const editor = activePage(vscode.l10n.t('Open a markdown page of a vault, then try again.'));
  if (editor === undefined) return;
  const params: AtlasUrlParams = {
    uri: client.code2ProtocolConverter.asUri(editor.document.uri),
    position: client.code2ProtocolConverter.asPosition(editor.selection.active),
  };
  const result = await ask<AtlasUrlResult | Refusal>(client, ATLAS_URL, params);
  if (result === undefined) return;
  if ('reason' in result) void vscode.window.showInformationMessage(plainMessage(result.reason));
  else await vscode.env.openExternal(vscode.Uri.parse(result.url));
};
