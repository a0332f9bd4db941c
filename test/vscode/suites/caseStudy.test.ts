// The preview of a case study: its attack flow, which follows the page and leads back to it.
import assert from 'node:assert/strict';
import { uiTest } from '../uiTest.ts';
import { eventually } from '../window.ts';

const study = 'case-studies/job-application-that-ranks-itself-first.md';

uiTest('previews a case study', { open: study }, async (window, step) => {
  const view = window.webview();
  const cards = view.locator('g.card');

  await step('beside its page, as a picture of its steps', async () => {
    await window.press('Mod+B');
    await window.runCommand('ATLAS: Preview Case Study');
    await view.locator('h1', { hasText: 'Job Application That Ranks Itself First' }).first().waitFor();
    await eventually(async () => assert.ok((await cards.count()) > 5));
    await window.screenshot('case-study');
  });

  await step('where the card of the step at the cursor is marked', async () => {
    await window.placeCaret('The agency$0');
    await view.locator('g.card.current[data-step="1"]').waitFor();
  });

  await step('which follows what is typed', async () => {
    const count = await cards.count();
    await window.placeCaret('## References$0');
    await window.press('Home');
    await window.typeText('### Step 99: Something New\n\n');
    await eventually(async () => assert.equal(await cards.count(), count + 1));
    await view.locator('g.card .problem').first().waitFor();
  });

  await step('and whose cards lead to their lines', async () => {
    await view.locator('g.card[data-step="2"]').click();
    await eventually(async () => assert.match(await window.text(), /Step 3/));
    await eventually(async () => {
      const { line } = await window.caret();
      assert.equal((await window.text()).split('\n')[line - 1], '### Step 3: LLM Jailbreak');
    });
  });

  await step('with its text, where a citation leads to what it cites', async () => {
    const reference = view.locator('article li[id$="atlas-reference-1"]');
    await view.locator('article a.atlas-citation', { hasText: '[1]' }).click();
    await eventually(async () => assert.ok(((await reference.boundingBox())?.y ?? Infinity) < 800));
    await view.locator('article a.atlas-kind-technique').first().waitFor({ state: 'attached' });
    await window.screenshot('case-study-text');
  });
});
