import * as vscode from 'vscode';
import type { PageKindParams, PageKindResult, StatusParams } from '../../../server/src/lsp/protocol.ts';
import { PAGE_KIND } from '../../../server/src/lsp/protocol.ts';
import type { Request } from '../ask.ts';

/** Keeps what `when` clauses ask for. */
export interface ContextKeys extends vscode.Disposable {
  readonly show: (status: StatusParams) => void;
}

/** From the last keystroke until the server is asked what the page is now, in milliseconds. */
const DELAY = 300;

/**
 * Keeps the context keys `atlasCasebook.isCaseStudy`, whether the page in front is one, and `atlasCasebook.hasVault`, whether any vault
 * is awake: for what has to do with no page in front.
 */
export function followContextKeys(request: Request): ContextKeys {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const update = async (): Promise<void> => {
    const page = vscode.window.activeTextEditor?.document;
    // Views take the keyboard from the page without closing it: what held for it still holds.
    if (page?.languageId !== 'markdown') return;
    const params: PageKindParams = { uri: page.uri.toString() };
    const { kind } = await request<PageKindResult>(PAGE_KIND, params).catch((): PageKindResult => ({}));
    if (page === vscode.window.activeTextEditor?.document) setKey('isCaseStudy', kind === 'caseStudy');
  };
  const listeners = vscode.Disposable.from(
    vscode.window.onDidChangeActiveTextEditor(() => void update()),
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      if (document !== vscode.window.activeTextEditor?.document) return;
      clearTimeout(timer);
      timer = setTimeout(() => void update(), DELAY);
    }),
  );
  return {
    show: ({ vaults }) => {
      setKey(
        'hasVault',
        vaults.some(({ state }) => state !== 'asleep'),
      );
      void update();
    },
    dispose: () => {
      clearTimeout(timer);
      listeners.dispose();
    },
  };
}

const setKey = (name: string, value: boolean): void =>
  void vscode.commands.executeCommand('setContext', `atlasCasebook.${name}`, value);
