import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { VAULT_CHANGED } from '../../../server/src/lsp/protocol.ts';

/** What views know of vaults: they ask the server each time, and hear when to ask again. */
export interface VaultQuestions extends vscode.Disposable {
  /** Asks the server. Undefined where it does not run or cannot answer now; asked again after the next change. */
  readonly ask: <Result>(method: string, params: object) => Promise<Result | undefined>;
  /** Fires soon after pages or problems of a vault changed, and when the server has started. */
  readonly onDidChange: vscode.Event<void>;
}

/** Questions that a language client passes on. */
export function vaultQuestions(client: BaseLanguageClient): VaultQuestions {
  const changed = new vscode.EventEmitter<void>();
  const subscriptions = [
    changed,
    client.onNotification(VAULT_CHANGED, () => changed.fire()),
    client.onDidChangeState(() => changed.fire()),
  ];
  return {
    ask: async <Result>(method: string, params: object) => {
      if (!client.isRunning()) return undefined;
      try {
        return (await client.sendRequest<Result | null>(method, params)) ?? undefined;
      } catch {
        // The server is going, or gave the question up for a newer one.
        return undefined;
      }
    },
    onDidChange: changed.event,
    dispose: () => subscriptions.forEach(each => each.dispose()),
  };
}
