import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver-protocol/node';
import type {
  ClientCapabilities,
  Diagnostic,
  InitializeResult,
  PublishDiagnosticsParams,
  TextDocumentContentChangeEvent,
} from 'vscode-languageserver-protocol/node';
import { now } from './statistics.ts';
import type { Place } from './surveyVault.ts';

export interface ServerCommand {
  /** What to call the server in messages. */
  readonly name: string;
  /** Arguments of `node`: the server's file and its options. */
  readonly args: readonly string[];
  readonly initializationOptions: object;
  /** Answers to requests that the server makes of its client, by method; any other request is answered with `null`. */
  readonly answers?: Readonly<Record<string, (params: never) => unknown>>;
  /** Whether to say that the client pulls diagnostics; otherwise the server must push them. */
  readonly pullsDiagnostics: boolean;
  /** Longest wait for any one answer, in milliseconds. */
  readonly timeout: number;
}

/** Resident memory of a process in megabytes (10⁶ bytes): now, and the most it ever was. */
export interface Memory {
  readonly resident: number;
  readonly peak: number;
}

/** A running language server and the documents that are open in it. Every wait fails with a message when its time is up. */
export interface LanguageClient {
  /** When the process was started, on the clock of `now()`. */
  readonly spawnedAt: number;
  readonly uri: (file: string) => string;
  readonly request: <Result>(method: string, params: object) => Promise<Result>;
  readonly notify: (method: string, params: object) => Promise<void>;
  /** Opens the page `file` (path from the vault's root) with `text` in it. */
  readonly open: (file: string, text: string) => Promise<void>;
  /** Puts `text` between `start` and `end` of an open page, as typing does. */
  readonly edit: (file: string, start: Place, end: Place, text: string) => Promise<void>;
  /** Waits for the next push of diagnostics for `file` that satisfies `accept`; those of older versions are passed over. */
  readonly nextDiagnostics: (
    file: string,
    expectation: string,
    accept: (items: readonly Diagnostic[]) => boolean,
  ) => Promise<readonly Diagnostic[]>;
  /** Waits until the work is done that the server shows progress of; at once where it shows none. */
  readonly workDone: () => Promise<void>;
  /** Memory of the server, where the system tells (Linux). */
  readonly memory: () => Memory | undefined;
  /** Shuts the server down; kills it if it does not go. */
  readonly stop: () => Promise<void>;
}

const capabilities = (pullsDiagnostics: boolean): ClientCapabilities => ({
  general: { positionEncodings: ['utf-16'] },
  workspace: {
    workspaceFolders: true,
    configuration: false,
    didChangeWatchedFiles: { dynamicRegistration: true },
    didChangeConfiguration: { dynamicRegistration: true },
  },
  window: { workDoneProgress: true },
  textDocument: {
    synchronization: { dynamicRegistration: false, didSave: true },
    completion: {
      completionItem: { documentationFormat: ['markdown'] },
      contextSupport: true,
      completionList: { itemDefaults: ['editRange'] },
    },
    hover: { contentFormat: ['markdown'] },
    definition: { linkSupport: true },
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
    codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix', 'refactor', 'source'] } } },
    publishDiagnostics: { relatedInformation: true, versionSupport: true, codeDescriptionSupport: true },
    ...(pullsDiagnostics ? { diagnostic: { dynamicRegistration: true } } : {}),
  },
});

/** `promise`, or a failure that says `what` did not come within `timeout` milliseconds. */
export const withTimeout = async <T>(promise: Promise<T>, timeout: number, what: string): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what}: nothing within ${timeout / 1000} s`)), timeout);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
};

const memoryOf = (pid: number): Memory | undefined => {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const field = (name: string): number =>
      (Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]) * 1024) / 1e6;
    return { resident: field('VmRSS'), peak: field('VmHWM') };
  } catch {
    return undefined;
  }
};

/** Starts a language server on the vault in `root` and initializes it; fails if it cannot be started. */
export const startClient = async (command: ServerCommand, root: string): Promise<LanguageClient> => {
  const { name, timeout, answers = {} } = command;
  const spawnedAt = now();
  const child = spawn(process.execPath, command.args, { stdio: ['pipe', 'pipe', 'pipe'] });
  let complaints = '';
  child.stderr.on('data', (chunk: Buffer) => (complaints = (complaints + chunk.toString()).slice(-2000)));
  const ended = new Promise<never>((_, reject) => {
    child.on('error', error => reject(new Error(`${name} does not start: ${error.message}`)));
    child.on('exit', code =>
      reject(new Error(`${name} ended with code ${code}${complaints && `, saying: ${complaints}`}`)),
    );
  });
  ended.catch(() => undefined);
  // A write to a server that has just died must not end the benchmark; `ended` reports it.
  child.stdin.on('error', () => undefined);
  const within = <T>(promise: Promise<T>, what: string): Promise<T> =>
    withTimeout(Promise.race([promise, ended]), timeout, `${name}, ${what}`);

  const connection = createMessageConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  const listeners = new Set<(params: PublishDiagnosticsParams) => void>();
  connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
    for (const listener of listeners) listener(params);
  });
  const work = new Set<string | number>();
  let allDone = (): void => undefined;
  connection.onNotification('$/progress', ({ token, value }: { token: string | number; value: { kind: string } }) => {
    if (value.kind === 'end') work.delete(token);
    else work.add(token);
    if (work.size === 0) allDone();
  });
  connection.onRequest((method, params) => answers[method]?.(params as never) ?? null);
  connection.onNotification(() => undefined);
  connection.onError(() => undefined);
  connection.listen();

  const uri = (file: string): string => pathToFileURL(join(root, file)).href;
  const versions = new Map<string, number>();
  const request = <Result>(method: string, params: object): Promise<Result> =>
    within(connection.sendRequest<Result>(method, params), method);
  const notify = (method: string, params: object): Promise<void> =>
    within(connection.sendNotification(method, params), method);

  const client: LanguageClient = {
    spawnedAt,
    uri,
    request,
    notify,
    open: (file, text) => {
      versions.set(uri(file), 1);
      return notify('textDocument/didOpen', {
        textDocument: { uri: uri(file), languageId: 'markdown', version: 1, text },
      });
    },
    edit: (file, start, end, text) => {
      const version = (versions.get(uri(file)) ?? 0) + 1;
      versions.set(uri(file), version);
      const contentChanges: readonly TextDocumentContentChangeEvent[] = [{ range: { start, end }, text }];
      return notify('textDocument/didChange', { textDocument: { uri: uri(file), version }, contentChanges });
    },
    nextDiagnostics: async (file, expectation, accept) => {
      let seen = 'none were pushed';
      let listener: ((params: PublishDiagnosticsParams) => void) | undefined;
      const wanted = new Promise<readonly Diagnostic[]>(resolve => {
        listener = params => {
          if (params.uri !== uri(file)) return;
          if (params.version !== undefined && params.version !== versions.get(params.uri)) return;
          seen = `the last push had ${params.diagnostics.map(item => item.code).join(', ') || 'none'}`;
          if (accept(params.diagnostics)) resolve(params.diagnostics);
        };
        listeners.add(listener);
      });
      try {
        return await within(wanted, `problems of ${file} (${expectation})`);
      } catch (error) {
        throw new Error(`${error instanceof Error ? error.message : String(error)}; ${seen}`, { cause: error });
      } finally {
        if (listener) listeners.delete(listener);
      }
    },
    workDone: async () => {
      if (work.size === 0) return;
      await within(new Promise<void>(resolve => (allDone = resolve)), 'end of its work');
    },
    memory: () => (child.pid === undefined ? undefined : memoryOf(child.pid)),
    stop: async () => {
      const gone = new Promise<void>(resolve =>
        child.exitCode === null && child.signalCode === null ? child.once('exit', () => resolve()) : resolve(),
      );
      const goodbye = async (): Promise<void> => {
        await connection.sendRequest('shutdown');
        await connection.sendNotification('exit');
        await gone;
      };
      await withTimeout(Promise.race([goodbye(), gone]), 3000, `${name}, shutdown`).catch(() => child.kill('SIGKILL'));
      connection.dispose();
    },
  };
  try {
    await request<InitializeResult>('initialize', {
      processId: process.pid,
      rootUri: pathToFileURL(root).href,
      workspaceFolders: [{ uri: pathToFileURL(root).href, name: 'vault' }],
      capabilities: capabilities(command.pullsDiagnostics),
      initializationOptions: command.initializationOptions,
    });
    await notify('initialized', {});
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  }
  return client;
};
