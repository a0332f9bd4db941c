import * as vscode from 'vscode';
import { webviewDocument } from './webviewDocument.ts';

/** One panel with a webview of ours, which is made when it is first shown and comes back when the window is opened again. */
export interface ViewPanel<ToView> extends vscode.Disposable {
  /** Opens the panel, or brings it to the front. */
  readonly show: (place: vscode.ViewColumn) => void;
  /** Whether the panel is there and can be seen. */
  readonly isVisible: () => boolean;
  /** Sends a message to the webview; nothing happens where there is none. */
  readonly send: (message: ToView) => void;
  readonly setTitle: (title: string) => void;
  /** The address by which the webview may load a file. */
  readonly address: (file: vscode.Uri) => string;
}

export interface ViewPanelOptions<FromView, State> {
  /** The webview's script and style, `dist/webview/<name>.js` and `.css`, and the end of the panel's type. */
  readonly name: string;
  readonly title: string;
  readonly extension: vscode.Uri;
  /** What the script finds before it runs. */
  readonly data: () => unknown;
  /** A message of the webview. */
  readonly take: (message: FromView) => void;
  /** The panel came to the front, and may show something old. */
  readonly shown: () => void;
  /** The panel is brought back; what its webview kept, if it did. */
  readonly restored: (state: State | undefined) => void;
}

/** A panel that is not there yet. */
export function createViewPanel<ToView, FromView, State>(
  options: ViewPanelOptions<FromView, State>,
): ViewPanel<ToView> {
  const { name, title, extension, data, take, shown, restored } = options;
  const type = `atlasCasebook.${name}`;
  let panel: vscode.WebviewPanel | undefined;

  const attach = (made: vscode.WebviewPanel): void => {
    panel = made;
    made.iconPath = vscode.Uri.joinPath(extension, 'media', 'icon.svg');
    const { webview } = made;
    webview.options = { enableScripts: true, localResourceRoots: [...resourceRoots(extension)] };
    webview.onDidReceiveMessage(take);
    made.onDidChangeViewState(() => {
      if (made.visible) shown();
    });
    made.onDidDispose(() => {
      if (panel === made) panel = undefined;
    });
    webview.html = webviewDocument(webview, extension, name, title, data());
  };

  const serializer = vscode.window.registerWebviewPanelSerializer(type, {
    deserializeWebviewPanel: (made: vscode.WebviewPanel, state: State | undefined) => {
      panel?.dispose();
      restored(state);
      attach(made);
      return Promise.resolve();
    },
  });

  return {
    show: viewColumn => {
      if (panel === undefined) {
        const place = { viewColumn, preserveFocus: viewColumn === vscode.ViewColumn.Beside };
        attach(vscode.window.createWebviewPanel(type, title, place, { enableFindWidget: true }));
      } else panel.reveal(undefined, viewColumn === vscode.ViewColumn.Beside);
    },
    isVisible: () => panel?.visible === true,
    send: message => void panel?.webview.postMessage(message),
    setTitle: next => {
      if (panel !== undefined) panel.title = next;
    },
    address: file => panel?.webview.asWebviewUri(file).toString() ?? '',
    dispose: () => {
      serializer.dispose();
      panel?.dispose();
    },
  };
}

/** Our scripts, and what pages may show. */
const resourceRoots = (extension: vscode.Uri): readonly vscode.Uri[] => [
  vscode.Uri.joinPath(extension, 'dist', 'webview'),
  ...(vscode.workspace.workspaceFolders ?? []).map(folder => folder.uri),
];
