// The extension where VS Code runs in a browser without a machine behind it.
import { Uri, workspace } from 'vscode';
import type { ExtensionContext } from 'vscode';
import { BrowserMessageReader, BrowserMessageWriter, LanguageClient } from 'vscode-languageclient/browser';
import type { MessageTransports } from 'vscode-languageclient/browser';
import { startClient } from './startClient.ts';
import type { ExtensionExports } from './startClient.ts';

/** The one thing of the browser that is needed here; the host has no DOM. */
declare const Worker: new (url: string) => ConstructorParameters<typeof BrowserMessageReader>[0];

/** Starts the server in a worker of its own and returns at once. */
export function activate(context: ExtensionContext): ExtensionExports {
  const server = Uri.joinPath(context.extensionUri, 'dist/server.web.js');
  const connect = async (): Promise<MessageTransports> => {
    // Not the worker itself: VS Code's `Worker` makes objects that the library does not know as workers.
    const worker = new Worker(await addressOf(server));
    return { reader: new BrowserMessageReader(worker), writer: new BrowserMessageWriter(worker) };
  };
  return startClient(context, options => new LanguageClient('atlasCasebook', 'ATLAS Casebook', connect, options));
}

/** VS Code starts no worker from a script on a remote machine, but from a copy of it. */
async function addressOf(script: Uri): Promise<string> {
  if (script.scheme !== 'vscode-remote') return script.toString(true);
  const bytes = await workspace.fs.readFile(script);
  return URL.createObjectURL(new Blob([Uint8Array.from(bytes)], { type: 'text/javascript' }));
}
