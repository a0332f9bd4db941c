import type { Casebook, LinkStyle } from './atlas/casebook.ts';
import type { Catalogue } from './atlas/catalogue.ts';
import { chooseLinkStyle } from './core/linkText.ts';
import { values } from './core/layeredMap.ts';
import type { Dialect, Page, PageId } from './core/page.ts';
import { parsePage } from './core/parsePage.ts';
import type { ChangedVault, Extractor, VaultChange } from './core/vault.ts';
import { applyChanges, beginChanges, emptyVault, pageOf } from './core/vault.ts';

export interface SessionOptions {
  readonly dialect: Dialect;
  readonly extract: Extractor;
  readonly catalogue: Catalogue;
  /** `auto`: the style that most links have when the vault is loaded. */
  readonly linkStyle: 'auto' | LinkStyle;
  /** Whether the vault has an `.obsidian` folder. */
  readonly obsidian?: boolean;
}

/**
 * The one mutable cell of a vault: what the disk says, over it the buffers that are open, and the casebook of both.
 * Every change gives the pages whose problems can have changed.
 */
export interface Session {
  /** The casebook as it is now; a value that later changes do not touch. */
  readonly book: () => Casebook;
  /** Reads a whole vault in, one change at a time; the casebook has it when `done` is called. Only for an empty session. */
  readonly load: () => { readonly add: (change: VaultChange) => void; readonly done: () => void };
  /** Takes what the disk says. An open buffer stays what it is; closing it reveals this. */
  readonly disk: (changes: readonly VaultChange[]) => ReadonlySet<PageId>;
  /** A page is opened in an editor, or its buffer has a new text. */
  readonly edit: (id: PageId, text: string) => ReadonlySet<PageId>;
  /** The buffer was written to the disk as it is. */
  readonly saved: (id: PageId) => void;
  /** The buffer is gone: the page is again what the disk says, which may be nothing. */
  readonly close: (id: PageId) => ReadonlySet<PageId>;
  /**
   * Reads on in what the bodies of pages say (see `Vault.bodies`), so that nobody has to wait for it later; stops when `isOver` says
   * so. Whether all is read.
   */
  readonly readBodies: (isOver: () => boolean) => boolean;
  readonly setLinkStyle: (style: 'auto' | LinkStyle) => void;
  /** The number of the last change that can have altered a page's problems; it only grows. */
  readonly revisionOf: (id: PageId) => number;
  /** The number of the last change of all. */
  readonly revision: () => number;
  /** The pages whose problems can have been altered by changes after this one, those that are gone too; after none, all pages. */
  readonly changedSince: (revision: number) => readonly PageId[];
}

/** A session of a vault with nothing in it. */
export const createSession = (options: SessionOptions): Session => {
  const { dialect, extract, catalogue, obsidian = false } = options;
  let vault = emptyVault(extract);
  let style = options.linkStyle;
  let book: Casebook | undefined;
  let autoStyle: LinkStyle | undefined;
  /** For each open page what the disk says of it; undefined where it has no such page. */
  const covered = new Map<PageId, Page | undefined>();
  const revisions = new Map<PageId, number>();
  let revision = 0;

  const casebook = (): Casebook => {
    const now = vault;
    return {
      vault: now,
      catalogue,
      obsidian,
      linkStyleChosen: style !== 'auto',
      // Found when it is first asked for: that looks at many links, and most requests need none.
      get linkStyle() {
        return style === 'auto' ? (autoStyle ??= chooseLinkStyle(now)) : style;
      },
    };
  };

  const apply = (changes: readonly VaultChange[]): ReadonlySet<PageId> =>
    changes.length === 0 ? new Set() : take(applyChanges(vault, changes));

  const take = ({ vault: next, affected }: ChangedVault): ReadonlySet<PageId> => {
    // A first load alters every page alike; noting each would only cost time.
    const first = revision === 0;
    vault = next;
    book = undefined;
    revision++;
    if (first) autoStyle = undefined;
    else for (const id of affected) revisions.set(id, revision);
    return affected;
  };

  const load = (): ReturnType<Session['load']> => {
    const { apply: add, done } = beginChanges(vault);
    return { add, done: () => void take(done()) };
  };

  /** Notes what the disk says of an open page; whether the vault is to change. */
  const uncovered = (change: VaultChange): boolean => {
    if (change.kind === 'file' || change.kind === 'removeFile') return true;
    const id = change.kind === 'page' ? change.page.id : change.id;
    if (!covered.has(id)) return true;
    covered.set(id, change.kind === 'page' ? change.page : undefined);
    return false;
  };

  return {
    book: () => (book ??= casebook()),
    load,
    disk: changes => apply(covered.size === 0 ? changes : changes.filter(uncovered)),
    edit: (id, text) => {
      if (!covered.has(id)) covered.set(id, pageOf(vault, id));
      return apply([{ kind: 'page', page: parsePage(id, text, dialect) }]);
    },
    saved: id => {
      if (covered.has(id)) covered.set(id, pageOf(vault, id));
    },
    close: id => {
      if (!covered.has(id)) return new Set();
      const page = covered.get(id);
      covered.delete(id);
      return apply([page ? { kind: 'page', page } : { kind: 'removePage', id }]);
    },
    readBodies: isOver => vault.bodies.work(isOver),
    setLinkStyle: next => {
      style = next;
      book = undefined;
    },
    revisionOf: id => revisions.get(id) ?? 0,
    revision: () => revision,
    changedSince: since => {
      if (since === revision) return [];
      const changed = [...revisions].flatMap(([id, last]) => (last > since ? id : []));
      // The first load is not noted page by page.
      return since === 0 ? [...Array.from(values(vault.pages), ({ id }) => id), ...changed] : changed;
    },
  };
};
