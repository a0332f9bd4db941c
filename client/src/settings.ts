import * as vscode from 'vscode';
import type { EditorSettings } from '../../server/src/lsp/protocol.ts';
import { explicitValue } from './explicitValue.ts';

/** The sections that the server hears of. */
export const SECTIONS = ['atlasCasebook', 'files.exclude'];

/**
 * What the user set, for the whole window and for each workspace folder, in the server's form. `names` are the settings
 * that the extension contributes, with their section. Defaults are left out: they must not win over a vault's file.
 */
export function editorSettings(names: readonly string[]): EditorSettings {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const ofFolders = folders.map(folder => [folder.uri.toString(), settingsFor(names, folder.uri)] as const);
  const settings: EditorSettings = { ...settingsFor(names, undefined), folders: Object.fromEntries(ofFolders) };
  // VS Code hands out proxies, which cannot be sent to a worker.
  return JSON.parse(JSON.stringify(settings)) as EditorSettings;
}

function settingsFor(names: readonly string[], scope: vscode.Uri | undefined): EditorSettings {
  const all = vscode.workspace.getConfiguration(undefined, scope ?? null);
  const own = names.flatMap(name => {
    const value = explicitValue(all.inspect(name));
    return value === undefined ? [] : [[name.slice(name.indexOf('.') + 1), value] as const];
  });
  // Not only what was set: VS Code hides some files by default, and what it hides is no page.
  const exclude = all.get<Readonly<Record<string, unknown>>>('files.exclude');
  return { atlasCasebook: Object.fromEntries(own), files: exclude === undefined ? {} : { exclude } };
}
