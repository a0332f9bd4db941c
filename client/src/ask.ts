import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';

/** Sends a request to the server, for what is shown without being asked for: rejects at once where no server runs. */
export type Request = <Result>(method: string, params: object) => Promise<Result>;

/** Requests of a client that never start a server. */
export const requestsOf =
  (client: BaseLanguageClient): Request =>
  <Result>(method: string, params: object) =>
    client.isRunning()
      ? client.sendRequest<Result>(method, params)
      : Promise.reject(new Error('The server does not run.'));

/** Asks the server for what a command needs. Where no answer comes, the user is told, and it is undefined. */
export const ask = async <Result>(
  client: BaseLanguageClient,
  method: string,
  params: object,
): Promise<Result | undefined> => {
  try {
    return await client.sendRequest<Result>(method, params);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    void vscode.window.showErrorMessage(vscode.l10n.t('The ATLAS Casebook server does not answer: {0}', reason));
    return undefined;
  }
};
