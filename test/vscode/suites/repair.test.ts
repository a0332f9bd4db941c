// Problems: where they show, how they follow what is typed, set and changed on disk, and the fixes that end them.
import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { uiTest } from '../uiTest.ts';
import { eventually } from '../window.ts';

const firstPage = 'Start here.md';

uiTest('repairs the sample vault', { open: firstPage }, async (window, step) => {
  const { page, press, placeCaret, typeText } = window;
  const write = (file: string, text: string): void => writeFileSync(path.join(window.vault, file), text);
  const codes = async (file: string): Promise<readonly string[]> => (await window.problems(file)).map(p => p.code);
  /** Waits until the first page has so many problems with this code. */
  const has = (count: number, code: string): Promise<void> =>
    eventually(async () => assert.equal((await codes(firstPage)).filter(found => found === code).length, count));
  const contains = (text: string): Promise<void> =>
    eventually(async () => assert.ok((await window.text()).includes(text), `The page does not contain “${text}”.`));

  type OpenFixes = () => Promise<readonly string[]>;
  /** Opens the fixes until the first is this one: they follow the caret and the problems a little later. */
  const offersFirst = (open: OpenFixes, fix: string): Promise<void> =>
    eventually(async () => assert.equal((await open())[0], fix));

  await step('every deliberate mistake is underlined and listed', async () => {
    await eventually(async () => assert.equal((await codes(firstPage)).length, 17));
    assert.ok((await window.problems()).every(problem => problem.file === firstPage && problem.source === 'atlas'));
    await press('Mod+Shift+M');
    await eventually(async () => assert.ok((await page.locator('.markers-panel .monaco-list-row').count()) > 8));
    await placeCaret('A page was called$0 differently once.');
    await eventually(async () => assert.notEqual(await window.squiggles('error'), 0));
    await page.locator('.editor-group-container.active .detected-link').first().waitFor();
    await window.screenshot('problems');
    await press('Mod+J');
    await page.locator('.markers-panel').waitFor({ state: 'hidden' });
  });

  await step('the lightbulb offers the nearest page', async () => {
    await placeCaret('[[techniques/impact/exter$0nal-harm|');
    const nearest = "Link to 'techniques/impact/external-harms' (AML.T0048: External Harms)";
    await offersFirst(window.clickLightbulb, nearest);
    await window.screenshot('quick-fix');
    await window.applyQuickFix(nearest);
    await contains('[[techniques/impact/external-harms|harm done outside]]');
    await has(2, 'broken-link');
  });

  await step('Ctrl+. corrects a label', async () => {
    await placeCaret('AML.T0011.001: Evil$0 Package');
    const relabel = "Label it 'AML.T0011.001: Malicious Package'";
    await offersFirst(window.quickFixes, relabel);
    await window.applyQuickFix(relabel);
    await contains('malicious-package|AML.T0011.001: Malicious Package]]');
    await has(0, 'label-name-mismatch');
  });

  await step('a problem appears while typing and its fix ends it', async () => {
    await placeCaret('Bare IDs work alike.$0');
    await typeText(' See [[tactics/impct');
    await press('Escape');
    await contains('[[tactics/impct]]');
    await has(3, 'broken-link');
    const { line } = await window.caret();
    assert.ok((await window.problems(firstPage)).some(p => p.line === line && p.code === 'broken-link'));
    const nearest = "Link to 'tactics/impact' (AML.TA0011: Impact)";
    await offersFirst(window.quickFixes, nearest);
    await window.applyQuickFix(nearest);
    await contains(' See [[tactics/impact]] Try');
    await has(2, 'broken-link');
  });

  await step('a page that is created on disk cures the links to it', async () => {
    await placeCaret('Bare IDs work alike.$0');
    await typeText(' And [[notes/Later]].');
    await press('Escape');
    await has(3, 'broken-link');
    write('notes/Later.md', '# Later\n');
    await has(2, 'broken-link');
    rmSync(path.join(window.vault, 'notes/Later.md'));
    await has(3, 'broken-link');
  });

  await step('severities follow the settings at once', async () => {
    await window.configure('problems.severity', { 'broken-link': 'off', 'malformed-link': 'hint' });
    await has(0, 'broken-link');
    await eventually(async () => {
      const malformed = (await window.problems(firstPage)).filter(problem => problem.code === 'malformed-link');
      assert.deepEqual(new Set(malformed.map(problem => problem.severity)), new Set(['hint']));
    });
    await window.configure('problems.severity', undefined);
    await has(3, 'broken-link');
  });

  await step("pages that are not open have theirs listed until the vault's file says otherwise", async () => {
    const other = 'notes/2026/Closed.md';
    mkdirSync(path.join(window.vault, 'notes/2026'));
    write(other, '# Closed\n\n[[nowhere at all]]\n');
    await eventually(async () => assert.deepEqual(await codes(other), ['broken-link']));
    write('.atlas-casebook.json', '{ "problems.scope": "openPages" }\n');
    await eventually(async () => assert.deepEqual(await codes(other), []));
    await has(3, 'broken-link');
  });
});
