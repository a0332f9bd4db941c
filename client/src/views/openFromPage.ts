import * as vscode from 'vscode';

/**
 * Opens what a link in a page's rendered text leads to: an address of the web or of mail in the browser, else a file from the page's
 * folder (`/`: from the workspace folder). Other schemes, commands among them, are not opened.
 */
export async function openFromPage(page: vscode.Uri, href: string): Promise<void> {
  if (/^(?:https?|mailto):/i.test(href)) {
    await vscode.env.openExternal(vscode.Uri.parse(href));
    return;
  }
  if (/^[a-z][a-z0-9+.-]*:|^\/\//i.test(href)) return;
  const target = fileOfPage(page, href);
  try {
    await vscode.commands.executeCommand('vscode.open', target, vscode.ViewColumn.One);
  } catch {
    // Not the address: in a message its brackets would be a link, which may run a command.
    void vscode.window.showWarningMessage(vscode.l10n.t('What this link leads to cannot be opened.'));
  }
}

/** The file that an address without a scheme means on a page: from the page's folder, with `/` from the workspace folder. */
export function fileOfPage(page: vscode.Uri, address: string): vscode.Uri {
  const path = decoded(address.replace(/[?#].*$/, ''));
  const root = vscode.workspace.getWorkspaceFolder(page)?.uri ?? vscode.Uri.joinPath(page, '..');
  return path.startsWith('/') ? vscode.Uri.joinPath(root, path) : vscode.Uri.joinPath(page, '..', path);
}

const decoded = (path: string): string => {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
};

/** Shows a line (from 0) of a page in the editor that it is open in, else in the first column, and puts the cursor there. */
export async function showLine(page: vscode.Uri, line: number, character = 0): Promise<void> {
  const open = vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === page.toString());
  const editor = await vscode.window.showTextDocument(page, { viewColumn: open?.viewColumn ?? vscode.ViewColumn.One });
  const position = new vscode.Position(line, character);
  editor.selection = new vscode.Selection(position, position);
  editor.revealRange(new vscode.Range(position, position), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}
