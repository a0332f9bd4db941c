// The webviews of ours that a window shows, as frames.
import type { ConsoleMessage, Frame, Page } from 'playwright-core';

/**
 * The frame that our script runs in: webviews that are hidden keep theirs, but are not drawn. Of several the first that has such an
 * element.
 */
export async function shownView(page: Page, selector = 'main'): Promise<Frame> {
  for (const frame of page.frames()) {
    const isShown = await frame
      .evaluate(
        wanted =>
          document.querySelector(`main#view:is(${wanted}, :has(${wanted}))`) !== null && document.body.clientWidth > 0,
        selector,
      )
      .catch(() => false);
    if (isShown) return frame;
  }
  throw new Error(`No webview of ours is shown that has ${selector}.`);
}

/** Collects from now on what the browser did not let a webview do, as its policy says. */
export function policyComplaints(page: Page): readonly string[] {
  const complaints: string[] = [];
  page.on('console', (message: ConsoleMessage) => {
    if (/Content Security Policy/i.test(message.text())) complaints.push(message.text());
  });
  return complaints;
}
