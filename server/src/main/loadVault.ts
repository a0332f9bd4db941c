import { statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { lineStartsOf, positionAt } from '../core/text.ts';
import { folderUri } from '../lsp/uris.ts';
import type { VaultHost } from '../lsp/vaultHost.ts';
import { createVaultHost } from '../lsp/vaultHost.ts';
import { SETTINGS_FILE } from '../settings.ts';
import type { Files, Log } from '../vaultFiles.ts';
import { splitVaults } from '../vaultFiles.ts';

/** The vault of a folder, read as far as an answer needs; or a sentence that says why there is none. */
export const loadVault = async (dir: string, files: Files, log: Log): Promise<VaultHost | string> => {
  const listed = await listVault(dir, files, log);
  return typeof listed === 'string' ? listed : readVault(listed, files);
};

/** A vault that was found and not yet read. */
export interface ListedVault {
  /** URI of its folder, without a trailing slash. */
  readonly root: string;
  readonly paths: readonly string[];
  readonly obsidian: boolean;
}

/** Finds the vault of a folder; or says in a sentence why there is none. */
export const listVault = async (dir: string, files: Files, log: Log): Promise<ListedVault | string> => {
  const asked = resolve(dir);
  if (!statSync(asked, { throwIfNoEntry: false })?.isDirectory()) return `${dir}: there is no such folder.`;
  const folder = folderUri(pathToFileURL(asked).href);
  const root = (await files.vaultAbove(folder)) ?? folder;
  if (root !== folder) log(`${dir} is part of the vault ${fileURLToPath(root)}, which is taken as a whole.`);
  const [vault, ...nested] = splitVaults(await files.list(root));
  for (const { root: path } of nested) log(`${path} is a vault of its own and is left alone.`);
  if (vault === undefined || !vault.paths.some(path => path.toLowerCase().endsWith('.md'))) {
    return `${dir}: there are no pages that can be read.`;
  }
  return { root, paths: vault.paths, obsidian: vault.obsidian };
};

/** Reads a vault as far as an answer needs; or says in sentences what is wrong with its settings. */
export const readVault = async ({ root, paths, obsidian }: ListedVault, files: Files): Promise<VaultHost | string> => {
  // Who asks for it here wants it, whatever the folder holds.
  const host = createVaultHost(root, files, 0, { settings: { enable: 'on' }, filesExclude: [] });
  await host.load(paths, obsidian, () => false);
  return settingsFault(host) ?? host;
};

const settingsFault = ({ root, settingsProblems: { text, problems } }: VaultHost): string | undefined => {
  if (problems.length === 0) return undefined;
  const file = relative('.', join(fileURLToPath(root), SETTINGS_FILE));
  const starts = lineStartsOf(text);
  return problems
    .map(({ span, message }) => {
      const { line, character } = positionAt(starts, span.start);
      return `${file}:${line + 1}:${character + 1}: ${message}`;
    })
    .join('\n');
};
