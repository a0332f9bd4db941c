import type { LayeredMap } from './layeredMap.ts';
import { get } from './layeredMap.ts';
import type { Page, PageId } from './page.ts';
import { folderOf } from './paths.ts';
import type { Vault } from './vault.ts';

/** The pages directly in a folder, sorted by path. */
export const pagesIn = ({ pages }: Vault, folder: string): readonly PageId[] => {
  const base = foldersOf(pages.base).get(folder) ?? [];
  const changed = foldersOf(pages.delta).get(folder) ?? [];
  if (pages.delta.size === 0) return base;
  return [...new Set([...base, ...changed])].filter(id => get(pages, id) !== undefined).sort();
};

/** The folders that hold pages, nearest to this one first: those that share most of its path, then the least deep below that. */
export const foldersNear = ({ pages }: Vault, folder: string): readonly string[] => {
  const own = partsOf(folder);
  const all = new Set([...foldersOf(pages.base).keys(), ...foldersOf(pages.delta).keys()]);
  return [...all]
    .map(other => {
      const parts = partsOf(other);
      let shared = 0;
      while (shared < parts.length && shared < own.length && parts[shared] === own[shared]) shared++;
      return { other, shared, beyond: parts.length - shared };
    })
    .sort((a, b) => b.shared - a.shared || a.beyond - b.beyond || (a.other < b.other ? -1 : 1))
    .map(({ other }) => other);
};

const partsOf = (folder: string): readonly string[] => (folder === '' ? [] : folder.split('/'));

type Layer = LayeredMap<Page>['base'] | LayeredMap<Page>['delta'];

const foldersByLayer = new WeakMap<Layer, ReadonlyMap<string, readonly PageId[]>>();

/** The pages of a layer by folder. Made when first asked for, and once for all versions of the vault that share the layer. */
const foldersOf = (layer: Layer): ReadonlyMap<string, readonly PageId[]> => {
  const known = foldersByLayer.get(layer);
  if (known !== undefined) return known;
  const folders = new Map<string, PageId[]>();
  for (const id of layer.keys()) {
    const folder = folderOf(id);
    const list = folders.get(folder);
    if (list === undefined) folders.set(folder, [id]);
    else list.push(id);
  }
  for (const list of folders.values()) list.sort();
  foldersByLayer.set(layer, folders);
  return folders;
};
