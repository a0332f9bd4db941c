import * as vscode from 'vscode';
import type { StatusParams, VaultStatus } from '../../../server/src/lsp/protocol.ts';
import { searching, statusText, vaultOf } from './statusText.ts';
import type { StatusLine } from './statusText.ts';

/** The extension's lines under `{}` in the status bar. */
export interface StatusItem extends vscode.Disposable {
  readonly show: (status: StatusParams) => void;
  /** Says that the server is starting, or why there is none. */
  readonly showServer: (state: 'starting' | 'stopped') => void;
}

/**
 * Shows for the page in front what was found in its vault, or why the extension sleeps there. Keeps the context key
 * `atlasCasebook.isVault`, whether that page is in a vault that is awake.
 */
export function createStatusItem(selector: vscode.DocumentSelector): StatusItem {
  const vaultLine = createLine('vault', 'ATLAS Casebook', selector);
  const problemsLine = createLine('problems', 'ATLAS Casebook: Problems', selector);
  let vaults: readonly VaultStatus[] | undefined;

  const update = (): void => {
    const page = vscode.window.activeTextEditor?.document;
    // Views and the preview take the keyboard from the page without closing it: what held for it still holds.
    if (vaults === undefined || page?.languageId !== 'markdown') return;
    const vault = vaultOf(vaults, page.uri.toString());
    setIsVault(vault !== undefined && vault.state !== 'asleep');
    // Every workspace folder becomes a vault, if only one that is asleep: none at all means not yet.
    const hasFolders = (vscode.workspace.workspaceFolders ?? []).length > 0;
    const text = vaults.length === 0 && hasFolders ? searching : statusText(vault);
    vaultLine.show(text.vault, LOG);
    if (text.problems === undefined) problemsLine.hide();
    else problemsLine.show(text.problems, PROBLEMS);
  };
  const editors = vscode.window.onDidChangeActiveTextEditor(update);

  return {
    show: status => {
      vaults = status.vaults;
      update();
    },
    showServer: state => {
      vaults = undefined;
      setIsVault(false);
      problemsLine.hide();
      if (state === 'starting') vaultLine.show({ text: 'ATLAS: starting …', detail: '', busy: true }, LOG);
      else vaultLine.show({ text: 'ATLAS: the server has stopped', detail: 'see its log', busy: false }, RESTART);
    },
    dispose: () => vscode.Disposable.from(editors, vaultLine, problemsLine).dispose(),
  };
}

const LOG: vscode.Command = { title: 'Log', command: 'atlasCasebook.showLog' };
const PROBLEMS: vscode.Command = { title: 'Show', command: 'workbench.actions.view.problems' };
const RESTART: vscode.Command = { title: 'Restart', command: 'atlasCasebook.restartServer' };

interface Line extends vscode.Disposable {
  readonly show: (line: StatusLine, command: vscode.Command) => void;
  readonly hide: () => void;
}

/** A language status item that can be hidden, which VS Code's own cannot be. */
function createLine(name: string, title: string, selector: vscode.DocumentSelector): Line {
  let item: vscode.LanguageStatusItem | undefined;
  const hide = (): void => {
    item?.dispose();
    item = undefined;
  };
  return {
    show: ({ text, detail, busy }, command) => {
      item ??= vscode.languages.createLanguageStatusItem(`atlasCasebook.${name}`, selector);
      item.name = title;
      item.text = text;
      item.detail = detail;
      item.busy = busy;
      item.command = command;
      item.severity =
        command === RESTART ? vscode.LanguageStatusSeverity.Error : vscode.LanguageStatusSeverity.Information;
    },
    hide,
    dispose: hide,
  };
}

const setIsVault = (value: boolean): void =>
  void vscode.commands.executeCommand('setContext', 'atlasCasebook.isVault', value);
