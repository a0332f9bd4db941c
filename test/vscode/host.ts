// Runs functions inside the extension host of a window, through the small extension in `driver/`.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { createServer } from 'node:net';
import type { Socket } from 'node:net';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'esbuild';
import type * as VSCode from 'vscode';
import type { FromDriver, ToDriver } from './driver/messages.ts';
import { patience } from './patience.ts';
import type { HostNeeds } from './server.ts';

/**
 * Calls `body` in the extension host, which sends it as text: it may use only its parameters, and what goes in and out
 * is copied as JSON. Rejects with the error that `body` throws.
 */
export type Host = <Inputs extends readonly unknown[], Result>(
  body: (vscode: typeof VSCode, ...inputs: Inputs) => Result | PromiseLike<Result>,
  ...inputs: Inputs
) => Promise<Result>;

/** The line that windows call in on. */
export interface HostListener {
  /** What VS Code must be started with for its windows to call in. */
  readonly needs: HostNeeds;
  /** The host of the window that has this folder open; waits a minute or more for it. */
  readonly of: (folder: string) => Promise<Host>;
  readonly close: () => void;
}

/** Builds the driver extension and waits for the windows that run it. */
export async function listenForHosts(): Promise<HostListener> {
  const extensions = mkdtempSync(path.join(tmpdir(), 'casebook-extensions-'));
  await buildDriver(path.join(extensions, 'atlas-casebook.test-driver-0.0.0'));
  const lines = new Map<string, Line>();
  const waiting = new Map<string, (line: Line) => void>();
  const server = createServer(socket => {
    const line = openLine(socket, folder => {
      lines.set(folder, line);
      waiting.get(folder)?.(line);
      waiting.delete(folder);
    });
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.on('error', reject).listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
  const lineOf = (folder: string): Promise<Line> =>
    new Promise((resolve, reject) => {
      const line = lines.get(folder);
      if (line !== undefined) return resolve(line);
      const giveUp = setTimeout(() => reject(new Error(`No extension host reported for ${folder}`)), 3 * patience);
      waiting.set(folder, found => {
        clearTimeout(giveUp);
        resolve(found);
      });
    });
  return {
    needs: { env: { CASEBOOK_DRIVER_PORT: String(port) }, extensions },
    // Asks for the line anew each time, because a window that reloads calls in again.
    of: async folder => {
      await lineOf(folder);
      const host: Host = async <Inputs extends readonly unknown[], Result>(
        body: (vscode: typeof VSCode, ...inputs: Inputs) => Result | PromiseLike<Result>,
        ...inputs: Inputs
      ) => (await (await lineOf(folder)).ask(body.toString(), inputs)) as Result;
      return host;
    },
    close: () => {
      for (const line of lines.values()) line.hangUp();
      server.close();
      rmSync(extensions, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

interface Line {
  readonly ask: (body: string, inputs: readonly unknown[]) => Promise<unknown>;
  readonly hangUp: () => void;
}

function openLine(socket: Socket, onReady: (folder: string) => void): Line {
  const pending = new Map<number, (answer: FromDriver) => void>();
  let last = 0;
  createInterface(socket).on('line', text => {
    const message = JSON.parse(text) as FromDriver;
    if (message.kind === 'ready') onReady(message.folder);
    else pending.get(message.id)?.(message);
  });
  socket.on('error', () => socket.destroy());
  socket.on('close', () => {
    for (const [id, settle] of pending) settle({ kind: 'failed', id, error: 'The extension host has ended.' });
  });
  return {
    ask: (body, inputs) =>
      new Promise((resolve, reject) => {
        const id = ++last;
        pending.set(id, answer => {
          pending.delete(id);
          if (answer.kind === 'done') resolve(answer.result);
          else if (answer.kind === 'failed') reject(new Error(answer.error));
        });
        const message: ToDriver = { id, body, inputs };
        socket.write(`${JSON.stringify(message)}\n`);
      }),
    hangUp: () => socket.destroy(),
  };
}

async function buildDriver(folder: string): Promise<void> {
  const entry = path.join(import.meta.dirname, 'driver/driver.ts');
  const outfile = path.join(folder, 'driver.js');
  await build({ entryPoints: [entry], outfile, bundle: true, format: 'cjs', platform: 'node', external: ['vscode'] });
  const manifest = {
    name: 'test-driver',
    publisher: 'atlas-casebook',
    version: '0.0.0',
    engines: { vscode: '^1.91.0' },
    main: './driver.js',
    activationEvents: ['*'],
    capabilities: { untrustedWorkspaces: { supported: true } },
  };
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify(manifest, undefined, 2));
}
