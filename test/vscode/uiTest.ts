// One case: a test that runs in a window of a real VS Code.
import { after, test } from 'node:test';
import type { TestContext } from 'node:test';
import { openWindow } from './openWindow.ts';
import type { WindowOptions } from './openWindow.ts';
import { longestTry, secondTry } from './patience.ts';
import { stopRunner } from './runner.ts';
import type { Window } from './window.ts';

/** Runs and reports one part of a case on its own, in the case's window. */
export type Step = (name: string, body: () => Promise<void>) => Promise<void>;

type Body = (window: Window, step: Step) => Promise<void>;

/** What a case needs. */
export interface CaseOptions extends WindowOptions {
  /** Why the case cannot run here, which is reported in its place. */
  readonly skip?: string | undefined;
}

/**
 * Registers a test with node:test that opens a window, hands it to `body`, and closes it. If the body or a step of it
 * rejects, the window's last look is saved as `screenshots/failed-<name>.png`. Where `CI` is set, a case that fails is
 * tried once more in a fresh window; on the last try the steps behind a failed one still run.
 */
export function uiTest(name: string, { skip, ...options }: CaseOptions, body: Body): void {
  void test(name, { timeout: 2 * longestTry + 60_000, skip: skip ?? false }, async context => {
    if (secondTry && (await holdsAtOnce(name, options, body, context))) return;
    await tryOnce(name, options, body, (part, work) => context.test(part, work));
  });
}

/** Whether the case holds on its first try; says why if not. A step that node:test ran and that failed would fail the case. */
async function holdsAtOnce(name: string, options: WindowOptions, body: Body, context: TestContext): Promise<boolean> {
  const begun: string[] = [];
  try {
    await tryOnce(name, options, body, async (part, work) => {
      begun.push(part);
      await work();
    });
  } catch (error) {
    const place = [name, ...begun.slice(-1)].join(' › ');
    console.error(`VS Code: “${place}” failed; trying the case once more in a fresh window. Why it failed:`, error);
    return false;
  }
  for (const part of begun) await context.test(part, () => undefined);
  return true;
}

async function tryOnce(name: string, options: WindowOptions, body: Body, step: Step): Promise<void> {
  const { window, close } = await openWindow(options);
  const run = async (part: string, work: () => Promise<void>): Promise<void> => {
    try {
      await within(longestTry, work());
    } catch (error) {
      await window.screenshot(`failed-${part.toLowerCase().replace(/[^a-z0-9]+/g, '-')}`).catch(() => undefined);
      throw error;
    }
  };
  try {
    await run(name, () => body(window, (part, work) => step(part, () => run(part, work))));
  } finally {
    await close();
  }
}

/** Rejects if the work takes longer than this many milliseconds. */
async function within(limit: number, work: Promise<void>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`It did not end within ${limit / 1000} seconds.`)), limit);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

after(stopRunner);
