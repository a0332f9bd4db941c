import * as vscode from 'vscode';
import { createLoosePagesTree } from './loosePagesTree.ts';
import { createMatrixTree } from './matrixTree.ts';
import type { PageInFront } from './pageInFront.ts';
import { createProblemsTree } from './problemsTree.ts';
import { createUsedByTree } from './usedByTree.ts';
import type { VaultQuestions } from './vaultQuestions.ts';

/** The views of the side bar. */
export function createSideBar(vault: VaultQuestions, { uri, onDidChange }: PageInFront): vscode.Disposable {
  const either: vscode.Event<unknown> = listener =>
    vscode.Disposable.from(onDidChange(listener), vault.onDidChange(listener));
  return vscode.Disposable.from(
    createMatrixTree(vault, uri),
    createUsedByTree(vault, uri, either),
    createProblemsTree(),
    createLoosePagesTree(vault, uri),
  );
}
