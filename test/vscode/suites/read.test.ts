// Reading a vault: hovers, jumps, references, symbols and what the status item says.
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Location } from 'vscode';
import { uiTest } from '../uiTest.ts';
import { eventually } from '../window.ts';

const firstPage = 'Start here.md';
const indirect = 'techniques/execution/llm-prompt-injection/indirect.md';

uiTest('reads the sample vault', { open: firstPage }, async (window, step) => {
  const { page, press, placeCaret } = window;
  const peek = page.locator('.peekview-widget');
  const quickList = page.locator('.quick-input-list .monaco-list-row .label-name');
  const back = async (): Promise<void> => {
    await press('Escape');
    await window.openFile(firstPage);
  };

  await step('the status item counts pages and problems', async () => {
    await eventually(async () => {
      const status = await window.languageStatus();
      assert.match(status, /16 tactics, 57 techniques, 9 mitigations, 6 cases, \d+ notes/);
      assert.match(status, /ATLAS: 17 problems\n?9 errors, 7 warnings, 1 remark/);
    });
  });

  await step('the pointer on a link shows its technique', async () => {
    await eventually(async () => {
      const shown = await window.hover('llm-prompt-injection/indirect');
      assert.match(shown, /AML\.T0051\.001: Indirect/);
      assert.match(shown, /Execution · demonstrated/);
      assert.match(shown, /AML\.CS0062: Job Application That Ranks Itself First — step 7/);
    });
    await window.screenshot('hover');
  });

  await step('F12 jumps from a bare ID to the heading of its page', async () => {
    await back();
    await placeCaret('Try `F12` on AML.T00$077');
    await press('F12');
    await eventually(async () =>
      assert.equal(await window.activeFile(), 'techniques/exfiltration/llm-response-rendering.md'),
    );
    await eventually(async () => assert.deepEqual(await window.caret(), { line: 8, column: 3 }));
  });

  await step('Ctrl-click follows a link', async () => {
    await back();
    await window.click('llm-prompt-injection/indirect', 'Mod');
    await eventually(async () => assert.equal(await window.activeFile(), indirect));
    // VS Code takes it for a link, to the page's top, or for a jump to the definition, whichever it knows of first.
    const { line } = await window.caret();
    assert.ok(line === 1 || line === 8, `The caret is in line ${line}.`);
  });

  await step('Shift+F12 finds everything that refers to a page', async () => {
    const refers = /indirect(?:\||\]\])|AML\.T0051\.001/;
    const expected = globSync('**/*.md', { cwd: window.vault })
      .map(file => file.replaceAll('\\', '/'))
      .filter(file => file !== indirect && refers.test(readFileSync(path.join(window.vault, file), 'utf8')));
    assert.ok(expected.length > 5);
    await placeCaret('# AML.T0051.$0001: Indirect');
    const found = await window.host(async vscode => {
      const editor = vscode.window.activeTextEditor;
      const at = [editor?.document.uri, editor?.selection.active] as const;
      const all = await vscode.commands.executeCommand<Location[]>('vscode.executeReferenceProvider', ...at);
      return all.map(location => location.uri.fsPath);
    });
    const files = new Set(found.map(file => path.relative(window.vault, file).replaceAll('\\', '/')));
    assert.deepEqual([...files].filter(file => file !== indirect).sort(), expected.sort());
    await press('Shift+F12');
    await peek.getByText(/References \(\d+\)/).waitFor();
  });

  await step('F12 on a folder peeks at its pages', async () => {
    await back();
    await placeCaret('A short chapter: [[techniques/recon$0naissance]]');
    await press('F12');
    const pages = peek.locator('.ref-tree .monaco-list-row', { hasText: 'techniques/reconnaissance' });
    await eventually(async () => assert.equal(await pages.count(), 2));
    assert.equal(await window.activeFile(), firstPage);
  });

  await step('Ctrl+T finds pages by any words of their names, and by ID', async () => {
    await back();
    const find = async (words: string, name: string): Promise<void> => {
      await window.search('Mod+T', `#${words}`);
      await eventually(async () => assert.ok((await quickList.allInnerTexts()).map(plain).includes(name)));
    };
    await find('craft retrieval', 'AML.T0066: Retrieval Content Crafting');
    await press('Escape');
    await find('T0054', 'AML.T0054: LLM Jailbreak');
    await window.choose('AML.T0054: LLM Jailbreak');
    await eventually(async () =>
      assert.equal(await window.activeFile(), 'techniques/privilege-escalation/llm-jailbreak.md'),
    );
  });

  await step('the outline lists each heading once', async () => {
    await back();
    const headings = (await window.text()).match(/^#+ .*$/gm) ?? [];
    await window.search('Mod+Shift+O', '@');
    await eventually(async () => assert.deepEqual((await quickList.allInnerTexts()).map(plain), headings));
    await press('Escape');
  });

  await step('the code of a problem leads to what explains it', async () => {
    await placeCaret('techniques/recon$0naissance');
    await window.hover('techniques/reconnaissance');
    await window.page.locator('.monaco-hover a.code-link', { hasText: 'broken-link' }).first().click();
    await eventually(async () => assert.match(await window.text(), /^# Problems\n/));
    await eventually(async () => {
      const { line } = await window.caret();
      assert.equal((await window.text()).split('\n')[line - 1], '## broken-link');
    });
    await window.screenshot('explained');
  });
});

const plain = (text: string): string => text.replaceAll('\u00a0', ' ').trim();
