// The views on the vault that people really write: a long case study, a full matrix, and every problem that it has.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { axeFaults } from '../axe.ts';
import { policyComplaints, shownView } from '../ourView.ts';
import { countVault, loneTechnique, noRealVault, realVault } from '../realVault.ts';
import { soon } from '../patience.ts';
import { DIALOG_SETTINGS, readPicture, saveWith } from '../saveFile.ts';
import { uiTest } from '../uiTest.ts';
import { textsIn } from '../vaultTexts.ts';
import { eventually, screenshots } from '../window.ts';

const count = countVault(noRealVault === undefined ? textsIn(realVault) : {});
const [study, other] = count.studies;
const options = {
  vault: realVault,
  skip: noRealVault,
  ...(study === undefined ? {} : { open: study.file }),
  settings: DIALOG_SETTINGS,
};

uiTest('shows the views of a real vault', options, async (window, step) => {
  assert.ok(study !== undefined && other !== undefined && study.techniques.length >= 16);
  const steps = study.techniques.length;
  const { page } = window;
  const view = window.webview();
  const cards = view.locator('g.card');
  const complaints = policyComplaints(page);
  const typedStep = `### Step ${steps + 1}: LLM Prompt Crafting`;
  const cell = (id: string) => view.locator(`.cell[data-id="${id}"]`).first();
  const backToPage = (): Promise<unknown> =>
    window.host(vscode => vscode.commands.executeCommand('workbench.action.focusFirstEditorGroup'));

  await step('a long case study as a picture', async () => {
    await window.press('Mod+B');
    await window.runCommand('ATLAS: Preview Case Study');
    await eventually(async () => assert.equal(await cards.count(), steps));
    assert.equal(await view.locator('header h1').innerText(), study.name);
    // Numbers count up, and each card says its technique's ID.
    const texts = await cards.allTextContents();
    study.techniques.forEach((id, i) => {
      assert.match(texts[i] ?? '', new RegExp(`^\\s*${i + 1}\\s`));
      assert.ok(texts[i]?.includes(id), `${texts[i]} should say ${id}`);
    });
    assert.equal(await view.locator('svg path[data-from]').count(), steps - 1);
    assert.deepEqual(await axeFaults(page), []);
    await window.screenshot('real-case-study');
  });

  await step('whose cards lead to their lines, and follow the cursor', async () => {
    const middle = Math.floor(steps / 2);
    await view.locator(`g.card[data-step="${middle}"]`).click();
    await eventually(async () => {
      const { line } = await window.caret();
      assert.match((await window.text()).split('\n')[line - 1] ?? '', new RegExp(`^### Step ${middle + 1}:`));
    });
    await backToPage();
    await window.placeCaret(`$0### Step ${steps}:`);
    await view.locator(`g.card.current[data-step="${steps - 1}"]`).waitFor();
    assert.equal(await view.locator('g.card.current').count(), 1);
    await window.screenshot('real-case-study-end');
  });

  await step('which shows a step as it is typed', async () => {
    await window.placeCaret('## References$0');
    await window.press('Home');
    await window.typeText(`${typedStep}\n\n\n\n`);
    await window.press('ArrowUp', 'ArrowUp');
    await window.typeText('**Technique:** [[llm prompt crafting');
    await eventually(async () => assert.equal((await window.suggestions())[0], 'AML.T0065 LLM Prompt Crafting'));
    await window.acceptSuggestion('AML.T0065 LLM Prompt Crafting');
    const last = view.locator(`g.card[data-step="${steps}"]`);
    await eventually(async () => assert.match((await last.textContent()) ?? '', /LLM Prompt Crafting AML\.T0065/));
    assert.equal(await last.locator('.problem').count(), 0);
    await window.screenshot('real-case-study-typed');
    await window.host(vscode => vscode.commands.executeCommand('workbench.action.files.revert'));
    await eventually(async () => assert.equal(await cards.count(), steps));
  });

  await step('and is saved with all that is in it', async () => {
    const saved = (ending: string): string => study.file.replace(/md$/, ending);
    const svg = (await saveWith(window, 'Save SVG…', saved('svg'))).toString();
    const { height, texts } = await (await shownView(page)).evaluate(readPicture, svg);
    const words = texts.join(' ');
    for (const id of study.techniques) assert.ok(words.includes(id), `The picture lacks ${id}.`);
    assert.doesNotMatch(words, /…/);
    const png = await saveWith(window, 'Save PNG…', saved('png'));
    assert.equal(png.readUInt32BE(20), 2 * height);
    writeFileSync(path.join(screenshots, 'real-picture.png'), png);
    const html = (await saveWith(window, 'Save HTML…', saved('html'))).toString();
    for (const heading of (await window.text()).matchAll(/^##+ (.+)$/gm))
      assert.ok(html.includes(escaped(heading[1] ?? '')), `The saved page lacks “${heading[1]}”.`);
    for (const id of study.techniques) assert.ok(html.split(id).length > 2, `The saved page lacks ${id}.`);
    const leaf = await page.context().newPage();
    await leaf.setContent(html);
    assert.equal(await leaf.locator('svg g > rect[rx="4"]').count(), steps);
    await leaf.screenshot({ path: path.join(screenshots, 'real-saved-page.png') });
    await leaf.close();
  });

  await step('the matrix, with its way and true counts', async () => {
    await backToPage();
    await window.host(vscode => vscode.commands.executeCommand('workbench.action.closeEditorsInOtherGroups'));
    await window.runCommand('ATLAS: Show Matrix');
    await view.locator('.way-0').waitFor({ state: 'attached' });
    const cells = await view.locator('.cell').evaluateAll(all =>
      all.map(each => ({
        id: each.getAttribute('data-id') ?? '',
        isAbsent: each.classList.contains('absent'),
        uses: Number(each.querySelector('.uses')?.textContent ?? '0'),
      })),
    );
    for (const { id, isAbsent, uses } of cells) {
      assert.equal(isAbsent, !count.techniques.has(id), id);
      assert.equal(uses, count.techniques.get(id)?.users.length ?? 0, id);
    }
    const ids = new Set(cells.map(({ id }) => id));
    assert.deepEqual(
      [...count.techniques.keys()].filter(id => !ids.has(id)),
      [],
    );
    const visits = await view.locator('.cell .visit-0').allTextContents();
    assert.deepEqual(
      visits.map(Number).sort((a, b) => a - b),
      study.techniques.map((_, i) => i + 1),
    );
    assert.deepEqual(await axeFaults(page), []);
    await window.screenshot('real-matrix');
  });

  await step('which is filtered by text and by maturity', async () => {
    const bright = (): Promise<readonly string[]> =>
      view
        .locator('.cell:not(.dim):not(.absent)')
        .evaluateAll(all => [...new Set(all.map(each => each.getAttribute('data-id') ?? ''))].sort());
    // A sub-technique is also found by the name of its parent, which is written on the cell above it.
    const parents = new Map(
      (await view.locator('.parent .name').allTextContents()).map(text => [
        `AML.${text.split(' ')[0]}`,
        text.slice(text.indexOf(' ')),
      ]),
    );
    const wanted = (test: (id: string, name: string, maturity: string) => boolean): readonly string[] =>
      [...count.techniques].flatMap(([id, { name, maturity }]) => (test(id, name, maturity) ? [id] : [])).sort();
    await view.locator('input[type=search]').fill('prompt');
    const said = wanted((id, name) =>
      `${id} ${parents.get(id.replace(/\.\d{3}$/, '')) ?? ''} ${name}`.toLowerCase().includes('prompt'),
    );
    assert.ok(said.length > 2);
    await eventually(async () => assert.deepEqual(await bright(), said));
    await window.screenshot('real-matrix-text');
    await view.locator('input[type=search]').fill('');
    await view.locator('select').selectOption('feasible');
    const feasible = wanted((_id, _name, maturity) => maturity === 'feasible');
    assert.ok(feasible.length > 2);
    await eventually(async () => assert.deepEqual(await bright(), feasible));
    await view.locator('select').selectOption('');
  });

  await step('which compares two case studies', async () => {
    await view.locator('button', { hasText: 'Draw a case study…' }).click();
    await page.locator('.quick-input-list .monaco-list-row').first().waitFor();
    await window.typeText(other.id);
    await eventually(async () => assert.equal(await page.locator('.quick-input-list .monaco-list-row').count(), 1));
    await window.press('Enter');
    await view.locator('.way-1').waitFor({ state: 'attached' });
    const [first, second] = [new Set(study.techniques), new Set(other.techniques)];
    const both = [...first].filter(id => second.has(id)).length;
    assert.equal(
      await view.locator('.comparison').innerText(),
      `in common ${both} · only the first ${first.size - both} · only the second ${second.size - both}`,
    );
    assert.deepEqual(await axeFaults(page), []);
    await window.screenshot('real-matrix-compare');
    await view.locator('.chip-1 .drop').click();
    await view.locator('.way-1').waitFor({ state: 'detached' });
  });

  const [used = '', technique] = [...count.techniques].sort(([, a], [, b]) => b.users.length - a.users.length)[0] ?? [];
  assert.ok(technique !== undefined && technique.users.length > 10);

  await step('which counts a cell anew as its link is broken and mended', async () => {
    const lone = loneTechnique(study, count);
    assert.ok(lone !== undefined);
    const { id, beforeLabel } = lone;
    const users = count.techniques.get(id)?.users.length ?? 0;
    const isUsedBy = (uses: number): Promise<void> =>
      eventually(async () => assert.equal(Number((await cell(id).locator('.uses').allTextContents())[0] ?? 0), uses));
    await window.host(vscode => vscode.commands.executeCommand('workbench.action.moveEditorToNextGroup'));
    await backToPage();
    const [link = ''] = beforeLabel.exec(await window.text()) ?? [];
    await window.placeCaret(`${link}$0`);
    await isUsedBy(users);
    await window.typeText('x');
    await isUsedBy(users - 1);
    await window.screenshot('real-matrix-beside');
    await window.press('Backspace');
    await isUsedBy(users);
    await window.host(vscode => vscode.commands.executeCommand('workbench.action.files.revert'));
    await window.host(async vscode => {
      await vscode.commands.executeCommand('workbench.action.focusSecondEditorGroup');
      await vscode.commands.executeCommand('workbench.action.moveEditorToFirstGroup');
    });
    await cell(used).waitFor();
  });

  await step('which lists who uses a technique, and opens its page', async () => {
    await cell(used).locator('.uses').click();
    await eventually(async () => assert.equal(await view.locator('.users li').count(), technique.users.length));
    assert.deepEqual(await axeFaults(page), []);
    await window.screenshot('real-matrix-users');
    await window.press('Escape');
    await cell(used).locator('.name').click();
    await eventually(async () => assert.equal(await window.activeFile(), technique.file));
  });

  const row = (tree: string, text: string | RegExp) =>
    page.locator(`.pane:has(.pane-header[aria-label^="${tree}"]) .monaco-list-row`, { hasText: text }).first();
  const says = (tree: string, label: string, described: string | RegExp): Promise<void> =>
    eventually(async () => {
      const said = await row(tree, new RegExp(`^${label}`))
        .locator('.label-description')
        .innerText({ timeout: soon });
      if (typeof described === 'string') assert.equal(said, described, label);
      else assert.match(said, described, label);
    });

  await step('the side bar, with every problem by its rule', async () => {
    await page.locator('.activitybar a[aria-label="ATLAS"]').click();
    await says('Problems by rule', 'broken-link', '7 in 2 pages');
    await says('Problems by rule', 'label-id-mismatch', /^77 in \d+ pages$/);
    await says('Problems by rule', 'missing-section', '5 in 5 pages');
    await says('Problems by rule', 'retired-id', '2');
    assert.equal(
      await page.locator('.pane:has(.pane-header[aria-label^="Problems by rule"]) .monaco-list-row').count(),
      4,
    );
  });

  await step('who uses the page in front, and the matrix as a tree', async () => {
    const linking = count.linking(technique.file).filter(file => count.studies.some(each => each.file === file));
    await says('Used by', 'Case studies', String(linking.length));
    await window.screenshot('real-side-bar');
    await row('Matrix', 'Reconnaissance').locator('.monaco-tl-twistie').click();
    const [id = '', { name, users }] = [...count.techniques].find(([, { file }]) =>
      file.includes('/reconnaissance/'),
    ) ?? ['', { name: '', users: [] }];
    await says('Matrix', name, users.length === 0 ? id : `${id} · used by ${users.length}`);
  });

  await step('and pages that nobody links, and such as links ask for', async () => {
    await page.locator('.pane-header[aria-label^="Orphans and wanted pages"]').click();
    await row('Orphans and wanted pages', 'Wanted pages').waitFor();
    await window.screenshot('real-side-bar-pages');
    const orphans = Object.keys(textsIn(realVault)).filter(file => count.linking(file).length === 0);
    await says('Orphans and wanted pages', 'Orphans', String(orphans.length));
  });

  await step("and VS Code's own preview, where a broken link shows", async () => {
    await window.openFile(study.file);
    await window.press('Mod+B');
    await window.placeCaret('## Procedure$0');
    await window.typeText('\n\nSee [[nowhere/at-all|the lesson]].');
    await window.press('Escape');
    await window.runCommand('Markdown: Open Preview to the Side');
    await eventually(async () => assert.equal(await view.locator('.atlas-link-broken').innerText(), 'the lesson'));
    const links = view.locator('a.atlas-kind-technique');
    await eventually(async () => assert.equal(await links.count(), steps));
    assert.deepEqual(
      (await links.allInnerTexts()).map(text => text.split(':')[0]),
      study.techniques,
    );
    await window.screenshot('real-markdown-preview');
    assert.deepEqual(complaints, []);
  });
});

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
