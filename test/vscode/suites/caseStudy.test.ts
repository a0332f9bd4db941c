// The preview of a case study: its attack flow, which follows the page and leads back to it.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { axeFaults } from '../axe.ts';
import { policyComplaints, shownView } from '../ourView.ts';
import { DIALOG_SETTINGS, readPicture, saveWith } from '../saveFile.ts';
import { uiTest } from '../uiTest.ts';
import { eventually } from '../window.ts';

/** A case study that was just begun. */
const BEGUN = { 'begun.md': '---\ntype: case-study\n---\n', 'technique.md': '# AML.T0065: LLM Prompt Crafting\n' };

const study = 'case-studies/job-application-that-ranks-itself-first.md';

uiTest('previews a case study', { open: study }, async (window, step) => {
  const view = window.webview();
  const cards = view.locator('g.card');
  const complaints = policyComplaints(window.page);

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
    assert.deepEqual(complaints, []);
  });
});

uiTest('draws what is written of a case study so far', { vault: BEGUN, open: 'begun.md' }, async (window, step) => {
  const view = window.webview();
  const card = (text: string) => view.locator('g.card', { hasText: text });
  const write = async (text: string): Promise<void> => {
    await window.host((vscode, added) => {
      const editor = vscode.window.visibleTextEditors[0];
      return editor?.edit(edit => edit.insert(new vscode.Position(editor.document.lineCount, 0), added));
    }, text);
  };

  await step('which is little in the beginning, and says what to do', async () => {
    await window.press('Mod+B');
    await window.runCommand('ATLAS: Preview Case Study');
    await view.locator('h1', { hasText: 'begun' }).waitFor();
    await view.getByText('run “ATLAS: Insert Step”').waitFor();
    await view.getByRole('toolbar').waitFor({ state: 'hidden' });
    assert.deepEqual(await axeFaults(window.page), []);
    await window.screenshot('case-study-begun');
  });

  await step('with steps that have no technique yet, or one that the vault lacks', async () => {
    await write('\n### Step 1\n');
    await card('No technique yet').waitFor();
    await write('\n### Step 2: Taking it\n\n**Technique:** [[nowhere|AML.T0031: Erode AI Model Integrity]]\n');
    await card('Erode AI Model Integrity').locator('[stroke-dasharray]').waitFor();
    await card('Erode AI Model Integrity').locator('.problem').waitFor();
    assert.deepEqual(await axeFaults(window.page), []);
  });

  await step('and with branches', async () => {
    await write('\n**Leads to:** Step 4, Step 5\n\n### Step 3\n\n### Step 4\n\n### Step 5\n');
    await view.locator('path[data-from="1"][data-to="3"]').waitFor({ state: 'attached' });
    await view.locator('path[data-from="1"][data-to="4"]').waitFor({ state: 'attached' });
    assert.equal(await view.locator('path[data-from="1"]').count(), 2);
    await window.screenshot('case-study-unfinished');
  });

  await step('until it is a case study no more', async () => {
    await window.host(vscode => {
      const editor = vscode.window.visibleTextEditors[0];
      return editor?.edit(edit => edit.delete(new vscode.Range(0, 0, editor.document.lineCount, 0)));
    });
    await view.getByText('A case study has “type: case-study” in its front matter').waitFor();
    assert.equal(await view.locator('g.card').count(), 0);
    assert.deepEqual(await axeFaults(window.page), []);
    await window.screenshot('case-study-no-more');
  });

  await step('and again as soon as it has an ID', async () => {
    await write('# AML.CS0001: A New Beginning\n\n### Step 1\n\n**Technique:** [[technique]]\n');
    await view.locator('h1', { hasText: 'A New Beginning' }).first().waitFor();
    await card('LLM Prompt Crafting').waitFor();
    assert.equal(await view.locator('g.card').count(), 1);
  });
});

const saved = (ending: string): string => study.replace(/md$/, ending);

uiTest('saves what a case study shows', { open: study, settings: DIALOG_SETTINGS }, async (window, step) => {
  const view = window.webview();
  const use = async (theme: string, kind: string): Promise<void> => {
    await window.host(
      (vscode, name) => vscode.workspace.getConfiguration('workbench').update('colorTheme', name, true),
      theme,
    );
    await view.locator(`body.${kind}`).waitFor();
  };

  await step('beside its page', async () => {
    await window.press('Mod+B');
    await window.runCommand('ATLAS: Preview Case Study');
    await view.locator('g.card').first().waitFor();
  });

  for (const [look, theme, background] of [
    ['light', 'Default Light Modern', '#ffffff'],
    ['dark', 'Default Dark Modern', '#1f1f1f'],
  ] as const) {
    await step(`as a picture that stands alone, ${look}`, async () => {
      await use(theme, `vscode-${look}`);
      const svg = (await saveWith(window, 'Save SVG…', saved('svg'))).toString();
      assert.doesNotMatch(svg, /var\(|rgba|currentcolor|class=|tabindex|href/);
      assert.ok(svg.includes(`fill="${background}"`));
      const { width, cards } = await (await shownView(window.page)).evaluate(readPicture, svg);
      assert.ok(width >= 1000 && cards > 5, `${width} wide, ${cards} cards`);
      const png = await saveWith(window, 'Save PNG…', saved('png'));
      assert.equal(png.subarray(0, 8).toString('latin1'), '\u0089PNG\r\n\u001a\n');
      // Its head says the width: twice that of the picture.
      assert.equal(png.readUInt32BE(16), 2 * width);
    });

    await step(`and as a page that needs no other file, ${look}`, async () => {
      const html = (await saveWith(window, 'Save HTML…', saved('html'))).toString();
      assert.match(html, /<title>AML\.CS0062: Job Application That Ranks Itself First<\/title>/);
      assert.ok(html.includes(`--vscode-editor-background: ${background};`));
      assert.doesNotMatch(html, /<script|<link|<button|data-line|data-href|vscode-resource|@import|url\((?!#head\))/);
      for (const [, source] of html.matchAll(/\bsrc="([^"]*)"/g)) assert.match(source ?? '', /^data:image\//);
      // Every variable that the sheet asks for without an alternative has its value.
      const [, rules = ''] = /:root \{([^}]*)\}/.exec(html) ?? [];
      for (const [, name = ''] of html.matchAll(/var\((--vscode-[\w-]+)\)/g))
        assert.ok(rules.includes(`${name}:`) || name.includes('contrast'), `${name} has no value`);
    });
  }

  await step('with the pictures of its text', async () => {
    await window.host(vscode => vscode.commands.executeCommand('workbench.action.focusFirstEditorGroup'));
    await window.placeCaret('## References$0');
    await window.press('Home');
    await window.typeText('![A kiosk](../attachments/kiosk.svg) ![Gone](nowhere.png)\n\n');
    await view.locator('article img[alt="A kiosk"]').waitFor();
    const html = (await saveWith(window, 'Save HTML…', saved('html'))).toString();
    const kiosk = readFileSync(path.join(window.vault, 'attachments/kiosk.svg')).toString('base64');
    assert.ok(html.includes(`<img src="data:image/svg+xml;base64,${kiosk}" alt="A kiosk"> Gone`));
  });

  await step('or copies it', async () => {
    const copied = view.getByText('Copied.');
    await view.getByRole('button', { name: 'Copy PNG' }).click();
    await copied.waitFor();
    await view.getByRole('button', { name: 'Copy SVG' }).click();
    await copied.waitFor();
    const text = await window.host(vscode => vscode.env.clipboard.readText());
    assert.match(text, /^<\?xml version="1\.0" encoding="UTF-8"\?>\n<svg /);
  });
});
