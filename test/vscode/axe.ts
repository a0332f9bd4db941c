// Looks for what keeps people with a keyboard or a screen reader out of a webview.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Frame, Page } from 'playwright-core';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface AxeResults {
  readonly violations: readonly {
    readonly id: string;
    readonly impact: string | null;
    readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
  }[];
}

declare const axe: { readonly run: (context: object, options: object) => Promise<AxeResults> };

/** The serious and critical faults of the webview of ours that is shown: `rule: element, why`. */
export async function axeFaults(page: Page): Promise<readonly string[]> {
  const frame = await shownView(page);
  await frame.evaluate(source);
  const { violations } = await frame.evaluate(() => axe.run({ include: ['main'] }, { resultTypes: ['violations'] }));
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html}, ${failureSummary ?? ''}`));
}

/** The frame that our script runs in: webviews that are hidden keep theirs, but are not drawn. */
async function shownView(page: Page): Promise<Frame> {
  for (const frame of page.frames()) {
    const isShown = await frame
      .evaluate(() => document.querySelector('main#view') !== null && document.body.clientWidth > 0)
      .catch(() => false);
    if (isShown) return frame;
  }
  throw new Error('No webview of ours is shown.');
}
