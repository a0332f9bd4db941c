// The windows that cases run in, each on a vault of its own.
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { root } from './install.ts';
import { patience } from './patience.ts';
import { sharedRunner } from './runner.ts';
import { quietSettings, trustSettings } from './settings.ts';
import type { Settings } from './settings.ts';
import { windowOf } from './window.ts';
import type { Window } from './window.ts';

/** A folder to copy, or texts by their paths. */
export type VaultSource = string | Readonly<Record<string, string>>;

/** What a window starts from; every field may be left out. */
export interface WindowOptions {
  /** The vault to open a copy of; the sample vault unless given. */
  readonly vault?: VaultSource;
  /** Further workspace folders beside that vault, each a folder or texts, by the name that it gets. */
  readonly beside?: Readonly<Record<string, VaultSource>>;
  /** The page to open at start, by its path in the vault. */
  readonly open?: string;
  /** Whether the window is in restricted mode, as before the user trusts a folder. */
  readonly restricted?: boolean;
  /** Further user settings, by their full names. */
  readonly settings?: Settings;
  /** The extension to run, a folder; the product unless given. */
  readonly extension?: string;
}

/** The sample vault, absolute. */
export const sampleVault = path.join(root, 'examples/vault');

/** Opens a window in this process's runner. The caller closes it, which also deletes its copy of the vault. */
export async function openWindow(options: WindowOptions): Promise<{ window: Window; close: () => Promise<void> }> {
  const { runner, hosts } = await sharedRunner();
  const home = mkdtempSync(path.join(realpathSync(tmpdir()), 'casebook-'));
  const folder = path.join(home, 'vault');
  writeVault(options.vault ?? sampleVault, folder);
  const workspace = options.beside && writeWorkspace(home, options.beside);
  const content = {
    folder,
    extension: options.extension ?? root,
    ...(workspace === undefined ? {} : { workspace }),
    ...(options.open === undefined ? {} : { file: path.join(folder, options.open) }),
  };
  const settings = { ...quietSettings, ...trustSettings(options.restricted ?? false), ...options.settings };
  const opened = await runner.open(content, settings);
  const close = async (): Promise<void> => {
    await opened.close();
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    opened.page.setDefaultTimeout(patience);
    await opened.page.locator('.monaco-workbench .statusbar').waitFor({ timeout: 3 * patience });
    const window = windowOf(opened.page, folder, await hosts.of(folder));
    if (options.open !== undefined) await opened.page.locator('.monaco-editor .view-line').first().waitFor();
    return { window, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Writes the further folders and the file that lists them behind the vault; gives that file. */
function writeWorkspace(home: string, beside: Readonly<Record<string, VaultSource>>): string {
  for (const [name, source] of Object.entries(beside)) writeVault(source, path.join(home, name));
  const file = path.join(home, 'several.code-workspace');
  writeFileSync(file, JSON.stringify({ folders: ['vault', ...Object.keys(beside)].map(name => ({ path: name })) }));
  return file;
}

function writeVault(vault: VaultSource, folder: string): void {
  if (typeof vault === 'string') return cpSync(vault, folder, { recursive: true });
  for (const [file, text] of Object.entries(vault)) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  }
}
