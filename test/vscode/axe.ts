// Looks for what keeps people with a keyboard or a screen reader out of a webview.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { shownView } from './ourView.ts';

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
