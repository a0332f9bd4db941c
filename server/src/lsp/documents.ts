import { TextDocument } from 'vscode-languageserver-textdocument';
import { isMarkdown } from '../core/paths.ts';
import type { Context } from './context.ts';
import type { Diagnostics } from './diagnostics.ts';
import { readChanged } from './fileEvents.ts';
import { folderUri } from './uris.ts';
import type { VaultPath } from './workspace.ts';

/** Open documents by URI; `followDocuments` keeps them. */
export const createDocuments = (): Map<string, TextDocument> => new Map();

/** Follows what the client opens, types and closes, and hands it to the sessions. */
export const followDocuments = (
  context: Context,
  documents: Map<string, TextDocument>,
  diagnostics: Diagnostics,
): void => {
  const { connection, workspace } = context;
  /** Open documents that were changed since they were opened or saved. */
  const unsaved = new WeakSet<TextDocument>();

  const pagePath = (uri: string): VaultPath | undefined => {
    const at = workspace.locate(uri);
    return at !== undefined && isMarkdown(at.path) ? at : undefined;
  };

  /**
   * Hands a document's text to its vault; a vault that is not indexed yet takes all open documents when it is. A client asks anew
   * for the problems of a page that it opened or edited (`isAsked`).
   */
  const take = (document: TextDocument, isAsked = true): void => {
    context.turns.asked();
    const at = pagePath(document.uri);
    if (at === undefined) return;
    const { host, path } = at;
    host.open.set(path, document);
    const { session, state } = host;
    if (session !== undefined)
      diagnostics.pagesChanged(host, session.edit(path, document.getText()), isAsked ? path : undefined);
    else if (state === 'asleep' && host.wouldWake(path, document.getText())) workspace.reload();
  };

  connection.onDidOpenTextDocument(({ textDocument: { uri, languageId, version, text } }) => {
    const document = TextDocument.create(uri, languageId, version, text);
    documents.set(uri, document);
    take(document);
  });
  connection.onDidChangeTextDocument(({ textDocument, contentChanges }) => {
    const document = documents.get(textDocument.uri);
    if (document === undefined || contentChanges.length === 0) return;
    TextDocument.update(document, contentChanges, textDocument.version ?? document.version);
    unsaved.add(document);
    take(document);
  });
  connection.onDidSaveTextDocument(({ textDocument }) => {
    const at = pagePath(textDocument.uri);
    at?.host.session?.saved(at.path);
    const document = documents.get(textDocument.uri);
    if (document !== undefined) unsaved.delete(document);
  });
  connection.onDidCloseTextDocument(({ textDocument }) => {
    const document = documents.get(textDocument.uri);
    documents.delete(textDocument.uri);
    const at = pagePath(textDocument.uri);
    if (at === undefined) return;
    at.host.open.delete(at.path);
    // VS Code tells that a page which it edited out of sight was closed, and then that it was saved.
    if (document !== undefined && unsaved.has(document)) void revealDisk(at);
    else reveal(at);
  });

  /** Makes a page that is not open what the disk says of it, as far as is known. */
  const reveal = ({ host, path }: VaultPath): void => {
    const affected = host.session?.close(path);
    if (affected !== undefined) diagnostics.pagesChanged(host, affected);
    diagnostics.closed(host, path);
  };

  /** The same once its file was read anew, lest the page is for a moment what it was before. */
  const revealDisk = async (at: VaultPath): Promise<void> => {
    const { host, path } = at;
    try {
      await readChanged(context, diagnostics, at);
    } catch (error) {
      connection.console.error(`${path} could not be read: ${String(error)}`);
    }
    if (!host.open.has(path)) reveal(at);
  };

  /** Open documents at a place of a vault or below it. */
  const documentsIn = (uri: string): readonly TextDocument[] => {
    const place = workspace.locate(folderUri(uri));
    return [...documents.values()].filter(document => {
      const at = pagePath(document.uri);
      return at !== undefined && at.host === place?.host && `${at.path}/`.startsWith(`${place.path}/`);
    });
  };

  /** Ends a page whose file the client took away, whatever the disk's events say of it, and when. */
  const letGo = (document: TextDocument): void => {
    const at = pagePath(document.uri);
    if (at === undefined || !at.host.open.delete(at.path)) return;
    at.host.session?.disk([{ kind: 'removePage', id: at.path }]);
    reveal(at);
  };

  // VS Code may keep the buffer of a file that it moved away or deleted for a while, and use it again when the file comes back.
  connection.workspace.onDidRenameFiles(({ files }) => {
    for (const { oldUri } of files) documentsIn(oldUri).forEach(letGo);
    for (const document of files.flatMap(({ newUri }) => documentsIn(newUri))) {
      const at = pagePath(document.uri);
      if (at?.host.open.has(at.path) === false) take(document, false);
    }
  });
  connection.workspace.onDidDeleteFiles(({ files }) => {
    for (const { uri } of files) documentsIn(uri).forEach(letGo);
  });
};
