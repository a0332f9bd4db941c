import * as vscode from 'vscode';

/** `ATLAS: Preview Case Study`: VS Code's preview of the page in front, or of the page that a menu names, beside it. */
export const previewCaseStudy = async (clicked?: unknown): Promise<void> => {
  const page = clicked instanceof vscode.Uri ? clicked : activePage();
  if (page === undefined) {
    void vscode.window.showInformationMessage('There is no page to preview. Open a markdown page, then try again.');
    return;
  }
  try {
    await vscode.commands.executeCommand('markdown.showPreviewToSide', page);
  } catch {
    // The built-in extension for markdown is off, or cannot run in this window.
    void vscode.window.showInformationMessage("VS Code's markdown preview is not available in this window.");
  }
};

function activePage(): vscode.Uri | undefined {
  const document = vscode.window.activeTextEditor?.document;
  return document?.languageId === 'markdown' ? document.uri : undefined;
}
