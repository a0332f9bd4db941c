import * as vscode from 'vscode';
import type { BaseLanguageClient, Location, Position } from 'vscode-languageclient';

/** What a code lens does: shows places in a peek. The server speaks of them as LSP does; VS Code wants its own objects. */
export const showReferences =
  (client: BaseLanguageClient) =>
  async (...args: unknown[]): Promise<void> => {
    const [uri, position, locations] = args as [string, Position, readonly Location[]];
    const { asUri, asPosition, asLocation } = client.protocol2CodeConverter;
    await vscode.commands.executeCommand(
      'editor.action.showReferences',
      asUri(uri),
      asPosition(position),
      locations.map(location => asLocation(location)),
    );
  };
