import * as vscode from 'vscode';
import type { CaseStudyPanel } from '../views/caseStudyPanel.ts';

/**
 * `ATLAS: Preview Case Study`: the page in front, or the one that a menu names, beside it. A page that is no case study is shown in VS
 * Code's own preview.
 */
export const previewCaseStudy =
  (panel: CaseStudyPanel) =>
  async (clicked?: unknown): Promise<void> => {
    const page = clicked instanceof vscode.Uri ? clicked : activePage();
    if (page === undefined) {
      void vscode.window.showInformationMessage(
        vscode.l10n.t('There is no page to preview. Open a markdown page, then try again.'),
      );
      return;
    }
    if (await panel.show(page)) return;
    try {
      await vscode.commands.executeCommand('markdown.showPreviewToSide', page);
    } catch {
      // The built-in extension for markdown is off, or cannot run in this window.
      void vscode.window.showInformationMessage(
        vscode.l10n.t("VS Code's markdown preview is not available in this window."),
      );
    }
  };

function activePage(): vscode.Uri | undefined {
  const document = vscode.window.activeTextEditor?.document;
  return document?.languageId === 'markdown' ? document.uri : undefined;
}
