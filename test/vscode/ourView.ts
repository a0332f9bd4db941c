// The webview of ours that a window shows, as a frame.
import type { Frame, Page } from 'playwright-core';

/** The frame that our script runs in: webviews that are hidden keep theirs, but are not drawn. */
export async function shownView(page: Page): Promise<Frame> {
  for (const frame of page.frames()) {
    const isShown = await frame
      .evaluate(() => document.querySelector('main#view') !== null && document.body.clientWidth > 0)
      .catch(() => false);
    if (isShown) return frame;
  }
  throw new Error('No webview of ours is shown.');
}
