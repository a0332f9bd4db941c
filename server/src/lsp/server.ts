import type { ClientCapabilities, Connection, InitializeParams, InitializeResult } from 'vscode-languageserver';
import { CodeActionKind, TextDocumentSyncKind } from 'vscode-languageserver';
import { CERTAIN_KIND } from '../features/fixAll.ts';
import type { Files, Log } from '../vaultFiles.ts';
import type { Client, Context } from './context.ts';
import { createDiagnostics } from './diagnostics.ts';
import { createDocuments, followDocuments } from './documents.ts';
import { answerCodeActions } from './codeActions.ts';
import { answerCommands } from './commands.ts';
import { answerCompletion } from './completion.ts';
import { followFiles, watchFiles } from './fileEvents.ts';
import { answerHierarchies } from './hierarchy.ts';
import { answerInText, inTextAnswers } from './inText.ts';
import { answerNavigation } from './navigation.ts';
import { answerPreview } from './preview.ts';
import { beginProgress } from './progress.ts';
import { answerRefactorings } from './refactor.ts';
import type { EditorSettings, InitializationOptions } from './protocol.ts';
import { createRefreshing } from './refreshing.ts';
import { answerRename, MOVED_FILES } from './rename.ts';
import { followStatus } from './status.ts';
import { answerStructure } from './structure.ts';
import { TOKEN_LEGEND } from './tokenData.ts';
import { createTurns } from './turns.ts';
import { announceVaultChanges } from './vaultChanges.ts';
import { answerViewActions } from './viewActions.ts';
import { answerViews } from './views.ts';
import { createWorkspace } from './workspace.ts';

/** Where the files of a workspace folder are read, by the folder's URI. */
export type FilesOf = (folder: string) => Files;

/** Characters after which completion asks again: what opens a place, and what ends a word for the editor though not here. */
const TRIGGER_CHARACTERS = ['[', '#', '^', '|', '.', '/', ':', '!', '(', ' ', '-', '"'];

/**
 * Serves one client until it goes. `filesFor` is called once, with where messages for the log go; `indexed` each time
 * that the workspace was read. The world outside reaches the server through these arguments alone.
 */
export const startServer = (
  connection: Connection,
  filesFor: (log: Log) => FilesOf,
  indexed: () => void = () => undefined,
): void => {
  const log: Log = message => connection.console.log(message);
  const documents = createDocuments();
  let params: InitializeParams | undefined;
  let client = clientOf(undefined);
  const filesOf = filesFor(log);
  const turns = createTurns();
  const workspace = createWorkspace(
    filesOf,
    documents,
    {
      indexing: () => {
        const progress = beginProgress(context, 'ATLAS: reading the vault');
        return () => {
          progress.end();
          indexed();
        };
      },
      changed: host => {
        diagnostics.vaultChanged(host);
        status.changed();
      },
    },
    turns,
    log,
  );
  const context: Context = { connection, client: () => client, workspace, documents, filesOf, turns };
  const status = followStatus(context);
  const refreshing = createRefreshing(context, inTextAnswers);
  const changes = announceVaultChanges(context, answerViews(context).keepUp);
  const diagnostics = changes.hearing(refreshing.hearing(createDiagnostics(context, status.changed)));

  followDocuments(context, documents, diagnostics);
  followFiles(context, diagnostics);
  answerNavigation(context);
  answerStructure(context);
  answerCompletion(context);
  answerCodeActions(context);
  answerRefactorings(context);
  answerPreview(context);
  answerViewActions(context);
  answerInText(context, refreshing);
  answerHierarchies(context);
  answerCommands(context);
  answerRename(context);

  connection.onInitialize(async (given): Promise<InitializeResult> => {
    params = given;
    client = clientOf(given);
    const { settings } = optionsOf(given);
    if (settings !== undefined) await workspace.setEditorSettings(settings);
    return { capabilities: capabilitiesFor(given), serverInfo: { name: 'atlas-casebook' } };
  });
  connection.onInitialized(() => {
    workspace.setFolders(foldersOf(params));
    if (params?.capabilities.workspace?.workspaceFolders) {
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        const gone = new Set(removed.map(({ uri }) => uri.replace(/\/+$/, '')));
        workspace.setFolders([
          ...workspace.folders().filter(folder => !gone.has(folder)),
          ...added.map(({ uri }) => uri),
        ]);
      });
    }
    workspace
      .whenReady()
      .then(() => watchFiles(context))
      .catch((error: unknown) => log(`Files cannot be watched: ${String(error)}`));
  });
  connection.onDidChangeConfiguration(({ settings }) => {
    const given = (settings ?? {}) as EditorSettings;
    workspace
      .whenReady()
      .then(() => workspace.setEditorSettings(given))
      .catch((error: unknown) => log(`The settings could not be taken: ${String(error)}`));
  });
  connection.listen();
};

const optionsOf = (params: InitializeParams | undefined): InitializationOptions =>
  (params?.initializationOptions ?? {}) as InitializationOptions;

const foldersOf = (params: InitializeParams | undefined): readonly string[] => {
  const folders = params?.workspaceFolders?.map(({ uri }) => uri);
  // Clients of before 2018 know but one folder.
  return folders ?? (params?.rootUri ? [params.rootUri] : []);
};

/** The kinds of code actions; those that begin with `source` are offered for the page as a whole. */
const CODE_ACTION_KINDS = [
  CodeActionKind.QuickFix,
  CodeActionKind.RefactorRewrite,
  'source.organize.atlas',
  'source.updateLists.atlas',
  CERTAIN_KIND,
];

/** What an edit may ask of a client beside changes of texts. */
const FILE_OPERATIONS = ['create', 'rename'] as const;

const clientOf = (params: InitializeParams | undefined): Client => {
  const { workspace, textDocument, window }: ClientCapabilities = params?.capabilities ?? {};
  const { diagnosticsDelay = 150, watchDelay = 50, markdownLinks = true, ...options } = optionsOf(params);
  return {
    linkSupport: textDocument?.definition?.linkSupport === true,
    versionedEdits: workspace?.workspaceEdit?.documentChanges === true,
    fileOperations: FILE_OPERATIONS.every(kind => workspace?.workspaceEdit?.resourceOperations?.includes(kind)),
    confirmsEdits: workspace?.workspaceEdit?.changeAnnotationSupport !== undefined,
    confirmsOnce: options.confirmsOnce === true,
    resolvesActionEdits: textDocument?.codeAction?.resolveSupport?.properties.includes('edit') === true,
    markdownLinks,
    sharedEditRange: textDocument?.completion?.completionList?.itemDefaults?.includes('editRange') === true,
    hierarchicalSymbols: textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport === true,
    pullsDiagnostics: textDocument?.diagnostic !== undefined,
    refreshesDiagnostics: workspace?.diagnostics?.refreshSupport === true,
    refreshes: {
      codeLens: workspace?.codeLens?.refreshSupport === true,
      inlayHint: workspace?.inlayHint?.refreshSupport === true,
      semanticTokens: workspace?.semanticTokens?.refreshSupport === true,
    },
    resolvesHintLocations: textDocument?.inlayHint?.resolveSupport?.properties.includes('label.location') === true,
    showsReferences: options.showReferencesCommand === true,
    progress: window?.workDoneProgress === true,
    registersWatchers: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    relativeWatchers: workspace?.didChangeWatchedFiles?.relativePatternSupport === true,
    problemLinks: options.problemLinks ?? {},
    diagnosticsDelay,
    watchDelay,
  };
};

const capabilitiesFor = (params: InitializeParams): InitializeResult['capabilities'] => ({
  textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: { includeText: false } },
  completionProvider: { triggerCharacters: TRIGGER_CHARACTERS, resolveProvider: true },
  definitionProvider: true,
  hoverProvider: true,
  referencesProvider: true,
  documentHighlightProvider: true,
  ...(optionsOf(params).documentSymbols === false ? {} : { documentSymbolProvider: true }),
  workspaceSymbolProvider: true,
  documentLinkProvider: {},
  foldingRangeProvider: true,
  selectionRangeProvider: true,
  codeLensProvider: { resolveProvider: true },
  inlayHintProvider: { resolveProvider: true },
  semanticTokensProvider: { legend: TOKEN_LEGEND, full: { delta: true }, range: true },
  callHierarchyProvider: true,
  typeHierarchyProvider: true,
  codeActionProvider: { codeActionKinds: CODE_ACTION_KINDS, resolveProvider: true },
  ...(params.capabilities.textDocument?.diagnostic === undefined
    ? {}
    : { diagnosticProvider: { identifier: 'atlas', interFileDependencies: true, workspaceDiagnostics: true } }),
  renameProvider: params.capabilities.textDocument?.rename?.prepareSupport ? { prepareProvider: true } : true,
  workspace: {
    workspaceFolders: { supported: true, changeNotifications: true },
    fileOperations: { willRename: MOVED_FILES, didRename: MOVED_FILES, didDelete: MOVED_FILES },
  },
});
