import type { Connection } from 'vscode-languageserver';
import { clientFiles } from '../files/clientFiles.ts';
import type { ListFilesResult, ReadFileResult } from '../lsp/protocol.ts';
import { LIST_FILES, READ_FILE } from '../lsp/protocol.ts';
import { uriOf } from '../lsp/uris.ts';
import type { Files, Log } from '../vaultFiles.ts';

/** Files that only the client can reach, through its two requests. */
export const filesOfClient = (log: Log, connection: Connection): Files =>
  clientFiles(
    {
      list: async folder => (await connection.sendRequest<ListFilesResult>(LIST_FILES, { uri: folder })).paths,
      read: async (folder, path) =>
        (await connection.sendRequest<ReadFileResult>(READ_FILE, { uri: uriOf(folder, path) })).text,
    },
    log,
  );
