import * as vscode from 'vscode';
import { CASE_STUDY } from '../../../server/src/lsp/protocol.ts';
import type { CaseStudyView, PageParams } from '../../../server/src/lsp/protocol.ts';
import type { CaseStudyState, FromCaseStudy, ToCaseStudy } from '../../webview/src/messages.ts';
import { caseStudyTexts } from './caseStudyTexts.ts';
import { openFromPage } from './openFromPage.ts';
import { saveHtml, savePicture } from './savePicture.ts';
import type { VaultQuestions } from './vaultQuestions.ts';
import { webviewDocument } from './webviewDocument.ts';

/** The preview of case studies: one panel, which follows the case study that is being written. */
export interface CaseStudyPanel extends vscode.Disposable {
  /** Shows a page's case study beside it. Whether the page is one. */
  readonly show: (page: vscode.Uri) => Promise<boolean>;
}

const VIEW_TYPE = 'atlasCasebook.caseStudy';

/** How long typing is awaited before the picture is drawn again, in milliseconds. */
const DELAY = 120;

/** Makes the preview, and brings it back in a window that is opened again. */
export function createCaseStudyPanel(extension: vscode.Uri, vault: VaultQuestions): CaseStudyPanel {
  let panel: vscode.WebviewPanel | undefined;
  let page: vscode.Uri | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** The number of the last question: an answer to an older one is not shown. */
  let asked = 0;

  const send = (message: ToCaseStudy): void => void panel?.webview.postMessage(message);

  const ask = (uri: vscode.Uri): Promise<CaseStudyView | undefined> =>
    vault.ask<CaseStudyView>(CASE_STUDY, { uri: uri.toString() } satisfies PageParams);

  const refresh = async (): Promise<void> => {
    const shown = panel;
    const uri = page;
    if (shown === undefined || uri === undefined || !shown.visible) return;
    const question = ++asked;
    const [view, html] = await Promise.all([ask(uri), rendered(uri)]);
    if (question !== asked || panel !== shown || page?.toString() !== uri.toString()) return;
    if (view === undefined) {
      send({ type: 'nothing', reason: vscode.l10n.t('This page is no case study, or its vault is still being read.') });
      return;
    }
    shown.title = vscode.l10n.t('Preview {0}', view.id ?? view.name);
    const folder = vscode.Uri.joinPath(uri, '..');
    const root = vscode.workspace.getWorkspaceFolder(uri)?.uri ?? folder;
    send({
      type: 'show',
      view,
      html,
      base: `${shown.webview.asWebviewUri(folder).toString()}/`,
      root: `${shown.webview.asWebviewUri(root).toString()}/`,
    });
    sendCursor(vscode.window.activeTextEditor);
  };

  const refreshSoon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void refresh(), DELAY);
  };

  const isShown = (uri: vscode.Uri): boolean => uri.toString() === page?.toString();

  const sendCursor = (editor: vscode.TextEditor | undefined): void => {
    if (editor !== undefined && isShown(editor.document.uri)) {
      send({ type: 'cursor', line: editor.selection.active.line });
    }
  };

  /** The panel goes on to the case study that is in front now. */
  const follow = async (editor: vscode.TextEditor | undefined): Promise<void> => {
    const document = editor?.document;
    if (panel === undefined || document?.languageId !== 'markdown' || isShown(document.uri)) return sendCursor(editor);
    if ((await ask(document.uri)) === undefined || vscode.window.activeTextEditor !== editor) return;
    page = document.uri;
    await refresh();
  };

  const attach = (webviewPanel: vscode.WebviewPanel): void => {
    panel = webviewPanel;
    const { webview } = webviewPanel;
    webview.options = { enableScripts: true, localResourceRoots: resourceRoots(extension) };
    webview.html = webviewDocument(webview, extension, 'caseStudy', vscode.l10n.t('Case study'), {
      texts: caseStudyTexts(),
    });
    webview.onDidReceiveMessage((message: FromCaseStudy) => void take(message));
    webviewPanel.onDidChangeViewState(() => void refresh());
    webviewPanel.onDidDispose(() => {
      if (panel === webviewPanel) panel = undefined;
    });
  };

  const take = async (message: FromCaseStudy): Promise<void> => {
    if (page === undefined) return;
    switch (message.type) {
      case 'ready':
        return refresh();
      case 'goTo':
        return goTo(page, message.line);
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
        return saveHtml(page, extension, message.html);
      case 'say':
        void vscode.window.showWarningMessage(message.message);
    }
  };

  const following = [
    vault.onDidChange(refreshSoon),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length > 0 && isShown(document.uri)) refreshSoon();
    }),
    vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => sendCursor(textEditor)),
    vscode.window.onDidChangeActiveTextEditor(editor => void follow(editor)),
    vscode.window.registerWebviewPanelSerializer(VIEW_TYPE, {
      deserializeWebviewPanel: (restored: vscode.WebviewPanel, state: CaseStudyState | undefined) => {
        panel?.dispose();
        page = state === undefined ? undefined : vscode.Uri.parse(state.uri);
        attach(restored);
        return Promise.resolve();
      },
    }),
  ];

  return {
    show: async uri => {
      if ((await ask(uri)) === undefined) return false;
      page = uri;
      const place = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
      if (panel === undefined) {
        attach(
          vscode.window.createWebviewPanel(VIEW_TYPE, vscode.l10n.t('Case study'), place, { enableFindWidget: true }),
        );
      } else panel.reveal(undefined, true);
      await refresh();
      return true;
    },
    dispose: () => {
      clearTimeout(timer);
      panel?.dispose();
      following.forEach(each => each.dispose());
    },
  };
}

const resourceRoots = (extension: vscode.Uri): readonly vscode.Uri[] => [
  vscode.Uri.joinPath(extension, 'dist', 'webview'),
  ...(vscode.workspace.workspaceFolders ?? []).map(folder => folder.uri),
];

/** A page's text as VS Code's markdown preview renders it; undefined where that extension is not there. */
async function rendered(uri: vscode.Uri): Promise<string | undefined> {
  try {
    const document = await vscode.workspace.openTextDocument(uri);
    return await vscode.commands.executeCommand<string>('markdown.api.render', document);
  } catch {
    return undefined;
  }
}

/** Shows a line of a page in the editor that it is open in, else in the first column. */
async function goTo(page: vscode.Uri, line: number): Promise<void> {
  const open = vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === page.toString());
  const editor = await vscode.window.showTextDocument(page, { viewColumn: open?.viewColumn ?? vscode.ViewColumn.One });
  const position = new vscode.Position(line, 0);
  editor.selection = new vscode.Selection(position, position);
  editor.revealRange(new vscode.Range(position, position), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}

const bytesOf = (base64: string): Uint8Array => Uint8Array.from(atob(base64), character => character.charCodeAt(0));
