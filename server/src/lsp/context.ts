import type { CancellationToken, Connection } from 'vscode-languageserver';
import { LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Casebook } from '../atlas/casebook.ts';
import type { Page } from '../core/page.ts';
import { pageOf } from '../core/vault.ts';
import type { Files } from '../vaultFiles.ts';
import type { Turns } from './turns.ts';
import type { VaultHost } from './vaultHost.ts';
import type { Workspace } from './workspace.ts';

/** What the client said of itself, as far as answers depend on it. */
export interface Client {
  readonly linkSupport: boolean;
  readonly versionedEdits: boolean;
  /** Takes the range that all completion items have in common once for the list. */
  readonly sharedEditRange: boolean;
  readonly hierarchicalSymbols: boolean;
  readonly pullsDiagnostics: boolean;
  readonly refreshesDiagnostics: boolean;
  readonly progress: boolean;
  readonly registersWatchers: boolean;
  readonly relativeWatchers: boolean;
  readonly diagnosticsDelay: number;
  readonly watchDelay: number;
}

/** All that a handler needs. */
export interface Context {
  readonly connection: Connection;
  readonly client: () => Client;
  readonly workspace: Workspace;
  /** Open documents by the URI that the client gave them. */
  readonly documents: ReadonlyMap<string, TextDocument>;
  readonly filesOf: (folder: string) => Files;
  /** Whose turn it is: long work gives way to questions. */
  readonly turns: Turns;
}

/** A page that somebody asks about, and the vault as it is now. */
export interface PageAt {
  readonly host: VaultHost;
  readonly book: Casebook;
  readonly page: Page;
  /** The URI of a path of this vault: for an open page the one that the client uses. */
  readonly uri: (path: string) => string;
}

/** The page of a document as soon as its vault is indexed; undefined where it is no page of a vault. Rejects if cancelled. */
export const pageAt = async (context: Context, uri: string, token: CancellationToken): Promise<PageAt | undefined> => {
  context.turns.asked();
  await context.workspace.whenReady();
  throwIfCancelled(token);
  const at = context.workspace.locate(uri);
  const book = at?.host.session?.book();
  const page = at && book && pageOf(book.vault, at.path);
  return page && { host: at.host, book, page, uri: uriFor(at.host) };
};

/** Ends a request that nobody waits for any more. */
export const throwIfCancelled = (token: CancellationToken): void => {
  if (token.isCancellationRequested) throw new ResponseError(LSPErrorCodes.RequestCancelled, 'Cancelled.');
};

/** URIs of a vault's paths: for an open document the one that the client gave it. */
export const uriFor =
  (host: VaultHost) =>
  (path: string): string =>
    host.open.get(path)?.uri ?? host.uri(path);

/** The text of a file of the vault: the open buffer's, else the disk's; undefined where there is none. */
export const textOf = async (context: Context, host: VaultHost, path: string): Promise<string | undefined> => {
  const open = host.open.get(path);
  if (open !== undefined) return open.getText();
  let text: string | undefined;
  await context.filesOf(host.root).readEach(host.root, [path], (_, source) => (text = source?.text()));
  return text;
};
