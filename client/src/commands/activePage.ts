import * as vscode from 'vscode';

/** The editor of the markdown page in front; where there is none, the user is told what the command is for. */
export const activePage = (purpose: string): vscode.TextEditor | undefined => {
  const editor = vscode.window.activeTextEditor;
  if (editor?.document.languageId === 'markdown') return editor;
  void vscode.window.showInformationMessage(`Open a markdown page ${purpose}, then try again.`);
  return undefined;
};
