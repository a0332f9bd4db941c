import { on } from 'node:events';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { MessagePort } from 'node:worker_threads';
import { parentPort, Worker, workerData } from 'node:worker_threads';
import type { PageId } from '../core/page.ts';
import { isMarkdown } from '../core/paths.ts';
import type { Log } from '../vaultFiles.ts';
import type { Checked, Share } from './checkPages.ts';
import { checkPages } from './checkPages.ts';
import type { ListedVault } from './loadVault.ts';

/** With fewer pages one thread is sooner done: a second one has to know all front matter too, and compiles the code for itself. */
const WORTH_TWO = 20_000;

/** Whether two threads check a vault sooner than one. */
export const isWorthTwo = ({ paths }: ListedVault): boolean =>
  availableParallelism() > 1 && paths.filter(isMarkdown).length >= WORTH_TWO;

/** What the second thread is told, and what it answers when it is done. */
interface Task {
  readonly vault: ListedVault;
  readonly codes: ReadonlySet<string>;
}
interface Outcome {
  readonly checked: Checked | string;
  readonly said: readonly string[];
}

/** Like `checkPages` for all pages, in two threads: each reads the vault, and looks at every other page. Rejects if the second one dies. */
export const checkTogether = async (
  vault: ListedVault,
  codes: ReadonlySet<string>,
  log: Log,
): Promise<Checked | string> => {
  const worker = new Worker(join(__dirname, 'checkWorker.js'), { workerData: { vault, codes } satisfies Task });
  try {
    const receive = inbox(on(worker, 'message', { close: ['exit'] }));
    const own = await checkPages(vault, half(vault, 0, worker, receive), codes, log);
    if (typeof own === 'string') return own;
    const { checked, said } = (await receive()) as Outcome;
    said.forEach(log);
    return typeof checked === 'string' ? checked : { ...own, problems: [...own.problems, ...checked.problems] };
  } finally {
    await worker.terminate();
  }
};

/** What the second thread does. */
export const helpCheck = async (): Promise<void> => {
  if (parentPort === null) return;
  const { vault, codes } = workerData as Task;
  const said: string[] = [];
  const share = half(vault, 1, parentPort, inbox(on(parentPort, 'message')));
  const checked = await checkPages(vault, share, codes, text => said.push(text));
  parentPort.postMessage({ checked, said } satisfies Outcome);
  parentPort.close();
};

/** Every other page. Pages go from thread to thread as their places in the vault's list. */
const half = (
  { paths }: ListedVault,
  parity: 0 | 1,
  port: Pick<MessagePort, 'postMessage'>,
  receive: () => Promise<unknown>,
): Share => {
  const places = new Map<PageId, number>(paths.map((path, place) => [path, place]));
  return {
    isOwn: page => ((places.get(page) ?? 0) & 1) === parity,
    swap: async gathered => {
      port.postMessage(Uint32Array.from(gathered, page => places.get(page) ?? 0));
      return Array.from((await receive()) as Uint32Array, place => paths[place] ?? '');
    },
  };
};

/** The messages of a port, one by one; those that come early wait. */
const inbox = (messages: AsyncIterator<readonly unknown[], unknown>) => async (): Promise<unknown> => {
  const { value, done } = await messages.next();
  if (done) throw new Error('The other thread of the check ended too early.');
  return (value as readonly unknown[])[0];
};
