// A vault full of what would run or be taken for HTML if anything of ours let it.
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { HOSTILE, PICTURE, STUDY, TECHNIQUE } from '../hostileVault.ts';
import { policyComplaints, shownView } from '../ourView.ts';
import { DIALOG_SETTINGS, saveWith } from '../saveFile.ts';
import { uiTest } from '../uiTest.ts';

/** What a page put into our view that has no business there. */
const intruders = async (page: Page): Promise<readonly string[]> => {
  const view = await shownView(page);
  return view.evaluate(() => {
    const kinds =
      'script, style, iframe, frame, object, embed, form, base, meta, link, template, noscript, video, audio, source, math, ' +
      'foreignObject, animate, set, use, image, [style*="url"], [srcdoc], [formaction], [target]';
    const main = document.querySelector('main');
    const found: string[] = [];
    for (const each of main?.querySelectorAll('*') ?? []) {
      const names = each.getAttributeNames();
      const href = each.getAttribute('href') ?? '';
      const src = each.getAttribute('src') ?? '';
      const isOurs = each.parentElement?.closest('article') == null;
      if (
        each.matches(kinds) ||
        names.some(name => name.startsWith('on')) ||
        /^(?!https?:|mailto:)[\s\0-\x20]*[a-z][a-z0-9+.-]*:/i.test(href) ||
        (src !== '' && !src.startsWith('data:image/gif') && !new URL(src).hostname.includes('vscode-resource')) ||
        (!isOurs && (names.includes('style') || names.includes('aria-label') || each.matches('input, button, select')))
      )
        found.push(each.outerHTML.slice(0, 200));
    }
    for (const each of document.body.children) {
      if (each !== main && !each.matches('script[nonce]')) found.push(`beside main: ${each.outerHTML.slice(0, 200)}`);
    }
    if (document.querySelectorAll('main').length !== 1) found.push('another main');
    if (getComputedStyle(document.body).display === 'none') found.push('a style');
    return found;
  });
};

/** Frames in which something of the pages has run. */
const hackedFrames = async (page: Page): Promise<readonly string[]> => {
  const found: string[] = [];
  for (const frame of page.frames()) {
    const how = await frame.evaluate(() => (globalThis as { hacked?: unknown }).hacked).catch(() => undefined);
    if (how !== undefined) found.push(`${String(how)} in ${frame.url()}`);
  }
  return found;
};

const hostile = { vault: HOSTILE, open: STUDY, settings: { 'window.dialogStyle': 'custom', ...DIALOG_SETTINGS } };

uiTest('shows hostile pages as the text that they are', hostile, async (window, step) => {
  const { page } = window;
  const view = window.webview();
  const all = policyComplaints(page);
  /** The browser notes attributes that may not run already where they are read, in a document that runs nothing, to be taken away. */
  const complaints = (): readonly string[] =>
    all.filter(text => !/^(?:Executing inline event handler|Applying inline style) violates/.test(text));
  const requests: string[] = [];
  let popups = 0;
  page.on('popup', () => popups++);
  page.on('request', request => {
    if (request.url().includes('evil.example')) requests.push(request.url());
  });
  const nothingHappened = async (): Promise<void> => {
    assert.deepEqual(await hackedFrames(page), []);
    assert.deepEqual(complaints(), []);
    assert.deepEqual(requests, []);
    assert.equal(
      await window.host(vscode => vscode.workspace.textDocuments.some(({ isUntitled }) => isUntitled)),
      false,
    );
  };

  await step('in the preview of a case study', async () => {
    await window.press('Mod+B');
    await window.runCommand('ATLAS: Preview Case Study');
    await view.locator('g.card').nth(2).waitFor();
    await view.locator('article p', { hasText: 'Behind' }).waitFor();
    await view.locator('article a', { hasText: 'missing page' }).waitFor();
    assert.deepEqual(await intruders(page), []);
    assert.match(await view.locator('h1').first().innerText(), /^Study <\/main><\/script><\/title><script>/);
    await window.screenshot('hostile-case-study');
    await nothingHappened();
  });

  await step('with pictures of the vault alone', async () => {
    const pictures = view.locator('article img');
    const loaded = await pictures.evaluateAll(all =>
      all.map(each => [each.getAttribute('alt'), (each as HTMLImageElement).naturalWidth]),
    );
    assert.deepEqual(
      loaded.filter(([alt]) => alt === 'local' || alt === 'data'),
      [
        ['local', 8],
        ['data', 1],
      ],
    );
    await view.locator('article a[href="https://evil.example/track.png"]', { hasText: 'remote' }).waitFor();
  });

  await step('in the tooltips of its cards', async () => {
    for (const card of [0, 1, 2]) {
      await view.locator(`g.card[data-step="${card}"]`).focus();
      await view.locator('main > .tip', { hasText: `Step ${card + 1}` }).waitFor();
      assert.deepEqual(await intruders(page), []);
    }
    assert.match(await view.locator('main > .tip').innerText(), /^Step 3: No technique yet/);
    await nothingHappened();
  });

  await step('where no link runs anything', async () => {
    for (const link of await view.locator('article a:not([href^="http"])').all()) {
      await link.evaluate(element => {
        (element as HTMLElement).click();
      });
    }
    await view.locator('article a', { hasText: 'missing page' }).click();
    await page.locator('.editor-group-container', { hasText: 'was not found' }).first().waitFor();
    await nothingHappened();
  });

  await step('and one to the web asks first, and once', async () => {
    const question = page.locator('.monaco-dialog-box', { hasText: 'https://evil.example/track.png' });
    await view.locator('article a', { hasText: 'remote' }).click();
    await question.waitFor();
    await window.press('Escape');
    await question.waitFor({ state: 'hidden' });
    assert.equal(popups, 0);
    await nothingHappened();
  });

  await step('in saved files, which are well-formed, and run and load nothing', async () => {
    const svg = (await saveWith(window, 'Save SVG…', 'case-studies/hostile.svg')).toString();
    const [fault, kinds] = await (
      await shownView(page)
    ).evaluate(source => {
      const parsed = new DOMParser().parseFromString(source, 'image/svg+xml');
      const names = [...parsed.querySelectorAll('*')].map(each => each.localName);
      return [parsed.querySelector('parsererror')?.textContent, [...new Set(names)].sort().join(' ')];
    }, svg);
    assert.equal(fault, undefined);
    assert.equal(kinds, 'circle defs g line marker path rect svg text title');
    const html = (await saveWith(window, 'Save HTML…', 'case-studies/hostile.html')).toString();
    const picture = Buffer.from(HOSTILE[PICTURE] ?? '').toString('base64');
    assert.ok(html.includes(`<img src="data:image/svg+xml;base64,${picture}" alt="local"> outside`));
    assert.match(html, /default-src 'none'; img-src data:; style-src 'unsafe-inline'/);
    // As it would be opened, but without the policy that keeps it from running or loading anything.
    const opened = await page.context().newPage();
    opened.on('request', request => requests.push(request.url()));
    await opened.setContent(html.replace(/<meta http-equiv[^>]*>/, ''));
    await opened.getByText('Behind').waitFor();
    assert.equal(await opened.evaluate(() => (globalThis as { hacked?: unknown }).hacked), undefined);
    assert.equal(await opened.locator('script, iframe, form, object, embed, base, link, button, [onerror]').count(), 0);
    await opened.close();
    await nothingHappened();
  });

  await step('in the matrix, its chips and the list of who uses a technique', async () => {
    await window.host(vscode => vscode.commands.executeCommand('workbench.action.closeAllEditors'));
    await window.openFile(STUDY);
    await window.runCommand('ATLAS: Show Matrix');
    const cell = view.locator('.cell[data-id="AML.T9001"]').first();
    await cell.waitFor();
    await view.locator('.chip-0', { hasText: '</main>' }).waitFor();
    await cell.locator('.uses').click();
    await view.locator('.users li', { hasText: 'AML.CS9001 Study </main>' }).waitFor();
    await view.locator('.users h2', { hasText: 'AML.T9001 Technique </main>' }).waitFor();
    assert.deepEqual(await intruders(page), []);
    await window.screenshot('hostile-matrix');
    await window.press('Escape');
    await nothingHappened();
  });

  await step('in the side bar', async () => {
    await window.openFile(TECHNIQUE);
    await page.locator('.activitybar a[aria-label="ATLAS"]').click();
    const row = (text: string) => page.locator('.pane .monaco-list-row', { hasText: text }).first();
    await row('</main></script></title><script>').waitFor();
    for (const name of ['Problems by rule', 'Orphans and wanted pages']) {
      const header = page.locator(`.pane-header[aria-label^="${name}"]`);
      if ((await header.getAttribute('aria-expanded')) === 'false') await header.click();
    }
    await row('wanted "><img src=x onerror=').waitFor();
    assert.equal(await page.locator('.monaco-list-row :is(script, svg[onload], img[src="x"])').count(), 0);
    await window.screenshot('hostile-side-bar');
    await nothingHappened();
  });

  await step('in hovers', async () => {
    await window.openFile(STUDY);
    await window.placeCaret('**Technique:** [[techniques/ev$0il');
    const shown = await window.hover('techniques/evil');
    assert.match(shown, /AML\.T9001: Technique/);
    assert.equal(await page.locator('.monaco-hover :is(script, svg[onload], img[src="x"])').count(), 0);
    await nothingHappened();
  });

  await step('and in messages, which run no commands', async () => {
    const node = { technique: { id: 'AML.T9003' } };
    await window.host((vscode, clicked) => vscode.commands.executeCommand('atlasCasebook.createPage', clicked), node);
    await window.runCommand('Notifications: Show Notifications');
    const message = page.locator('.notification-list-item-message', { hasText: 'is the page of AML.T9003 already' });
    await message.waitFor();
    assert.match(await message.innerText(), /\[press\] \(command:/);
    assert.equal(await message.locator('a').count(), 0);
    await nothingHappened();
  });
});
