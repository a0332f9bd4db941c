import { l10n } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { RefactorParams, Refactoring } from '../../../server/src/lsp/protocol.ts';
import { REFACTOR } from '../../../server/src/lsp/protocol.ts';
import { activePage } from './activePage.ts';
import { askAndApply } from './applyResult.ts';

/** The commands of this form, with what is said where no page is in front. */
export const REFACTORINGS: Readonly<Record<Refactoring, () => string>> = {
  renumberSteps: () => l10n.t('Open a markdown page whose steps are to be numbered, then try again.'),
  moveStepUp: () => l10n.t('Open a markdown page and put the cursor into a step, then try again.'),
  moveStepDown: () => l10n.t('Open a markdown page and put the cursor into a step, then try again.'),
  updateDerivedLists: () => l10n.t('Open a markdown page whose lists are to be updated, then try again.'),
  updateDerivedListsInVault: () =>
    l10n.t('Open a markdown page of the vault whose lists are to be updated, then try again.'),
  organiseCaseStudy: () => l10n.t('Open a markdown page of a case study, then try again.'),
};

/** A command that edits the page in front, or its vault, as the server says. */
export const refactor = (client: BaseLanguageClient, name: Refactoring) => async (): Promise<void> => {
  const editor = activePage(REFACTORINGS[name]());
  if (editor === undefined) return;
  const params: RefactorParams = {
    uri: client.code2ProtocolConverter.asUri(editor.document.uri),
    range: client.code2ProtocolConverter.asRange(editor.selection),
    name,
  };
  await askAndApply(client, editor, REFACTOR, params);
};
