import * as vscode from 'vscode';
import { CASE_STUDIES } from '../../../server/src/lsp/protocol.ts';
import type { CaseStudyItem } from '../../../server/src/lsp/protocol.ts';
import type { CaseStudyPanel } from '../views/caseStudyPanel.ts';
import type { VaultQuestions } from '../views/vaultQuestions.ts';

/**
 * `ATLAS: Preview Case Study`: the page in front, or the one that a menu names, beside it; where there is none, one that the user
 * chooses. A page that is no case study is shown in VS Code's own preview.
 */
export const previewCaseStudy =
  (panel: CaseStudyPanel, vault: VaultQuestions) =>
  async (clicked?: unknown): Promise<void> => {
    const page = clicked instanceof vscode.Uri ? clicked : (activePage() ?? (await openChosen(vault)));
    if (page === undefined) return;
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

/** Lets the user choose a case study of the vault and opens it, for the picture to stand beside; undefined where that came to nothing. */
async function openChosen(vault: VaultQuestions): Promise<vscode.Uri | undefined> {
  const studies = (await vault.ask<readonly CaseStudyItem[]>(CASE_STUDIES, {})) ?? [];
  if (studies.length === 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('There is no page to preview. Open a markdown page, then try again.'),
    );
    return undefined;
  }
  const items = studies.map(({ uri, id, name }) => ({ label: name, description: id ?? '', uri }));
  const picked = await vscode.window.showQuickPick(items, {
    placeHolder: vscode.l10n.t('The case study to preview'),
    matchOnDescription: true,
  });
  if (picked === undefined) return undefined;
  const page = vscode.Uri.parse(picked.uri);
  await vscode.window.showTextDocument(page, { preview: false });
  return page;
}
