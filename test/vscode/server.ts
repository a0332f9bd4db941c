// Starts VS Code's server, which serves the whole editor to a browser, and addresses windows of it.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { InstalledServer } from './install.ts';
import { patience } from './patience.ts';

/** A running server. */
export interface Server {
  readonly port: number;
  /** The folder of the user's `settings.json`. */
  readonly user: string;
  /** Ends the server and deletes its data. */
  readonly stop: () => Promise<void>;
}

/** What the extension hosts of a VS Code start with. */
export interface HostNeeds {
  readonly env: Readonly<Record<string, string>>;
  /** A folder with installed extensions; VS Code writes into it. */
  readonly extensions: string;
}

/** What a window shows; every path is absolute. */
export interface WindowContent {
  readonly folder: string;
  /** A `.code-workspace` file to open in place of the folder, for several folders in one window. */
  readonly workspace?: string;
  /** The folder of the extension that runs from its sources; a page's address can name only one. */
  readonly extension: string;
  /** The file to open at start. */
  readonly file?: string;
}

/**
 * Starts a server on a free port of this machine, with the extensions that lie in the folder `extensions` installed.
 * `env` is added to its environment, which the extension host inherits.
 * Rejects with the server's output if it does not answer within a minute, or three where `CI` is set.
 */
export async function startServer(installed: InstalledServer, { env, extensions }: HostNeeds): Promise<Server> {
  const port = await freePort();
  const home = mkdtempSync(path.join(tmpdir(), 'casebook-server-'));
  const flags = [
    ...['--host', '127.0.0.1', '--port', String(port), '--without-connection-token'],
    // Without the smoke-test flag the server does not let a page's address name extensions to run from their sources.
    ...['--accept-server-license-terms', '--telemetry-level', 'off', '--enable-smoke-test-driver'],
    ...['--server-data-dir', path.join(home, 'server'), '--extensions-dir', extensions],
    // How long, in seconds, an extension host outlives its page.
    ...['--reconnection-grace-time', '10'],
  ];
  const child = spawn(installed.node, [installed.main, ...flags], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', chunk => (output += String(chunk)));
  child.stderr.on('data', chunk => (output += String(chunk)));
  let running = true;
  const exited = new Promise<void>(resolve => child.on('close', resolve).on('error', () => resolve()));
  void exited.then(() => (running = false));
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    const giveUp = setTimeout(() => child.kill('SIGKILL'), 5_000);
    await exited;
    clearTimeout(giveUp);
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  };
  const giveUp = Date.now() + 3 * patience;
  while (running && Date.now() < giveUp) {
    if (await answers(port)) return { port, user: path.join(home, 'server/data/User'), stop };
    await new Promise(resolve => setTimeout(resolve, 200));
  }
  await stop();
  throw new Error(`VS Code's server did not start:\n${output}`);
}

/** The address that opens such a window in a browser. */
export function windowUrl(port: number, content: WindowContent): string {
  const remote = (file: string): string => `vscode-remote://127.0.0.1:${port}${encodeURI(file)}`;
  const payload = [
    ['extensionDevelopmentPath', remote(content.extension)],
    ...(content.file === undefined ? [] : [['openFile', remote(content.file)]]),
    ['skipWelcome', 'true'],
    ['skipReleaseNotes', 'true'],
  ];
  // Not URLSearchParams: the workbench takes the `+` that it writes for a space literally.
  const opened = content.workspace === undefined ? { folder: content.folder } : { workspace: content.workspace };
  const query = { ...opened, payload: JSON.stringify(payload) };
  const pairs = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return `http://127.0.0.1:${port}/?${pairs.join('&')}`;
}

async function answers(port: number): Promise<boolean> {
  try {
    return (await fetch(`http://127.0.0.1:${port}/version`, { signal: AbortSignal.timeout(2_000) })).ok;
  } catch {
    return false;
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}
