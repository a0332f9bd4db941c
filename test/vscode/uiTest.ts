// One case: a test that runs in a window of a real VS Code.
import { after, test } from 'node:test';
import { openWindow } from './openWindow.ts';
import type { WindowOptions } from './openWindow.ts';
import { stopRunner } from './runner.ts';
import type { Window } from './window.ts';

/** Runs and reports one part of a case on its own, in the case's window; the parts behind a failed one still run. */
export type Step = (name: string, body: () => Promise<void>) => Promise<void>;

/**
 * Registers a test with node:test that opens a window, hands it to `body`, and closes it. If the body or a step of it
 * rejects, the window's last look is saved as `screenshots/failed-<name>.png`.
 */
export function uiTest(
  name: string,
  options: WindowOptions,
  body: (window: Window, step: Step) => Promise<void>,
): void {
  void test(name, { timeout: 180_000 }, async context => {
    const { window, close } = await openWindow(options);
    const run = async (part: string, work: () => Promise<void>): Promise<void> => {
      try {
        await work();
      } catch (error) {
        await window.screenshot(`failed-${part.toLowerCase().replace(/[^a-z0-9]+/g, '-')}`).catch(() => undefined);
        throw error;
      }
    };
    try {
      await run(name, () => body(window, (part, work) => context.test(part, () => run(part, work))));
    } finally {
      await close();
    }
  });
}

after(stopRunner);
