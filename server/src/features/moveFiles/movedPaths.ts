import { entries, get } from '../../core/layeredMap.ts';
import { fold } from '../../core/paths.ts';
import type { Vault, VaultChange } from '../../core/vault.ts';
import { applyChanges, nameKey } from '../../core/vault.ts';
import type { FileRename } from '../../core/vaultEdit.ts';

/** What moves of files and folders mean for the files of a vault. */
export interface Moved {
  /** The new path of each file that moves. */
  readonly files: ReadonlyMap<string, string>;
  /** The new path of a file or folder, moved or not. */
  readonly pathOf: (path: string) => string;
  /** Name keys (see `nameKey`) of all that moves, old and new: no link with other keys means something else afterwards. */
  readonly names: ReadonlySet<string>;
}

/** Reads moves that happen at once: of a file that is named and lies in a folder that is named, its own counts. */
export const readMoves = (vault: Vault, moves: readonly FileRename[]): Moved => {
  const files = new Map<string, string>();
  const folders: FileRename[] = [];
  for (const move of moves) {
    if (move.from === move.to) continue;
    if (isFileOf(vault, move.from)) files.set(move.from, move.to);
    else folders.push(move);
  }
  const inFolders = folderMoves(folders);
  const names = new Set<string>();
  if (folders.length > 0) {
    for (const path of [...paths(vault.pages), ...paths(vault.files)]) {
      const to = files.has(path) ? undefined : inFolders(path);
      if (to !== undefined) files.set(path, to);
    }
    for (const { from, to } of folders) for (const path of [from, to]) addComponents(names, path);
  }
  for (const [from, to] of files) {
    names.add(nameKey(from));
    names.add(nameKey(to));
    if (inFolders(from) !== undefined) addComponents(names, from);
  }
  return { files, names, pathOf: path => files.get(path) ?? inFolders(path) ?? path };
};

const isFileOf = ({ pages, files }: Vault, path: string): boolean =>
  get(pages, path) !== undefined || get(files, path) !== undefined;

const paths = function* (map: Vault['pages'] | Vault['files']): Generator<string> {
  for (const [path] of entries<unknown>(map)) yield path;
};

/** Where a path goes by the innermost of the folders that holds it, or is it; undefined if none does. */
const folderMoves = (folders: readonly FileRename[]): ((path: string) => string | undefined) => {
  const innermostFirst = folders.toSorted((a, b) => b.from.length - a.from.length);
  return path => {
    for (const { from, to } of innermostFirst) {
      if (path.startsWith(from) && (path.length === from.length || path[from.length] === '/'))
        return to + path.slice(from.length);
    }
    return undefined;
  };
};

const addComponents = (names: Set<string>, path: string): void => {
  for (const name of path.split('/')) names.add(fold(name));
};

/** The vault after the moves as far as links resolve in it: pages that moved are files of their new path there. */
export const vaultAfter = (vault: Vault, { files }: Moved): Vault => {
  const gone = new Set([...files.keys(), ...[...files.values()].filter(path => isFileOf(vault, path))]);
  const changes: VaultChange[] = [
    ...Array.from(gone, (path): VaultChange =>
      get(vault.pages, path) === undefined ? { kind: 'removeFile', path } : { kind: 'removePage', id: path },
    ),
    ...Array.from(new Set(files.values()), (path): VaultChange => ({ kind: 'file', path })),
  ];
  return applyChanges(vault, changes).vault;
};
