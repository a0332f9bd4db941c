// The VS Code that cases run in: the desktop app where it can be had, else VS Code's server with Chromium.
import type { Page } from 'playwright-core';
import { startBrowserRunner } from './browser.ts';
import { desktopRunner, findDesktopApp } from './desktop.ts';
import { listenForHosts } from './host.ts';
import type { HostListener } from './host.ts';
import type { HostNeeds, WindowContent } from './server.ts';
import type { Settings } from './settings.ts';

/** A way to open windows of VS Code. */
export interface Runner {
  readonly name: string;
  /** Opens one window whose user has exactly these settings. */
  readonly open: (content: WindowContent, settings: Settings) => Promise<OpenWindow>;
  readonly stop: () => Promise<void>;
}

export interface OpenWindow {
  readonly page: Page;
  readonly close: () => Promise<void>;
}

/** A runner together with the line to the extension hosts of its windows. */
export interface Connected {
  readonly runner: Runner;
  readonly hosts: HostListener;
}

let started: Promise<Connected> | undefined;

/**
 * The runner of this process, started on the first call; `stopRunner` ends it. `CASEBOOK_VSCODE`
 * (`desktop` or `web`) in the environment chooses it; otherwise it is the desktop app where that can be had.
 */
export function sharedRunner(): Promise<Connected> {
  started ??= start();
  return started;
}

/** Stops what `sharedRunner` started, if anything. */
export async function stopRunner(): Promise<void> {
  const current = await started?.catch(() => undefined);
  started = undefined;
  await current?.runner.stop();
  current?.hosts.close();
}

async function start(): Promise<Connected> {
  const hosts = await listenForHosts();
  try {
    return { runner: await startRunner(process.env['CASEBOOK_VSCODE'], hosts.needs), hosts };
  } catch (error) {
    hosts.close();
    throw error;
  }
}

async function startRunner(wanted: string | undefined, needs: HostNeeds): Promise<Runner> {
  if (wanted !== undefined && wanted !== 'desktop' && wanted !== 'web')
    throw new Error(`CASEBOOK_VSCODE is “${wanted}”; it can be “desktop” or “web”.`);
  const app = wanted === 'web' ? undefined : await findDesktopApp();
  if (app !== undefined) return desktopRunner(app, needs);
  if (wanted === 'desktop') throw new Error('The desktop app cannot be had: no screen here, or no way to download it.');
  return await startBrowserRunner(needs);
}
