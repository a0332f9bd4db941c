import type { MarkdownIt } from 'markdown-it';
import * as vscode from 'vscode';
import { DidChangeConfigurationNotification, State } from 'vscode-languageclient';
import type { BaseLanguageClient, LanguageClientOptions, Middleware } from 'vscode-languageclient';
import { GET_STATUS, LIST_FILES, READ_FILE, STATUS } from '../../server/src/lsp/protocol.ts';
import type { EditorSettings, InitializationOptions, StatusParams } from '../../server/src/lsp/protocol.ts';
import { requestsOf } from './ask.ts';
import { registerCommands } from './commands/index.ts';
import { greetInSampleVault } from './commands/openSampleVault.ts';
import { listFiles, readFile } from './hostFiles.ts';
import { ownRenames } from './ownRenames.ts';
import { offerPastedLinks } from './pasteLinks.ts';
import { followPreviewLinks } from './preview/previewLinks.ts';
import { previewPlugin } from './preview/previewPlugin.ts';
import { previewTexts } from './preview/previewTexts.ts';
import { problemLinks } from './problemLinks.ts';
import { editorSettings, SECTIONS } from './settings.ts';
import { createCaseStudyPanel } from './views/caseStudyPanel.ts';
import { createMatrixPanel } from './views/matrixPanel.ts';
import { followPageInFront } from './views/pageInFront.ts';
import { createSideBar } from './views/sideBar.ts';
import { followContextKeys } from './views/contextKeys.ts';
import { createStatusItem } from './views/statusItem.ts';
import { statusLog } from './views/statusText.ts';
import { vaultQuestions } from './views/vaultQuestions.ts';

/** Makes a client for a server in this host: a process, or a web worker. */
export type CreateClient = (options: LanguageClientOptions) => BaseLanguageClient;

/** What other extensions, VS Code's markdown preview among them, get from ours. */
export interface ExtensionExports {
  readonly extendMarkdownIt: (md: MarkdownIt) => MarkdownIt;
}

/** Starts the server without waiting for it, and connects it to everything that the extension shows. */
export function startClient(context: vscode.ExtensionContext, createClient: CreateClient): ExtensionExports {
  const log = vscode.window.createOutputChannel('ATLAS Casebook', { log: true });
  const selector = pagesOf(vscode.workspace.workspaceFolders ?? []);
  const settings = (): EditorSettings => editorSettings(contributedSettings(context));
  const sendSettings = (): Promise<void> =>
    client.sendNotification(DidChangeConfigurationNotification.type, { settings: settings() });
  const client = createClient(
    clientOptions(context.extensionUri, selector, log, settings, {
      ...ownRenames(() => client),
      workspace: { didChangeConfiguration: sendSettings },
    }),
  );
  const status = createStatusItem(selector);
  const links = followPreviewLinks(requestsOf(client));
  const contextKeys = followContextKeys(requestsOf(client));
  const questions = vaultQuestions(client);
  const inFront = followPageInFront();
  const preview = createCaseStudyPanel(context.extensionUri, questions, links.onDidChange);
  const matrix = createMatrixPanel(context.extensionUri, questions, inFront);
  const logged = new Map<string, string>();
  const show = (found: StatusParams): void => {
    status.show(found);
    contextKeys.show(found);
    links.askAgain();
    for (const vault of found.vaults) {
      const line = statusLog(vault);
      if (logged.get(vault.root) !== line) log.info(line);
      logged.set(vault.root, line);
    }
  };

  context.subscriptions.push(
    { dispose: () => void client.dispose().catch(() => undefined) },
    status,
    links,
    questions,
    inFront,
    // What an embed shows changes with words that no status tells of.
    questions.onDidChange(() => links.askAgain()),
    preview,
    matrix,
    createSideBar(questions, inFront),
    contextKeys,
    client.onNotification(STATUS, show),
    client.onRequest(LIST_FILES, listFiles),
    client.onRequest(READ_FILE, readFile),
    client.onDidChangeState(({ newState }) => {
      if (newState === State.Starting) status.showServer('starting');
      else if (newState === State.Stopped) status.showServer('stopped');
      else client.sendRequest<StatusParams>(GET_STATUS).then(show, error => log.error(String(error)));
    }),
    registerCommands(context, client, log, { preview, matrix, inFront, vault: questions }),
    offerPastedLinks(selector, client),
    log,
  );
  client.start().catch(error => {
    log.error(vscode.l10n.t('The server did not start: {0}', String(error)));
    status.showServer('stopped');
  });
  greetInSampleVault(context).catch(error => log.error(String(error)));
  return { extendMarkdownIt: md => previewPlugin(md, links.linksOf, previewTexts()) };
}

function clientOptions(
  extension: vscode.Uri,
  documentSelector: { readonly language: string; readonly scheme: string }[],
  outputChannel: vscode.LogOutputChannel,
  settings: () => EditorSettings,
  middleware: Middleware,
): LanguageClientOptions {
  const initializationOptions = (): InitializationOptions => ({
    settings: settings(),
    // VS Code lists a page's headings itself; a second provider would give the Outline a second group.
    documentSymbols: false,
    showReferencesCommand: true,
    markdownLinks: !updatesMarkdownLinks(),
    confirmsOnce: true,
    problemLinks: problemLinks(extension),
  });
  return {
    documentSelector,
    outputChannel,
    initializationOptions,
    // Without it problems would appear only when a page is opened or saved.
    diagnosticPullOptions: { onChange: true },
    markdown: { supportHtml: false, isTrusted: false },
    synchronize: { configurationSection: SECTIONS },
    middleware,
  };
}

/** Whether VS Code's own markdown support rewrites markdown links when files move; two who do it would write them twice. */
function updatesMarkdownLinks(): boolean {
  const mode = vscode.workspace.getConfiguration('markdown').get<string>('updateLinksOnFileMove.enabled', 'never');
  return mode !== 'never';
}

/** Markdown pages of the file systems that workspace folders live in: no diffs, chats or output. */
function pagesOf(folders: readonly vscode.WorkspaceFolder[]): { readonly language: string; readonly scheme: string }[] {
  const schemes = new Set(['file', 'vscode-remote', 'vscode-vfs', ...folders.map(folder => folder.uri.scheme)]);
  return [...schemes].map(scheme => ({ language: 'markdown', scheme }));
}

/** The names of our settings, from the manifest, so that they are listed in one place. */
function contributedSettings(context: vscode.ExtensionContext): readonly string[] {
  const manifest = context.extension.packageJSON as Manifest;
  const { configuration = [] } = manifest.contributes;
  return [configuration].flat().flatMap(group => Object.keys(group.properties));
}

interface Manifest {
  readonly contributes: { readonly configuration?: SettingsGroup | readonly SettingsGroup[] };
}

interface SettingsGroup {
  readonly properties: Readonly<Record<string, unknown>>;
}
