// The first minutes: the walkthrough, the sample vault, and the side bar where there is no vault yet.
import assert from 'node:assert/strict';
import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { sampleVault } from '../openWindow.ts';
import { patience, soon } from '../patience.ts';
import { uiTest } from '../uiTest.ts';
import { eventually, screenshots } from '../window.ts';

/** The steps of the walkthrough, each with something that only its picture shows. */
const pictures = {
  'Open the sample vault': 'text=atlas-sample-vault',
  'Complete a link': 'text=AML.T0010.001 AI Software',
  'Repair a mistake': 'text=→ external-harms/user-harm',
  'See a case study as a picture': 'text=Resource Development',
  'Write your first case study': 'text=A Name of Your Own',
  'See the whole matrix': 'use >> nth=0',
};

/** The dialog for folders that works alike on the desktop and in a browser. */
const settings = { 'files.simpleDialog.enable': true };

uiTest('takes the first steps', { open: 'Start here.md', settings }, async (window, step) => {
  const { page } = window;
  const card = (title: string) => page.locator('.getting-started-step', { hasText: title });
  const ticked = (title: string) => card(title).locator('.codicon.complete');

  await step('with a walkthrough, each of whose steps has a picture', async () => {
    await window.press('Mod+B');
    await window.runCommand('ATLAS: Get Started');
    await eventually(async () => assert.equal(await page.locator('.getting-started-step').count(), 6));
    for (const [title, shown] of Object.entries(pictures)) {
      await card(title).click();
      await window.webview().locator(shown).waitFor();
    }
    await window.screenshot('walkthrough');
  });

  await step('in which a case study to preview may be chosen', async () => {
    const study = page.locator('.quick-input-list .monaco-list-row', { hasText: 'Job Application' });
    await card('See a case study as a picture').click();
    // A step that opens takes the keyboard late, also from a list that was asked for meanwhile, which closes then.
    await eventually(async () => {
      if (!(await study.isVisible())) await card('See a case study as a picture').locator('.monaco-button').click();
      await study.click({ timeout: soon });
    });
    await eventually(async () =>
      assert.equal(await window.activeFile(), 'case-studies/job-application-that-ranks-itself-first.md'),
    );
    await window.webview().locator('g.card').first().waitFor();
  });

  await step('which ticks what was done', async () => {
    await window.openFile('Start here.md');
    await window.placeCaret('Bare IDs work alike.$0');
    await window.typeText(' [[supply model');
    await window.suggestions();
    await window.acceptSuggestion('AML.T0010.003 Model');
    await window.placeCaret('[[techniques/impact/external$0-harm|');
    await window.quickFixes();
    await window.press('Escape');
    await window.runCommand('ATLAS: Get Started');
    for (const title of ['Complete a link', 'Repair a mistake', 'See a case study as a picture'])
      await ticked(title).waitFor();
    assert.equal(await ticked('Write your first case study').count(), 0);
  });

  await step('to the sample vault, which is copied beside what is there already', async () => {
    const parent = path.dirname(window.vault);
    mkdirSync(path.join(parent, 'atlas-sample-vault'));
    await window.runCommand('ATLAS: Open Sample Vault');
    const title = 'The folder to put the sample vault in';
    const dialog = page.locator('.quick-input-widget:not(.hidden)', { hasText: title });
    const input = dialog.locator('input[type="text"]').first();
    // The dialog writes the folder that it starts in after it is shown.
    await eventually(async () => assert.equal(await input.inputValue(), `${window.vault}/`));
    await input.fill(`${parent}/`);
    await dialog.locator('.monaco-list-row', { hasText: 'atlas-sample-vault' }).waitFor();
    const opened = page.context().waitForEvent('page', { timeout: 3 * patience });
    // A click while the dialog looks into the folder is lost.
    await eventually(async () => {
      if (await dialog.isVisible())
        await dialog.locator('.monaco-button', { hasText: 'Put it here' }).click({ timeout: soon });
      await dialog.waitFor({ state: 'hidden', timeout: soon });
    });
    const next = await opened;
    const copy = path.join(parent, 'atlas-sample-vault-2');
    assert.deepEqual(filesIn(copy), filesIn(sampleVault));
    assert.deepEqual(filesIn(path.join(parent, 'atlas-sample-vault')), {});
    await next.locator('.tab.active', { hasText: 'Start here.md' }).waitFor({ timeout: 3 * patience });
    await next
      .locator('.getting-started-step', { hasText: 'Open the sample vault' })
      .locator('.codicon.complete')
      .waitFor();
    await next.screenshot({ path: path.join(screenshots, 'sample-vault.png') });
    await next.close();
  });
});

uiTest('says in the side bar what to do', { vault: { 'readme.md': '# Soups\n' } }, async (window, step) => {
  const { page } = window;

  await step('where no page makes the folder a vault', async () => {
    await page.locator('.activitybar a[aria-label="ATLAS"]').click();
    const welcome = page.locator('.welcome-view-content', { hasText: 'asleep in this folder' });
    await welcome.locator('.monaco-button', { hasText: 'Open Sample Vault' }).waitFor();
    assert.equal(await page.locator('.pane-header[aria-label^="Used by"]').count(), 0);
    await window.screenshot('side-bar-asleep');
  });

  await step('until one does', async () => {
    writeFileSync(path.join(window.vault, 'first.md'), '# AML.CS0001: First\n\nSee [[readme]].\n');
    await page.locator('.pane:has(.pane-header[aria-label^="Matrix"]) .monaco-list-row').first().waitFor();
    await page.locator('.welcome-view-content', { hasText: 'Open a page of the vault' }).waitFor();
    await page.locator('.welcome-view-content', { hasText: 'asleep' }).waitFor({ state: 'hidden' });
    await window.screenshot('side-bar-awake');
    await window.openFile('first.md');
    await page.locator('.welcome-view-content', { hasText: 'No page refers to the one in front.' }).waitFor();
  });
});

/** The contents of a folder's files by their paths in it. */
const filesIn = (folder: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    globSync('**/{*,.*}', { cwd: folder, withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(entry => path.join(entry.parentPath, entry.name))
      .map(file => [path.relative(folder, file), readFileSync(file, 'base64')] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
