import type { LayeredMap } from './layeredMap.ts';
import { emptyMap, get, withChanges } from './layeredMap.ts';
import { memoised } from './memo.ts';
import type { Link, Page, PageId } from './page.ts';
import { baseName, fold, folderOf, withoutExtension } from './paths.ts';

/**
 * Every page and file of a vault at one moment, immutable. It stores what pages say, never resolved edges: a link is
 * resolved when it is asked for, so a page that shadows another, a rename or a delete cannot leave a stale answer.
 */
export interface Vault {
  readonly pages: LayeredMap<Page>;
  /** Files other than pages, by path. */
  readonly files: LayeredMap<true>;
  /** Paths of pages and files by name key (see `nameKey`). */
  readonly byName: LayeredMap<readonly string[]>;
  /** Number of pages, files and folders directly in a folder, by the folder's path; the root is ''. */
  readonly folders: LayeredMap<number>;
  /** Paths of folders by the folded last component. */
  readonly foldersByName: LayeredMap<readonly string[]>;
  /** Pages that hold a wiki-link, embed or markdown link, by link key (see `linkKeys`). */
  readonly mentions: LayeredMap<readonly PageId[]>;
  /** Pages by the keys that the extractor says they define, or use. */
  readonly defines: LayeredMap<readonly PageId[]>;
  readonly uses: LayeredMap<readonly PageId[]>;
  readonly extract: Extractor;
}

/**
 * What a page says beyond links, as opaque keys. A page whose `surface` changed may change the problems of the pages
 * that link to it, and of those that use a key that it defines; so may a page that begins or ceases to define a key.
 */
export interface Extract {
  readonly defines: readonly string[];
  readonly uses: readonly string[];
  readonly surface: () => string;
}

export type Extractor = (page: Page) => Extract;

export type VaultChange =
  | { readonly kind: 'page'; readonly page: Page }
  | { readonly kind: 'removePage'; readonly id: PageId }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'removeFile'; readonly path: string };

export const emptyVault = (extract: Extractor): Vault => ({
  pages: emptyMap(),
  files: emptyMap(),
  byName: emptyMap(),
  folders: emptyMap(),
  foldersByName: emptyMap(),
  mentions: emptyMap(),
  defines: emptyMap(),
  uses: emptyMap(),
  extract,
});

export const pageOf = (vault: Vault, id: PageId): Page | undefined => get(vault.pages, id);

/** The key under which a page or file is found by its name: its last component, without `.md`, folded. */
export const nameKey = (path: string): string => fold(withoutExtension(baseName(path)));

/**
 * The name keys of everything that a link's target may mean: its last component, and that of its percent-decoded form.
 * None for an empty target (the page itself) and for a URL.
 */
export const linkKeys = (link: Link): readonly string[] => targetKeys(link.target);

const targetKeys = memoised((target: string): readonly string[] => {
  if (target === '' || isUrl(target)) return [];
  const slashed = target.includes('\\') ? target.replaceAll('\\', '/') : target;
  const key = nameKey(slashed.endsWith('/') ? slashed.slice(0, -1) : slashed);
  if (!target.includes('%')) return [key];
  const decoded = decodePercent(slashed);
  return decoded === slashed ? [key] : [key, nameKey(decoded)];
});

/** Whether a target is an address outside of the vault (`https://…`, `mailto:…`); a title such as `Note: this` is none. */
export const isUrl = (target: string): boolean => /^[a-z][a-z0-9+.-]+:(?=\S)/i.test(target);

/** A percent-encoded text decoded; the text itself where the encoding is not valid. */
export const decodePercent = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** A vault after changes, and the ids of exactly the pages whose problems can have changed (changed ones included). */
export interface ChangedVault {
  readonly vault: Vault;
  readonly affected: ReadonlySet<PageId>;
}

/** The vault after changes, sharing all that did not change. */
export const applyChanges = (vault: Vault, changes: readonly VaultChange[]): ChangedVault => {
  const { apply, done } = beginChanges(vault);
  for (const change of changes) apply(change);
  return done();
};

/**
 * The same one change at a time, for a first load that must not hold all pages unpacked at once: what `apply` needs of
 * a page it has read when it returns. `done` ends it.
 */
export const beginChanges = (
  vault: Vault,
): { readonly apply: (change: VaultChange) => void; readonly done: () => ChangedVault } => {
  const pages = new Map<string, Page | undefined>();
  const files = new Map<string, true | undefined>();
  const byName = draftLists(vault.byName);
  const folders = new Map<string, number | undefined>();
  const foldersByName = draftLists(vault.foldersByName);
  const mentions = draftLists(vault.mentions);
  const defines = draftLists(vault.defines);
  const uses = draftLists(vault.uses);
  const affected = new Set<PageId>();
  /** A first load affects every page; following each key there would only cost time. */
  const first = vault.pages.size === 0;
  /** Name keys whose links may resolve otherwise, or find another surface; and extractor keys with other definers. */
  const names = new Set<string>();
  const keys = new Set<string>();

  const countOf = (folder: string): number =>
    (folders.has(folder) ? folders.get(folder) : get(vault.folders, folder)) ?? 0;
  /** Adds one to a folder, or takes one away; a folder that appears or vanishes does the same to its parent. */
  const countFolder = (folder: string, by: 1 | -1): void => {
    const count = countOf(folder);
    folders.set(folder, count + by);
    if (folder === '' || (by === 1 ? count > 0 : count > 1)) return;
    const name = fold(baseName(folder));
    if (by === 1) foldersByName.add(name, folder);
    else foldersByName.remove(name, folder);
    names.add(name);
    countFolder(folderOf(folder), by);
  };
  const addPath = (path: string): void => {
    const key = nameKey(path);
    byName.add(key, path);
    if (!first) names.add(key);
    countFolder(folderOf(path), 1);
  };
  const removePath = (path: string): void => {
    const key = nameKey(path);
    byName.remove(key, path);
    names.add(key);
    countFolder(folderOf(path), -1);
  };

  const replacePage = (id: PageId, next: Page | undefined): void => {
    const old = pages.has(id) ? pages.get(id) : get(vault.pages, id);
    if (old === next) return;
    pages.set(id, next);
    affected.add(id);
    if (old === undefined) addPath(id);
    else if (next === undefined) removePath(id);
    const oldExtract = old && vault.extract(old);
    const newExtract = next && vault.extract(next);
    if (oldExtract && newExtract && oldExtract.surface() !== newExtract.surface()) {
      names.add(nameKey(id));
      // What a page defines, it also says something about: those who use the keys read its surface.
      for (const key of newExtract.defines) keys.add(key);
    }
    mentions.diff(id, old && pageKeys(old), next && pageKeys(next), undefined);
    defines.diff(id, oldExtract?.defines, newExtract?.defines, first ? undefined : keys);
    uses.diff(id, oldExtract?.uses, newExtract?.uses, undefined);
  };

  const apply = (change: VaultChange): void => {
    if (change.kind === 'page') return replacePage(change.page.id, change.page);
    if (change.kind === 'removePage') return replacePage(change.id, undefined);
    const { path } = change;
    const had = files.has(path) ? files.get(path) : get(vault.files, path);
    if (change.kind === 'file' && !had) {
      files.set(path, true);
      addPath(path);
    } else if (change.kind === 'removeFile' && had) {
      files.set(path, undefined);
      removePath(path);
    }
  };

  const done = (): ChangedVault => {
    for (const [folder, count] of folders) if (count === 0) folders.set(folder, undefined);
    const next: Vault = {
      pages: withChanges(vault.pages, pages),
      files: withChanges(vault.files, files),
      byName: byName.done(),
      folders: withChanges(vault.folders, folders),
      foldersByName: foldersByName.done(),
      mentions: mentions.done(),
      defines: defines.done(),
      uses: uses.done(),
      extract: vault.extract,
    };
    if (!first) {
      for (const name of names) {
        for (const id of get(next.mentions, name) ?? []) affected.add(id);
        for (const path of get(next.byName, name) ?? []) if (get(next.pages, path)) affected.add(path);
      }
      for (const key of keys) {
        for (const id of get(next.uses, key) ?? []) affected.add(id);
        for (const id of get(next.defines, key) ?? []) affected.add(id);
      }
    }
    return { vault: next, affected };
  };

  return { apply, done };
};

/** A page's link keys, each once. */
const pageKeys = (page: Page): readonly string[] => {
  const { links } = page;
  if (links.length === 0) return [];
  if (links.length > SMALL) return [...new Set(links.flatMap(linkKeys))];
  const keys: string[] = [];
  for (const link of links) for (const key of linkKeys(link)) if (!keys.includes(key)) keys.push(key);
  return keys;
};

/** Up to so many keys, searching a list is quicker than making a set; beyond it, time would grow with the square. */
const SMALL = 64;

const lookup = (keys: readonly string[] = []): ((key: string) => boolean) => {
  if (keys.length <= SMALL) return key => keys.includes(key);
  const set = new Set(keys);
  return key => set.has(key);
};

/** Lists by key, edited in place while a change is applied: a list is copied when it is first touched. */
const draftLists = (map: LayeredMap<readonly string[]>) => {
  const draft = new Map<string, string[] | undefined>();
  /** The list of a key that this draft may alter; undefined where there is none. */
  const own = (key: string): string[] | undefined => {
    const list = draft.get(key);
    if (list !== undefined || map.size === 0) return list;
    const copy = get(map, key)?.slice();
    if (copy !== undefined) draft.set(key, copy);
    return copy;
  };
  const add = (key: string, value: string): void => {
    const list = own(key);
    // Most lists never get a second value: a literal has no room to spare, unlike an array that something was pushed on.
    if (list === undefined) draft.set(key, [value]);
    else list.push(value);
  };
  const remove = (key: string, value: string): void => {
    const list = own(key);
    const at = list?.indexOf(value) ?? -1;
    if (at >= 0) list?.splice(at, 1);
  };
  return {
    add,
    remove,
    /** Moves `value` from the old keys to the new ones; notes in `touched` which keys gained or lost it. */
    diff: (
      value: string,
      before: readonly string[] | undefined,
      after: readonly string[] | undefined,
      touched: Set<string> | undefined,
    ): void => {
      if (before === undefined) {
        for (const key of after ?? []) {
          add(key, value);
          touched?.add(key);
        }
        return;
      }
      const stays = lookup(after);
      const was = lookup(before);
      for (const key of before) {
        if (stays(key)) continue;
        remove(key, value);
        touched?.add(key);
      }
      for (const key of after ?? []) {
        if (was(key)) continue;
        add(key, value);
        touched?.add(key);
      }
    },
    done: (): LayeredMap<readonly string[]> => {
      for (const [key, list] of draft) {
        if (list?.length === 0) draft.set(key, undefined);
        // The room to spare adds up; a slice has none.
        else if (list !== undefined && list.length > 1) draft.set(key, list.slice());
      }
      return withChanges<readonly string[]>(map, draft);
    },
  };
};
