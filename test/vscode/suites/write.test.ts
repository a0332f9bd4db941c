// Writing a case study: links that complete, and the snippet of a whole page.
import assert from 'node:assert/strict';
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../install.ts';
import { soon } from '../patience.ts';
import { uiTest } from '../uiTest.ts';
import { eventually } from '../window.ts';

const study = 'case-studies/job-application-that-ranks-itself-first.md';

uiTest('writes case studies', { open: study }, async (window, step) => {
  const { page, typeText, press, placeCaret } = window;
  const contains = (text: string): Promise<void> =>
    eventually(async () => {
      const shown = await window.text();
      assert.ok(shown.includes(text), `The page does not contain “${text}”:\n${shown}`);
    });
  const firstSuggestion = (label: string): Promise<void> =>
    eventually(async () => assert.equal((await window.suggestions())[0], label));

  /** Waits until the snippet is at the stop whose text is this. */
  const atStop = (text: string | RegExp): Promise<void> =>
    eventually(async () => {
      const selected = await window.host(({ window: { activeTextEditor: editor } }) =>
        editor?.document.getText(editor.selection),
      );
      if (typeof text === 'string') assert.equal(selected, text);
      else assert.match(selected ?? '', text);
    });

  await step('a link completes from words of a name', async () => {
    await placeCaret('more of a document than people do.$0');
    await press('Enter');
    await typeText('They had read [[supply model');
    await firstSuggestion('AML.T0010.003 Model');
    await window.acceptSuggestion('AML.T0010.003 Model');
    const link = '[[techniques/initial-access/ai-supply-chain-compromise/model|AML.T0010.003: Model]]';
    await contains(`\nThey had read ${link}\n`);
    await typeText(' before.');
    await contains(`${link} before.\n`);
  });

  await step('a Technique line completes without brackets, the technique of its heading first', async () => {
    await placeCaret('**Technique:**$0 [[techniques/privilege-escalation/llm-jailbreak');
    // The first goes to the end of the line as it is wrapped.
    await press('Shift+End', 'Shift+End', 'Delete');
    await typeText(' ');
    await firstSuggestion('AML.T0054 LLM Jailbreak');
    await press('Escape');
    await contains('\n**Technique:** \n**Tactic:** [[tactics/privilege-escalation');
  });

  await step('its list has the techniques that the vault has, then those of ATLAS, with their summaries', async () => {
    await press('Mod+B');
    await typeText('[[prompt llm');
    await firstSuggestion('AML.T0051 LLM Prompt Injection');
    await eventually(async () => assert.match((await window.suggestions()).at(-1) ?? '', /AML\.T0061/));
    await page
      .locator('.suggest-widget.visible .monaco-list-row', { hasText: 'AML.T0061' })
      .getByText('no page yet')
      .waitFor();
    const details = page.locator('.suggest-details .docs', { hasText: /\w/ });
    await eventually(async () => {
      if (await details.isVisible()) return;
      await press('Control+Space');
      await details.waitFor({ timeout: soon });
    });
    // Only with the next item does the box get the height of its text.
    await press('ArrowDown');
    await eventually(async () => {
      await window.focusSuggestion('AML.T0051 LLM Prompt Injection');
      assert.match(await details.innerText({ timeout: soon }), /Words that were meant/);
    });
    // VS Code underlines links anew a second after an edit.
    await page.locator('.view-line .detected-link', { hasText: 'Direct' }).first().waitFor();
    await window.screenshot('completion');
    await window.acceptSuggestion('AML.T0051 LLM Prompt Injection');
    await press('Mod+B');
    await contains(
      '**Technique:** [[techniques/execution/llm-prompt-injection|AML.T0051: LLM Prompt Injection]]\n**Tac',
    );
  });

  await step('the snippet of a whole page is filled in from stop to stop', async () => {
    const file = 'case-studies/menu-robot-orders-salt.md';
    writeFileSync(path.join(window.vault, file), '');
    await window.openFile(file);
    await window.runCommand('Snippets: Insert Snippet');
    await window.choose('atlas-case-study');
    await contains('## References');

    const id = nextCaseStudy(window.vault);
    await atStop('AML.CS0000');
    await press('Control+Space');
    await firstSuggestion(id);
    await window.acceptSuggestion(id);
    await contains(`# ${id}: Name of the case`);
    await press('Tab');
    await atStop('Name of the case');
    await typeText('Menu Robot Orders Salt');
    await press('Tab');
    await atStop('What happened, how, and what came of it.');
    await typeText('Testers made a robot order salt.');
    await press('Tab');
    await atStop(/^\d{4}-\d\d-\d\d$/);
    await press('Tab');
    await eventually(async () => assert.deepEqual(await window.suggestions(), ['incident', 'exercise']));
    // Choosing also goes on to the next stop.
    await window.acceptSuggestion('exercise');
    await atStop('Who or what was attacked');
    await typeText('A menu robot');
    await press('Tab');
    await atStop('Who did it');
    await typeText('Testers');
    await press('Tab');
    await atStop(/^\s*- \*\*Reporter:/);
    await press('Delete', 'Tab');
    await atStop('[[technique|AML.T0000: Technique]]');
    await typeText('shell');
    await firstSuggestion('AML.T0072 Reverse Shell');
    await window.acceptSuggestion('AML.T0072 Reverse Shell');
    await contains('**Technique:** [[techniques/command-and-control/reverse-shell|AML.T0072: Reverse Shell]]\n');
    await press('Tab');
    await atStop('Technique');
    await typeText('Reverse Shell');
    await press('Tab');
    await atStop('What was done in this step.');
    await typeText('It talked back.');

    await contains(`---
id: menu-robot-orders-salt
title: "${id}: Menu Robot Orders Salt"
type: case-study
---

# ${id}: Menu Robot Orders Salt

Testers made a robot order salt.
`);
    await contains(`
- **Type:** exercise
- **Target:** A menu robot
- **Actor:** Testers

## Procedure

### Step 1: Reverse Shell

**Technique:** [[techniques/command-and-control/reverse-shell|AML.T0072: Reverse Shell]]

It talked back.
`);
    await eventually(async () => assert.deepEqual(await window.problems(file), []));
  });
});

/** One above the highest ID of a case study that the vault or ATLAS has. */
function nextCaseStudy(vault: string): string {
  const files = globSync('**/*.md', { cwd: vault }).map(file => path.join(vault, file));
  const texts = [path.join(root, 'data/catalogue.json'), ...files].map(file => readFileSync(file, 'utf8'));
  const used = [...texts.join('\n').matchAll(/AML\.CS(\d{4})/g)].map(match => Number(match[1]));
  return `AML.CS${String(Math.max(...used) + 1).padStart(4, '0')}`;
}
