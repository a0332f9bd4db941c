import type {
  CancellationToken,
  Diagnostic,
  DocumentDiagnosticReport,
  WorkspaceDiagnosticParams,
  WorkspaceDocumentDiagnosticReport,
} from 'vscode-languageserver';
import { DiagnosticSeverity } from 'vscode-languageserver';
import type { PageId } from '../core/page.ts';
import { isMarkdown } from '../core/paths.ts';
import { lineStartsOf, rangeOf } from '../core/text.ts';
import { pageOf } from '../core/vault.ts';
import { SETTINGS_FILE } from '../settings.ts';
import type { Context } from './context.ts';
import { throwIfCancelled, uriFor } from './context.ts';
import { toDiagnostic } from './convert.ts';
import type { Diagnostics, ItemsOf } from './pushedDiagnostics.ts';
import { createPushing, pathsOf } from './pushedDiagnostics.ts';
import type { VaultHost } from './vaultHost.ts';
import type { VaultPath } from './workspace.ts';

export type { Diagnostics };

/** The result id of a page that has left the vault. */
const GONE = 'gone';

/** `counted` is called when the numbers of problems may have changed. */
export const createDiagnostics = (context: Context, counted: () => void): Diagnostics => {
  const { connection, workspace } = context;

  const isShown = (host: VaultHost, path: PageId): boolean =>
    host.settings['problems.scope'] === 'vault' || host.open.has(path);

  const itemsOf = (host: VaultHost, path: PageId): readonly Diagnostic[] => {
    const book = host.session?.book();
    const page = book && pageOf(book.vault, path);
    if (book === undefined || page === undefined || !isShown(host, path)) {
      host.forget(path);
      return [];
    }
    const uri = uriFor(host);
    try {
      const { problemLinks } = context.client();
      return host.report(page).map(reported => toDiagnostic(book.vault, page, reported, uri, problemLinks));
    } catch (error) {
      // A fault in one rule must not take the problems of all other pages with it.
      connection.console.error(
        `${path}: its problems could not be found. ${error instanceof Error ? error.stack : String(error)}`,
      );
      return [];
    }
  };

  /** Settings files that the client shows problems for. */
  const faultySettings = new Set<string>();

  /** The settings file is no document of ours, so its problems are pushed to every client. */
  const publishSettingsProblems = (host: VaultHost): void => {
    const { text, problems } = host.settingsProblems;
    const uri = host.uri(SETTINGS_FILE);
    if (problems.length > 0) faultySettings.add(uri);
    else if (!faultySettings.delete(uri)) return;
    const lineStarts = lineStartsOf(text);
    const diagnostics = problems.map(({ span, message }): Diagnostic => ({
      range: rangeOf(lineStarts, span),
      severity: DiagnosticSeverity.Warning,
      source: 'atlas',
      message,
    }));
    void connection.sendDiagnostics({ uri, diagnostics });
  };

  const pushing = createPushing(context, itemsOf, counted);
  const pulling = createPulling(context, itemsOf, counted);
  const way = (): Pick<Diagnostics, 'pagesChanged' | 'vaultChanged' | 'closed'> =>
    context.client().pullsDiagnostics ? pulling : pushing;

  connection.languages.diagnostics.on(async (params, token): Promise<DocumentDiagnosticReport> => {
    await workspace.whenReady();
    throwIfCancelled(token);
    const at = workspace.locate(params.textDocument.uri);
    if (at?.host.session === undefined || !isMarkdown(at.path)) return { kind: 'full', items: [] };
    const resultId = at.host.resultId(at.path);
    if (params.previousResultId === resultId) return { kind: 'unchanged', resultId };
    const items = [...itemsOf(at.host, at.path)];
    if (items.length > 0) pulling.handedOver(at);
    counted();
    return { kind: 'full', resultId, items };
  });
  connection.languages.diagnostics.onWorkspace(async (params, token, _progress, partial) => {
    await workspace.whenReady();
    throwIfCancelled(token);
    return pulling.workspace(params, token, partial && (items => partial.report({ items })));
  });

  return {
    pagesChanged: (host, affected, edited) => way().pagesChanged(host, affected, edited),
    vaultChanged: host => {
      publishSettingsProblems(host);
      way().vaultChanged(host);
    },
    closed: (host, path) => way().closed(host, path),
  };
};

interface Pulling extends Diagnostics {
  /** The client was given problems of a page, which it may show until it hears of the page with the workspace. */
  readonly handedOver: (page: VaultPath) => void;
  readonly workspace: (
    params: WorkspaceDiagnosticParams,
    token: CancellationToken,
    report: ((items: WorkspaceDocumentDiagnosticReport[]) => void) | undefined,
  ) => Promise<{ items: WorkspaceDocumentDiagnosticReport[] }>;
}

const createPulling = (context: Context, itemsOf: ItemsOf, counted: () => void): Pulling => {
  const { connection, workspace } = context;
  /** What has changed since the workspace was last pulled; a vault that is not named here is to be looked at whole. */
  const changes = new Map<VaultHost, Set<PageId>>();
  /**
   * Pages that the client was given problems of. When a page is closed, VS Code goes on showing them, but forgets their result id, and
   * does not take what it pulls then.
   */
  const handed = new Map<string, VaultPath>();
  let isChanged = true;
  let wake = (): void => undefined;

  const change = (): void => {
    isChanged = true;
    wake();
  };

  const refresh = (): void => {
    if (context.client().refreshesDiagnostics) void connection.languages.diagnostics.refresh().catch(() => undefined);
  };

  /** Looks at everything that changed. Hands over what the client does not know yet. */
  const collect = async (
    previous: Map<VaultHost, Map<PageId, string>>,
    token: CancellationToken,
    report: (items: WorkspaceDocumentDiagnosticReport[]) => void,
  ): Promise<void> => {
    await workspace.whenRead();
    let slice = context.turns.slice();
    let items: WorkspaceDocumentDiagnosticReport[] = [];
    for (const host of workspace.hosts()) {
      const known = previous.get(host);
      const paths = changes.get(host) ?? new Set([...(known?.keys() ?? []), ...handedOf(host), ...pathsOf(host)]);
      changes.set(host, new Set());
      for (const path of paths) {
        const item = reportOf(host, path, known?.get(path));
        if (item !== undefined) items.push(item);
        if (!slice.isOver()) continue;
        if (items.length > 0) report(items);
        items = [];
        await context.turns.next();
        if (token.isCancellationRequested) {
          // What was not handed over is to be looked at again.
          changes.clear();
          isChanged = true;
          throwIfCancelled(token);
        }
        slice = context.turns.slice();
      }
    }
    if (items.length > 0) report(items);
  };

  const reportOf = (
    host: VaultHost,
    path: PageId,
    previous: string | undefined,
  ): WorkspaceDocumentDiagnosticReport | undefined => {
    const vault = host.session?.book().vault;
    const exists = vault !== undefined && pageOf(vault, path) !== undefined;
    const isShown = exists && (host.settings['problems.scope'] === 'vault' || host.open.has(path));
    const resultId = isShown ? host.resultId(path) : GONE;
    const isKnown = previous !== undefined || handed.has(host.uri(path));
    if (previous === resultId || (!isShown && !isKnown)) return undefined;
    const items = [...itemsOf(host, path)];
    if (items.length > 0) handed.set(host.uri(path), { host, path });
    else handed.delete(host.uri(path));
    if (items.length === 0 && !isKnown) return undefined;
    const document = host.open.get(path);
    return { kind: 'full', uri: document?.uri ?? host.uri(path), version: document?.version ?? null, resultId, items };
  };

  /** Such pages of a vault, also of one that was indexed anew since. */
  const handedOf = (host: VaultHost): readonly PageId[] =>
    [...handed.values()].filter(page => page.host.root === host.root).map(({ path }) => path);

  return {
    handedOver: page => void handed.set(page.host.uri(page.path), page),
    pagesChanged: (host, affected, edited) => {
      const known = changes.get(host);
      if (known !== undefined) for (const path of affected) known.add(path);
      const others = [...affected].some(path => path !== edited && host.open.has(path));
      if (others) refresh();
      change();
    },
    vaultChanged: host => {
      changes.delete(host);
      if (host.open.size > 0 && host.state !== 'indexing') refresh();
      change();
    },
    closed: (host, path) => {
      changes.get(host)?.add(path);
      change();
    },
    workspace: async (params, token, partial) => {
      const previous = new Map<VaultHost, Map<PageId, string>>();
      const orphans: WorkspaceDocumentDiagnosticReport[] = [];
      for (const { uri, value } of params.previousResultIds) {
        const at = workspace.locate(uri);
        if (at === undefined) {
          if (value !== GONE) orphans.push({ kind: 'full', uri, version: null, resultId: GONE, items: [] });
          continue;
        }
        const paths = previous.get(at.host) ?? new Map<PageId, string>();
        previous.set(at.host, paths.set(at.path, value));
      }
      const items = [...orphans];
      let isPartial = false;
      while (items.length === 0 && !isPartial) {
        while (!isChanged) await woken(token);
        isChanged = false;
        await collect(previous, token, some => {
          isPartial ||= partial !== undefined;
          if (partial === undefined) items.push(...some);
          else partial(some);
        });
        counted();
      }
      return { items };
    },
  };

  /** Settled by the next change; rejects if nobody waits any more. */
  async function woken(token: CancellationToken): Promise<void> {
    await new Promise<void>(resolve => {
      wake = resolve;
      token.onCancellationRequested(() => resolve());
    });
    throwIfCancelled(token);
  }
};
