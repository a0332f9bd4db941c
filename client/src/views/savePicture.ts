import * as vscode from 'vscode';
import type { SavedPage } from '../../webview/src/messages.ts';
import { plainMessage } from '../plainMessage.ts';
import { fileOfPage } from './openFromPage.ts';
import { dataAddress, savedHtml } from './savedHtml.ts';

/** Asks where to save a picture of a page, beside it at first, and writes it. */
export async function savePicture(page: vscode.Uri, type: 'svg' | 'png', bytes: Uint8Array): Promise<void> {
  await save(page, type, { [type.toUpperCase()]: [type] }, bytes);
}

/** Asks where to save a page as an HTML file that needs no other, and writes it. */
export async function saveHtml(page: vscode.Uri, extension: vscode.Uri, saved: SavedPage): Promise<void> {
  const style = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(extension, 'dist', 'webview', 'caseStudy.css'));
  const pictures = await Promise.all(saved.pictures.map(({ address }) => pictureData(page, address)));
  const language = vscode.env.language;
  const html = savedHtml(saved, { style: new TextDecoder().decode(style), language, pictures });
  await save(page, 'html', { HTML: ['html'] }, new TextEncoder().encode(html));
}

/** So many bytes of one picture are put into a saved page. */
const MOST_BYTES = 16 * 1024 * 1024;

/** A picture of the workspace as a `data:` address. Files from elsewhere are nobody's to give away in a page. */
async function pictureData(page: vscode.Uri, address: string): Promise<string | undefined> {
  const file = fileOfPage(page, address);
  if (vscode.workspace.getWorkspaceFolder(file) === undefined) return undefined;
  try {
    const { size } = await vscode.workspace.fs.stat(file);
    return size > MOST_BYTES ? undefined : dataAddress(file.path, await vscode.workspace.fs.readFile(file));
  } catch {
    return undefined;
  }
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
      plainMessage(
        vscode.l10n.t(
          '{0} could not be written: {1}',
          target.path,
          error instanceof Error ? error.message : String(error),
        ),
      ),
    );
  }
}

/** A page's file name without its ending. */
const nameOf = (page: vscode.Uri): string => page.path.slice(page.path.lastIndexOf('/') + 1).replace(/\.md$/i, '');
