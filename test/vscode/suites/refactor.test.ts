// Repairs that reach further than a line, commands that rearrange pages, and what is shown in the text.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { sampleVault } from '../openWindow.ts';
import { uiTest } from '../uiTest.ts';
import { changed, textsIn } from '../vaultTexts.ts';
import type { Window } from '../window.ts';
import { eventually } from '../window.ts';

const firstPage = 'Start here.md';
const parent = 'techniques/impact/external-harms.md';
const sub = 'techniques/impact/external-harms/financial-harm.md';
const impact = 'tactics/impact.md';
const agent = 'case-studies/coding-agent-wipes-a-staging-environment.md';
const jacket = 'case-studies/striped-jacket-hides-a-person-from-a-warehouse-camera.md';
const ticket = 'case-studies/poisoned-support-ticket-steers-a-helpdesk-assistant.md';
const sample = textsIn(sampleVault);

const contains = (window: Window, text: string): Promise<void> =>
  eventually(async () => {
    const shown = await window.text();
    assert.ok(shown.includes(text), `The page does not contain “${text}”:\n${shown}`);
  });

/** The codes of a page's problems; of all pages but the tour's first without `file`, each with its page. */
const codesIn = async (window: Window, file?: string): Promise<readonly string[]> =>
  (await window.problems(file))
    .filter(problem => file !== undefined || problem.file !== firstPage)
    .map(problem => (file === undefined ? `${problem.file} ${problem.code}` : problem.code));

const hasProblems = (window: Window, codes: readonly string[], file?: string): Promise<void> =>
  eventually(async () => assert.deepEqual(await codesIn(window, file), codes));

/** Opens the fixes until they are these: they follow the caret and the problems a little later. */
const offers = (open: () => Promise<readonly string[]>, fixes: readonly string[]): Promise<void> =>
  eventually(async () => assert.deepEqual(await open(), fixes));

/** The list in which VS Code shows a large edit before it is done. */
const preview = (page: Page): { readonly panel: Locator; readonly boxes: Locator; readonly apply: Locator } => {
  const panel = page.locator('.bulk-edit-panel');
  return {
    panel,
    boxes: panel.locator('.edit-checkbox'),
    apply: panel.getByRole('button', { name: 'Apply' }),
  };
};

/** The authors deleted a parent's page, and let a step's link fall on a sub-technique. */
const withoutParent = changed(sample, {
  [parent]: undefined,
  [agent]: text =>
    text
      .replace('### Step 8: Financial Harm', '### Step 8: External Harms')
      .replace('|AML.T0048.000: Financial Harm]]', '|AML.T0048: External Harms]]'),
  [sub]: text => text.replace('## Case Studies (2)', '## Case Studies (1)').replace(/- \[\[.*coding-agent.*\n/, ''),
  'notes/Names.md': () =>
    '# Names\n\n- [[techniques/privilege-escalation/llm-jailbreak|AML.T0054: LLM Jailbreaking]]\n- [[techniques/execution/llm-prompt-injection|AML.T0051: Prompt Injections]]\n',
  'notes/More names.md': () =>
    '# More names\n\n| Which | Seen |\n| --- | --- |\n| [[techniques/privilege-escalation/llm-jailbreak\\|AML.T0054: Jail Break]] | 2 |\n',
  'notes/Saved.md': () =>
    '# Saved\n\n- [[AML.T0021]]\n- [[Tactics/impact]]\n- [[techniques/execution/user-execution|AML.T0011: User Executions]]\n- [[techniques/impact/erode|x]]\n',
});

uiTest('repairs more than a line', { vault: withoutParent, open: agent }, async (window, step) => {
  const { page, press, placeCaret, applyQuickFix } = window;
  const create = `Create the page '${parent}' (AML.T0048: External Harms)`;
  const isThere = (file: string): boolean => existsSync(path.join(window.vault, file));
  const names = ['label-name-mismatch', 'label-name-mismatch'];
  const broken = [
    `${agent} label-id-mismatch`,
    'notes/More names.md label-name-mismatch',
    ...names.map(code => `notes/Names.md ${code}`),
    'notes/Saved.md broken-link',
    'notes/Saved.md case-mismatch',
    'notes/Saved.md label-name-mismatch',
    'notes/Saved.md broken-link',
    `${impact} broken-link`,
    `${sub} broken-link`,
    'techniques/impact/external-harms/user-harm.md broken-link',
  ];

  await step('a mislabelled step offers the other label, and the page that is missing', async () => {
    await hasProblems(window, broken);
    await placeCaret('AML.T0048: Ext$0ernal Harms');
    await offers(window.clickLightbulb, ["Label it 'AML.T0048.000: Financial Harm' and rename the step", create]);
    await window.screenshot('mislabelled-step');
    await applyQuickFix(create);
    await contains(window, '**Technique:** [[techniques/impact/external-harms|AML.T0048: External Harms]]');
    await hasProblems(
      window,
      broken.filter(problem => problem.startsWith('notes/')),
    );
    await placeCaret('[[techniques/impact/external-$0harms|');
    await press('F12');
    await eventually(async () => assert.equal(await window.activeFile(), parent));
    await contains(window, '## Sub-techniques (2)\n\n- [[techniques/impact/external-harms/financial-harm|');
    await page.locator('.codelens-decoration', { hasText: 'Used by 1 case study' }).waitFor();
    await window.screenshot('created-page');
  });

  await step('one undo takes the page and the link back', async () => {
    await window.openFile(agent);
    await press('Mod+Z');
    await contains(window, '[[techniques/impact/external-harms/financial-harm|AML.T0048: External Harms]]');
    await eventually(() => assert.ok(!isThere(parent)));
    await hasProblems(window, broken);
  });

  await step('the other label takes the heading of its step along', async () => {
    await placeCaret('AML.T0048: Ext$0ernal Harms');
    await offers(window.quickFixes, ["Label it 'AML.T0048.000: Financial Harm' and rename the step", create]);
    await applyQuickFix('Label it');
    await contains(window, '### Step 8: Financial Harm\n');
    await contains(window, 'financial-harm|AML.T0048.000: Financial Harm]]');
    await hasProblems(window, [], agent);
    await press('Mod+Z');
    await hasProblems(window, broken);
  });

  await step('a link to a folder creates the page that the folder lacks', async () => {
    await window.openFile(impact);
    await placeCaret('[[techniques/impact/external-ha$0rms|AML.T0048]]');
    await offers(window.quickFixes, [create, 'Remove the link, keep its text', 'Fix all broken-link in the vault']);
    await applyQuickFix(create);
    await eventually(() => assert.ok(isThere(parent)));
    await hasProblems(window, [], impact);
    await hasProblems(window, [], sub);
  });

  await step('a code is mended in all of the page', async () => {
    await window.openFile('notes/Names.md');
    await placeCaret('AML.T0054: LLM Jail$0breaking');
    await offers(window.quickFixes, [
      "Label it 'AML.T0054: LLM Jailbreak'",
      'Fix all label-name-mismatch in this page',
      'Fix all label-name-mismatch in the vault',
    ]);
    await window.screenshot('fix-all');
    await applyQuickFix('Fix all label-name-mismatch in this page');
    await hasProblems(window, [], 'notes/Names.md');
    await contains(window, '|AML.T0051: LLM Prompt Injection]]\n');
    await press('Mod+Z');
    await hasProblems(window, names, 'notes/Names.md');
  });

  await step('and in all of the vault, after a look at what will change', async () => {
    await placeCaret('AML.T0054: LLM Jail$0breaking');
    await eventually(async () => assert.equal((await window.quickFixes()).length, 3));
    await applyQuickFix('Fix all label-name-mismatch in the vault');
    const { panel, boxes, apply } = preview(page);
    // All are ticked, or Apply would do nothing.
    await eventually(async () => assert.ok((await boxes.count()) > 5));
    assert.equal(await panel.locator('.edit-checkbox:not(.checked)').count(), 0);
    await window.screenshot('refactor-preview');
    await apply.click();
    await eventually(async () => {
      const codes = (await window.problems()).map(({ code }) => code);
      assert.ok(!codes.includes('label-name-mismatch'));
    });
    await window.openFile('notes/More names.md');
    await contains(window, '| [[techniques/privilege-escalation/llm-jailbreak\\|AML.T0054: LLM Jailbreak]] | 2 |');
  });

  await step('what is certain is mended when a page is saved, where the user wants that', async () => {
    await window.host(async ({ workspace, ConfigurationTarget }) => {
      const actions = { 'source.fixAll.atlas': 'explicit' };
      await workspace.getConfiguration('editor').update('codeActionsOnSave', actions, ConfigurationTarget.Global);
    });
    const file = 'notes/Saved.md';
    await window.openFile(file);
    await placeCaret('# Saved$0');
    await window.typeText(' well');
    await press('Mod+S');
    await eventually(() =>
      assert.equal(
        readFileSync(path.join(window.vault, file), 'utf8'),
        '# Saved well\n\n- [[techniques/resource-development/establish-accounts|AML.T0021]]\n- [[tactics/impact]]\n- [[techniques/execution/user-execution|AML.T0011: User Execution]]\n- [[techniques/impact/erode|x]]\n',
      ),
    );
    await hasProblems(window, ['broken-link'], file);
  });
});

/** Studies and a list as they come out of a hurry; the commands make the sample's texts of them again. */
const disordered = changed(sample, {
  [jacket]: text => {
    const [before = '', references = ''] = text.split('## References\n\n');
    return before
      .replace('2025-02-11', '11 February 2025')
      .replace(/(- \*\*ID:.*\n)(- \*\*Incident.*\n)/, '$2$1')
      .replace('## Procedure', `## References\n\n${references.replace('1. ', '- ')}\n## Procedure`)
      .trimEnd()
      .concat('\n');
  },
  [agent]: text => text.replace('### Step 3:', '### Step 4:').replace('### Step 8:', '### Step 7:'),
  [impact]: text =>
    text
      .replace('## Techniques (6)', '## Techniques (5)')
      .replace(/- \[\[techniques\/impact\/external-harms\|.*\n/, ''),
  'techniques/execution/user-execution.md': text => text.replace('## Mitigations (3)', '## Mitigations (2)'),
});

uiTest('rearranges with commands', { vault: disordered, open: ticket }, async (window, step) => {
  const { page, press, placeCaret, runCommand } = window;
  const steps = async (): Promise<readonly string[]> => (await window.text()).match(/^### Step.*/gm)?.slice(0, 3) ?? [];
  const stepsAre = (first: string, second: string, third: string): Promise<void> =>
    eventually(async () =>
      assert.deepEqual(await steps(), [`### Step 1: ${first}`, `### Step 2: ${second}`, `### Step 3: ${third}`]),
    );
  const [gather, craft, retrieval] = [
    'Gather RAG-Indexed Targets',
    'LLM Prompt Crafting',
    'Retrieval Content Crafting',
  ];
  /** Waits until the page is as the sample has it. */
  const isOrdered = (file: string): Promise<void> =>
    eventually(async () => assert.equal(await window.text(), sample[file]));

  await step('a step moves by keys, its number and the caret with it', async () => {
    await placeCaret('About forty versions$0 later');
    await press('Control+Shift+Alt+ArrowUp');
    await stepsAre(craft, gather, retrieval);
    const line = (): Promise<string | undefined> =>
      window.host(({ window: { activeTextEditor: editor } }) => editor?.document.lineAt(editor.selection.active).text);
    await eventually(async () => assert.match((await line()) ?? '', /^About forty versions/));
    await press('Control+Shift+Alt+ArrowDown');
    await stepsAre(gather, craft, retrieval);
    await eventually(async () => assert.match((await line()) ?? '', /^About forty versions/));
    await press('Control+Shift+Alt+ArrowDown');
    await stepsAre(gather, retrieval, craft);
    await hasProblems(window, [], ticket);
    await press('Mod+Z', 'Mod+Z', 'Mod+Z');
    await isOrdered(ticket);
  });

  await step('the first step stays where it is, and the user hears why', async () => {
    await placeCaret('### Step 1$0: Gather');
    await press('Control+Shift+Alt+ArrowUp');
    await eventually(async () => assert.deepEqual(await window.notifications(), ['This is the first step.']));
    await isOrdered(ticket);
  });

  await step('the menu of the page has all of them', async () => {
    await placeCaret('## Procedure$0');
    await window.pointAt('## Procedure');
    await page.mouse.down({ button: 'right' });
    await page.mouse.up({ button: 'right' });
    const entry = page.getByRole('menuitem', { name: 'ATLAS', exact: true });
    await entry.waitFor();
    await eventually(async () => {
      await entry.hover();
      await page.getByRole('menuitem', { name: 'Organise Case Study' }).waitFor({ timeout: 1000 });
    });
    const submenu = page.locator('.monaco-menu-container').last();
    const titles = await submenu.locator('.action-label').allTextContents();
    for (const title of ['Move Step Up', 'Renumber Steps', 'Update Derived Lists', 'Copy Link to Page'])
      assert.ok(titles.includes(title), `The menu lacks “${title}”: ${titles.join(', ')}`);
    await window.screenshot('page-menu');
    await press('Escape', 'Escape');
  });

  await step('Renumber Steps numbers them 1, 2, 3', async () => {
    await window.openFile(agent);
    await hasProblems(window, ['step-numbering'], agent);
    await runCommand('ATLAS: Renumber Steps');
    await isOrdered(agent);
    await hasProblems(window, [], agent);
  });

  await step('Organise Case Study puts fields, sections, date and references right', async () => {
    await window.openFile(jacket);
    await hasProblems(window, ['metadata-field'], jacket);
    await runCommand('ATLAS: Organise Case Study');
    await isOrdered(jacket);
    await hasProblems(window, [], jacket);
    await window.screenshot('organised');
    await press('Mod+Z');
    await eventually(async () => assert.equal(await window.text(), disordered[jacket]));
  });

  await step('Update Derived Lists rewrites those of the page', async () => {
    await window.openFile(impact);
    await hasProblems(window, ['stale-list'], impact);
    await runCommand('ATLAS: Update Derived Lists');
    await isOrdered(impact);
    await press('Mod+Z');
    await hasProblems(window, ['stale-list'], impact);
  });

  await step('and those of the vault after a look at them', async () => {
    await runCommand('ATLAS: Update Derived Lists in Vault');
    const { panel, boxes, apply } = preview(page);
    await eventually(async () => assert.equal(await boxes.count(), 2 + 3));
    await window.screenshot('update-lists');
    await panel.getByRole('button', { name: 'Discard' }).click();
    await panel.waitFor({ state: 'hidden' });
    assert.deepEqual(await codesIn(window, impact), ['stale-list']);
    await runCommand('ATLAS: Update Derived Lists in Vault');
    await boxes.first().waitFor();
    await apply.click();
    await isOrdered(impact);
    // Pages that were not open are not left unsaved.
    await eventually(() => {
      const list = 'techniques/execution/user-execution.md';
      assert.equal(readFileSync(path.join(window.vault, list), 'utf8'), sample[list]);
    });
    await eventually(async () => {
      const codes = (await window.problems()).map(({ code }) => code);
      assert.ok(!codes.includes('stale-list'));
    });
  });
});

/** A step that states no tactic. */
const withoutTactic = changed(sample, {
  [jacket]: text => text.replace(/\*\*Tactic:\*\* \[\[tactics\/discovery\|.*\n/, ''),
});

uiTest('shows more than the text', { vault: withoutTactic, open: firstPage }, async (window, step) => {
  const { page, press, placeCaret } = window;
  const peek = page.locator('.peekview-widget');
  const lens = (text: string): Locator => page.locator('.codelens-decoration', { hasText: text });
  /** How a piece of the page's text looks that has a colour of its own. */
  const look = (text: string): Promise<{ readonly color: string; readonly style: string }> =>
    page
      .locator('.editor-group-container.active .view-line span > span')
      .filter({ hasText: text })
      .first()
      .evaluate(shown => {
        const { color, fontStyle } = getComputedStyle(shown);
        return { color, style: fontStyle };
      });

  await step('links have the colour of what they lead to, and another where they lead nowhere', async () => {
    await placeCaret('- The [[notes/Café$0 kiosk threat model#^trust-border|');
    await eventually(async () => {
      const [tactic, technique, mitigation, note, missing] = await Promise.all(
        ['tactics/impact', 'user-execution/malicious', 'user-training', 'notes/Café', 'Techniqes'].map(look),
      );
      const colors = [tactic, technique, mitigation, note, missing].map(each => each?.color);
      assert.equal(new Set(colors).size, colors.length, colors.join(' '));
      assert.deepEqual(missing, await look('trust-border'));
    });
    await window.screenshot('link-colours');
  });

  await step('the name stands behind a bare ID, and can be switched off', async () => {
    await placeCaret('Try `F12` on AML.T00$077');
    const line = page.locator('.view-line', { hasText: 'LLM Response Rendering' });
    await line.first().waitFor();
    await window.screenshot('inlay-hints');
    await window.configure('hints.names', false);
    await line.first().waitFor({ state: 'detached' });
    await window.configure('hints.names', undefined);
    await line.first().waitFor();
  });

  await step('a procedure says its way, a step without a tactic those of its technique', async () => {
    await window.openFile(jacket);
    await placeCaret('## Procedure$0');
    await lens('6 steps · Discovery → Resource Development → AI Model Access').waitFor();
    await page.locator('.view-line', { hasText: /Model\sFamily\]\]\s*Discovery/ }).waitFor();
    await window.screenshot('procedure');
    await window.configure('lens.procedure', false);
    await lens('6 steps').waitFor({ state: 'detached' });
  });

  await step('a lens opens the places that it counts', async () => {
    await window.openFile('techniques/execution/llm-prompt-injection/indirect.md');
    await lens('Used by 3 case studies').locator('a').click();
    await eventually(async () => assert.equal(await peek.locator('.ref-tree .reference-file').count(), 3));
    await peek.locator('.view-line', { hasText: 'Step 3: Indirect' }).first().waitFor();
    await window.screenshot('used-by');
    await press('Escape');
  });

  await step('the call hierarchy leads from a technique to the steps that use it', async () => {
    await placeCaret('# AML.T0051.001: Ind$0irect');
    await press('Shift+Alt+H');
    const view = page.locator('.pane-body .monaco-list', { hasText: 'AML.T0051.001: Indirect' });
    for (const study of ['AML.CS0057', 'AML.CS0061', 'AML.CS0062'])
      await view.locator('.monaco-list-row', { hasText: study }).waitFor();
    await window.screenshot('call-hierarchy');
  });

  await step('the type hierarchy has the sub-techniques, also those without a page', async () => {
    await window.openFile('techniques/execution/llm-prompt-injection.md');
    await placeCaret('# AML.T0051: LLM$0');
    await window.runCommand('Peek Type Hierarchy');
    for (const name of ['AML.T0051.000: Direct', 'AML.T0051.001: Indirect', 'AML.T0051.002: Triggered'])
      await peek.locator('.monaco-list-row', { hasText: name }).waitFor();
    await window.screenshot('type-hierarchy');
    await press('Escape');
  });
});
