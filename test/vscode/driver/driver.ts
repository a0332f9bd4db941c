// An extension that runs what the test process asks for in the extension host. It is not part of the product, and it
// leaves the window in normal operation, unlike VS Code's test mode, where folders are trusted and dialogs refused.
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import * as vscode from 'vscode';
import type { FromDriver, ToDriver } from './messages.ts';

/** Calls the test process, whose port is in the environment, and serves its requests until it hangs up. */
export function activate(): void {
  const port = Number(process.env['CASEBOOK_DRIVER_PORT']);
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
  if (!port || folder === undefined) return;
  const socket = connect(port, '127.0.0.1');
  const send = (message: FromDriver): void => void socket.write(`${JSON.stringify(message)}\n`);
  socket.on('error', () => socket.destroy());
  socket.on('connect', () => send({ kind: 'ready', folder }));
  createInterface(socket).on('line', text => void answer(JSON.parse(text) as ToDriver).then(send));
}

async function answer({ id, body, inputs }: ToDriver): Promise<FromDriver> {
  try {
    const run = new Function(`return (${body});`)() as (api: typeof vscode, ...inputs: readonly unknown[]) => unknown;
    return { kind: 'done', id, result: await run(vscode, ...inputs) };
  } catch (error) {
    return { kind: 'failed', id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
