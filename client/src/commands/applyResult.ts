import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { RefactorResult } from '../../../server/src/lsp/protocol.ts';
import { ask } from '../ask.ts';
import { plainMessage } from '../plainMessage.ts';

/**
 * Asks the server for an edit of the page in an editor and makes it, with the cursor where it belongs afterwards; says why not, where
 * there is nothing to do. The answer is given back, where it is something else than an edit or a reason.
 */
export const askAndApply = async <Other extends object = never>(
  client: BaseLanguageClient,
  editor: vscode.TextEditor,
  method: string,
  params: object,
): Promise<Other | undefined> => {
  const { document } = editor;
  const { version } = document;
  const result = await ask<RefactorResult | Other>(client, method, params);
  if (result === undefined) return undefined;
  if ('reason' in result) {
    void vscode.window.showInformationMessage(plainMessage(result.reason));
    return undefined;
  }
  if (!('edit' in result)) return result;
  const edit = await client.protocol2CodeConverter.asWorkspaceEdit(result.edit);
  // An edit that the user sees first is one of many pages, which are saved then if the user has it so.
  const isRefactoring = result.edit.changeAnnotations !== undefined;
  const isDone = document.version === version && (await vscode.workspace.applyEdit(edit, { isRefactoring }));
  if (!isDone) {
    // Whoever was asked to confirm the edit, and did not, knows why nothing was done.
    if (!isRefactoring)
      void vscode.window.showWarningMessage(
        vscode.l10n.t('The page changed meanwhile, so nothing was done. Try again.'),
      );
    return undefined;
  }
  if (result.selection !== undefined) {
    const range = client.protocol2CodeConverter.asRange(result.selection);
    editor.selection = new vscode.Selection(range.start, range.end);
    editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  }
  return undefined;
};
