import { l10n } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { InsertLinkParams } from '../../../server/src/lsp/protocol.ts';
import { INSERT_LINK } from '../../../server/src/lsp/protocol.ts';
import { activePage } from './activePage.ts';
import { askAndApply } from './applyResult.ts';
import { pickTechnique } from './pickTechnique.ts';

/** `ATLAS: Insert Technique Link`: asks for a technique and writes the link to it; what is selected becomes its label. */
export const insertTechniqueLink = (client: BaseLanguageClient) => async (): Promise<void> => {
  const editor = activePage(l10n.t('Open a markdown page of a vault, then try again.'));
  if (editor === undefined) return;
  const uri = client.code2ProtocolConverter.asUri(editor.document.uri);
  const selected = editor.document.getText(editor.selection);
  const technique = await pickTechnique(client, l10n.t('Insert Technique Link'), uri, selected);
  if (technique === undefined) return;
  const range = client.code2ProtocolConverter.asRange(editor.selection);
  const params: InsertLinkParams = { uri, range, technique };
  await askAndApply(client, editor, INSERT_LINK, params);
};
