import type { BaseLanguageClient } from 'vscode-languageclient';
import type { RefactorParams, Refactoring } from '../../../server/src/lsp/protocol.ts';
import { REFACTOR } from '../../../server/src/lsp/protocol.ts';
import { activePage } from './activePage.ts';
import { askAndApply } from './applyResult.ts';

/** The commands of this form, with what each is for. */
export const REFACTORINGS: Readonly<Record<Refactoring, string>> = {
  renumberSteps: 'whose steps are to be numbered',
  moveStepUp: 'and put the cursor into a step',
  moveStepDown: 'and put the cursor into a step',
  updateDerivedLists: 'whose lists are to be updated',
  updateDerivedListsInVault: 'of the vault whose lists are to be updated',
  organiseCaseStudy: 'of a case study',
};

/** A command that edits the page in front, or its vault, as the server says. */
export const refactor = (client: BaseLanguageClient, name: Refactoring) => async (): Promise<void> => {
  const editor = activePage(REFACTORINGS[name]);
  if (editor === undefined) return;
  const params: RefactorParams = {
    uri: client.code2ProtocolConverter.asUri(editor.document.uri),
    range: client.code2ProtocolConverter.asRange(editor.selection),
    name,
  };
  await askAndApply(client, editor, REFACTOR, params);
};
