import * as vscode from 'vscode';
import { CASE_STUDY } from '../../../server/src/lsp/protocol.ts';
import type { CaseStudyView, PageParams } from '../../../server/src/lsp/protocol.ts';
import type { CaseStudyState, FromCaseStudy, ToCaseStudy } from '../../webview/src/messages.ts';
import { caseStudyTexts } from './caseStudyTexts.ts';
import { openFromPage, showLine } from './openFromPage.ts';
import { saveHtml, savePicture } from './savePicture.ts';
import type { VaultQuestions } from './vaultQuestions.ts';
import { createViewPanel } from './viewPanel.ts';

/** The preview of case studies: one panel, which follows the case study that is being written. */
export interface CaseStudyPanel extends vscode.Disposable {
  /** Shows a page's case study beside it. Whether the page is one. */
  readonly show: (page: vscode.Uri) => Promise<boolean>;
}

/** How long typing is awaited before the picture is drawn again, in milliseconds. */
const DELAY = 120;

/**
 * Makes the preview; its panel opens when it is first shown.
 *
 * @param onDidChangeText fires when a page's text would be rendered otherwise than it was, though it is the same.
 */
export function createCaseStudyPanel(
  extension: vscode.Uri,
  vault: VaultQuestions,
  onDidChangeText: vscode.Event<void>,
): CaseStudyPanel {
  let page: vscode.Uri | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** The number of the last question: an answer to an older one is not shown. */
  let asked = 0;

  const panel = createViewPanel<ToCaseStudy, FromCaseStudy, CaseStudyState>({
    name: 'caseStudy',
    title: vscode.l10n.t('Case study'),
    extension,
    data: () => ({ texts: caseStudyTexts() }),
    take: message => void take(message),
    shown: () => void refresh(),
    restored: state => (page = state === undefined ? undefined : vscode.Uri.parse(state.uri)),
  });

  const ask = (uri: vscode.Uri): Promise<CaseStudyView | undefined> =>
    vault.ask<CaseStudyView>(CASE_STUDY, { uri: uri.toString() } satisfies PageParams);

  const refresh = async (): Promise<void> => {
    const uri = page;
    if (uri === undefined || !panel.isVisible()) return;
    const question = ++asked;
    const [view, html] = await Promise.all([ask(uri), rendered(uri)]);
    if (question !== asked) return;
    if (view === undefined) {
      const reason = vscode.l10n.t(
        'This page is no case study, or its vault is still being read. A case study has “type: case-study” in its front matter, or an ID such as AML.CS0001 in its title.',
      );
      panel.send({ type: 'nothing', reason });
      return;
    }
    panel.setTitle(vscode.l10n.t('Preview {0}', view.id ?? view.name));
    const folder = vscode.Uri.joinPath(uri, '..');
    const root = vscode.workspace.getWorkspaceFolder(uri)?.uri ?? folder;
    panel.send({ type: 'show', view, html, base: `${panel.address(folder)}/`, root: `${panel.address(root)}/` });
    sendCursor(vscode.window.activeTextEditor);
  };

  const refreshSoon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void refresh(), DELAY);
  };

  const isShown = (uri: vscode.Uri): boolean => uri.toString() === page?.toString();

  const sendCursor = (editor: vscode.TextEditor | undefined): void => {
    if (editor !== undefined && isShown(editor.document.uri)) {
      panel.send({ type: 'cursor', line: editor.selection.active.line });
    }
  };

  /** The panel goes on to the case study that is in front now. */
  const follow = async (editor: vscode.TextEditor | undefined): Promise<void> => {
    const document = editor?.document;
    if (!panel.isVisible() || document?.languageId !== 'markdown' || isShown(document.uri)) return sendCursor(editor);
    if ((await ask(document.uri)) === undefined || vscode.window.activeTextEditor !== editor) return;
    page = document.uri;
    await refresh();
  };

  const take = async (message: FromCaseStudy): Promise<void> => {
    if (page === undefined) return;
    switch (message.type) {
      case 'ready':
        return refresh();
      case 'goTo':
        return showLine(page, message.line);
      case 'open':
        return openFromPage(page, message.href);
      case 'copySvg':
        await vscode.env.clipboard.writeText(message.svg);
        return;
      case 'saveSvg':
        return savePicture(page, 'svg', new TextEncoder().encode(message.svg));
      case 'savePng':
        return savePicture(page, 'png', bytesOf(message.data));
      case 'saveHtml':
        return saveHtml(page, extension, message);
      case 'noPicture':
        void vscode.window.showWarningMessage(vscode.l10n.t('The picture cannot be drawn or copied here.'));
    }
  };

  const following = [
    panel,
    vault.onDidChange(refreshSoon),
    onDidChangeText(refreshSoon),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length > 0 && isShown(document.uri)) refreshSoon();
    }),
    vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => sendCursor(textEditor)),
    vscode.window.onDidChangeActiveTextEditor(editor => void follow(editor)),
  ];

  return {
    show: async uri => {
      if ((await ask(uri)) === undefined) return false;
      page = uri;
      panel.show(vscode.ViewColumn.Beside);
      await refresh();
      return true;
    },
    dispose: () => {
      clearTimeout(timer);
      following.forEach(each => each.dispose());
    },
  };
}

/** A page's text as VS Code's markdown preview renders it; undefined where that extension is not there. */
async function rendered(uri: vscode.Uri): Promise<string | undefined> {
  try {
    const document = await vscode.workspace.openTextDocument(uri);
    return await vscode.commands.executeCommand<string>('markdown.api.render', document);
  } catch {
    return undefined;
  }
}

const bytesOf = (base64: string): Uint8Array => Uint8Array.from(atob(base64), character => character.charCodeAt(0));
