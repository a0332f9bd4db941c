// `node test/vscode/measureViews.ts [real] [5000 …]`: how soon the views follow in a real VS Code, and how smoothly they scroll.
import path from 'node:path';
import type { Frame, Page } from 'playwright-core';
import { cachedVault } from '../../bench/generateVault.ts';
import { median } from '../../bench/statistics.ts';
import { root } from './install.ts';
import { openWindow } from './openWindow.ts';
import { shownView } from './ourView.ts';
import { countVault, loneTechnique, noRealVault, realVault } from './realVault.ts';
import { stopRunner } from './runner.ts';
import { textsIn } from './vaultTexts.ts';
import { eventually } from './window.ts';
import type { Window } from './window.ts';

/** What the views wait before they ask, in milliseconds: `DELAY` in caseStudyPanel.ts; in vaultChanges.ts and matrixPanel.ts. */
const FLOW_DELAY = 120;
const MATRIX_DELAY = 200 + 300;

/** So many keys are measured, after one that is not. */
const KEYS = 12;

/** A row of the table: samples in milliseconds. */
interface Row {
  readonly what: string;
  readonly samples: readonly number[];
}

async function measure(vault: string): Promise<readonly Row[]> {
  const rows: Row[] = [];
  const note = (what: string, samples: readonly number[]): void => {
    rows.push({ what, samples });
    console.error(`  ${what}: ${samples.length > 20 ? `${samples.length} frames` : samples.map(Math.round).join(' ')}`);
  };
  const count = countVault(textsIn(vault));
  const [study] = count.studies;
  if (study === undefined) throw new Error(`${vault} has no case study.`);
  const { window, close } = await openWindow({ vault, open: study.file });
  try {
    const { page } = window;
    await window.press('Mod+B');
    await eventually(async () => assertReady(await window.problems()));

    note('case study: command → cards', [await untilShown(window, 'atlasCasebook.previewCaseStudy', 'g.card')]);
    const middle = Math.ceil(study.techniques.length / 2);
    await focusPage(window);
    await window.placeCaret(`### Step ${middle}: $0`);
    const flow = await keysTo(page, await shownView(page, '.flow'), '.flow');
    note('a key in a step’s name → flow, after the debounce', minus(flow, FLOW_DELAY));

    await window.host(vscode => vscode.commands.executeCommand('workbench.action.closeEditorsInOtherGroups'));
    note('matrix: command → cells', [await untilShown(window, 'atlasCasebook.showMatrix', '.cell')]);
    const matrix = await shownView(page, '.cell');
    note('matrix: a key in its filter → drawn', await keysInFilter(matrix));
    note('matrix: gaps between frames at rest', await gaps(matrix, async () => page.waitForTimeout(1000)));
    note(
      'matrix: gaps between frames, scrolled down and right',
      await gaps(matrix, () =>
        wheel(page, 700, 500, () => matrix.evaluate(() => (document.querySelector('.board')?.scrollTop ?? 0) > 0)),
      ),
    );
    await window.host(vscode => vscode.commands.executeCommand('workbench.action.moveEditorToNextGroup'));
    await focusPage(window);
    // The link leads nowhere any more, so that a cell counts one less, or again one more.
    const [line = ''] = loneTechnique(study, count)?.beforeLabel.exec(await window.text()) ?? [];
    await window.placeCaret(`${line}$0`);
    const moved = await whenShown(page, '.cell');
    const cells = await keysTo(page, moved, '.board', ['x', 'Backspace']);
    note('a key in a Technique line → matrix, after both debounces', minus(cells, MATRIX_DELAY));
    await window.host(vscode => vscode.commands.executeCommand('workbench.action.files.revert'));

    note('side bar: click → rows', [await untilRows(page)]);
    note('side bar: gaps between frames while a tree scrolls', await gaps(page.mainFrame(), () => wheelOverTree(page)));
    return rows;
  } finally {
    await close();
  }
}

/** The server has read the vault when it has told its problems. */
function assertReady(problems: readonly unknown[]): void {
  if (problems.length === 0) throw new Error('The vault’s problems are not there yet.');
}

const minus = (samples: readonly number[], delay: number): readonly number[] => samples.map(each => each - delay);

const focusPage = (window: Window): Promise<unknown> =>
  window.host(vscode => vscode.commands.executeCommand('workbench.action.focusFirstEditorGroup'));

/** The frame of our webview that shows an element, as soon as it does. */
async function whenShown(page: Page, selector: string): Promise<Frame> {
  for (;;) {
    const frame = await shownView(page, selector).catch(() => undefined);
    if (frame !== undefined) return frame;
    await new Promise(resolve => setTimeout(resolve, 5));
  }
}

/** How long it takes from a command until a webview of ours shows an element. */
async function untilShown(window: Window, command: string, selector: string): Promise<number> {
  const start = Date.now();
  void window.host((vscode, id) => vscode.commands.executeCommand(id), command);
  await whenShown(window.page, selector);
  return Date.now() - start;
}

/** For each key the time from its press until the frame in which anything in an element is new. */
async function keysTo(
  page: Page,
  frame: Frame,
  selector: string,
  keys: readonly string[] = ['x'],
): Promise<readonly number[]> {
  await page.evaluate(() => {
    const at = window as unknown as { pressedAt: number };
    window.addEventListener('keydown', () => (at.pressedAt = Date.now()), { capture: true });
  });
  const samples: number[] = [];
  for (let i = 0; i <= KEYS; i++) {
    const drawn = frame.evaluate(
      watched =>
        new Promise<number>((resolve, reject) => {
          const element = document.querySelector(watched);
          if (element === null) return reject(new Error(`There is no ${watched}.`));
          const giveUp = setTimeout(() => reject(new Error(`${watched} was not drawn anew.`)), 20_000);
          const observer = new MutationObserver(() => {
            observer.disconnect();
            clearTimeout(giveUp);
            requestAnimationFrame(() => setTimeout(() => resolve(Date.now())));
          });
          observer.observe(element, { childList: true, subtree: true });
        }),
      selector,
    );
    // The observer is there before the key comes.
    await frame.evaluate(() => undefined);
    await page.keyboard.press(keys[i % keys.length] ?? 'x');
    const end = await drawn;
    const start = await page.evaluate(() => (window as unknown as { pressedAt: number }).pressedAt);
    samples.push(end - start);
    // Until nothing is on its way any more.
    await page.waitForTimeout(800);
  }
  return samples.slice(1);
}

/** For each letter typed into the matrix's filter the time until the frame that shows it. */
const keysInFilter = (frame: Frame): Promise<readonly number[]> =>
  frame.evaluate(async () => {
    const search = document.querySelector<HTMLInputElement>('input[type=search]');
    const samples: number[] = [];
    for (const text of ['m', 'ma', 'mas', 'mask', 'maski', 'mask', 'mas', 'ma', 'm', '']) {
      await new Promise(requestAnimationFrame);
      const start = performance.now();
      if (search !== null) search.value = text;
      search?.dispatchEvent(new Event('input'));
      await new Promise(resolve => requestAnimationFrame(() => setTimeout(resolve)));
      samples.push(performance.now() - start);
      await new Promise(resolve => setTimeout(resolve, 100));
    }
    return samples;
  });

/** The times between the frames of a document while something goes on. */
async function gaps(frame: Frame, work: () => Promise<void>): Promise<readonly number[]> {
  await frame.evaluate(() => {
    const at = window as unknown as { frames: number[] | undefined };
    const frames: number[] = [];
    at.frames = frames;
    const tick = (now: number): void => {
      if (at.frames !== frames) return;
      frames.push(now);
      requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
  });
  await work();
  const times = await frame.evaluate(() => {
    const at = window as unknown as { frames: number[] | undefined };
    const found = at.frames ?? [];
    at.frames = undefined;
    return found;
  });
  return times.slice(1).map((time, i) => time - (times[i] ?? time));
}

/** Turns the wheel over a place: down, right, and back. Rejects if nothing `hasMoved` then, so that stillness is not taken for smoothness. */
async function wheel(page: Page, x: number, y: number, hasMoved: () => Promise<boolean>): Promise<void> {
  await page.mouse.move(x, y);
  for (const [across, down] of [
    [0, 120],
    [120, 0],
    [0, -120],
    [-120, 0],
  ] as const) {
    for (let i = 0; i < 25; i++) {
      await page.mouse.wheel(across, down);
      await page.waitForTimeout(16);
    }
    if (down > 0 && !(await hasMoved())) throw new Error('The wheel moved nothing.');
  }
}

async function untilRows(page: Page): Promise<number> {
  const start = Date.now();
  await page.locator('.activitybar a[aria-label="ATLAS"]').click();
  for (const tree of ['Matrix', 'Problems by rule'])
    await page.locator(`.pane:has(.pane-header[aria-label^="${tree}"]) .monaco-list-row`).first().waitFor();
  return Date.now() - start;
}

/** Opens a tactic of the matrix, and turns the wheel over it. */
async function wheelOverTree(page: Page): Promise<void> {
  const rows = page.locator('.pane:has(.pane-header[aria-label^="Matrix"]) .monaco-list-row');
  await rows.first().locator('.monaco-tl-twistie').click();
  const box = await rows.first().boundingBox();
  const isTopGone = (): Promise<boolean> =>
    rows.evaluateAll(all => !all.some(each => each.getAttribute('data-index') === '0'));
  await wheel(page, (box?.x ?? 0) + 60, (box?.y ?? 0) + 30, isTopGone);
}

const table = (rows: readonly Row[]): string =>
  [
    '| ms | median | worst |',
    '| --- | ---: | ---: |',
    ...rows.map(
      ({ what, samples }) => `| ${what} | ${Math.round(median(samples))} | ${Math.round(Math.max(...samples))} |`,
    ),
  ].join('\n');

const wanted = process.argv.slice(2);
try {
  for (const size of wanted.length === 0 ? ['real', '5000'] : wanted) {
    if (size === 'real' && noRealVault !== undefined) {
      console.error(noRealVault);
      continue;
    }
    const vault =
      size === 'real' ? realVault : cachedVault(path.join(root, 'bench/.generated'), Number(size), 'wiki').dir;
    const rows = await measure(vault);
    console.log(`\n**${size === 'real' ? 'the real vault' : `${size} generated pages`}**\n\n${table(rows)}`);
  }
} finally {
  await stopRunner();
}
