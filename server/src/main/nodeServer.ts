import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { startNodeServer } from './startNodeServer.ts';

// `--stdio` or `--node-ipc`, read by the library from the command line.
startNodeServer(createConnection(ProposedFeatures.all));
