import * as vscode from 'vscode';
import { LSPErrorCodes, PrepareRenameRequest, Range, ResponseError } from 'vscode-languageclient';
import type { BaseLanguageClient, Middleware } from 'vscode-languageclient';

/**
 * Keeps renames to our rules where these apply. VS Code asks one provider after the other until one does not refuse: what we refuse,
 * because a file of that name is there or several pages fit, its own markdown would then rename in a way that breaks links.
 */
export const ownRenames = (
  client: () => BaseLanguageClient,
): Required<Pick<Middleware, 'prepareRename' | 'provideRenameEdits'>> => ({
  prepareRename: async (document, position, token) => {
    const { code2ProtocolConverter, protocol2CodeConverter } = client();
    const params = {
      textDocument: code2ProtocolConverter.asTextDocumentIdentifier(document),
      position: code2ProtocolConverter.asPosition(position),
    };
    try {
      const place = await client().sendRequest(PrepareRenameRequest.type, params, token);
      if (place === null || Range.is(place) || !('range' in place)) return undefined;
      return { range: protocol2CodeConverter.asRange(place.range), placeholder: place.placeholder };
    } catch (error) {
      if (isRefusal(error)) throw lastWord(error.message);
      return undefined;
    }
  },
  provideRenameEdits: async (document, position, newName, token, next) => {
    try {
      return (await next(document, position, newName, token)) ?? NOTHING;
    } catch (error) {
      if (!isRefusal(error)) throw error;
      void vscode.window.showInformationMessage(error.message);
      return NOTHING;
    }
  },
});

const isRefusal = (error: unknown): error is ResponseError =>
  error instanceof ResponseError && error.code === LSPErrorCodes.RequestFailed;

/** An edit that does nothing, after which VS Code asks nobody else for one. */
const NOTHING = new vscode.WorkspaceEdit();

/** What VS Code shows at the cursor when it is thrown. To an Error it would add the answers of others, or prefer these. */
const lastWord = (reason: string): Pick<vscode.MarkdownString, 'value'> => ({
  value: new vscode.MarkdownString().appendText(reason).value,
});
