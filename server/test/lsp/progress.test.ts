import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Context } from '../../src/lsp/context.ts';
import { beginProgress } from '../../src/lsp/progress.ts';

/** A client that notes what it shows, and its Cancel button. */
const shownBy = (canShow: boolean) => {
  const said: unknown[] = [];
  let press = (): void => undefined;
  const reporter = {
    begin: (...args: unknown[]) => void said.push(['begin', ...args]),
    report: (percentage: number) => void said.push(percentage),
    done: () => void said.push('done'),
    token: { onCancellationRequested: (listener: () => void) => (press = listener) },
  };
  const connection = { window: { createWorkDoneProgress: () => Promise.resolve(reporter) } };
  return {
    context: { connection, client: () => ({ progress: canShow }) } as unknown as Context,
    said,
    cancel: () => press(),
  };
};

const settled = (): Promise<void> => new Promise(resolve => setImmediate(resolve));

test('tells how much is done, each percent once, until it ends or is cancelled', async () => {
  const { context, said, cancel } = shownBy(true);
  const progress = beginProgress(context, 'Counting', true);
  await settled();
  for (const done of [0.1, 0.104, 0.2]) progress.report(done);
  assert.equal(progress.isCancelled(), false);
  cancel();
  assert.equal(progress.isCancelled(), true);
  progress.end();
  await settled();
  assert.deepEqual(said, [['begin', 'Counting', 0, undefined, true], 10, 20, 'done']);
});

test('shows nothing of what is over before the client is ready, or where the client shows none', async () => {
  for (const canShow of [true, false]) {
    const { context, said } = shownBy(canShow);
    const progress = beginProgress(context, 'Counting');
    progress.report(0.5);
    progress.end();
    await settled();
    assert.deepEqual(said, []);
    assert.equal(progress.isCancelled(), false);
  }
});
