import type { FileRename as UriRename, FileOperationRegistrationOptions, WorkspaceEdit } from 'vscode-languageserver';
import { LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import { offsetAt } from '../core/text.ts';
import type { FileRename } from '../core/vaultEdit.ts';
import { planned } from '../core/vaultEdit.ts';
import { moveFiles } from '../features/moveFiles.ts';
import type { RenameOptions } from '../features/rename.ts';
import { isRefusal, prepareRename, rename } from '../features/rename.ts';
import { isWalkedPath } from '../vaultFiles.ts';
import type { Context } from './context.ts';
import { editMaker, pageAt, throwIfCancelled, uriFor } from './context.ts';
import { toRange } from './convert.ts';
import { folderUri } from './uris.ts';
import type { VaultHost } from './vaultHost.ts';

/** Which files and folders the client asks about before it moves them: all, since any may be linked. */
export const MOVED_FILES: FileOperationRegistrationOptions = { filters: [{ pattern: { glob: '**/*' } }] };

/** Renames of what stands in a page, and moves of files and folders with all links to them. */
export const answerRename = (context: Context): void => {
  const { connection, client, workspace } = context;

  connection.onPrepareRename(async ({ textDocument, position }, token) => {
    const at = await pageAt(context, textDocument.uri, token);
    if (at === undefined) return null;
    const place = prepareRename(at.book, at.page, offsetAt(at.page.lineStarts, at.page.length, position));
    if (isRefusal(place)) {
      if (place.isForeign) return null;
      throw refusal(place.reason);
    }
    return { range: toRange(at.page, place.span), placeholder: place.placeholder };
  });

  connection.onRenameRequest(async ({ textDocument, position, newName }, token) => {
    const at = await pageAt(context, textDocument.uri, token);
    if (at === undefined) return null;
    const offset = offsetAt(at.page.lineStarts, at.page.length, position);
    const plan = rename(at.book, at.page, offset, newName, renameOptions());
    if (isRefusal(plan)) throw refusal(plan.reason);
    return (await editMaker(context, at)(plan)) ?? null;
  });

  const renameOptions = (): RenameOptions => {
    const { markdownLinks, versionedEdits, fileOperations } = client();
    return { markdownLinks, renamesFiles: versionedEdits && fileOperations };
  };

  // The client applies the edits to the files at their old places, and then moves these.
  connection.workspace.onWillRenameFiles(async ({ files }, token) => {
    context.turns.asked();
    await workspace.whenReady();
    throwIfCancelled(token);
    const edits: WorkspaceEdit[] = [];
    for (const [host, moves] of movesByVault(context, files)) {
      const book = host.session?.book();
      const edit = book && moveFiles(book, moves, client());
      const made = edit && (await editMaker(context, { host, book, uri: uriFor(host) })(planned(edit)));
      if (made !== undefined) edits.push(made);
    }
    return edits.length === 0 ? null : joined(edits);
  });
};

const refusal = (reason: string): ResponseError => new ResponseError(LSPErrorCodes.RequestFailed, reason);

/**
 * The moves within each vault. What leaves its vault, or comes from elsewhere, is none: no link could follow it, and those to
 * other pages are not touched by it.
 */
const movesByVault = (
  { workspace }: Context,
  files: readonly UriRename[],
): ReadonlyMap<VaultHost, readonly FileRename[]> => {
  const byVault = new Map<VaultHost, FileRename[]>();
  for (const { oldUri, newUri } of files) {
    const from = workspace.locate(folderUri(oldUri));
    const to = workspace.locate(folderUri(newUri));
    if (from === undefined || from.host !== to?.host || from.path === '' || !isWalkedPath(`${to.path}/x`)) continue;
    const moves = byVault.get(from.host) ?? [];
    byVault.set(from.host, [...moves, { from: from.path, to: to.path }]);
  }
  return byVault;
};

/** Edits of several vaults as one; no file lies in two. */
const joined = (edits: readonly WorkspaceEdit[]): WorkspaceEdit => {
  const documentChanges = edits.flatMap(edit => edit.documentChanges ?? []);
  if (documentChanges.length > 0) return { documentChanges };
  return { changes: Object.fromEntries(edits.flatMap(({ changes }) => Object.entries(changes ?? {}))) };
};
