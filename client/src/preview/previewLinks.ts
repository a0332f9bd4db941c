import * as vscode from 'vscode';
import { PREVIEW_LINKS } from '../../../server/src/lsp/protocol.ts';
import type { PreviewLinks, PreviewLinksParams } from '../../../server/src/lsp/protocol.ts';
import { createLinkCache } from './linkCache.ts';
import type { LinkCache } from './linkCache.ts';

/** Sends a request to the server; rejects where none runs. */
export type SendRequest = (method: string, params: PreviewLinksParams) => Promise<PreviewLinks | null>;

/** How long, in milliseconds, a preview is given to load. */
const LOADED = 2000;

/** The links of previewed pages. */
export interface PreviewLinksFollower extends LinkCache, vscode.Disposable {
  /** Fires when what is known of a shown page's links is another than it was shown with. */
  readonly onDidChange: vscode.Event<void>;
}

/** The links of previewed pages, kept up to date while pages change; previews are drawn again when an answer differs. */
export function followPreviewLinks(send: SendRequest): PreviewLinksFollower {
  const previews = createPreviews();
  const changed = new vscode.EventEmitter<void>();
  const cache = createLinkCache(
    uri => send(PREVIEW_LINKS, { uri }),
    early => {
      previews.redraw(early);
      changed.fire();
    },
  );
  const prepare = (document: vscode.TextDocument | undefined): void => {
    if (document?.languageId === 'markdown') cache.prepare(document.uri.toString());
  };
  prepare(vscode.window.activeTextEditor?.document);
  const following = [
    previews,
    changed,
    // What a preview shows next: the page that its command is called on, or the one that a click in it opens.
    vscode.window.onDidChangeActiveTextEditor(editor => prepare(editor?.document)),
    vscode.workspace.onDidOpenTextDocument(document => {
      if (isPreviewOpen()) prepare(document);
    }),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (document.languageId === 'markdown' && contentChanges.length > 0) cache.askAgain(document.uri.toString());
    }),
    vscode.window.tabGroups.onDidChangeTabs(({ closed }) => {
      if (closed.length > 0 && !isPreviewOpen()) cache.rest();
    }),
  ];
  return { ...cache, onDidChange: changed.event, dispose: () => following.forEach(one => one.dispose()) };
}

/**
 * Draws all previews again: at once, and where that comes early also once they have loaded. A preview that is still
 * loading its first drawing when it gets the second may keep that one hidden for good: VS Code's webview takes the late
 * end of the first loading for that of the second.
 */
function createPreviews(): { readonly redraw: (early: boolean) => void } & vscode.Disposable {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    redraw: early => {
      refreshPreviews();
      if (!early) return;
      clearTimeout(timer);
      timer = setTimeout(refreshPreviews, LOADED);
    },
    dispose: () => clearTimeout(timer),
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
