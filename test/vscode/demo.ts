// `npm run demo [-- --check]`: opens the sample vault in a real VS Code with the extension running.
import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { cpSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { _electron, chromium } from 'playwright-core';
import type { Page } from 'playwright-core';
import { noSandbox, quietFlags, windowSize } from './browser.ts';
import { appEnv, desktopFlags, findDesktopApp, hasScreen } from './desktop.ts';
import { findBrowser, findOnPath, installBrowser, installServer, root } from './install.ts';
import { sampleVault } from './openWindow.ts';
import { startServer, windowUrl } from './server.ts';
import type { WindowContent } from './server.ts';
import { quietSettings, trustSettings, writeSettings } from './settings.ts';
import { screenshots } from './window.ts';

const firstPage = 'Start here.md';

const settings = { ...quietSettings, ...trustSettings(false) };

/** With `--check` nobody looks: the demo starts, proves that it runs, saves a picture and ends. */
const checking = process.argv.includes('--check');

try {
  await demo();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function demo(): Promise<void> {
  const home = mkdtempSync(path.join(realpathSync(tmpdir()), 'atlas-casebook-demo-'));
  const folder = path.join(home, 'vault');
  cpSync(sampleVault, folder, { recursive: true });
  console.log(`The sample vault is copied to ${folder}`);
  console.log('Edit there as you like: examples/vault keeps its deliberate mistakes.');
  const content = { folder, extension: root, file: path.join(folder, firstPage) };
  const wanted = process.env['CASEBOOK_VSCODE'];
  const code = wanted === undefined && hasScreen() && !checking ? findOnPath(['code', 'code-insiders']) : undefined;
  if (code !== undefined) return inInstalledApp(code, content);
  const app = wanted === 'web' ? undefined : await findDesktopApp();
  await (app === undefined ? inBrowser(home, content) : inDownloadedApp(app, home, content));
  if (checking) rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  else console.log(`Ended. What you wrote is in ${folder}`);
}

function inInstalledApp(code: string, content: WindowContent & { readonly file: string }): void {
  const flags = ['--new-window', `--extensionDevelopmentPath=${content.extension}`, '--disable-workspace-trust'];
  const { status } = spawnSync(code, [...flags, content.folder, content.file], { stdio: 'inherit', env: appEnv() });
  if (status !== 0) throw new Error(`${code} ended with ${status}; CASEBOOK_VSCODE=web opens the demo in a browser.`);
  console.log(`Opened in a new window of ${code}. Close it when you are done.`);
}

async function inDownloadedApp(app: string, home: string, content: WindowContent): Promise<void> {
  const user = path.join(home, 'user');
  writeSettings(path.join(user, 'User'), settings);
  const flags = desktopFlags({ user, extensions: path.join(home, 'extensions') }, content);
  if (checking) {
    const launched = await _electron.launch({ executablePath: app, args: flags, env: appEnv() });
    await prove(await launched.firstWindow());
    return await launched.close();
  }
  const child = spawn(app, flags, { stdio: 'ignore', env: appEnv() });
  console.log('Opened in a VS Code that only this project uses. Close its window, or press Ctrl-C here, to end.');
  await ended(child);
}

async function inBrowser(home: string, content: WindowContent): Promise<void> {
  console.log("The VS Code desktop app cannot be had here: starting VS Code's server instead.");
  const server = await startServer(await installServer(), { env: {}, extensions: path.join(home, 'extensions') });
  try {
    writeSettings(server.user, settings);
    const url = windowUrl(server.port, content);
    if (checking) await inHeadlessBrowser(url);
    else await inShownBrowser(home, url);
  } finally {
    await server.stop();
    for (const part of ['browser', 'extensions']) rmSync(path.join(home, part), { recursive: true, force: true });
  }
}

async function inHeadlessBrowser(url: string): Promise<void> {
  const browser = await chromium.launch({ executablePath: installBrowser(), args: [noSandbox, ...quietFlags] });
  try {
    const page = await browser.newPage({ viewport: windowSize });
    await page.goto(url);
    await prove(page);
  } finally {
    await browser.close();
  }
}

async function inShownBrowser(home: string, url: string): Promise<void> {
  const browser = hasScreen() ? findBrowser() : undefined;
  if (browser === undefined) {
    console.log(`Open this address in a browser on this machine; Ctrl-C here ends it:\n\n  ${url}\n`);
    return await interrupted();
  }
  const asRoot = process.getuid?.() === 0 ? [noSandbox] : [];
  const flags = [...asRoot, ...quietFlags, `--user-data-dir=${path.join(home, 'browser')}`, `--app=${url}`];
  const child = spawn(browser, flags, { stdio: 'ignore' });
  console.log('Opened in a browser window. Close it, or press Ctrl-C here, to end. For another browser its address is');
  console.log(`\n  ${url}\n`);
  await ended(child);
}

/** Waits until the page has rendered and the extension has found its deliberate mistakes, and saves a picture. */
async function prove(page: Page): Promise<void> {
  const timeout = 60_000;
  await page.locator('.tab.active', { hasText: firstPage }).waitFor({ timeout });
  await page.locator('.view-line', { hasText: /^#\s/ }).first().waitFor({ timeout });
  console.log(`VS Code shows ${firstPage}`);
  await page.locator('[id="status.problems"]', { hasText: /[1-9]/ }).waitFor({ timeout });
  await page.screenshot({ path: path.join(screenshots, 'demo.png') });
  console.log('The extension has found the mistakes in it: see test/vscode/screenshots/demo.png');
}

/** Resolves when the program ends; Ctrl-C ends it. */
async function ended(child: ChildProcess): Promise<void> {
  const exit = new Promise<void>((resolve, reject) => child.on('exit', () => resolve()).on('error', reject));
  await Promise.race([exit, interrupted()]);
  child.kill();
  await exit;
}

function interrupted(): Promise<void> {
  return new Promise(resolve => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}
