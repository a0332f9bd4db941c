import * as vscode from 'vscode';
import { PREVIEW_LINKS } from '../../../server/src/lsp/protocol.ts';
import type { PreviewLinks, PreviewLinksParams } from '../../../server/src/lsp/protocol.ts';
import { createLinkCache } from './linkCache.ts';
import type { LinkCache } from './linkCache.ts';

/** Sends a request to the server; rejects where none runs. */
export type SendRequest = (method: string, params: PreviewLinksParams) => Promise<PreviewLinks | null>;

/** The links of previewed pages, kept up to date while pages change; previews are drawn again when an answer differs. */
export function followPreviewLinks(send: SendRequest): LinkCache & vscode.Disposable {
  const cache = createLinkCache(uri => send(PREVIEW_LINKS, { uri }), refreshPreviews);
  const edits = vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
    if (document.languageId === 'markdown' && contentChanges.length > 0) cache.askAgain(document.uri.toString());
  });
  const tabs = vscode.window.tabGroups.onDidChangeTabs(({ closed }) => {
    if (closed.length > 0 && !isPreviewOpen()) cache.clear();
  });
  return {
    ...cache,
    dispose: () => {
      edits.dispose();
      tabs.dispose();
    },
  };
}

function refreshPreviews(): void {
  // Rejects where the built-in extension for markdown is off; then there is no preview to draw.
  vscode.commands.executeCommand('markdown.preview.refresh').then(undefined, () => undefined);
}

const isPreviewOpen = (): boolean =>
  vscode.window.tabGroups.all.some(group =>
    group.tabs.some(({ input }) => viewType(input).includes('markdown.preview')),
  );

const viewType = (input: unknown): string =>
  input instanceof vscode.TabInputWebview || input instanceof vscode.TabInputCustom ? input.viewType : '';
