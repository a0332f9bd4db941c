// The matrix: its cells, what they lead to, and case studies as ways through it.
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import path from 'node:path';
import type { Frame } from 'playwright-core';
import { axeFaults } from '../axe.ts';
import { policyComplaints, shownView } from '../ourView.ts';
import { patience } from '../patience.ts';
import { uiTest } from '../uiTest.ts';
import { eventually } from '../window.ts';

/** A vault that has nothing but a technique. */
const UNFINISHED = { 'technique.md': '# AML.T0031: Erode\n' };

const study = 'case-studies/job-application-that-ranks-itself-first.md';

uiTest('shows the matrix', { open: study }, async (window, step) => {
  const view = window.webview();
  const complaints = policyComplaints(window.page);
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
    assert.deepEqual(await axeFaults(window.page), []);
    await window.press('Escape');
    await view.locator('.users').waitFor({ state: 'hidden' });
    await cell('AML.T0065').locator('.name').click();
    await eventually(async () => assert.match(await window.text(), /^---\nid: llm-prompt-crafting/));
    assert.deepEqual(complaints, []);
  });
});

uiTest('goes through the matrix by keyboard', { open: study }, async (window, step) => {
  const view = window.webview();
  const focused = (): Promise<string> =>
    view.locator('body').evaluate(() => document.activeElement?.closest<HTMLElement>('.cell')?.dataset['id'] ?? '');
  const isAt = (id: string): Promise<void> => eventually(async () => assert.equal(await focused(), id));

  await step('from cell to cell, with a frame around the one that has it', async () => {
    await window.press('Mod+B');
    await window.runCommand('ATLAS: Show Matrix');
    const first = view.locator('.cell[data-id="AML.T0000"] > .name').first();
    await first.focus();
    await window.press('ArrowRight');
    await isAt('AML.T0002');
    await window.press('ArrowDown');
    await isAt('AML.T0002.000');
    await view.getByText('U lists who uses it').waitFor();
    const outline = await view.locator('.name:focus').evaluate(name => getComputedStyle(name).outlineStyle);
    assert.equal(outline, 'solid');
    await window.screenshot('matrix-keyboard');
  });

  await step('which closes and opens families, and lists users', async () => {
    await window.press('s');
    await eventually(async () => assert.equal(await view.locator('.cell[data-id="AML.T0002.000"]').count(), 0));
    await isAt('AML.T0002');
    await window.press('s', 'ArrowDown', 'ArrowDown');
    await isAt('AML.T0002.001');
    await window.press('u');
    await view.locator('.users').waitFor();
    await window.press('Escape');
    await isAt('AML.T0002.001');
  });

  await step('and comes back to the same cell with the Tab key, then opens its page', async () => {
    await window.press('Shift+Tab', 'Tab');
    await isAt('AML.T0002.001');
    await view.locator('.cell[data-id="AML.T0065"] > .name').first().focus();
    await window.press('Enter');
    await eventually(async () => assert.match(await window.text(), /^---\nid: llm-prompt-crafting/));
  });
});

uiTest(
  'says what to do where a vault is not finished',
  { vault: UNFINISHED, open: 'technique.md' },
  async (window, step) => {
    const view = window.webview();

    await step('in a matrix without a case study', async () => {
      await window.press('Mod+B');
      await window.runCommand('ATLAS: Show Matrix');
      await view.getByText('This vault has no case study yet').waitFor();
      assert.deepEqual(await axeFaults(window.page), []);
      await window.screenshot('matrix-empty');
    });
  },
);

uiTest('waits for a vault', { vault: { 'note.md': '# A note\n' }, open: 'note.md' }, async (window, step) => {
  await step('where the folder has none', async () => {
    // The palette does not offer it here.
    await window.host(vscode => vscode.commands.executeCommand('atlasCasebook.showMatrix'));
    await window.webview().getByText('A folder becomes a vault when a page in it has an ATLAS ID.').waitFor();
    assert.deepEqual(await axeFaults(window.page), []);
  });
});

// Without a page to open at start: that would keep VS Code from bringing editors back.
uiTest('brings its views back after a reload', {}, async (window, step) => {
  const { page } = window;
  const preview = (): Promise<Frame> => shownView(page, 'g.card');

  const reload = async (isBack: () => Promise<unknown>): Promise<void> => {
    await page.evaluate(() => ((globalThis as { before?: true }).before = true));
    await window.runCommand('Developer: Reload Window');
    await eventually(
      async () => assert.equal(await page.evaluate(() => (globalThis as { before?: true }).before), undefined),
      3 * patience,
    );
    await eventually(async () => void (await isBack()), 3 * patience);
  };

  await step('as they were', async () => {
    await window.press('Mod+B');
    await window.openFile(study);
    await window.runCommand('ATLAS: Preview Case Study');
    await eventually(async () => void (await preview()));
    await (await preview()).evaluate(() => globalThis.scrollTo(0, 300));
    await window.host(vscode => vscode.commands.executeCommand('workbench.action.focusFirstEditorGroup'));
    await window.runCommand('ATLAS: Show Matrix');
    await eventually(async () => void (await shownView(page, '.visit-0')));
    const matrix = await shownView(page, '.visit-0');
    await matrix.locator('input[type=search]').fill('prompt');
    await matrix.locator('.toggle[data-toggle="AML.T0002"]').first().click();
    await eventually(async () => assert.equal(await matrix.locator('.cell[data-id="AML.T0002.000"]').count(), 0));
    await matrix.locator('.board').evaluate(board => board.scrollTo(300, 120));
    await eventually(async () => assert.equal(await matrix.locator('.cell.dim').first().isVisible(), true));

    await reload(() => shownView(page, '.visit-0'));
    const again = await shownView(page, '.visit-0');
    assert.equal(await again.locator('input[type=search]').inputValue(), 'prompt');
    assert.equal(await again.locator('.cell[data-id="AML.T0002.000"]').count(), 0);
    assert.equal(await again.locator('.chip').count(), 1);
    assert.deepEqual(await again.locator('.board').evaluate(board => [board.scrollLeft, board.scrollTop]), [300, 120]);
    await eventually(async () => void (await preview()));
    await eventually(async () => assert.equal(await (await preview()).evaluate(() => scrollY), 300));
    await window.screenshot('views-reloaded');
  });

  await step('and where nothing else wakes the extension', async () => {
    await window.host(async vscode => {
      const tabs = vscode.window.tabGroups.all.flatMap(group => group.tabs);
      await vscode.window.tabGroups.close(tabs.filter(({ label }) => label !== 'ATLAS Matrix'));
    });
    rmSync(path.join(window.vault, '.atlas-casebook.json'), { force: true });
    await reload(() => shownView(page, '.visit-0'));
  });
});
