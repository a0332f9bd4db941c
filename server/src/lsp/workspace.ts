import type { TextDocument } from 'vscode-languageserver-textdocument';
import { isMarkdown } from '../core/paths.ts';
import { readEditorSettings } from '../settings.ts';
import type { Files, Log } from '../vaultFiles.ts';
import { isWalkedPath, splitVaults } from '../vaultFiles.ts';
import type { EditorSettings } from './protocol.ts';
import type { Turns } from './turns.ts';
import { folderUri, pathIn, uriOf } from './uris.ts';
import type { EditorLayer, VaultHost } from './vaultHost.ts';
import { createVaultHost } from './vaultHost.ts';

/** What the workspace tells the rest of the server. */
export interface WorkspaceEvents {
  /** Reading starts; what is given back is called when every page is read to its end. */
  readonly indexing: () => () => void;
  /** A vault's state or settings changed, or it is gone. */
  readonly changed: (host: VaultHost) => void;
}

/** A page of a vault, by its document. */
export interface VaultPath {
  readonly host: VaultHost;
  readonly path: string;
}

/** All vaults of the workspace folders. */
export interface Workspace {
  readonly hosts: () => readonly VaultHost[];
  /** Finds and reads the vaults of these folders (URIs). Earlier runs are given up. */
  readonly setFolders: (folders: readonly string[]) => void;
  readonly folders: () => readonly string[];
  /** Indexes again from nothing. */
  readonly reload: () => void;
  /** Settled as soon as every page is known, so that questions can be answered. */
  readonly whenReady: () => Promise<void>;
  /** Settled as soon as every page is also read to its end, so that no answer needs long. */
  readonly whenRead: () => Promise<void>;
  /** Where a document lies; undefined outside of every vault and in folders that are not entered. Awake or not. */
  readonly locate: (uri: string) => VaultPath | undefined;
  readonly setEditorSettings: (settings: EditorSettings) => Promise<void>;
  /** What the editor says for a vault. */
  readonly layerOf: (root: string) => EditorLayer;
}

export const createWorkspace = (
  filesOf: (folder: string) => Files,
  documents: ReadonlyMap<string, TextDocument>,
  events: WorkspaceEvents,
  turns: Turns,
  log: Log,
): Workspace => {
  let folders: readonly string[] = [];
  let hosts: readonly VaultHost[] = [];
  let editor: EditorSettings = {};
  let run = 0;
  let ready = Promise.resolve();
  let read = Promise.resolve();

  const layerOf = (root: string): EditorLayer => {
    const folder = Object.entries(editor.folders ?? {}).find(
      ([uri]) => pathIn(folderUri(uri), root) !== undefined,
    )?.[1];
    const readings = [editor, folder ?? {}].map(({ atlasCasebook }) => readEditorSettings(atlasCasebook));
    for (const { message } of readings.flatMap(reading => reading.problems)) log(message);
    const exclude = { ...editor.files?.exclude, ...folder?.files?.exclude };
    return {
      settings: Object.assign({}, ...readings.map(reading => reading.settings)) as EditorLayer['settings'],
      filesExclude: Object.keys(exclude).filter(glob => exclude[glob] === true),
    };
  };

  const locate = (uri: string): VaultPath | undefined => {
    let best: VaultPath | undefined;
    for (const host of hosts) {
      const path = pathIn(host.root, uri);
      if (path !== undefined && (best === undefined || path.length < best.path.length)) best = { host, path };
    }
    return best !== undefined && isWalkedPath(best.path) ? best : undefined;
  };

  /** The vaults of one folder; the folder's own may lie above it. */
  const discover = async (
    folder: string,
    isStale: () => boolean,
  ): Promise<readonly { root: string; paths: readonly string[]; obsidian: boolean }[]> => {
    const files = filesOf(folder);
    const base = folderUri((await files.vaultAbove(folder)) ?? folder);
    const paths = await files.list(base);
    if (isStale()) return [];
    const others = folders.flatMap(other => pathIn(base, other) || []);
    return splitVaults(paths, base === folder ? others : [])
      .map(({ root, ...found }) => ({ root: uriOf(base, root), ...found }))
      .filter(({ root }) => root === base || pathIn(folder, root) !== undefined);
  };

  const index = async (): Promise<void> => {
    const current = ++run;
    const isStale = (): boolean => current !== run;
    const finish = events.indexing();
    try {
      const gone = hosts;
      hosts = [];
      for (const host of gone) {
        host.state = 'asleep';
        host.session = undefined;
        events.changed(host);
      }
      const found = new Map<string, { paths: readonly string[]; obsidian: boolean }>();
      for (const folder of folders) {
        for (const { root, ...vault } of await discover(folder, isStale)) found.set(root, vault);
        if (isStale()) return;
      }
      hosts = [...found.keys()].map(root => createVaultHost(root, filesOf(root), current, layerOf(root)));
      for (const host of hosts) {
        events.changed(host);
        const vault = found.get(host.root);
        if (vault !== undefined) await host.load(vault.paths, vault.obsidian, isStale);
        found.delete(host.root);
        if (isStale()) return;
        for (const document of documents.values()) {
          const at = locate(document.uri);
          if (at?.host !== host || !isMarkdown(at.path)) continue;
          host.open.set(at.path, document);
          host.session?.edit(at.path, document.getText());
        }
        events.changed(host);
      }
    } finally {
      read = readBodies(isStale).catch(logFailure).finally(finish);
    }
  };

  /** Reads pages to their end when nobody asks for anything. */
  const readBodies = async (isStale: () => boolean): Promise<void> => {
    for (const host of hosts) {
      do {
        await turns.next();
        if (isStale()) return;
      } while (host.session?.readBodies(turns.slice().isOver) === false);
    }
  };

  const logFailure = (error: unknown): void =>
    log(`Indexing failed: ${error instanceof Error ? error.stack : String(error)}`);

  const reload = (): void => {
    ready = index().catch(logFailure);
  };

  /** Waits for a promise, and for one that takes its place meanwhile. */
  const settled = async (latest: () => Promise<void>): Promise<void> => {
    for (let seen: Promise<void> | undefined; seen !== latest();) {
      seen = latest();
      await seen;
    }
  };

  return {
    hosts: () => hosts,
    folders: () => folders,
    setFolders: next => {
      folders = [...new Set(next.map(folderUri))];
      reload();
    },
    reload,
    whenReady: () => settled(() => ready),
    whenRead: async () => {
      await settled(() => ready);
      await settled(() => read);
    },
    locate,
    layerOf,
    setEditorSettings: async next => {
      editor = next;
      const enableBefore = hosts.map(host => host.settings.enable);
      for (const host of hosts) await host.configure(layerOf(host.root));
      if (hosts.some((host, i) => host.settings.enable !== enableBefore[i])) reload();
      else hosts.forEach(events.changed);
    },
  };
};
