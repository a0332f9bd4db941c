import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { Refactoring } from '../../../server/src/lsp/protocol.ts';
import type { CaseStudyPanel } from '../views/caseStudyPanel.ts';
import type { MatrixPanel } from '../views/matrixPanel.ts';
import type { PageInFront } from '../views/pageInFront.ts';
import type { VaultQuestions } from '../views/vaultQuestions.ts';
import { copyLink } from './copyLink.ts';
import { getStarted } from './getStarted.ts';
import { insertStep } from './insertStep.ts';
import { insertTechniqueLink } from './insertTechniqueLink.ts';
import { newCaseStudy } from './newCaseStudy.ts';
import { openOnAtlas } from './openOnAtlas.ts';
import { openSampleVault } from './openSampleVault.ts';
import { previewCaseStudy } from './previewCaseStudy.ts';
import { refactor, REFACTORINGS } from './refactor.ts';
import { restartServer } from './restartServer.ts';
import { showLog } from './showLog.ts';
import { createPage, fixRule } from './viewActions.ts';
import { showReferences } from './showReferences.ts';

/** What commands show, and what they are about. */
export interface Shown {
  readonly preview: CaseStudyPanel;
  readonly matrix: MatrixPanel;
  readonly inFront: PageInFront;
  readonly vault: VaultQuestions;
}

/** Registers every command of the manifest, each by the end of its name. */
export const registerCommands = (
  context: vscode.ExtensionContext,
  client: BaseLanguageClient,
  log: vscode.LogOutputChannel,
  { preview, matrix, inFront, vault }: Shown,
): vscode.Disposable => {
  const commands: Readonly<Record<string, (...args: unknown[]) => unknown>> = {
    showLog: showLog(log),
    restartServer: restartServer(client),
    getStarted: getStarted(context.extension.id),
    openSampleVault: openSampleVault(context),
    previewCaseStudy: previewCaseStudy(preview, vault),
    showMatrix: matrix.show,
    createPage: createPage(client, inFront),
    fixRule: fixRule(client),
    showReferences: showReferences(client),
    newCaseStudy: newCaseStudy(client),
    insertStep: insertStep(client),
    insertTechniqueLink: insertTechniqueLink(client),
    copyLink: copyLink(client),
    openOnAtlas: openOnAtlas(client),
    ...Object.fromEntries(
      (Object.keys(REFACTORINGS) as Refactoring[]).map(name => [name, refactor(client, name)] as const),
    ),
  };
  return vscode.Disposable.from(
    ...Object.entries(commands).map(([name, run]) => vscode.commands.registerCommand(`atlasCasebook.${name}`, run)),
  );
};
