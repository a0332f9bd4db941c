// Windows of VS Code's server in Chromium.
import { chromium } from 'playwright-core';
import { installBrowser, installServer } from './install.ts';
import { patience } from './patience.ts';
import { startServer, windowUrl } from './server.ts';
import type { HostNeeds } from './server.ts';
import type { Runner } from './runner.ts';
import { writeSettings } from './settings.ts';

/** Starts the server and a Chromium without a window. */
export async function startBrowserRunner(needs: HostNeeds): Promise<Runner> {
  const executablePath = installBrowser();
  const server = await startServer(await installServer(), needs);
  const browser = await chromium.launch({ executablePath, args: [noSandbox, ...quietFlags] });
  // One context for all windows, so that they share the cache of the editor's 20 MB of scripts.
  const context = await browser.newContext({
    viewport: windowSize,
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  context.setDefaultTimeout(patience);
  context.setDefaultNavigationTimeout(3 * patience);
  return {
    name: `VS Code's server in Chromium ${browser.version()}`,
    open: async (content, settings) => {
      writeSettings(server.user, settings);
      const page = await context.newPage();
      try {
        await page.goto(windowUrl(server.port, content));
      } catch (error) {
        await page.close();
        throw error;
      }
      return { page, close: () => page.close() };
    },
    stop: async () => {
      await browser.close();
      await server.stop();
    },
  };
}

/** The size of the windows that cases run in, in pixels. */
export const windowSize = { width: 1280, height: 800 };

/** Flags that keep a Chromium to itself: no first-run pages, no traffic of its own. */
export const quietFlags: readonly string[] = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The sandbox needs what root and most containers do not have. */
export const noSandbox = '--no-sandbox';
