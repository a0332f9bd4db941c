import { setFlagsFromString } from 'node:v8';
import type { Connection } from 'vscode-languageserver';
import { nodeFiles } from '../files/nodeFiles.ts';
import { startServer } from '../lsp/server.ts';
import { isFileUri } from '../lsp/uris.ts';
import { filesOfClient } from './filesOfClient.ts';

/** Serves a client from a Node process: it reads the disk itself, and virtual workspaces through the client. */
export const startNodeServer = (connection: Connection): void =>
  startServer(
    connection,
    log => {
      const disk = nodeFiles(log);
      const virtual = filesOfClient(log, connection);
      return folder => (isFileUri(folder) ? disk : virtual);
    },
    // What requests make is thrown away soon: from here on the young generation may grow (see node.ts).
    () => setFlagsFromString('--semi-space-growth-factor=2'),
  );
