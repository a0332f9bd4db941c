import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { TestContext } from 'node:test';
import { pathToFileURL } from 'node:url';
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver-protocol/node';
import type {
  ClientCapabilities,
  Diagnostic,
  InitializeResult,
  MessageConnection,
  PublishDiagnosticsParams,
} from 'vscode-languageserver-protocol/node';
import type { InitializationOptions } from '../../server/src/lsp/protocol.ts';

/** The built server: `npm run build` makes it. */
const SERVER = join(import.meta.dirname, '../../dist/server.js');

/** No answer of these tests takes as long. */
const PATIENCE = 20_000;

/** A folder with these files (path → text or bytes), gone when the test is over. */
export const folderOf = (t: TestContext, files: Readonly<Record<string, string | Uint8Array>>): string => {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'casebook-')));
  t.after(() => rmSync(root, { recursive: true, force: true }));
  for (const [path, content] of Object.entries(files)) writeFile(root, path, content);
  return root;
};

export const writeFile = (root: string, path: string, content: string | Uint8Array): void => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
};

export interface WireClient {
  readonly connection: MessageConnection;
  readonly initialized: InitializeResult;
  readonly uri: (path: string) => string;
  readonly request: <Result>(method: string, params: object) => Promise<Result>;
  readonly notify: (method: string, params: object) => Promise<void>;
  readonly open: (path: string, text: string) => Promise<void>;
  /** Replaces the whole text of an open page. */
  readonly type: (path: string, text: string) => Promise<void>;
  readonly close: (path: string) => Promise<void>;
  /** Tells of files that were created (1), changed (2) or deleted (3). */
  readonly filesChanged: (...changes: readonly (readonly [path: string, type: 1 | 2 | 3])[]) => Promise<void>;
  /** Waits for a notification of the server that fits; those already received count. */
  readonly received: <Params>(method: string, fits: (params: Params) => boolean) => Promise<Params>;
  /** How many notifications of a method were received so far. */
  readonly count: (method: string) => number;
  /** Waits until the problems pushed for a page are these codes. */
  readonly pushed: (path: string, codes: readonly string[]) => Promise<readonly Diagnostic[]>;
  /** How often the server made a request of the client. */
  readonly asked: (method: string) => number;
  /** What the server said on its error stream. */
  readonly complaints: () => string;
}

export interface WireOptions {
  readonly capabilities?: ClientCapabilities;
  readonly options?: InitializationOptions;
  readonly folders?: readonly string[];
  readonly answers?: Readonly<Record<string, (params: never) => unknown>>;
  /** What Node runs instead of the built server. */
  readonly command?: readonly string[];
  /** The user that the server runs as; only root may choose. */
  readonly uid?: number;
}

const CAPABILITIES: ClientCapabilities = {
  workspace: { workspaceFolders: true },
  textDocument: { definition: { linkSupport: true }, documentSymbol: { hierarchicalDocumentSymbolSupport: true } },
};

/** Starts the built server on a folder and initializes it; it is shut down when the test is over. */
export const startServer = async (t: TestContext, root: string, wire: WireOptions = {}): Promise<WireClient> => {
  const child = spawn(process.execPath, wire.command ?? [SERVER, '--stdio'], {
    stdio: 'pipe',
    ...(wire.uid === undefined ? {} : { uid: wire.uid }),
  });
  let complaints = '';
  child.stderr.on('data', chunk => (complaints += String(chunk)));
  const connection = createMessageConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  const asked = new Map<string, number>();
  const notifications: { method: string; params: unknown }[] = [];
  let wake = (): void => undefined;
  connection.onNotification((method, params) => {
    notifications.push({ method, params });
    wake();
  });
  connection.onRequest((method, params) => {
    asked.set(method, (asked.get(method) ?? 0) + 1);
    return wire.answers?.[method]?.(params as never) ?? null;
  });
  connection.listen();
  const folders = wire.folders ?? [root];
  const uriIn = (folder: string, path: string): string => pathToFileURL(join(folder, path)).href;
  const uri = (path: string): string => uriIn(root, path);
  const request = <Result>(method: string, params: object): Promise<Result> =>
    inTime(connection.sendRequest<Result>(method, params), () => `${method}: no answer. ${complaints}`);
  t.after(async () => {
    const gone = new Promise(resolve => child.on('exit', resolve));
    await request('shutdown', {}).catch(() => undefined);
    await connection.sendNotification('exit').catch(() => undefined);
    await inTime(gone, () => 'the server does not exit').catch(() => child.kill('SIGKILL'));
    connection.dispose();
  });

  const initialized = await request<InitializeResult>('initialize', {
    processId: process.pid,
    rootUri: null,
    capabilities: wire.capabilities ?? CAPABILITIES,
    workspaceFolders: folders.map(folder => ({
      uri: folder.includes('://') ? folder : pathToFileURL(folder).href,
      name: folder,
    })),
    initializationOptions: { diagnosticsDelay: 0, watchDelay: 0, ...wire.options },
  });
  await connection.sendNotification('initialized', {});

  const versions = new Map<string, number>();
  const notify = (method: string, params: object): Promise<void> => connection.sendNotification(method, params);
  const received = async <Params>(method: string, fits: (params: Params) => boolean): Promise<Params> => {
    for (let from = 0; ;) {
      const found = notifications.slice(from).find(each => each.method === method && fits(each.params as Params));
      if (found !== undefined) return found.params as Params;
      from = notifications.length;
      await inTime(new Promise<void>(resolve => (wake = resolve)), () => `no ${method} that fits. ${complaints}`);
    }
  };
  return {
    connection,
    initialized,
    uri,
    request,
    notify,
    received,
    count: method => notifications.filter(each => each.method === method).length,
    open: (path, text) => {
      versions.set(path, 1);
      return notify('textDocument/didOpen', {
        textDocument: { uri: uri(path), languageId: 'markdown', version: 1, text },
      });
    },
    type: (path, text) => {
      const version = (versions.get(path) ?? 1) + 1;
      versions.set(path, version);
      return notify('textDocument/didChange', {
        textDocument: { uri: uri(path), version },
        contentChanges: [{ text }],
      });
    },
    close: path => notify('textDocument/didClose', { textDocument: { uri: uri(path) } }),
    filesChanged: (...changes) =>
      notify('workspace/didChangeWatchedFiles', { changes: changes.map(([path, type]) => ({ uri: uri(path), type })) }),
    pushed: async (path, codes) => {
      for (;;) {
        const latest = notifications.findLast(
          ({ method, params }) =>
            method === 'textDocument/publishDiagnostics' && (params as PublishDiagnosticsParams).uri === uri(path),
        )?.params as PublishDiagnosticsParams | undefined;
        const found = latest?.diagnostics ?? [];
        if (
          latest !== undefined &&
          same(
            found.map(({ code }) => String(code)),
            codes,
          )
        )
          return found;
        await inTime(
          new Promise<void>(resolve => (wake = resolve)),
          () => `${path} has ${JSON.stringify(found)}, not ${codes.join()}. ${complaints}`,
        );
      }
    },
    asked: method => asked.get(method) ?? 0,
    complaints: () => complaints,
  };
};

const same = (a: readonly string[], b: readonly string[]): boolean => a.toSorted().join() === b.toSorted().join();

/** What a promise gives; fails with `what` where that takes longer than any answer of these tests. */
export const inTime = async <T>(promise: Promise<T>, what: () => string): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new assert.AssertionError({ message: what() })), PATIENCE);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
};
