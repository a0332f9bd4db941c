import * as vscode from 'vscode';
import { comparable } from '../uris.ts';
import { getStarted, tickStep } from './getStarted.ts';

/**
 * The paths of the sample vault's files from its folder, joined by `/`. The build fills them in: where the extension is read from a web
 * server, nobody can list its folders.
 */
declare const SAMPLE_VAULT_FILES: readonly string[];

const NAME = 'atlas-sample-vault';

const FIRST_PAGE = 'Start here.md';

/** How many files are written at once: file systems behind a network answer slowly. */
const AT_ONCE = 8;

/** Where a window keeps for the next one, which folder is a sample vault that was only just copied. */
const COPIED = 'sampleVault';

/** `ATLAS: Open Sample Vault`: copies it into a folder that the user chooses, never over anything, and opens it. */
export const openSampleVault =
  ({ extensionUri, globalState }: vscode.ExtensionContext) =>
  async (): Promise<void> => {
    const [parent] =
      (await vscode.window.showOpenDialog({
        title: vscode.l10n.t('The folder to put the sample vault in'),
        openLabel: vscode.l10n.t('Put it here'),
        canSelectFiles: false,
        canSelectFolders: true,
      })) ?? [];
    if (parent === undefined) return;
    let vault = parent;
    try {
      vault = await freeFolder(parent);
      await copyWithProgress(vscode.Uri.joinPath(extensionUri, 'examples', 'vault'), vault);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      void vscode.window.showErrorMessage(
        vscode.l10n.t('The sample vault could not be copied to {0}: {1}', vault.path, reason),
      );
      return;
    }
    await globalState.update(COPIED, vault.toString());
    const forceNewWindow = (vscode.workspace.workspaceFolders ?? []).length > 0;
    await vscode.commands.executeCommand('vscode.openFolder', vault, { forceNewWindow });
  };

/** In the window of a sample vault that was only just copied: opens its first page, and the walkthrough beside it. */
export async function greetInSampleVault({ globalState, extension }: vscode.ExtensionContext): Promise<void> {
  const copied = globalState.get<string>(COPIED);
  const vault = vscode.workspace.workspaceFolders?.[0]?.uri;
  if (copied === undefined || vault === undefined || comparable(copied) !== comparable(vault.toString())) return;
  await globalState.update(COPIED, undefined);
  await vscode.window.showTextDocument(vscode.Uri.joinPath(vault, FIRST_PAGE), { preview: false });
  await getStarted(extension.id, true)();
  await tickStep(extension.id, 'openVault');
}

/** The folder in `parent` for the copy: one that is not there yet. */
async function freeFolder(parent: vscode.Uri): Promise<vscode.Uri> {
  for (let number = 1; ; number++) {
    const folder = vscode.Uri.joinPath(parent, number === 1 ? NAME : `${NAME}-${number}`);
    if (!(await isThere(folder))) return folder;
  }
}

async function isThere(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return false;
    throw error;
  }
}

const copyWithProgress = (from: vscode.Uri, to: vscode.Uri): Thenable<void> =>
  vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: vscode.l10n.t('Copying the sample vault') },
    async progress => {
      const { fs } = vscode.workspace;
      const left = [...SAMPLE_VAULT_FILES];
      await fs.createDirectory(to);
      while (left.length > 0) {
        const some = left.splice(0, AT_ONCE);
        await Promise.all(
          some.map(async path =>
            fs.writeFile(vscode.Uri.joinPath(to, path), await fs.readFile(vscode.Uri.joinPath(from, path))),
          ),
        );
        progress.report({ increment: (100 * some.length) / SAMPLE_VAULT_FILES.length });
      }
    },
  );
