// The extension where VS Code has a Node host: on the desktop, and on the machine of a remote window.
import type { ExtensionContext } from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { startClient } from './startClient.ts';
import type { ExtensionExports } from './startClient.ts';

/** Starts the server as a process of its own and returns at once. */
export function activate(context: ExtensionContext): ExtensionExports {
  const module = context.asAbsolutePath('dist/server.js');
  const run = { module, transport: TransportKind.ipc };
  const debug = { ...run, options: { execArgv: ['--nolazy', '--inspect=6009'] } };
  return startClient(
    context,
    options => new LanguageClient('atlasCasebook', 'ATLAS Casebook', { run, debug }, options),
  );
}
