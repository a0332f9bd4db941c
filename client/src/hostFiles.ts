import * as vscode from 'vscode';
import type {
  ListFilesParams,
  ListFilesResult,
  ReadFileParams,
  ReadFileResult,
} from '../../server/src/lsp/protocol.ts';
import { listTree } from './listTree.ts';
import type { Entry } from './listTree.ts';

/**
 * Every file below a folder, for a server that cannot list it itself (virtual workspaces, the browser). For the URI of
 * a file: one empty path.
 */
export async function listFiles({ uri }: ListFilesParams): Promise<ListFilesResult> {
  const root = vscode.Uri.parse(uri);
  if (await isFile(root)) return { paths: [''] };
  const read = async (folder: string): Promise<readonly Entry[]> => {
    const entries = await vscode.workspace.fs.readDirectory(vscode.Uri.joinPath(root, folder));
    return entries.map(([name, type]) => ({ name, kind: kindOf(type) }));
  };
  return { paths: await listTree(read) };
}

/** The text of one file, or null where it cannot be read. */
export async function readFile({ uri }: ReadFileParams): Promise<ReadFileResult> {
  try {
    return { text: new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.parse(uri))) };
  } catch {
    return { text: null };
  }
}

async function isFile(uri: vscode.Uri): Promise<boolean> {
  try {
    return kindOf((await vscode.workspace.fs.stat(uri)).type) === 'file';
  } catch {
    return false;
  }
}

/** A linked folder may lead back to one that holds it, so it is none for us. */
function kindOf(type: vscode.FileType): Entry['kind'] {
  if ((type & vscode.FileType.File) !== 0) return 'file';
  return type === vscode.FileType.Directory ? 'folder' : 'other';
}
