import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { createContext, runInContext } from 'node:vm';

interface Message {
  readonly id?: number | string;
  readonly method?: string;
  readonly params?: { readonly uri?: string; readonly diagnostics?: readonly { readonly code: string }[] };
  readonly result?: { readonly capabilities?: object; readonly uri?: string };
}

const FILES: Readonly<Record<string, string>> = {
  't.md': '---\ntags: [a, "[[t]]"]\n---\n\n# AML.T0090: T\n',
  'n.md': '[[t]] [[nowhere]]\n',
};

test('the web server runs with nothing of Node, and reads through its client', async () => {
  const base = 'memfs://host/vault';
  const received: Message[] = [];
  let wake = (): void => undefined;
  const worker: Record<string, unknown> = {
    console,
    setTimeout,
    clearTimeout,
    queueMicrotask,
    performance,
    TextEncoder,
    TextDecoder,
    addEventListener: () => undefined,
    postMessage: (message: Message) => {
      received.push(structuredClone(message));
      if (message.method === 'atlasCasebook/listFiles') {
        const { uri } = message.params ?? {};
        send({ id: message.id, result: { paths: uri === base ? Object.keys(FILES) : [] } });
      } else if (message.method === 'atlasCasebook/readFile') {
        send({ id: message.id, result: { text: FILES[message.params?.uri?.slice(base.length + 1) ?? ''] ?? null } });
      } else if (message.method !== undefined && message.id !== undefined) send({ id: message.id, result: null });
      wake();
    },
  };
  worker['self'] = worker;
  const send = (message: object): void => {
    setImmediate(() => (worker['onmessage'] as (event: object) => void)({ data: { jsonrpc: '2.0', ...message } }));
  };
  const receive = async (fits: (message: Message) => boolean): Promise<Message> => {
    for (;;) {
      const found = received.find(fits);
      if (found !== undefined) return found;
      await new Promise<void>(resolve => (wake = resolve));
    }
  };
  runInContext(readFileSync(join(import.meta.dirname, '../../dist/server.web.js'), 'utf8'), createContext(worker));

  send({
    id: 1,
    method: 'initialize',
    params: { processId: null, rootUri: null, capabilities: {}, workspaceFolders: [{ uri: base, name: 'v' }] },
  });
  assert.ok((await receive(({ id }) => id === 1)).result?.capabilities);
  send({ method: 'initialized', params: {} });
  const pushed = await receive(
    ({ method, params }) => method === 'textDocument/publishDiagnostics' && params?.uri === `${base}/n.md`,
  );
  assert.deepEqual(
    pushed.params?.diagnostics?.map(({ code }) => code),
    ['broken-link'],
  );
});
