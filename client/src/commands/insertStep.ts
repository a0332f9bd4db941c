import { l10n } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { InsertStepParams, PageOffer } from '../../../server/src/lsp/protocol.ts';
import { INSERT_STEP } from '../../../server/src/lsp/protocol.ts';
import { activePage } from './activePage.ts';
import { askAndApply } from './applyResult.ts';
import { pickOffer, pickTechnique } from './pickTechnique.ts';

/** `ATLAS: Insert Step`: asks for a technique, and where it matters for the tactic, and writes the step. */
export const insertStep = (client: BaseLanguageClient) => async (): Promise<void> => {
  const editor = activePage(l10n.t('Open a markdown page of a case study, then try again.'));
  if (editor === undefined) return;
  const uri = client.code2ProtocolConverter.asUri(editor.document.uri);
  const technique = await pickTechnique(client, l10n.t('Insert Step'), uri, '');
  if (technique === undefined) return;
  const range = client.code2ProtocolConverter.asRange(editor.selection);
  const insert = (tactic?: PageOffer): Promise<{ readonly tactics: readonly PageOffer[] } | undefined> => {
    const params: InsertStepParams = { uri, range, technique, ...(tactic === undefined ? {} : { tactic }) };
    return askAndApply(client, editor, INSERT_STEP, params);
  };
  const choice = await insert();
  if (choice === undefined) return;
  const tactic = await pickOffer(l10n.t('Which tactic does {0} serve in this step?', technique.label), choice.tactics);
  if (tactic !== undefined) await insert(tactic);
};
