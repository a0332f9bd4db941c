import * as vscode from 'vscode';
import { newNonce, webviewHtml } from './webviewHtml.ts';

/** The document of one of our webviews: `dist/webview/<view>.js` and `.css`, with data that its script finds. */
export const webviewDocument = (
  webview: vscode.Webview,
  extension: vscode.Uri,
  view: string,
  title: string,
  data: unknown,
): string => {
  const file = (name: string): string =>
    webview.asWebviewUri(vscode.Uri.joinPath(extension, 'dist', 'webview', name)).toString();
  return webviewHtml({
    title,
    language: vscode.env.language,
    script: file(`${view}.js`),
    style: file(`${view}.css`),
    source: webview.cspSource,
    nonce: newNonce(),
    data,
  });
};
