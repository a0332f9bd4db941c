// VS Code's own preview of a page.
import assert from 'node:assert/strict';
import { soon } from '../patience.ts';
import { uiTest } from '../uiTest.ts';
import { eventually } from '../window.ts';

const study = 'case-studies/job-application-that-ranks-itself-first.md';

uiTest("shows wiki-links in VS Code's preview", { open: study }, async (window, step) => {
  const view = window.webview();
  const link = view.locator('a.atlas-link', { hasText: 'AML.T0065: LLM Prompt Crafting' });

  await step('beside its page, with links that work and broken ones that show', async () => {
    await window.press('Mod+B');
    await window.placeCaret('polite and blunt, in four languages.$0');
    await window.typeText(' See [[notes/nowhere|the lesson]].');
    await window.press('Escape');
    // The preview scrolls along.
    await window.host(vscode => vscode.commands.executeCommand('revealLine', { lineNumber: 20, at: 'top' }));
    await window.runCommand('Markdown: Open Preview to the Side');
    await link.waitFor();
    await eventually(async () => assert.equal(await view.locator('.atlas-link-broken').innerText(), 'the lesson'));
    assert.match((await view.locator('.atlas-link-broken').getAttribute('title')) ?? '', /notes\/nowhere/);
    assert.ok(!(await view.locator('body').innerText()).includes('[['));
    await eventually(async () => assert.ok(((await link.boundingBox())?.y ?? Infinity) < 300));
    await window.screenshot('markdown-preview');
  });

  await step('where a click on a link shows its page', async () => {
    const title = view.locator('h1', { hasText: /^AML\.T0065: LLM Prompt Crafting$/ });
    // A preview that is drawn again at this moment loses the click.
    await eventually(async () => {
      if (await title.isVisible()) return;
      await link.click({ timeout: soon });
      await title.waitFor({ timeout: soon });
    });
    await view.locator('a.atlas-link', { hasText: 'Resource Development' }).first().waitFor();
  });
});
