// The commands that write: a new case study, its steps, links to techniques, and links that are copied and pasted.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { soon } from '../patience.ts';
import { uiTest } from '../uiTest.ts';
import { eventually } from '../window.ts';

const study = 'case-studies/job-application-that-ranks-itself-first.md';
const note = 'notes/Reading list.md';
const striped = 'case-studies/striped-jacket-hides-a-person-from-a-warehouse-camera';
const poisoned = 'case-studies/poisoned-support-ticket-steers-a-helpdesk-assistant';

uiTest('writes with commands', { open: study }, async (window, step) => {
  const { page, press, typeText, placeCaret, choose, runCommand } = window;
  const box = page.locator('.quick-input-widget:not(.hidden)');
  const contains = (text: string): Promise<void> =>
    eventually(async () => {
      const shown = await window.text();
      assert.ok(shown.includes(text), `The page does not contain “${text}”:\n${shown}`);
    });
  /** Waits for the question or list with this title. */
  const asks = (title: string): Promise<void> => box.locator('.quick-input-title', { hasText: title }).waitFor();
  const answer = async (text: string): Promise<void> => {
    await box.locator('input[type="text"]').fill(text);
  };
  const says = (text: string): Promise<void> =>
    eventually(async () => assert.ok((await box.locator('.quick-input-message').innerText()).includes(text)));
  const clipboard = (): Promise<string> => window.host(vscode => vscode.env.clipboard.readText());
  /** The labels of the list that is open. */
  const rows = (): Promise<readonly string[]> => box.locator('.monaco-list-row .label-name').allTextContents();

  /** Waits until the caret is where a text is to be written. */
  const onEmptyLine = (): Promise<void> =>
    eventually(async () => {
      const line = await window.host(async ({ commands, window: { activeTextEditor: editor } }) => {
        // The window takes the caret in later than the host; it has once it answers a further call.
        await commands.executeCommand('setContext', 'test-driver.caret', true);
        return editor?.document.lineAt(editor.selection.active).text;
      });
      assert.equal(line, '');
    });
  const row = (name: string): Locator => page.locator('.explorer-folders-view .monaco-list-row', { hasText: name });

  const created = 'case-studies/menu-robot-orders-salt.md';

  await step('New Case Study asks for what it must know, and says what cannot be', async () => {
    await runCommand('ATLAS: New Case Study');
    await asks('New Case Study (1/4)');
    await answer('?!');
    await says('The name needs a letter or a digit');
    await answer('Job application that ranks itself first');
    await says(`'${study}' exists already.`);
    await window.screenshot('new-case-study-name');
    await press('Enter');
    await asks('New Case Study (1/4)');
    await answer('Menu Robot Orders Salt');
    await press('Enter');
    await asks('New Case Study (2/4)');
    await press('Enter');
    await asks('New Case Study (3/4)');
    await box.locator('.codicon-quick-input-back').click();
    await asks('New Case Study (2/4)');
    await choose('exercise');
    await asks('New Case Study (3/4)');
    await answer('2025-02-30');
    await says("'2025-02-30' is not a day, month or year of the calendar.");
    await window.screenshot('new-case-study-date');
    await answer('2025-02');
    await press('Enter');
    await asks('New Case Study (4/4)');
  });

  await step('goes back to what was answered, and opens the page as a snippet', async () => {
    await box.locator('.codicon-quick-input-back').click();
    await asks('New Case Study (3/4)');
    assert.equal(await box.locator('input[type="text"]').inputValue(), '2025-02');
    await press('Enter');
    await asks('New Case Study (4/4)');
    await typeText('A menu robot, $5');
    await press('Enter');
    await eventually(async () => assert.equal(await window.activeFile(), created));
    assert.ok(existsSync(path.join(window.vault, created)));
    await contains(`id: menu-robot-orders-salt
title: "AML.CS0063: Menu Robot Orders Salt"
type: case-study
sidebar_position: 7
---

# AML.CS0063: Menu Robot Orders Salt
`);
    await contains(
      '- **Incident Date:** 2025-02\n- **Type:** exercise\n- **Target:** A menu robot, $5\n- **Actor:** Who did it\n',
    );
    await typeText('Testers made a robot order salt.');
    await press('Tab');
    await typeText('Testers');
    await window.screenshot('new-case-study');
    await contains('\nTesters made a robot order salt.\n\n## Metadata\n');
    await contains('\n- **Actor:** Testers\n');
    await press('Escape', 'Mod+S');
  });

  await step('Insert Step finds the technique by any words, and its tactic', async () => {
    await placeCaret('What was done$0 in this step.');
    await runCommand('ATLAS: Insert Step');
    await asks('Insert Step');
    await typeText('prompt llm');
    await eventually(async () => assert.equal((await rows())[0], 'AML.T0051 LLM Prompt Injection'));
    await box.locator('.quick-input-list-separator >> visible=true').getByText('written as text').waitFor();
    await window.screenshot('insert-step');
    await answer('jailbreak llm');
    await eventually(async () => assert.equal((await rows())[0], 'AML.T0054 LLM Jailbreak'));
    await press('Enter');
    await asks('Which tactic does AML.T0054 LLM Jailbreak serve in this step?');
    await choose('AML.TA0012 Privilege Escalation');
    await contains(`What was done in this step.

### Step 2: LLM Jailbreak

**Technique:** [[techniques/privilege-escalation/llm-jailbreak|AML.T0054: LLM Jailbreak]]
**Tactic:** [[tactics/privilege-escalation|AML.TA0012: Privilege Escalation]]



## References
`);
    await onEmptyLine();
    await typeText('It played along.');
    await contains('Escalation]]\n\nIt played along.\n\n## References\n');
  });

  await step('Insert Step between two others numbers the rest anew, and is undone at once', async () => {
    await window.openFile(study);
    const before = await window.text();
    await placeCaret('There they learned which tone$0');
    await runCommand('ATLAS: Insert Step');
    await asks('Insert Step');
    await typeText('AML.T0051');
    await eventually(async () => assert.equal((await rows())[0], 'AML.T0051 LLM Prompt Injection'));
    await press('Enter');
    await contains('\n### Step 3: LLM Prompt Injection\n');
    await contains('\n### Step 4: LLM Jailbreak\n');
    await contains('\n### Step 10: Erode AI Model Integrity\n');
    await eventually(async () => assert.deepEqual(await window.problems(study), []));
    await press('Mod+Z');
    await eventually(async () => assert.equal(await window.text(), before));
  });

  await step('the page’s own menu has the commands', async () => {
    await page.mouse.click(700, 300, { button: 'right' });
    const menu = page.locator('.monaco-menu-container').last();
    await menu.getByRole('menuitem', { name: 'ATLAS' }).hover();
    await page
      .locator('.monaco-menu-container')
      .last()
      .getByRole('menuitem', { name: 'Insert Technique Link' })
      .waitFor();
    await window.screenshot('commands-menu');
    await press('Escape', 'Escape');
  });

  await step('Insert Technique Link writes a link with its bar escaped in a table, and none into code', async () => {
    await window.openFile(note);
    await placeCaret('| Behind the other half$0 | 3 |');
    await typeText(' with ');
    await runCommand('ATLAS: Insert Technique Link');
    await asks('Insert Technique Link');
    await typeText('shell');
    await eventually(async () => assert.equal((await rows())[0], 'AML.T0072 Reverse Shell'));
    await press('Enter');
    await contains('half with [[techniques/command-and-control/reverse-shell\\|AML.T0072: Reverse Shell]] | 3 |');
    await placeCaret('needs `$0\\|` before');
    await runCommand('ATLAS: Insert Technique Link');
    await asks('Insert Technique Link');
    await eventually(async () => assert.match((await rows())[0] ?? '', /^AML/));
    await press('Enter');
    await eventually(async () => assert.deepEqual(await window.notifications(), ['Code and comments hold no links.']));
  });

  await step(
    'Copy Link to Page gives the link to the page in front, and those to all that are selected in the explorer',
    async () => {
      await placeCaret('For new$0 colleagues');
      await runCommand('ATLAS: Copy Link to Page');
      await eventually(async () => assert.equal(await clipboard(), '[[notes/Reading list|Reading list]]'));
      await row('striped-jacket').click({ modifiers: ['ControlOrMeta'] });
      await row('poisoned-support').click({ modifiers: ['ControlOrMeta'] });
      await row('poisoned-support').click({ button: 'right' });
      const item = page.getByRole('menuitem', { name: 'Copy Link to Page' });
      await item.waitFor();
      // VS Code takes no click in a menu that has only just opened.
      await eventually(async () => {
        if (await item.isVisible()) await item.click();
        await item.waitFor({ state: 'hidden', timeout: soon });
      });
      await eventually(async () => {
        const links = (await clipboard()).split('\n').map(link => link.replace(/\|.*/, ''));
        assert.deepEqual(links, ['[[notes/Reading list', `[[${striped}`, `[[${poisoned}`]);
      });
    },
  );

  await step('an address of ATLAS’ site and a path become links when they are pasted', async () => {
    const paste = async (marked: string, text: string): Promise<void> => {
      await placeCaret(marked);
      await window.host((vscode, copied) => vscode.env.clipboard.writeText(copied), text);
      await press('Mod+V');
    };
    await paste('in this order. $0The', 'https://atlas.mitre.org/techniques/AML.T0054');
    await contains('order. [[techniques/privilege-escalation/llm-jailbreak|AML.T0054: LLM Jailbreak]]The');
    await window.screenshot('paste-link');
    await paste('papers after them.$0', path.join(window.vault, 'notes/2025/retro.md'));
    await contains('after them.[[notes/2025/retro|');
    // Words that could be a path stay what they are, unless the author chooses.
    await paste('as above; a plain$0', 'tactics/impact');
    await contains('a plaintactics/impact bar');
    await paste('needs `$0', 'https://atlas.mitre.org/techniques/AML.T0054');
    await contains('needs `https://atlas.mitre.org/techniques/AML.T0054');
  });

  await step('a file from the explorer becomes a link when it is pasted or dropped', async () => {
    await row('striped-jacket').click();
    await press('Mod+C');
    await window.openFile(note);
    await placeCaret('Suggestions are welcome.$0');
    await press('Mod+V');
    await contains(`are welcome.[[${striped}|Striped Jacket Hides a Person from a Warehouse Camera]]`);
    await placeCaret('$0For new colleagues');
    const line = await page.locator('.view-line', { hasText: 'For new colleagues' }).first().boundingBox();
    assert.ok(line);
    await row('poisoned-support').hover();
    await page.mouse.down();
    await page.mouse.move(line.x + 40, line.y + 9, { steps: 5 });
    // Pressed before, it would select several files; without it the file would be opened.
    await page.keyboard.down('Shift');
    await page.mouse.move(line.x + 1, line.y + 9, { steps: 5 });
    await page.mouse.up();
    await page.keyboard.up('Shift');
    await contains(
      `\n[[${poisoned}|AML.CS0057: Poisoned Support Ticket Steers a Helpdesk Assistant]]For new colleagues`,
    );
  });
});
