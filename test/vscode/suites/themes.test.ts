// Our views in light, dark and high-contrast themes, for eyes and for screen readers.
import assert from 'node:assert/strict';
import { axeFaults } from '../axe.ts';
import { uiTest } from '../uiTest.ts';
import { eventually } from '../window.ts';

const study = 'case-studies/poisoned-support-ticket-steers-a-helpdesk-assistant.md';

const THEMES = [
  ['light', 'Default Light Modern'],
  ['dark', 'Default Dark Modern'],
  ['high-contrast', 'Default High Contrast'],
] as const;

uiTest('shows views in every theme', { open: study }, async (window, step) => {
  const view = window.webview();
  const use = async (theme: string): Promise<void> => {
    await window.host(
      (vscode, name) => vscode.workspace.getConfiguration('workbench').update('colorTheme', name, true),
      theme,
    );
    const kind = theme.includes('High')
      ? 'vscode-high-contrast'
      : theme.includes('Dark')
        ? 'vscode-dark'
        : 'vscode-light';
    await eventually(async () =>
      assert.match((await view.locator('body').getAttribute('class')) ?? '', new RegExp(kind)),
    );
  };
  const show = async (name: string, isThere: () => Promise<void>): Promise<void> => {
    for (const [theme, title] of THEMES) {
      await use(title);
      await isThere();
      assert.deepEqual(await axeFaults(window.page), [], `${name}, ${theme}`);
      await window.screenshot(`${name}-${theme}`);
    }
  };

  await step('a case study', async () => {
    await window.press('Mod+B');
    await window.runCommand('ATLAS: Preview Case Study');
    await view.locator('g.card').first().waitFor();
    // The preview alone, as wide as the window.
    await window.host(async vscode => {
      await vscode.commands.executeCommand('workbench.action.focusSecondEditorGroup');
      await vscode.commands.executeCommand('workbench.action.toggleMaximizeEditorGroup');
    });
    await show('view-case-study', () => view.locator('g.card').first().waitFor());
  });

  await step('the matrix', async () => {
    await window.runCommand('ATLAS: Show Matrix');
    await view.locator('.visit-0').first().waitFor();
    await show('view-matrix', () => view.locator('.cell').first().waitFor());
  });
});
