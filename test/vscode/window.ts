// What a user does in a window of VS Code, and what they see there, as verbs for the cases.
import assert from 'node:assert/strict';
import path from 'node:path';
import type { FrameLocator, Locator, Page } from 'playwright-core';
import type * as VSCode from 'vscode';
import type { Host } from './host.ts';
import { patience, soon } from './patience.ts';

/** One entry of the Problems view. */
export interface Problem {
  /** The page's path in the vault, with `/`. */
  readonly file: string;
  /** Where it starts, counted from 1 as the editor shows it. */
  readonly line: number;
  readonly column: number;
  readonly severity: 'error' | 'warning' | 'information' | 'hint';
  readonly source: string;
  readonly code: string;
  readonly message: string;
}

/** A window with a vault open. Every verb waits up to `patience` for what it needs and then rejects. */
export interface Window {
  /** Playwright's page, for what no verb does. */
  readonly page: Page;
  /** The folder that is open: a copy of the case's vault, absolute. */
  readonly vault: string;
  /** Runs a function in the extension host; see `Host`. */
  readonly host: Host;

  /** Opens a page of the vault through Go to File and puts the keyboard there. */
  readonly openFile: (file: string) => Promise<void>;
  /** Opens the list that these keys open, such as `Mod+T`, and searches it for a text with its prefix, such as `#llm`. */
  readonly search: (keys: string, text: string) => Promise<void>;
  /** Goes to the row of a list that is open with this label, and takes it with Enter. */
  readonly choose: (label: string) => Promise<void>;
  /** Runs a command through the Command Palette by its full title, as in `ATLAS: Preview Case Study`. */
  readonly runCommand: (title: string) => Promise<void>;
  /** Types into whatever has the keyboard, key by key. */
  readonly typeText: (text: string) => Promise<void>;
  /** Presses keys one after the other, named as Playwright names them; `Mod` is Ctrl, on a Mac Cmd: `Mod+S`. */
  readonly press: (...keys: string[]) => Promise<void>;
  /** Puts the caret where `$0` stands in a text that the page contains, and shows that place: `[[tech$0niques`. */
  readonly placeCaret: (marked: string) => Promise<void>;
  /** Puts the mouse on the first place of the shown page that has this text. */
  readonly pointAt: (text: string) => Promise<void>;
  /** Clicks there; with `Mod` held it follows a link. */
  readonly click: (text: string, held?: 'Mod') => Promise<void>;
  /** Rests the mouse on this text and gives the hover's text once it is there. */
  readonly hover: (text: string) => Promise<string>;

  /** The labels in the list of suggestions, as far as it shows them; opens it with Ctrl+Space if none comes by itself. */
  readonly suggestions: () => Promise<readonly string[]>;
  /** Goes to the suggestion with this label, one key at a time: a list that is filled anew is at its first again. */
  readonly focusSuggestion: (label: string) => Promise<void>;
  /** Goes there and accepts it with Enter. */
  readonly acceptSuggestion: (label: string) => Promise<void>;
  /** Opens the quick fixes at the caret with Ctrl+., anew if they are open, and gives their titles. */
  readonly quickFixes: () => Promise<readonly string[]>;
  /** Opens them with a click on the lightbulb instead. */
  readonly clickLightbulb: () => Promise<readonly string[]>;
  /** Chooses one of the quick fixes that are open. */
  readonly applyQuickFix: (title: string) => Promise<void>;

  /** The text of the page that has the keyboard, with what was not saved. */
  readonly text: () => Promise<string>;
  /** That page's path in the vault; undefined if none has it. */
  readonly activeFile: () => Promise<string | undefined>;
  /** Its caret, counted from 1. */
  readonly caret: () => Promise<{ readonly line: number; readonly column: number }>;
  /** What the Problems view lists from any source, by file and place; `file` narrows it to one page. */
  readonly problems: (file?: string) => Promise<readonly Problem[]>;
  /** How many places of the shown page are underlined with this severity. */
  readonly squiggles: (severity: 'error' | 'warning' | 'info' | 'hint') => Promise<number>;
  /** The language status items of the page's language, opened with a click on `{}` in the status bar. */
  readonly languageStatus: () => Promise<string>;
  /** The messages in the notification centre, which this opens and closes: VS Code shows no toasts while it is tested. */
  readonly notifications: () => Promise<readonly string[]>;
  /** Sets one of our settings for the user, by its name without `atlasCasebook.`; undefined takes it back. */
  readonly configure: (name: string, value: unknown) => Promise<void>;
  /** Whether the window says that it is in restricted mode. */
  readonly isRestricted: () => Promise<boolean>;
  /** The content of the webview that is shown, such as the markdown preview. */
  readonly webview: () => FrameLocator;

  /** Saves what the window looks like as `test/vscode/screenshots/<name>.png`. */
  readonly screenshot: (name: string) => Promise<void>;
}

/** Tries an assertion again until it holds, for at most `limit` milliseconds; then it rejects with the last failure. */
export async function eventually(assertion: () => Promise<void> | void, limit = patience): Promise<void> {
  const giveUp = Date.now() + limit;
  for (;;) {
    try {
      return await assertion();
    } catch (error) {
      if (Date.now() > giveUp) throw error;
    }
    await new Promise(resolve => setTimeout(resolve, 100));
  }
}

/** The folder of the pictures that cases save. */
export const screenshots = path.join(import.meta.dirname, 'screenshots');

/** Gives the verbs for a page that shows VS Code with the folder `vault` open. */
export function windowOf(page: Page, vault: string, host: Host): Window {
  const press = async (...keys: string[]): Promise<void> => {
    for (const key of keys) await page.keyboard.press(key.replace('Mod', 'ControlOrMeta'));
  };
  const typeText = (text: string): Promise<void> => page.keyboard.type(text, { delay: 15 });
  const activeFile = async (): Promise<string | undefined> => {
    const file = await host(vscode => vscode.window.activeTextEditor?.document.uri.fsPath);
    return file === undefined ? undefined : toVaultPath(vault, file);
  };
  const pointAt = async (text: string): Promise<void> => {
    const { x, y } = await placeOf(page, text);
    await page.mouse.move(x, y, { steps: 3 });
  };
  const focusEditor = (): Promise<void> =>
    page
      .locator(
        '.editor-group-container.active .monaco-editor textarea, .editor-group-container.active .native-edit-context',
      )
      .first()
      .focus();
  const fixMenu = page.locator('.action-widget .monaco-list-row.action');
  const openFixes = async (open: () => Promise<void>): Promise<readonly string[]> => {
    let titles: readonly string[] = [];
    // VS Code closes the menu again where the caret or the problems of the page have only just changed.
    await eventually(async () => {
      if (await fixMenu.first().isVisible()) await press('Escape');
      await fixMenu.first().waitFor({ state: 'hidden', timeout: soon });
      await open();
      await fixMenu.first().waitFor({ timeout: soon });
      titles = (await fixMenu.locator('.title').allTextContents()).map(plain);
      assert.notEqual(titles.length, 0);
    });
    return titles;
  };
  /** Rows change places while a list is filled, so this looks after every key where the focus is. */
  const focusRow = (rows: Locator, limit = patience): Promise<void> =>
    eventually(async () => {
      const focused = rows.and(page.locator('.focused'));
      if ((await focused.count()) > 0) return;
      await press('ArrowDown');
      assert.notEqual(await focused.count(), 0, 'No row with this label has the focus.');
    }, limit);
  const suggestionList = page.locator('.suggest-widget.visible .monaco-list-row');
  const focusSuggestion = (label: string): Promise<void> =>
    focusRow(suggestionList.filter({ has: page.getByText(label, { exact: true }) }));
  const quickInput = page.locator('.quick-input-widget:not(.hidden) input[type="text"]').first();
  const quickRow = (label: string, text = ''): Locator =>
    page
      .locator('.quick-input-list .monaco-list-row')
      .filter({ has: page.locator('.label-name', { hasText: exactly(label) }) })
      .filter({ hasText: text });
  const search = (keys: string, text: string): Promise<void> =>
    eventually(async () => {
      // The same keys would go to the next row of a list that is open.
      if (await quickInput.isVisible()) await press('Escape');
      await quickInput.waitFor({ state: 'hidden', timeout: soon });
      await press(keys);
      await quickInput.fill(text, { timeout: soon });
      await page.locator('.quick-input-list .monaco-list-row').first().waitFor({ timeout: soon });
    });
  const choose = async (label: string): Promise<void> => {
    await focusRow(quickRow(label));
    await press('Enter');
  };
  const runCommand = async (title: string): Promise<void> => {
    await eventually(async () => {
      await search('F1', `>${title}`);
      await focusRow(quickRow(title), soon);
    });
    await press('Enter');
  };
  return {
    page,
    vault,
    host,
    press,
    search,
    choose,
    runCommand,
    typeText,
    activeFile,
    pointAt,
    openFile: async file => {
      const folder = path.posix.dirname(file);
      const row = quickRow(path.posix.basename(file), folder === '.' ? '' : folder);
      // The list may be of the time before the file was there, or change as Enter is pressed.
      await eventually(async () => {
        await search('Mod+P', file);
        await focusRow(row, soon);
        await press('Enter');
        await eventually(async () => assert.equal(await activeFile(), file), soon);
      });
    },
    placeCaret: async marked => {
      // The extension host may hear of the page, or of what was typed into it, a little later.
      await eventually(() => host(selectInActiveEditor, marked));
      await focusEditor();
    },
    click: async (text, held) => {
      if (held) await holdOverLink(page, text);
      const { x, y } = await placeOf(page, text);
      await page.mouse.click(x, y);
      if (held) await page.keyboard.up('ControlOrMeta');
    },
    hover: async text => {
      const shown = page
        .locator('.monaco-editor .monaco-hover:not(.hidden), .monaco-hover.fade-in')
        .filter({ hasNotText: /^Loading/ });
      let read = '';
      // VS Code shows none where the page's layout has changed since the mouse came to rest.
      await eventually(async () => {
        await restMouse(page);
        await pointAt(text);
        await shown.first().waitFor({ timeout: soon });
        read = plain(await shown.first().innerText({ timeout: soon }));
      });
      return read;
    },
    suggestions: async () => {
      const first = suggestionList.first();
      await eventually(async () => {
        // In a list that is shown, Ctrl+Space would open the details.
        if (await appears(first)) return;
        await press('Control+Space');
        await first.waitFor({ timeout: soon });
      });
      return (await suggestionList.locator('.label-name').allTextContents()).map(plain);
    },
    focusSuggestion,
    acceptSuggestion: async label => {
      await focusSuggestion(label);
      await press('Enter');
    },
    quickFixes: () => openFixes(() => press('Mod+.')),
    clickLightbulb: () =>
      openFixes(async () => {
        await host(centreCaret);
        await page.locator(lightbulb).first().click({ timeout: soon });
        await restMouse(page);
      }),
    applyQuickFix: async title => {
      await fixMenu.filter({ hasText: title }).first().click();
      await fixMenu.first().waitFor({ state: 'hidden' });
    },
    configure: (name, value) =>
      host(
        (vscode, key, wanted) =>
          vscode.workspace.getConfiguration('atlasCasebook').update(key, wanted, vscode.ConfigurationTarget.Global),
        name,
        value,
      ),
    text: () => host(vscode => vscode.window.activeTextEditor?.document.getText() ?? ''),
    caret: () =>
      host(vscode => {
        const at = vscode.window.activeTextEditor?.selection.active;
        return { line: (at?.line ?? -1) + 1, column: (at?.character ?? -1) + 1 };
      }),
    problems: async file => {
      const found = await host(readDiagnostics);
      const inVault = found.map(problem => ({ ...problem, file: toVaultPath(vault, problem.file) }));
      return inVault
        .filter(problem => file === undefined || problem.file === file)
        .sort((a, b) => a.file.localeCompare(b.file) || a.line - b.line || a.column - b.column);
    },
    squiggles: severity => page.locator(`.editor-group-container.active .squiggly-${severity}`).count(),
    languageStatus: async () => {
      const items = page.locator('.hover-language-status');
      await eventually(async () => {
        await page.locator('[id="status.languageStatus"]').click({ timeout: soon });
        await items.first().waitFor({ timeout: soon });
      });
      const texts = await items.allInnerTexts();
      await press('Escape');
      await items.first().waitFor({ state: 'hidden' });
      await focusEditor();
      await restMouse(page);
      return plain(texts.join('\n'));
    },
    notifications: async () => {
      await runCommand('Notifications: Show Notifications');
      await page.locator('.notifications-center.visible').waitFor();
      const texts = await page.locator('.notifications-center .notification-list-item-message').allInnerTexts();
      await press('Escape');
      return texts.map(plain);
    },
    isRestricted: async () => (await page.locator('[id="status.workspaceTrust"]').count()) > 0,
    webview: () => page.frameLocator('iframe.webview.ready >> visible=true').frameLocator('#active-frame'),
    screenshot: async name => {
      await page.screenshot({ path: path.join(screenshots, `${name}.png`), animations: 'disabled', caret: 'initial' });
    },
  };
}

const lightbulb = ['.codicon-light-bulb', '.codicon-lightbulb-autofix', '[class*="codicon-gutter-lightbulb"]'].join(
  ', ',
);

/** Moves the mouse to the corner, where it opens no hover. */
const restMouse = (page: Page): Promise<void> => page.mouse.move(2, 2);

/** Whether it is shown by the time that a key or click has its effect. */
const appears = (what: Locator): Promise<boolean> =>
  what.waitFor({ timeout: soon }).then(
    () => true,
    () => false,
  );

/** Presses the key with which a click follows links, and waits until the editor has found the link under the mouse. */
async function holdOverLink(page: Page, text: string): Promise<void> {
  const active = page.locator('.view-line .detected-link-active, .view-line .goto-definition-link');
  await eventually(async () => {
    await page.keyboard.up('ControlOrMeta');
    await restMouse(page);
    await page.keyboard.down('ControlOrMeta');
    const { x, y } = await placeOf(page, text);
    await page.mouse.move(x, y, { steps: 3 });
    await active.first().waitFor({ timeout: soon });
  });
}

const toVaultPath = (vault: string, file: string): string => path.relative(vault, file).replaceAll('\\', '/');

/** Matches a whole text; `getByText` would also find a part of one that a list shows in bold. */
const exactly = (text: string): RegExp =>
  new RegExp(`^\\s*${text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&').replaceAll(' ', '\\s')}\\s*$`);

/** Rendered text with plain spaces, as a person reads it. */
const plain = (text: string): string => text.replaceAll('\u00a0', ' ').trim();

/** The middle of the first place in the active editor's rendered lines that has this text, in pixels of the page. */
async function placeOf(page: Page, text: string): Promise<{ x: number; y: number }> {
  let place: { x: number; y: number } | undefined;
  await eventually(async () => {
    place = await page.evaluate(findInRenderedLines, text);
    assert.ok(place, `The editor shows no “${text}”.`);
  });
  return place ?? { x: 0, y: 0 };
}

/** Runs in the page: a line's text is split over spans by colour, so it is searched across them. */
function findInRenderedLines(text: string): { x: number; y: number } | undefined {
  for (const line of document.querySelectorAll('.editor-group-container.active .monaco-editor .view-line')) {
    const start = (line.textContent ?? '').replaceAll('\u00a0', ' ').indexOf(text);
    if (start < 0) continue;
    const range = document.createRange();
    const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
    let offset = 0;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const end = offset + (node.textContent ?? '').length;
      if (offset <= start && start < end) range.setStart(node, start - offset);
      if (offset < start + text.length && start + text.length <= end) range.setEnd(node, start + text.length - offset);
      offset = end;
    }
    const box = range.getBoundingClientRect();
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  }
  return undefined;
}

/** Runs in the extension host. */
async function selectInActiveEditor(vscode: typeof VSCode, marked: string): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (!editor) throw new Error('No page has the keyboard.');
  const before = marked.indexOf('$0');
  if (before < 0) throw new Error(`No $0 in “${marked}”.`);
  const start = editor.document.getText().indexOf(marked.replace('$0', ''));
  if (start < 0) throw new Error(`The page does not contain “${marked.replace('$0', '')}”.`);
  const place = editor.document.positionAt(start + before);
  editor.selection = new vscode.Selection(place, place);
  editor.revealRange(new vscode.Range(place, place), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  // The window takes both in later; it has once it answers a further call.
  await vscode.commands.executeCommand('setContext', 'test-driver.caret', true);
}

/** Runs in the extension host. The headings that stick to the editor's top would lie over the lightbulb of a line close below. */
async function centreCaret(vscode: typeof VSCode): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  editor?.revealRange(editor.selection, vscode.TextEditorRevealType.InCenter);
  await vscode.commands.executeCommand('setContext', 'test-driver.caret', true);
}

/** Runs in the extension host; `file` is still absolute here. */
function readDiagnostics(vscode: typeof VSCode): Problem[] {
  const severities = ['error', 'warning', 'information', 'hint'] as const;
  return vscode.languages.getDiagnostics().flatMap(([uri, diagnostics]) =>
    diagnostics.map(({ range, severity, source, code, message }) => ({
      file: uri.fsPath,
      line: range.start.line + 1,
      column: range.start.character + 1,
      severity: severities[severity] ?? 'error',
      source: source ?? '',
      code: String(typeof code === 'object' ? code.value : (code ?? '')),
      message,
    })),
  );
}
