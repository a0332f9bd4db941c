import type { CancellationToken, Connection, WorkspaceEdit } from 'vscode-languageserver';
import { LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Casebook } from '../atlas/casebook.ts';
import type { Page } from '../core/page.ts';
import { pageOf } from '../core/vault.ts';
import type { PlannedEdit } from '../core/vaultEdit.ts';
import { isEmptyEdit } from '../core/vaultEdit.ts';
import type { Files } from '../vaultFiles.ts';
import { toWorkspaceEdit } from './convert.ts';
import type { Turns } from './turns.ts';
import type { VaultHost } from './vaultHost.ts';
import type { Workspace } from './workspace.ts';

/** What is shown in the text of pages. A client asks for it again where the page itself changes, else only when it is told to. */
export type Shown = 'codeLens' | 'inlayHint' | 'semanticTokens';

/** What the client said of itself, as far as answers depend on it. */
export interface Client {
  readonly linkSupport: boolean;
  readonly versionedEdits: boolean;
  /** Creates and renames files as parts of an edit. */
  readonly fileOperations: boolean;
  /** Shows an edit to the user first, where the edit asks for it. */
  readonly confirmsEdits: boolean;
  /** Would leave out of such an edit what needs confirmation, unless the user ticks each change. */
  readonly confirmsOnce: boolean;
  /** Asks for an action's edit when the action is chosen. */
  readonly resolvesActionEdits: boolean;
  /** Whether markdown links are ours to rewrite when files move. */
  readonly markdownLinks: boolean;
  /** Takes the range that all completion items have in common once for the list. */
  readonly sharedEditRange: boolean;
  readonly hierarchicalSymbols: boolean;
  readonly pullsDiagnostics: boolean;
  readonly refreshesDiagnostics: boolean;
  /** What it asks for again when it is told to. */
  readonly refreshes: Readonly<Record<Shown, boolean>>;
  /** Asks where the parts of a hint lead to when it needs that. */
  readonly resolvesHintLocations: boolean;
  /** Has the command that shows places. */
  readonly showsReferences: boolean;
  readonly progress: boolean;
  readonly registersWatchers: boolean;
  readonly relativeWatchers: boolean;
  /** Where the client shows what explains problems, by their codes; empty for the project's own page. */
  readonly problemLinks: Readonly<Record<string, string>>;
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

/** Whether a client takes an edit as it is planned: not each creates and renames files. */
export const canTake = ({ versionedEdits, fileOperations }: Client, { touchesFiles }: PlannedEdit): boolean =>
  touchesFiles !== true || (versionedEdits && fileOperations);

/**
 * Makes planned edits of a page's vault as the client takes them: texts are read from open buffers and the disk. Undefined for an
 * edit that changes nothing, and for one of files where the client cannot change files.
 */
export const editMaker =
  (context: Context, { host, book, uri }: Pick<PageAt, 'host' | 'book' | 'uri'>) =>
  async ({ reads, make }: PlannedEdit, confirm?: string): Promise<WorkspaceEdit | undefined> => {
    // The edit is of the texts as the vault knows them now: the client refuses it for one that changes while others are read.
    const versions = new Map(Array.from(host.open, ([path, { version }]) => [path, version]));
    const texts = new Map(await Promise.all(reads.map(async id => [id, await textOf(context, host, id)] as const)));
    const edit = make(id => texts.get(id));
    const { versionedEdits, fileOperations, confirmsEdits, confirmsOnce } = context.client();
    const touchesFiles = edit.creates.length > 0 || edit.renames.length > 0;
    if (isEmptyEdit(edit) || (touchesFiles && !(versionedEdits && fileOperations))) return undefined;
    const versionOf = versionedEdits ? (path: string) => versions.get(path) ?? null : undefined;
    const confirmation = confirm !== undefined && confirmsEdits ? { label: confirm, once: confirmsOnce } : undefined;
    return toWorkspaceEdit(book.vault, edit, uri, versionOf, confirmation);
  };

/** The text of a file of the vault: the open buffer's, else the disk's; undefined where there is none. */
export const textOf = async (context: Context, host: VaultHost, path: string): Promise<string | undefined> => {
  const open = host.open.get(path);
  if (open !== undefined) return open.getText();
  let text: string | undefined;
  await context.filesOf(host.root).readEach(host.root, [path], (_, source) => (text = source?.text()));
  return text;
};
