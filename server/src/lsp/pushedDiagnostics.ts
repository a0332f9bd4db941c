import type { Diagnostic } from 'vscode-languageserver';
import { values } from '../core/layeredMap.ts';
import type { PageId } from '../core/page.ts';
import type { Context } from './context.ts';
import type { VaultHost } from './vaultHost.ts';

/** Problems on their way to the client: pulled where it can pull, pushed where it cannot. */
export interface Diagnostics {
  /** These pages can have other problems now; `edited` is the one whose own edit is the cause. */
  readonly pagesChanged: (host: VaultHost, affected: ReadonlySet<PageId>, edited?: PageId) => void;
  /** A vault woke, fell asleep, or has other settings. */
  readonly vaultChanged: (host: VaultHost) => void;
  /** A page is no longer open. */
  readonly closed: (host: VaultHost, path: PageId) => void;
}

/** The problems of a page as the client shows them now. */
export type ItemsOf = (host: VaultHost, path: PageId) => readonly Diagnostic[];

/** The pages of a vault that is ready. */
export const pathsOf = (host: VaultHost): readonly PageId[] =>
  host.session === undefined ? [] : Array.from(values(host.session.book().vault.pages), page => page.id);

/** Pushes problems soon after pages changed. `counted` is called when the numbers of problems may have changed. */
export const createPushing = (context: Context, itemsOf: ItemsOf, counted: () => void): Diagnostics => {
  const { connection } = context;
  /** Pages that changed, and pages of vaults that are to be looked at whole, which can wait. */
  const soon: Waiting = new Map();
  const later: Waiting = new Map();
  /** URIs that the client shows problems for. */
  const published = new Map<string, VaultHost>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isWorking = false;

  const publish = (host: VaultHost, path: PageId): void => {
    const document = host.open.get(path);
    const uri = document?.uri ?? host.uri(path);
    const diagnostics = [...itemsOf(host, path)];
    if (diagnostics.length > 0) published.set(uri, host);
    else if (!published.delete(uri) && document === undefined) return;
    void connection.sendDiagnostics({ uri, diagnostics, ...(document ? { version: document.version } : {}) });
  };

  /** Open pages at once, the rest in slices. */
  const begin = (): void => {
    timer = undefined;
    for (const waiting of [soon, later]) {
      for (const [host, paths] of waiting)
        for (const path of host.open.keys()) if (paths.delete(path)) publish(host, path);
    }
    counted();
    if (!isWorking) void publishClosed();
  };

  const publishClosed = async (): Promise<void> => {
    isWorking = true;
    await context.workspace.whenRead();
    await context.turns.next();
    let slice = context.turns.slice();
    for (let next = takeOne(soon) ?? takeOne(later); next !== undefined; next = takeOne(soon) ?? takeOne(later)) {
      publish(next.host, next.path);
      if (!slice.isOver()) continue;
      await context.turns.next();
      slice = context.turns.slice();
    }
    isWorking = false;
    counted();
  };

  const wait = (waiting: Waiting, host: VaultHost, paths: Iterable<PageId>): void => {
    const all = waiting.get(host) ?? new Set();
    for (const path of paths) all.add(path);
    waiting.set(host, all);
    const { diagnosticsDelay } = context.client();
    clearTimeout(timer);
    if (diagnosticsDelay <= 0) begin();
    else timer = setTimeout(begin, diagnosticsDelay);
  };

  return {
    pagesChanged: (host, affected) => wait(soon, host, affected),
    vaultChanged: host => {
      const known = [...published].filter(([, owner]) => owner === host).map(([uri]) => uri);
      if (host.session === undefined) {
        soon.delete(host);
        later.delete(host);
        for (const uri of known) {
          published.delete(uri);
          void connection.sendDiagnostics({ uri, diagnostics: [] });
        }
      } else wait(later, host, [...known.flatMap(uri => context.workspace.locate(uri)?.path ?? []), ...pathsOf(host)]);
    },
    closed: (host, path) => wait(soon, host, [path]),
  };
};

/** Pages to look at, by vault. */
type Waiting = Map<VaultHost, Set<PageId>>;

const takeOne = (waiting: Waiting): { host: VaultHost; path: PageId } | undefined => {
  for (const [host, paths] of waiting) {
    for (const path of paths) {
      paths.delete(path);
      return { host, path };
    }
    waiting.delete(host);
  }
  return undefined;
};
