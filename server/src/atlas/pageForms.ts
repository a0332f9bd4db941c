import type { LayeredMap } from '../core/layeredMap.ts';
import type { Page, PageId } from '../core/page.ts';
import { frontMatterString } from '../core/page.ts';
import { folderOf } from '../core/paths.ts';
import { holdsPlaceholder } from '../core/placeholder.ts';
import type { Vault } from '../core/vault.ts';
import { pageOf } from '../core/vault.ts';
import type { PageKind } from './pageIdentity.ts';
import { pageIdentity } from './pageIdentity.ts';
import { kindOfId, parentId } from './ids.ts';

/** What pages are alike in form: those of one kind, of techniques those with and those without a parent. */
export type Form = PageKind | 'subTechnique';

/** The form of the page that has this ID. */
export const formOfId = (id: string | undefined): Form => {
  if (id === undefined) return 'note';
  return parentId(id) === undefined ? (kindOfId(id) ?? 'note') : 'subTechnique';
};

export const formOf = (page: Page): Form => {
  const { kind, id } = pageIdentity(page);
  return kind === 'technique' && id?.at(-4) === '.' ? 'subTechnique' : kind;
};

/** The pages of a form by folder, in the order of their paths. */
export const foldersOfForm = (vault: Vault, form: Form): ReadonlyMap<string, readonly Page[]> => {
  const folders = new Map<string, readonly Page[]>();
  for (const folder of new Set(layersOf(vault).flatMap(({ forms }) => [...(forms.get(form)?.keys() ?? [])]))) {
    const pages = pagesIn(vault, folder, form);
    if (pages.length > 0) folders.set(folder, pages);
  }
  return folders;
};

/** The pages of a form that are directly in a folder, in the order of their paths. */
export const pagesIn = (vault: Vault, folder: string, form: Form): readonly Page[] =>
  current(vault, layer => layer.forms.get(form)?.get(folder) ?? []).toSorted((a, b) => (a.id < b.id ? -1 : 1));

/** At most so many pages are near another. */
const MOST_NEAR = 9;

/**
 * The pages of one form, nearest to a path first, at most nine: those in its folder, then those that share most of its folders, then
 * the least deep below these. A template, whose title is to be filled in, is none.
 */
export const pagesNear = (vault: Vault, path: PageId, form: Form, limit = MOST_NEAR): readonly Page[] => {
  const folder = folderOf(path);
  return current(vault, layer => nearestIn(layer, folder, form))
    .map(page => ({ page, near: nearness(folder, folderOf(page.id)) }))
    .sort((a, b) => compare(a.near, b.near) || (a.page.id < b.page.id ? -1 : 1))
    .slice(0, limit)
    .map(({ page }) => page);
};

/** The pages that layers of a vault name, as the vault has them now. */
const current = (vault: Vault, idsOf: (layer: FormLayer) => readonly PageId[]): readonly Page[] => {
  const { delta } = vault.pages;
  const [base, changed] = layersOf(vault);
  const ids = base === undefined ? [] : delta.size === 0 ? idsOf(base) : idsOf(base).filter(id => !delta.has(id));
  return [...ids, ...(changed === undefined ? [] : idsOf(changed))].flatMap(id => pageOf(vault, id) ?? []);
};

const nearestIn = (layer: FormLayer, folder: string, form: Form): readonly PageId[] => {
  const key = `${form} ${folder}`;
  const known = layer.near.get(key);
  if (known !== undefined) return known;
  const folders = [...(layer.forms.get(form) ?? [])]
    .map(([other, ids]) => ({ other, ids, near: nearness(folder, other) }))
    .sort((a, b) => compare(a.near, b.near) || (a.other < b.other ? -1 : 1));
  const found: PageId[] = [];
  for (const { ids } of folders) {
    found.push(...ids.slice(0, MOST_NEAR - found.length));
    if (found.length === MOST_NEAR) break;
  }
  if (layer.near.size >= NEAR_MAX) layer.near.clear();
  layer.near.set(key, found);
  return found;
};

const NEAR_MAX = 1000;

type Nearness = readonly [shared: number, beyond: number];

const nearness = (folder: string, other: string): Nearness => {
  const own = partsOf(folder);
  const parts = partsOf(other);
  let shared = 0;
  while (shared < parts.length && shared < own.length && parts[shared] === own[shared]) shared++;
  return [shared, parts.length - shared];
};

const partsOf = (folder: string): readonly string[] => (folder === '' ? [] : folder.split('/'));

const compare = (a: Nearness, b: Nearness): number => b[0] - a[0] || a[1] - b[1];

/** The pages of one layer of a vault by form and folder, in the order of their paths; and what was found near. */
interface FormLayer {
  readonly forms: ReadonlyMap<Form, ReadonlyMap<string, readonly PageId[]>>;
  readonly near: Map<string, readonly PageId[]>;
}

type Layer = LayeredMap<Page>['base'] | LayeredMap<Page>['delta'];

const known = new WeakMap<Layer, FormLayer>();

const layersOf = ({ pages }: Vault): readonly FormLayer[] => [
  layerOf(pages.base),
  ...(pages.delta.size === 0 ? [] : [layerOf(pages.delta)]),
];

/** Made when first asked for, and once for all versions of a vault that share the layer. */
const layerOf = (layer: Layer): FormLayer => {
  const made = known.get(layer);
  if (made !== undefined) return made;
  const forms = new Map<Form, Map<string, PageId[]>>();
  for (const page of layer.values()) {
    if (page === undefined || isTemplate(page)) continue;
    const form = formOf(page);
    const folders = forms.get(form) ?? new Map<string, PageId[]>();
    forms.set(form, folders);
    const folder = folderOf(page.id);
    const ids = folders.get(folder);
    if (ids === undefined) folders.set(folder, [page.id]);
    else ids.push(page.id);
  }
  for (const folders of forms.values()) for (const ids of folders.values()) ids.sort();
  const next: FormLayer = { forms, near: new Map() };
  known.set(layer, next);
  return next;
};

const isTemplate = (page: Page): boolean => holdsPlaceholder(frontMatterString(page, 'title') ?? '');
