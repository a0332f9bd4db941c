import * as vscode from 'vscode';
import type { StatusParams, VaultStatus } from '../../../server/src/lsp/protocol.ts';
import { searching, statusText, vaultOf, vaultState } from './statusText.ts';
import type { StatusLine, VaultState } from './statusText.ts';

/** The extension's lines under `{}` in the status bar. */
export interface StatusItem extends vscode.Disposable {
  readonly show: (status: StatusParams) => void;
  /** Says that the server is starting, or why there is none. */
  readonly showServer: (state: 'starting' | 'stopped') => void;
}

/**
 * Shows for the page in front what was found in its vault, or why the extension sleeps there. Keeps two context keys:
 * `atlasCasebook.isVault`, whether that page is in a vault that is awake, and `atlasCasebook.vaultState`, a `VaultState`,
 * which holds for the whole window.
 */
export function createStatusItem(selector: vscode.DocumentSelector): StatusItem {
  const vaultLine = createLine('vault', 'ATLAS Casebook', selector);
  const problemsLine = createLine('problems', vscode.l10n.t('ATLAS Casebook: Problems'), selector);
  let vaults: readonly VaultStatus[] | undefined;

  const update = (): void => {
    const hasFolders = (vscode.workspace.workspaceFolders ?? []).length > 0;
    if (vaults !== undefined) setKey('vaultState', vaultState(vaults, hasFolders));
    const page = vscode.window.activeTextEditor?.document;
    // Views and the preview take the keyboard from the page without closing it: what held for it still holds.
    if (vaults === undefined || page?.languageId !== 'markdown') return;
    const vault = vaultOf(vaults, page.uri.toString());
    setKey('isVault', vault !== undefined && vault.state !== 'asleep');
    // Every workspace folder becomes a vault, if only one that is asleep: none at all means not yet.
    const text = vaults.length === 0 && hasFolders ? searching() : statusText(vault);
    vaultLine.show(text.vault, showLog());
    if (text.problems === undefined) problemsLine.hide();
    else problemsLine.show(text.problems, showProblems());
  };
  const editors = vscode.window.onDidChangeActiveTextEditor(update);

  return {
    show: status => {
      vaults = status.vaults;
      update();
    },
    showServer: state => {
      vaults = undefined;
      setKey('isVault', false);
      setKey('vaultState', state === 'starting' ? 'reading' : 'stopped');
      problemsLine.hide();
      if (state === 'starting') {
        vaultLine.show({ text: vscode.l10n.t('ATLAS: starting …'), detail: '', busy: true }, showLog());
      } else {
        const text = vscode.l10n.t('ATLAS: the server has stopped');
        vaultLine.show({ text, detail: vscode.l10n.t('see its log'), busy: false }, restart(), 'error');
      }
    },
    dispose: () => vscode.Disposable.from(editors, vaultLine, problemsLine).dispose(),
  };
}

const showLog = (): vscode.Command => ({ title: vscode.l10n.t('Log'), command: 'atlasCasebook.showLog' });
const showProblems = (): vscode.Command => ({
  title: vscode.l10n.t('Show'),
  command: 'workbench.actions.view.problems',
});
const restart = (): vscode.Command => ({ title: vscode.l10n.t('Restart'), command: 'atlasCasebook.restartServer' });

interface Line extends vscode.Disposable {
  readonly show: (line: StatusLine, command: vscode.Command, level?: 'error') => void;
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
    show: ({ text, detail, busy }, command, level) => {
      item ??= vscode.languages.createLanguageStatusItem(`atlasCasebook.${name}`, selector);
      item.name = title;
      item.text = text;
      item.detail = detail;
      item.busy = busy;
      item.command = command;
      item.severity = vscode.LanguageStatusSeverity[level === 'error' ? 'Error' : 'Information'];
    },
    hide,
    dispose: hide,
  };
}

const setKey = (name: 'isVault' | 'vaultState', value: boolean | VaultState): void =>
  void vscode.commands.executeCommand('setContext', `atlasCasebook.${name}`, value);
