// VS Code's own preview of a page.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { soon } from '../patience.ts';
import { uiTest } from '../uiTest.ts';
import { eventually } from '../window.ts';

const study = 'case-studies/job-application-that-ranks-itself-first.md';
const model = 'notes/Café kiosk threat model.md';

/** The colour of the mark before a link, and the text that it has for those who read it or hear it. */
const markOf = (link: Locator): Promise<readonly [colour: string, text: string]> =>
  link.evaluate(element => {
    const mark = getComputedStyle(element, '::before');
    return [mark.backgroundColor, mark.content] as const;
  });

uiTest("shows wiki-links in VS Code's preview", { open: study }, async (window, step) => {
  const view = window.webview();
  const link = view.locator('a.atlas-link', { hasText: 'AML.T0065: LLM Prompt Crafting' });
  const tactic = view.locator('a.atlas-link', { hasText: 'AML.TA0003: Resource Development' }).first();

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

  await step('and a mark of what they lead to', async () => {
    assert.equal(await link.getAttribute('title'), 'Technique');
    assert.equal(await tactic.getAttribute('title'), 'Tactic');
    const [[technique, said], [other]] = [await markOf(link), await markOf(tactic)];
    assert.notEqual(technique, other);
    assert.match(said, / \/ ""$/);
    assert.equal(await link.innerText(), 'AML.T0065: LLM Prompt Crafting');
  });

  await step('where a click on a citation shows what it cites', async () => {
    const reference = view.locator('#atlas-reference-1');
    await view.locator('a.atlas-citation', { hasText: '[1]' }).click();
    await eventually(async () => assert.ok(((await reference.boundingBox())?.y ?? Infinity) < 1000));
    await window.screenshot('markdown-citation');
  });

  await step('and one on a link its page', async () => {
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

uiTest("shows embeds in VS Code's preview", { open: model }, async (window, step) => {
  const view = window.webview();
  const frame = (title: string): Locator =>
    view.locator('figure.atlas-embed').filter({ has: view.locator('figcaption', { hasText: title }) });
  const section = frame('AML.M0024: AI Telemetry Logging › Techniques (12)');
  const block = frame('Retro 2025');

  await step('pictures in their size, and parts of pages in frames', async () => {
    await window.press('Mod+B');
    await window.runCommand('Markdown: Open Preview to the Side');
    await section.waitFor();
    const picture = view.locator('img[alt="kiosk.svg"]');
    await eventually(async () => assert.equal(Math.round((await picture.boundingBox())?.width ?? 0), 420));
    assert.ok(await picture.evaluate(image => (image as HTMLImageElement).naturalWidth > 0));
    assert.equal(await section.locator('li a.atlas-kind-technique').count(), 12);
    assert.match(await block.innerText(), /Hard limits beat clever filters, and cost an afternoon\.$/);
    await window.screenshot('markdown-picture');
    await section.scrollIntoViewIfNeeded();
    await window.screenshot('markdown-embeds');
  });

  await step('in every theme', async () => {
    const colours = new Set<string>();
    for (const [look, theme] of [
      ['dark', 'Dark Modern'],
      ['high-contrast', 'Default High Contrast'],
      ['light', 'Light Modern'],
    ] as const) {
      await window.host((vscode, name) => {
        return vscode.workspace.getConfiguration('workbench').update('colorTheme', name, true);
      }, theme);
      await view.locator(`body.vscode-${look}`).waitFor();
      colours.add((await markOf(section.locator('figcaption a')))[0]);
      await window.screenshot(`markdown-embeds-${look}`);
    }
    assert.ok(colours.size > 1 && !colours.has('rgba(0, 0, 0, 0)'));
  });

  await step('which follow the pages that they show', async () => {
    const retro = path.join(window.vault, 'notes/2025/retro.md');
    writeFileSync(retro, readFileSync(retro, 'utf8').replace('cost an afternoon', 'cost a whole day'));
    await eventually(async () => assert.match(await block.innerText(), /cost a whole day/));
  });

  await step('and lead to them', async () => {
    const title = view.locator('h1', { hasText: /^Retro 2025$/ });
    await eventually(async () => {
      if (await title.isVisible()) return;
      await block.locator('figcaption a').click({ timeout: soon });
      await title.waitFor({ timeout: soon });
    });
  });
});
