import * as vscode from 'vscode';
import { createLoosePagesTree } from './loosePagesTree.ts';
import { createMatrixTree } from './matrixTree.ts';
import { createProblemsTree } from './problemsTree.ts';
import { createUsedByTree } from './usedByTree.ts';
import type { VaultQuestions } from './vaultQuestions.ts';

/** The views of the side bar; each follows the page that was last in front. */
export function createSideBar(vault: VaultQuestions): vscode.Disposable {
  let page: string | undefined;
  const pageChanged = new vscode.EventEmitter<void>();
  const follow = (editor: vscode.TextEditor | undefined): void => {
    const document = editor?.document;
    if (document?.languageId !== 'markdown' || document.uri.toString() === page) return;
    page = document.uri.toString();
    pageChanged.fire();
  };
  follow(vscode.window.activeTextEditor);
  const either: vscode.Event<unknown> = listener =>
    vscode.Disposable.from(pageChanged.event(listener), vault.onDidChange(listener));
  const pageOf = (): string | undefined => page;
  return vscode.Disposable.from(
    pageChanged,
    vscode.window.onDidChangeActiveTextEditor(follow),
    createMatrixTree(vault, pageOf),
    createUsedByTree(vault, pageOf, either),
    createProblemsTree(),
    createLoosePagesTree(vault, pageOf),
  );
}
