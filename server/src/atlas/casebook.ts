import { get } from '../core/layeredMap.ts';
import type { Page, PageId } from '../core/page.ts';
import type { LinkStyle } from '../core/linkText.ts';
import { fold } from '../core/paths.ts';
import type { Vault } from '../core/vault.ts';
import { nameKey, pageOf } from '../core/vault.ts';
import { pageIdentity, readAliases } from './pageIdentity.ts';
import type { Catalogue } from './catalogue.ts';
import { idKey } from './extract.ts';
import { parseIdLabel } from './ids.ts';

export type { LinkStyle };

/** All that features and rules are asked about: an immutable snapshot. */
export interface Casebook {
  readonly vault: Vault;
  readonly catalogue: Catalogue;
  /** The style that new links get: chosen in the settings, or the vault's own. */
  readonly linkStyle: LinkStyle;
  /** Whether the author chose the style; only then links of another style are a problem. */
  readonly linkStyleChosen: boolean;
  /** Whether the vault has an `.obsidian` folder: Obsidian finds pages by any case, so case matters less there. */
  readonly obsidian?: boolean;
}

/** The pages whose own ID this is, sorted by path; normally one. */
export const pagesWithId = (book: Casebook, id: string): readonly Page[] => definers(book, idKey(id));

/**
 * The pages that a reader would call so, sorted by path: by ID, by `ID: Name`, by name or by alias, ignoring case.
 * File names are not asked: those are for `resolveTarget`.
 */
export const pagesCalled = (book: Casebook, text: string): readonly Page[] => {
  const label = parseIdLabel(text);
  if (label === undefined) return pagesNamed(book.vault, fold(text.trim()));
  const withId = pagesWithId(book, label.id);
  const { name } = label;
  return name === undefined ? withId : withId.filter(page => fold(pageIdentity(page).name) === fold(name));
};

const definers = (book: Casebook, key: string): readonly Page[] =>
  (get(book.vault.called, key) ?? []).toSorted().flatMap(path => pageOf(book.vault, path) ?? []);

/** Pages by folded name and alias, other than those whose file's name is the name: `resolveTarget` finds them by that. */
export type Names = ReadonlyMap<string, readonly PageId[]>;

/** The names of all pages, in two layers: many that versions of the vault share, and those of pages that changed since. */
export const nameLayers = ({
  pages,
}: Vault): readonly { readonly names: Names; readonly isCurrent: (id: PageId) => boolean }[] => [
  { names: namesIn(pages.base), isCurrent: id => !pages.delta.has(id) },
  ...(pages.delta.size === 0 ? [] : [{ names: namesIn(pages.delta), isCurrent: () => true }]),
];

const namesByLayer = new WeakMap<object, Names>();

/** The names of a layer of pages. Made when first asked for, which most sessions do late, and once a layer. */
const namesIn = (layer: ReadonlyMap<PageId, Page | undefined>): Names => {
  const known = namesByLayer.get(layer);
  if (known !== undefined) return known;
  const names = new Map<string, PageId[]>();
  for (const page of layer.values()) {
    if (page === undefined) continue;
    const { name } = pageIdentity(page);
    const own = fold(name) === nameKey(page.id) ? [] : [name];
    for (const key of new Set([...own, ...readAliases(page)].map(fold))) {
      const list = names.get(key);
      if (list === undefined) names.set(key, [page.id]);
      else list.push(page.id);
    }
  }
  namesByLayer.set(layer, names);
  return names;
};

const pagesNamed = ({ pages }: Vault, name: string): readonly Page[] => {
  const base = (namesIn(pages.base).get(name) ?? []).filter(id => !pages.delta.has(id));
  const changed = namesIn(pages.delta).get(name) ?? [];
  return [...base, ...changed].toSorted().flatMap(id => get(pages, id) ?? []);
};
