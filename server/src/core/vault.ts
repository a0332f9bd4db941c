import type { LayeredMap } from './layeredMap.ts';
import { releasePage } from './closedPage.ts';
import { later, made } from './later.ts';
import type { Later } from './later.ts';
import { emptyMap, get, values, withChanges } from './layeredMap.ts';
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
  /** Pages by the keys that they are called by, as the extractor says. */
  readonly called: LayeredMap<readonly PageId[]>;
  /** What the bodies of pages say. To know it, all pages are read whole, which a vault puts off until it is asked. */
  readonly bodies: Later<Bodies>;
  readonly extract: Extractor;
}

/** The part of a vault that is found only by reading every page to its end. */
export interface Bodies {
  /** Pages that hold a wiki-link, embed or markdown link, by link key (see `linkKeys`). */
  readonly mentions: LayeredMap<readonly PageId[]>;
  /** Pages by the keys that the extractor says they define, or use. */
  readonly defines: LayeredMap<readonly PageId[]>;
  readonly uses: LayeredMap<readonly PageId[]>;
}

/**
 * What a page says beyond links, as opaque keys: those it is called by, which its head tells, and those that its body
 * defines or uses. A page whose `surface` changed may change the problems of the pages that link to it, and of those that use a
 * key that it is called by or defines; so may a page that begins or ceases to be called by or to define a key.
 */
export interface Extract {
  readonly called: readonly string[];
  readonly defines: () => readonly string[];
  readonly uses: () => readonly string[];
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
  called: emptyMap(),
  bodies: made(NO_BODIES),
  extract,
});

const NO_BODIES: Bodies = { mentions: emptyMap(), defines: emptyMap(), uses: emptyMap() };

export const pageOf = (vault: Vault, id: PageId): Page | undefined => get(vault.pages, id);

/** The key under which a page or file is found by its name: its last component, without `.md`, folded. */
export const nameKey = (path: string): string => fold(withoutExtension(baseName(path)));

/**
 * The name keys of everything that a link's target may mean: its last component, and that of its percent-decoded form.
 * None for an empty target (the page itself) and for a URL.
 */
export const linkKeys = ({ target }: Pick<Link, 'target'>): readonly string[] => targetKeys(target);

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

/** The same one change at a time, for a first load that takes a while. `done` ends it. */
export const beginChanges = (
  vault: Vault,
): { readonly apply: (change: VaultChange) => void; readonly done: () => ChangedVault } => {
  const pages = new Map<string, Page | undefined>();
  const files = new Map<string, true | undefined>();
  const byName = draftLists(vault.byName);
  const folders = new Map<string, number | undefined>();
  const foldersByName = draftLists(vault.foldersByName);
  const called = draftLists(vault.called);
  const bodies: BodyChange[] = [];
  const affected = new Set<PageId>();
  /** A first load affects every page; following each key there would only cost time, and reading bodies still more. */
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
    const before = old && vault.extract(old);
    const after = next && vault.extract(next);
    called.diff(id, before?.called, after?.called, first ? undefined : keys);
    if (first) return;
    const was = bodyKeys(old, before);
    const is = bodyKeys(next, after);
    if (before && after && before.surface() !== after.surface()) {
      names.add(nameKey(id));
      // What a page is called or defines, it also says something about: those who use the keys read its surface.
      for (const key of after.called) keys.add(key);
      for (const key of is.defines) keys.add(key);
    }
    if (!sameBody(was, is)) bodies.push({ id, was, is });
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
    const nextPages = withChanges(vault.pages, pages);
    for (const { was, is } of bodies) noteDifference(was.defines, is.defines, keys);
    const next: Vault = {
      pages: nextPages,
      files: withChanges(vault.files, files),
      byName: byName.done(),
      folders: withChanges(vault.folders, folders),
      foldersByName: foldersByName.done(),
      called: called.done(),
      bodies: first ? bodiesOf(nextPages, vault.extract) : changedBodies(vault.bodies, bodies),
      extract: vault.extract,
    };
    if (!first && (names.size > 0 || keys.size > 0)) {
      const { mentions, uses, defines } = next.bodies.get();
      for (const name of names) {
        for (const id of get(mentions, name) ?? []) affected.add(id);
        for (const path of get(next.byName, name) ?? []) if (get(next.pages, path)) affected.add(path);
      }
      for (const key of keys) {
        for (const id of get(uses, key) ?? []) affected.add(id);
        for (const id of get(defines, key) ?? []) affected.add(id);
        for (const id of get(next.called, key) ?? []) affected.add(id);
      }
    }
    return { vault: next, affected };
  };

  return { apply, done };
};

/** The keys of a page's body, each once. */
interface BodyKeys {
  readonly mentions: readonly string[];
  readonly defines: readonly string[];
  readonly uses: readonly string[];
}

interface BodyChange {
  readonly id: PageId;
  readonly was: BodyKeys;
  readonly is: BodyKeys;
}

const NO_KEYS: BodyKeys = { mentions: [], defines: [], uses: [] };

const bodyKeys = (page: Page | undefined, extract: Extract | undefined): BodyKeys =>
  page === undefined || extract === undefined
    ? NO_KEYS
    : { mentions: pageKeys(page), defines: extract.defines(), uses: extract.uses() };

const sameBody = (a: BodyKeys, b: BodyKeys): boolean =>
  sameList(a.mentions, b.mentions) && sameList(a.defines, b.defines) && sameList(a.uses, b.uses);

const sameList = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((item, i) => item === b[i]);

/** The index of what bodies say, made from nothing. */
const bodiesOf = (pages: LayeredMap<Page>, extract: Extractor): Later<Bodies> =>
  later(function* () {
    const draft = draftBodies(NO_BODIES);
    for (const page of values(pages)) {
      draft.change({ id: page.id, was: NO_KEYS, is: bodyKeys(page, extract(page)) });
      releasePage(page);
      yield;
    }
    return draft.done();
  });

/** The index after changes: at once where the one before is made, else when that is. */
const changedBodies = (before: Later<Bodies>, changes: readonly BodyChange[]): Later<Bodies> => {
  if (changes.length === 0) return before;
  const change = (bodies: Bodies): Bodies => {
    const draft = draftBodies(bodies);
    for (const each of changes) draft.change(each);
    return draft.done();
  };
  const known = before.known();
  if (known !== undefined) return made(change(known));
  return later(function* () {
    while (!before.work(() => true)) yield;
    return change(before.get());
  });
};

const draftBodies = (before: Bodies): { change: (change: BodyChange) => void; done: () => Bodies } => {
  const mentions = draftLists(before.mentions);
  const defines = draftLists(before.defines);
  const uses = draftLists(before.uses);
  return {
    change: ({ id, was, is }) => {
      mentions.diff(id, was.mentions, is.mentions, undefined);
      defines.diff(id, was.defines, is.defines, undefined);
      uses.diff(id, was.uses, is.uses, undefined);
    },
    done: () => ({ mentions: mentions.done(), defines: defines.done(), uses: uses.done() }),
  };
};

/** Notes the keys that only one of two lists has. */
const noteDifference = (before: readonly string[], after: readonly string[], noted: Set<string>): void => {
  const was = lookup(before);
  const is = lookup(after);
  for (const key of before) if (!is(key)) noted.add(key);
  for (const key of after) if (!was(key)) noted.add(key);
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
      if (before === undefined || before.length === 0) {
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
