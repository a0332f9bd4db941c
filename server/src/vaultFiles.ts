import type { Source } from './core/closedPage.ts';
import { SETTINGS_FILE } from './settings.ts';

/** What the server needs of a file system. Folders and files are URIs without a trailing slash; nothing here rejects or throws. */
export interface Files {
  /**
   * The paths of all files below a folder, from that folder. Dot-folders and `node_modules` are not entered; a folder
   * `.obsidian` is listed as `path/.obsidian/`. For the URI of a file: one empty path; of nothing: none. What cannot be
   * read is left out with a line in the log.
   */
  readonly list: (folder: string) => Promise<readonly string[]>;
  /** Reads files of a folder one after another and hands each over; undefined for one that cannot be read. */
  readonly readEach: (
    folder: string,
    paths: readonly string[],
    take: (path: string, source: Source | undefined) => void,
  ) => Promise<void>;
  /** The nearest folder at or above this one that is marked as a vault; undefined if there is none. */
  readonly vaultAbove: (folder: string) => Promise<string | undefined>;
}

/** Where a message for the log goes. */
export type Log = (message: string) => void;

/** The folder whose presence marks its parent as a vault (Obsidian's own). */
export const OBSIDIAN_FOLDER = '.obsidian';

/** Whether a folder of this name is entered when a vault is listed. */
export const isWalkedFolder = (name: string): boolean => !name.startsWith('.') && name !== 'node_modules';

/** Whether a path (from the vault's root) would be listed: no folder of it is one that is not entered. */
export const isWalkedPath = (path: string): boolean => path.split('/').slice(0, -1).every(isWalkedFolder);

/** A vault found below a listed folder: where it lies and its files, from its own root. */
export interface FoundVault {
  /** Path from the listed folder; '' for that folder itself. */
  readonly root: string;
  /** Whether the folder holds `.obsidian`. */
  readonly obsidian: boolean;
  readonly paths: readonly string[];
}

/**
 * Splits a listing into vaults: the folder itself, and each folder below it that is marked or in `alsoRoots`. A file
 * belongs to the nearest. A vault's `.obsidian/` is taken out of its paths.
 */
export const splitVaults = (paths: readonly string[], alsoRoots: readonly string[] = []): readonly FoundVault[] => {
  const roots = new Set(['', ...alsoRoots]);
  for (const path of paths) {
    const folder = markedFolder(path);
    if (folder !== undefined) roots.add(folder);
  }
  if (roots.size === 1) return [foundVault('', paths)];
  const byRoot = new Map<string, string[]>([...roots].map(root => [root, []]));
  for (const path of paths) {
    const root = nearestRoot(roots, path);
    byRoot.get(root)?.push(root === '' ? path : path.slice(root.length + 1));
  }
  return [...byRoot].map(([root, own]) => foundVault(root, own));
};

const foundVault = (root: string, paths: readonly string[]): FoundVault => {
  const marker = `${OBSIDIAN_FOLDER}/`;
  const obsidian = paths.includes(marker);
  return { root, obsidian, paths: obsidian ? paths.filter(path => path !== marker) : paths };
};

const MARKERS = [SETTINGS_FILE, `${OBSIDIAN_FOLDER}/`];

/** The folder that a path marks as a vault; undefined if it is no marker. */
const markedFolder = (path: string): string | undefined => {
  for (const marker of MARKERS) {
    if (path === marker) return '';
    if (path.endsWith(`/${marker}`)) return path.slice(0, -marker.length - 1);
  }
  return undefined;
};

const nearestRoot = (roots: ReadonlySet<string>, path: string): string => {
  // A marker's own trailing slash is no separator.
  for (let at = path.lastIndexOf('/', path.length - 2); at > 0; at = path.lastIndexOf('/', at - 1)) {
    const folder = path.slice(0, at);
    if (roots.has(folder)) return folder;
  }
  return '';
};
