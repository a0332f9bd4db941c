// Windows of the VS Code desktop app, downloaded by @vscode/test-electron.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { downloadAndUnzipVSCode } from '@vscode/test-electron';
import { _electron } from 'playwright-core';
import { downloads } from './install.ts';
import type { Runner } from './runner.ts';
import type { HostNeeds, WindowContent } from './server.ts';
import { writeSettings } from './settings.ts';

/**
 * Downloads the desktop app, or finds it in `.vscode-test`, and gives its executable; undefined where this machine
 * has no screen, or where the download's site does not answer within five seconds.
 */
export async function findDesktopApp(): Promise<string | undefined> {
  if (!hasScreen() || !(await canDownload())) return undefined;
  return await downloadAndUnzipVSCode({ cachePath: downloads, timeout: 60_000 });
}

/** Whether windows can be shown here. */
export function hasScreen(): boolean {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']);
}

/** Runs each window as an app of its own with fresh user data. */
export function desktopRunner(executablePath: string, { env, extensions }: HostNeeds): Runner {
  return {
    name: 'the VS Code desktop app',
    open: async (content, settings) => {
      const home = mkdtempSync(path.join(tmpdir(), 'casebook-desktop-'));
      writeSettings(path.join(home, 'user/User'), settings);
      const app = await _electron.launch({
        executablePath,
        args: desktopFlags({ user: path.join(home, 'user'), extensions }, content),
        env: { ...appEnv(), ...env },
      });
      const page = await app.firstWindow();
      const close = async (): Promise<void> => {
        await app.close();
        rmSync(home, { recursive: true, force: true, maxRetries: 5 });
      };
      return { page, close };
    },
    stop: () => Promise.resolve(),
  };
}

/** The command line that opens such a window with its user data and installed extensions in these folders. */
export function desktopFlags(folders: { user: string; extensions: string }, content: WindowContent): string[] {
  return [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-updates',
    '--skip-welcome',
    '--skip-release-notes',
    `--user-data-dir=${folders.user}`,
    `--extensions-dir=${folders.extensions}`,
    `--extensionDevelopmentPath=${content.extension}`,
    content.workspace ?? content.folder,
    ...(content.file === undefined ? [] : [content.file]),
  ];
}

/** This process's environment without what would make the app run as plain Node, as it is in a terminal of VS Code. */
export function appEnv(): Record<string, string> {
  const kept = Object.entries(process.env).filter(
    ([name]) => name !== 'ELECTRON_RUN_AS_NODE' && !name.startsWith('VSCODE_'),
  );
  return Object.fromEntries(kept.map(([name, value]) => [name, value ?? '']));
}

async function canDownload(): Promise<boolean> {
  try {
    const list = 'https://update.code.visualstudio.com/api/releases/stable';
    return (await fetch(list, { signal: AbortSignal.timeout(5_000) })).ok;
  } catch {
    return false;
  }
}
