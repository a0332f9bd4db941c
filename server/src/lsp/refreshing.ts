import { CodeLensRefreshRequest, InlayHintRefreshRequest, SemanticTokensRefreshRequest } from 'vscode-languageserver';
import type { Casebook } from '../atlas/casebook.ts';
import type { Page } from '../core/page.ts';
import { pageOf } from '../core/vault.ts';
import type { Context, PageAt, Shown } from './context.ts';
import type { Diagnostics } from './diagnostics.ts';
import type { VaultHost } from './vaultHost.ts';

/** Finds out when what a client shows in a page is no longer true though the page did not change. */
export interface Refreshing {
  /** The client asked, of a page or of a document that is none. */
  readonly asked: (what: Shown, at: PageAt | undefined) => void;
  /** Hears of changes and hands them on. */
  readonly hearing: (diagnostics: Diagnostics) => Diagnostics;
}

/** All that is shown in a page, in any form that can be compared. */
export type Answers = Readonly<Record<Shown, (host: VaultHost, book: Casebook, page: Page) => unknown>>;

/** How long changes are gathered, in milliseconds: a person who types changes the vault with each key. */
const DELAY = 300;

const REQUESTS = {
  codeLens: CodeLensRefreshRequest.type,
  inlayHint: InlayHintRefreshRequest.type,
  semanticTokens: SemanticTokensRefreshRequest.type,
} as const;

const ALL = ['codeLens', 'inlayHint', 'semanticTokens'] as const satisfies readonly Shown[];

const SWITCHES = ['lens.usedBy', 'lens.procedure', 'hints.names', 'hints.tactics', 'semanticTokens'] as const;

/** A page that the client asked about, with the casebook of that time, and what is said of it, once that was compared. */
interface Asked {
  readonly at: PageAt;
  readonly said: string | undefined;
}

/**
 * Tells the client to ask again: after other pages changed, only where the answer would be another than that of the casebook
 * at the time of the question.
 */
export const createRefreshing = (context: Context, answers: Answers): Refreshing => {
  const known: Readonly<Record<Shown, Map<string, Asked>>> = {
    codeLens: new Map(),
    inlayHint: new Map(),
    semanticTokens: new Map(),
  };
  /** What was ever asked for: of the rest nobody needs to hear. */
  const isAsked = new Set<Shown>();
  /** What is to be asked for again in any case. */
  const due = new Set<Shown>();
  /** State and switches of each vault as last heard of, by its folder. */
  const states = new Map<string, string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isWorking = false;

  const soon = (): void => {
    if (isAsked.size === 0) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (isWorking) return soon();
      isWorking = true;
      refresh()
        .catch((error: unknown) => context.connection.console.error(`Nothing was refreshed: ${String(error)}`))
        .finally(() => (isWorking = false));
    }, DELAY);
  };

  const refresh = async (): Promise<void> => {
    await context.workspace.whenRead();
    await context.turns.next();
    for (const what of ALL) {
      if (!context.client().refreshes[what] || !(due.delete(what) || (await isStale(what)))) continue;
      known[what].clear();
      void context.connection.sendRequest(REQUESTS[what]).catch(() => undefined);
    }
  };

  const isStale = async (what: Shown): Promise<boolean> => {
    const pages = known[what];
    let slice = context.turns.slice();
    for (const [uri, { at, said }] of [...pages]) {
      const { host, page } = at;
      const book = host.session?.book();
      // For a page that changed itself the client asks anyway, and for a closed one not before it is opened again.
      if (book === undefined || !host.open.has(page.id) || pageOf(book.vault, page.id) !== page) pages.delete(uri);
      else if (book.vault !== at.book.vault) {
        const now = JSON.stringify(answers[what](host, book, page));
        if (now !== (said ?? JSON.stringify(answers[what](host, at.book, page)))) return true;
        pages.set(uri, { at: { ...at, book }, said: now });
      }
      if (!slice.isOver()) continue;
      await context.turns.next();
      slice = context.turns.slice();
    }
    return false;
  };

  const vaultChanged = ({ state, root, settings }: VaultHost): void => {
    if (state === 'indexing') return;
    const now = JSON.stringify([state, ...SWITCHES.map(name => settings[name])]);
    if (states.get(root) === now) return;
    states.set(root, now);
    for (const what of isAsked) due.add(what);
    soon();
  };

  return {
    asked: (what, at) => {
      isAsked.add(what);
      if (at !== undefined) known[what].set(at.uri(at.page.id), { at, said: undefined });
    },
    hearing: diagnostics => ({
      pagesChanged: (host, affected, edited) => {
        diagnostics.pagesChanged(host, affected, edited);
        soon();
      },
      vaultChanged: host => {
        diagnostics.vaultChanged(host);
        vaultChanged(host);
      },
      closed: diagnostics.closed,
    }),
  };
};
