import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';

/** `ATLAS: Restart Server`: ends the server, if it still runs, and starts a new one, which reads every page again. */
export const restartServer = (client: BaseLanguageClient) => async (): Promise<void> => {
  try {
    if (client.needsStop()) await client.stop();
    await client.start();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    void vscode.window.showErrorMessage(vscode.l10n.t('The ATLAS Casebook server did not start: {0}', reason));
  }
};
