// The views of the side bar.
import assert from 'node:assert/strict';
import { uiTest } from '../uiTest.ts';
import { eventually } from '../window.ts';

const technique = 'techniques/resource-development/llm-prompt-crafting.md';

uiTest('shows the vault in the side bar', { open: technique }, async (window, step) => {
  const row = (view: string, text: string | RegExp) =>
    window.page.locator(`.pane:has(.pane-header[aria-label^="${view}"]) .monaco-list-row`, { hasText: text }).first();

  await step('as a matrix, who uses the page, and problems by rule', async () => {
    await window.page.locator('.activitybar a[aria-label="ATLAS"]').click();
    await row('Matrix', 'Resource Development').waitFor();
    await row('Used by', 'Case studies').waitFor();
    await row('Used by', 'Job Application That Ranks Itself First').waitFor();
    await row('Problems by rule', 'broken-link').waitFor();
    await row('Matrix', 'Resource Development').locator('.monaco-tl-twistie').click();
    await row('Matrix', 'Acquire Public AI Artifacts').waitFor();
    await window.screenshot('side-bar');
  });

  await step('where the lists follow the page in front', async () => {
    await window.openFile('techniques/privilege-escalation/llm-jailbreak.md');
    await row('Used by', 'Tactics').waitFor();
  });

  await step('and lead to pages', async () => {
    await row('Used by', 'Job Application That Ranks Itself First').click();
    await eventually(async () => assert.match(await window.text(), /job-application-that-ranks-itself-first/));
  });

  await step('with pages that nobody links, and links that want one', async () => {
    await window.page.locator('.pane-header[aria-label^="Orphans and wanted pages"]').click();
    await row('Orphans and wanted pages', 'Wanted pages').waitFor();
    await row('Orphans and wanted pages', 'Orphans').waitFor();
    await window.screenshot('side-bar-pages');
  });
});
