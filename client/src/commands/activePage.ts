import * as vscode from 'vscode';

/** The editor of the markdown page in front; where there is none, the user is told `otherwise`. */
export const activePage = (otherwise: string): vscode.TextEditor | undefined => {
  const editor = vscode.window.activeTextEditor;
  if (editor?.document.languageId === 'markdown') return editor;
  void vscode.window.showInformationMessage(otherwise);
  return undefined;
};
