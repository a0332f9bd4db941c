// Renames with F2, and moves of files and folders in the explorer. VS Code's own markdown also renames: ours must win.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { sampleVault } from '../openWindow.ts';
import { soon } from '../patience.ts';
import { uiTest } from '../uiTest.ts';
import { changed, textsIn } from '../vaultTexts.ts';
import type { VaultTexts } from '../vaultTexts.ts';
import type { Problem, Window } from '../window.ts';
import { eventually } from '../window.ts';

const firstPage = 'Start here.md';
const jailbreak = 'techniques/privilege-escalation/llm-jailbreak.md';
const retro = 'notes/2025/retro.md';
const links = 'notes/Links.md';

const sample = changed(textsIn(sampleVault), {
  [links]: () => `# Links

[Impact](../tactics/impact.md#techniques), [here](#far-away), [[nowhere]], [[nowhere|again]], [out](https://example.org/a)

## Far away
`,
});

/** The texts of the vault as the user sees them: what is not saved over what is on the disk. */
const shownTexts = async (window: Window): Promise<VaultTexts> => {
  const unsaved = await window.host(({ workspace }) =>
    workspace.textDocuments.filter(each => each.isDirty).map(each => [each.uri.fsPath, each.getText()] as const),
  );
  const byPath = unsaved.map(([file, text]) => [path.relative(window.vault, file).replaceAll('\\', '/'), text]);
  return { ...textsIn(window.vault), ...Object.fromEntries(byPath) };
};

/** The pages that VS Code has not done with: not saved, or open without a tab. It undoes nothing in a page that it is about to close. */
const unsettled = async (window: Window): Promise<readonly string[]> => {
  const files = await window.host(({ workspace, window: { tabGroups } }) => {
    const inputs = tabGroups.all.flatMap(({ tabs }) => tabs.map(tab => tab.input as { uri?: { fsPath: string } }));
    const shown = new Set(inputs.map(input => input.uri?.fsPath));
    return workspace.textDocuments
      .filter(each => each.isDirty || !shown.has(each.uri.fsPath))
      .map(each => each.uri.fsPath);
  });
  // Buffers of files that were moved away stay for some minutes.
  return files.filter(file => existsSync(file));
};

/** Waits until the vault's texts are these, each compared on its own; then until they are saved. */
const becomes = async (window: Window, expected: VaultTexts): Promise<void> => {
  await eventually(async () => assertTexts(await shownTexts(window), expected));
  await eventually(async () => {
    // It saves what has a tab, and pages that were changed out of sight get theirs a little later.
    await window.host(({ workspace }) => workspace.saveAll());
    assertTexts(textsIn(window.vault), expected);
    assert.deepEqual(await unsettled(window), []);
  });
};

const assertTexts = (texts: VaultTexts, expected: VaultTexts): void => {
  assert.deepEqual(Object.keys(texts).sort(), Object.keys(expected).sort());
  for (const [file, text] of Object.entries(expected)) assert.equal(texts[file], text, file);
};

/** Problems without their places: a rename may move these within a line. */
const shownProblems = (problems: readonly Problem[]): readonly string[] =>
  problems.map(({ file, line, code }) => `${file}:${line} ${code}`).sort();

uiTest('renames with F2', { vault: sample, open: jailbreak }, async (window, step) => {
  const { page, press, placeCaret } = window;
  const box = page.locator('.monaco-editor.rename-box input');
  const peek = page.locator('.peekview-widget');
  const message = page.locator('.monaco-editor-overlaymessage');
  /** Opens the box for a new name at a place, which then holds this old one. */
  const startAt = async (marked: string, old: string): Promise<void> => {
    await placeCaret(marked);
    await eventually(async () => {
      if (!(await box.isVisible())) await press('F2');
      await box.waitFor({ timeout: soon });
    });
    assert.equal(await box.inputValue(), old);
  };
  const renameAt = async (marked: string, old: string, name: string): Promise<void> => {
    await startAt(marked, old);
    await box.fill(name);
    await press('Enter');
    await box.waitFor({ state: 'hidden' });
  };
  let before: readonly string[] = [];
  const noNewProblem = (): Promise<void> =>
    eventually(async () => assert.deepEqual(shownProblems(await window.problems()), before));

  await step('a page’s name: title, labels, steps, lists, and the file that was its slug', async () => {
    await eventually(async () => assert.equal((await window.problems()).length, 17 + 2));
    before = shownProblems(await window.problems());
    await startAt('# AML.T0054: LLM$0 Jailbreak', 'LLM Jailbreak');
    await window.screenshot('rename-page');
    await box.fill('Model Jailbreak');
    await press('Enter');
    const renamed = 'techniques/privilege-escalation/model-jailbreak.md';
    await eventually(async () => assert.equal(await window.activeFile(), renamed));
    const expected = Object.entries(sample).map(([file, text]) => [
      file === jailbreak ? renamed : file,
      text
        .replaceAll('LLM Jailbreak', 'Model Jailbreak')
        .replaceAll('privilege-escalation/llm-jailbreak', 'privilege-escalation/model-jailbreak')
        .replace('id: llm-jailbreak', 'id: model-jailbreak'),
    ]);
    await becomes(window, Object.fromEntries(expected));
    await noNewProblem();
    await window.screenshot('renamed-page');
  });

  await step('and one undo takes all of it back', async () => {
    await press('Mod+Z');
    await eventually(async () => assert.equal(await window.activeFile(), jailbreak));
    await becomes(window, sample);
    await noNewProblem();
  });

  await step('a heading, with the fragments that name it', async () => {
    await window.openFile(retro);
    await renameAt('## What we would$0 do again', 'What we would do again', 'Worth doing again');
    await becomes(window, {
      ...sample,
      [retro]: sample[retro]?.replace('## What we would do again', '## Worth doing again') ?? '',
      'notes/Reading list.md':
        sample['notes/Reading list.md']?.replace('2025/retro#What we would do again', '2025/retro#Worth doing again') ??
        '',
    });
    await press('Mod+Z');
    await becomes(window, sample);
  });

  await step('an ATLAS ID, wherever it stands', async () => {
    await window.openFile(firstPage);
    await renameAt('Try `F12` on AML.T00$077', 'AML.T0077', 'AML.T0977');
    const expected = Object.entries(sample).map(([file, text]) => [file, text.replaceAll('AML.T0077', 'AML.T0977')]);
    await becomes(window, Object.fromEntries(expected));
    await press('Mod+Z');
    await becomes(window, sample);
    await noNewProblem();
  });

  await step('what we refuse is not renamed by others, and the user hears why', async () => {
    await placeCaret('[[ret$0ro]]');
    await eventually(async () => {
      await press('F2');
      await message.filter({ hasText: "'retro' fits 2 pages; write the path" }).waitFor({ timeout: soon });
    });
    await window.screenshot('rename-refused');
    await press('Escape');
    await renameAt('Try `F12` on AML.T00$077', 'AML.T0077', 'AML.T0054');
    await eventually(async () =>
      assert.deepEqual(await window.notifications(), [
        "AML.T0054 is the ID of 'techniques/privilege-escalation/llm-jailbreak' (LLM Jailbreak).",
      ]),
    );
    await renameAt('# Start$0 here', 'Start here', 'AML.T0054: Start');
    await eventually(async () => assert.equal((await window.notifications()).length, 2));
    await becomes(window, sample);
  });

  await step('what is none of ours is left to VS Code', async () => {
    await window.openFile(links);
    await renameAt('https://exam$0ple.org/a', 'https://example.org/a', 'https://example.org/b');
    await eventually(async () => assert.match(await window.text(), /\[out\]\(https:\/\/example\.org\/b\)/));
    await press('Mod+Z');
    await becomes(window, sample);
  });

  await step('places that VS Code knows too are listed once', async () => {
    await placeCaret('[[now$0here]]');
    await press('Shift+F12');
    await peek.getByText('References (2)').waitFor();
    await press('Escape');
    await peek.waitFor({ state: 'hidden' });
    // From a heading with one reference VS Code goes there without a list.
    await placeCaret('## Far$0 away');
    await press('Shift+F12');
    await eventually(async () => assert.equal((await window.caret()).line, 3));
    assert.equal(await peek.count(), 0);
    await placeCaret('impact.md#techni$0ques');
    await press('F12');
    await eventually(async () => assert.equal(await window.activeFile(), 'tactics/impact.md'));
    assert.equal(await peek.count(), 0);
    await window.openFile(firstPage);
    await window.click('/techniques/AML.T0054', 'Mod');
    await eventually(async () => assert.equal(await window.activeFile(), jailbreak));
  });
});

uiTest('moves in the explorer', { open: jailbreak }, async (window, step) => {
  const { page, press } = window;
  const whole = textsIn(sampleVault);
  const row = (name: string): Locator =>
    page.locator('.explorer-folders-view .monaco-list-row').filter({ has: page.getByText(name, { exact: true }) });
  /** Renames a row as a user does, up to VS Code's question whether links may be changed. */
  const renameRow = async (name: string, to: string): Promise<void> => {
    const input = page.locator('.explorer-folders-view .monaco-inputbox input');
    await row(name).last().click();
    await eventually(async () => {
      if (!(await input.isVisible())) await press('F2');
      await input.waitFor({ timeout: soon });
    });
    await input.fill(to);
    await press('Enter');
  };
  const dialog = page.locator('.monaco-dialog-box');
  const agree = async (): Promise<void> => {
    await dialog.getByText("Extension 'ATLAS Casebook' wants to make refactoring changes").waitFor();
    await dialog.getByRole('button', { name: 'OK' }).click();
    await dialog.waitFor({ state: 'hidden' });
  };
  const undoInExplorer = async (): Promise<void> => {
    await page.locator('.explorer-folders-view .monaco-list').focus();
    await press('Mod+Z');
  };
  const moved = (from: string, to: string): VaultTexts => {
    const link = from.replace(/\.md$/, '');
    const entries = Object.entries(whole).map(([file, text]): readonly [string, string] => [
      file.startsWith(from) ? to + file.slice(from.length) : file,
      text.replaceAll(`[[${link}`, `[[${to.replace(/\.md$/, '')}`),
    ]);
    return Object.fromEntries(entries);
  };
  let before: readonly string[] = [];
  /** The problems are those of before. */
  const noNewProblem = (): Promise<void> =>
    eventually(async () => assert.deepEqual(shownProblems(await window.problems()), before));

  await step('a page: its links and its id follow', async () => {
    await eventually(async () => assert.equal((await window.problems()).length, 17));
    before = shownProblems(await window.problems());
    await renameRow('llm-jailbreak.md', 'talked-out.md');
    await agree();
    const file = 'techniques/privilege-escalation/talked-out.md';
    await eventually(async () => assert.equal(await window.activeFile(), file));
    const expected = moved(jailbreak, file);
    await becomes(window, {
      ...expected,
      [file]: expected[file]?.replace('id: llm-jailbreak', 'id: talked-out') ?? '',
    });
    await noNewProblem();
  });

  await step('and one undo brings them back', async () => {
    await undoInExplorer();
    await eventually(async () => assert.equal(await window.activeFile(), jailbreak));
    await becomes(window, whole);
    await noNewProblem();
  });

  await step('a folder: every link into it follows', async () => {
    await window.openFile('techniques/initial-access/evade-ai-model.md');
    await renameRow('initial-access', 'ia');
    await dialog.waitFor();
    await window.screenshot('move-folder');
    await agree();
    await eventually(() => assert.ok(existsSync(path.join(window.vault, 'techniques/ia'))));
    await noNewProblem();
    await becomes(window, moved('techniques/initial-access/', 'techniques/ia/'));
    await noNewProblem();
    await window.screenshot('moved-folder');
  });

  await step('and one undo restores it all', async () => {
    await undoInExplorer();
    await eventually(() => assert.ok(!existsSync(path.join(window.vault, 'techniques/ia'))));
    await becomes(window, whole);
    await noNewProblem();
  });

  await step('a move that is not saved is undone alike', async () => {
    await renameRow('initial-access', 'ia');
    await agree();
    await eventually(() => assert.ok(existsSync(path.join(window.vault, 'techniques/ia'))));
    await noNewProblem();
    await undoInExplorer();
    await eventually(() => assert.ok(!existsSync(path.join(window.vault, 'techniques/ia'))));
    await noNewProblem();
    await becomes(window, whole);
  });
});
