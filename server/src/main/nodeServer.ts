import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { startNodeServer } from './startNodeServer.ts';

/** Serves the editor that started this process, by `--stdio` or `--node-ipc`, which the library reads from the command line. */
export const serve = (): void => startNodeServer(createConnection(ProposedFeatures.all));

/** Does what the command line says. Loaded only here: a server needs nothing of it. */
export const runCommandLine = (): void => void import('./commandLine.ts');

/** Does half of a check, in a thread of its own. */
export const helpCheck = (): void => void import('./checkTogether.ts').then(({ helpCheck: help }) => help());
