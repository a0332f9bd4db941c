import * as vscode from 'vscode';
import { escapeHtml } from '../escapeHtml.ts';

/** Asks where to save a picture of a page, beside it at first, and writes it. */
export async function savePicture(page: vscode.Uri, type: 'svg' | 'png', bytes: Uint8Array): Promise<void> {
  await save(page, type, { [type.toUpperCase()]: [type] }, bytes);
}

/**
 * Asks where to save a page as an HTML file that needs no other: our style sheet is put into it.
 *
 * @param content what stands in its body; without scripts.
 */
export async function saveHtml(page: vscode.Uri, extension: vscode.Uri, content: string): Promise<void> {
  const style = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(extension, 'dist', 'webview', 'caseStudy.css'));
  const title = nameOf(page);
  const html = `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>
${new TextDecoder().decode(style)}
</style>
</head>
<body>
${content}
</body>
</html>
`;
  await save(page, 'html', { HTML: ['html'] }, new TextEncoder().encode(html));
}

async function save(
  page: vscode.Uri,
  ending: string,
  filters: Record<string, string[]>,
  bytes: Uint8Array,
): Promise<void> {
  const defaultUri = vscode.Uri.joinPath(page, '..', `${nameOf(page)}.${ending}`);
  const target = await vscode.window.showSaveDialog({ defaultUri, filters });
  if (target === undefined) return;
  try {
    await vscode.workspace.fs.writeFile(target, bytes);
  } catch (error) {
    void vscode.window.showErrorMessage(
      vscode.l10n.t(
        '{0} could not be written: {1}',
        target.path,
        error instanceof Error ? error.message : String(error),
      ),
    );
  }
}

/** A page's file name without its ending. */
const nameOf = (page: vscode.Uri): string => page.path.slice(page.path.lastIndexOf('/') + 1).replace(/\.md$/i, '');
