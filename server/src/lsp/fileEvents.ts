import { DidChangeWatchedFilesNotification, FileChangeType } from 'vscode-languageserver';
import type { FileEvent, FileSystemWatcher } from 'vscode-languageserver';
import type { LayeredMap } from '../core/layeredMap.ts';
import { entries, has } from '../core/layeredMap.ts';
import { baseName, isMarkdown } from '../core/paths.ts';
import type { Vault, VaultChange } from '../core/vault.ts';
import { SETTINGS_FILE } from '../settings.ts';
import { isWalkedFolder, OBSIDIAN_FOLDER } from '../vaultFiles.ts';
import type { Context } from './context.ts';
import type { Diagnostics } from './diagnostics.ts';
import { pathIn } from './uris.ts';
import type { VaultHost } from './vaultHost.ts';
import type { VaultPath } from './workspace.ts';

/** Follows what happens on the disk: events are gathered for a moment, then read and handed to the sessions. */
export const followFiles = (context: Context, diagnostics: Diagnostics): void => {
  const { connection, workspace } = context;
  let gathered: FileEvent[] = [];
  let isWaiting = false;
  let isWorking = false;

  const work = async (): Promise<void> => {
    isWaiting = false;
    if (isWorking) return;
    isWorking = true;
    try {
      while (gathered.length > 0) {
        const events = gathered;
        gathered = [];
        await workspace.whenReady();
        await takeEvents(context, diagnostics, events);
      }
    } catch (error) {
      connection.console.error(`File events could not be followed: ${String(error)}`);
    } finally {
      isWorking = false;
    }
  };

  connection.onDidChangeWatchedFiles(({ changes }) => {
    context.turns.asked();
    gathered.push(...changes);
    if (isWaiting) return;
    const { watchDelay } = context.client();
    isWaiting = true;
    if (watchDelay <= 0) void work();
    else setTimeout(() => void work(), watchDelay);
  });
};

/** Asks the client to watch the vaults, where it can be asked. Vaults that lie above their workspace folder need the newer form. */
export const watchFiles = async ({ connection, client, workspace }: Context): Promise<void> => {
  if (!client().registersWatchers) return;
  const watchers: FileSystemWatcher[] = [{ globPattern: '**/*' }];
  for (const { root } of client().relativeWatchers ? workspace.hosts() : []) {
    const isWithin = workspace.folders().some(folder => pathIn(folder, root) !== undefined);
    if (!isWithin) watchers.push({ globPattern: { baseUri: root, pattern: '**/*' } });
  }
  await connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
};

const takeEvents = async (context: Context, diagnostics: Diagnostics, events: readonly FileEvent[]): Promise<void> => {
  const { workspace } = context;
  const byHost = new Map<VaultHost, Map<string, FileChangeType>>();
  for (const { uri, type } of events) {
    if (makesOrEndsVault(context, uri, type)) return workspace.reload();
    const at = workspace.locate(uri);
    if (at === undefined || at.path === '' || (type !== FileChangeType.Deleted && isDotFolderEntry(at))) continue;
    const paths = byHost.get(at.host) ?? new Map<string, FileChangeType>();
    byHost.set(at.host, paths.set(at.path, type));
  }
  for (const [host, paths] of byHost) {
    if (!(await takeChanges(context, diagnostics, host, paths))) return workspace.reload();
  }
};

const isMarker = (path: string): boolean => {
  const name = baseName(path);
  return name === SETTINGS_FILE || name === OBSIDIAN_FOLDER;
};

/** Whether a folder becomes a vault by this event, or ceases to be one. A workspace folder is one without any mark. */
const makesOrEndsVault = ({ workspace }: Context, uri: string, type: FileChangeType): boolean => {
  if (!isMarker(uri) || type === FileChangeType.Changed) return false;
  const at = workspace.locate(uri);
  return !(at?.path === SETTINGS_FILE && workspace.folders().includes(at.host.root));
};

/** A folder such as `.git` is not entered, and nothing needs to be read for it. */
const isDotFolderEntry = ({ path }: VaultPath): boolean => {
  const name = baseName(path);
  return !isWalkedFolder(name) && !isMarkdown(name) && name !== SETTINGS_FILE && name !== '.gitignore';
};

/** Reads a page's file, of which no event came yet. */
export const readChanged = async (
  context: Context,
  diagnostics: Diagnostics,
  { host, path }: VaultPath,
): Promise<void> => void (await takeChanges(context, diagnostics, host, new Map([[path, FileChangeType.Changed]])));

/** Hands events of one vault on; false if everything must be indexed again. */
const takeChanges = async (
  context: Context,
  diagnostics: Diagnostics,
  host: VaultHost,
  paths: ReadonlyMap<string, FileChangeType>,
): Promise<boolean> => {
  const gitIgnores = [...paths.keys()].filter(path => baseName(path) === '.gitignore');
  if (paths.has(SETTINGS_FILE) || gitIgnores.length > 0) {
    const { enable } = host.settings;
    await host.configure(context.workspace.layerOf(host.root), gitIgnores);
    if (host.settings.enable !== enable) return false;
    diagnostics.vaultChanged(host);
  }
  const changes = await readChanges(context, host, paths);
  if (changes === undefined) return false;
  if (host.session === undefined) {
    return !(host.state === 'asleep' && changes.some(change => change.kind === 'page' && host.hasOwnId(change.page)));
  }
  const affected = host.session.disk(changes);
  if (affected.size > 0) diagnostics.pagesChanged(host, affected);
  return true;
};

/** What events mean for the vault, read from the disk; undefined where a new vault appeared below. */
const readChanges = async (
  context: Context,
  host: VaultHost,
  paths: ReadonlyMap<string, FileChangeType>,
): Promise<readonly VaultChange[] | undefined> => {
  const files = context.filesOf(host.root);
  const vault = host.session?.book().vault;
  const changes: VaultChange[] = [];
  const pages: string[] = [];
  for (const [path, type] of paths) {
    if (type === FileChangeType.Deleted) changes.push(...removals(vault, path));
    else if (isMarkdown(path)) pages.push(path);
    else if (vault === undefined || !has(vault.files, path)) {
      for (const below of await files.list(host.uri(path))) {
        const full = below === '' ? path : `${path}/${below}`;
        if (isMarker(below.replace(/\/$/, ''))) return undefined;
        if (isMarkdown(full)) pages.push(full);
        else if (!baseName(full).startsWith('.')) changes.push({ kind: 'file', path: full });
      }
    }
  }
  await files.readEach(host.root, pages, (path, source) =>
    changes.push(
      source === undefined ? { kind: 'removePage', id: path } : { kind: 'page', page: host.closedPage(path, source) },
    ),
  );
  return changes;
};

/** A path that is gone may have been a page, a file, or a folder with all that it held. */
const removals = (vault: Vault | undefined, path: string): readonly VaultChange[] => {
  if (vault === undefined) return [];
  if (isMarkdown(path)) return [{ kind: 'removePage', id: path }];
  if (has(vault.files, path)) return [{ kind: 'removeFile', path }];
  const prefix = `${path}/`;
  return [
    ...below(vault.pages, prefix).map((id): VaultChange => ({ kind: 'removePage', id })),
    ...below(vault.files, prefix).map((file): VaultChange => ({ kind: 'removeFile', path: file })),
  ];
};

const below = (map: LayeredMap<unknown>, prefix: string): readonly string[] => {
  const found: string[] = [];
  for (const [path] of entries(map)) if (path.startsWith(prefix)) found.push(path);
  return found;
};
