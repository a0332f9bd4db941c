// The matrix: its cells, what they lead to, and case studies as ways through it.
import assert from 'node:assert/strict';
import { uiTest } from '../uiTest.ts';
import { eventually } from '../window.ts';

const study = 'case-studies/job-application-that-ranks-itself-first.md';

uiTest('shows the matrix', { open: study }, async (window, step) => {
  const view = window.webview();
  const cell = (id: string) => view.locator(`.cell[data-id="${id}"]`).first();

  await step('with the way of the case study in front', async () => {
    await window.press('Mod+B');
    await window.runCommand('ATLAS: Show Matrix');
    await eventually(async () => assert.equal(await view.locator('.column').count(), 16));
    await eventually(async () => assert.ok((await view.locator('.visit-0').count()) > 5));
    await view.locator('.way-0').waitFor({ state: 'attached' });
    await window.screenshot('matrix');
  });

  await step('and of a second one beside it', async () => {
    await view.locator('button', { hasText: 'Draw a case study…' }).click();
    await window.page.locator('.quick-input-list .monaco-list-row').first().waitFor();
    await window.press('Enter');
    await eventually(async () => assert.equal(await view.locator('.chip').count(), 2));
    await view.locator('.comparison').waitFor();
    await window.screenshot('matrix-compare');
    await view.locator('.chip-1 .drop').click();
    await eventually(async () => assert.equal(await view.locator('.chip').count(), 1));
  });

  await step('which a filter dims', async () => {
    await view.locator('input[type=search]').fill('jailbreak');
    await eventually(async () => assert.match((await cell('AML.T0065').getAttribute('class')) ?? '', /\bdim\b/));
    assert.doesNotMatch((await cell('AML.T0054').getAttribute('class')) ?? '', /\bdim\b/);
    await view.locator('input[type=search]').fill('');
  });

  await step('whose cells list who uses them, and open their pages', async () => {
    await cell('AML.T0065').locator('.uses').click();
    await view.locator('.users li').first().waitFor();
    await window.press('Escape');
    await view.locator('.users').waitFor({ state: 'hidden' });
    await cell('AML.T0065').locator('.name').click();
    await eventually(async () => assert.match(await window.text(), /^---\nid: llm-prompt-crafting/));
  });
});
