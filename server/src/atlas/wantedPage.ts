import { commonest } from '../core/commonest.ts';
import { fileNameFault, takenPath } from '../core/fileNames.ts';
import { get } from '../core/layeredMap.ts';
import type { Link, Page, PageId } from '../core/page.ts';
import { baseName, folderOf, isMarkdown, joinPath, normalise, withoutExtension } from '../core/paths.ts';
import type { Vault } from '../core/vault.ts';
import { decodePercent, linkKeys, pageOf } from '../core/vault.ts';
import { pageIdentity } from './pageIdentity.ts';
import type { Casebook } from './casebook.ts';
import { pagesWithId } from './casebook.ts';
import { nameOf } from './catalogue.ts';
import { idKey } from './extract.ts';
import { isAtlasId, leadingId, parentId, parseIdLabel, slugOf } from './ids.ts';
import { readIdLabel } from './linkLabel.ts';
import { resolveLink } from './linkedPage.ts';
import type { WantedPage } from './newPage/facts.ts';
import { formOfId, pagesIn } from './pageForms.ts';
import { existingFolder, placeOf } from './pagePlace.ts';

/**
 * The page that a broken link wants: at the path that its target says, with the ID that its label, its target or the sub-techniques
 * in the folder of that path say; else a note. Undefined where the vault has a page of that ID, and where no page can be there.
 */
export const pageWanted = (book: Casebook, page: Page, link: Link): WantedPage | undefined => {
  const label = targetLabel(link);
  const path = label === undefined ? pathOfTarget(book, page, link) : undefined;
  const id = label?.id ?? idSaid(link) ?? (path === undefined ? undefined : idOfPath(book, path, link));
  if (id === undefined) return path === undefined ? undefined : { path, id, name: nameOfFile(path) };
  if (pagesWithId(book, id).length > 0) return undefined;
  // A file named after one ID is no place for another.
  const fileId = path === undefined ? undefined : idOfFile(path);
  if (fileId !== undefined && fileId !== id) return undefined;
  const named = nameOfId(book, id);
  if (label !== undefined) return pageOfId(book, id, named ?? label.name);
  if (path === undefined) return undefined;
  // A bare name says nothing of the folder.
  const isBare = !/[\\/]/.test(link.target) && resolveLink(book, page, link).kind !== 'folder';
  const place = isBare ? besideSiblings(book, id, path) : path;
  return takenPath(book.vault, place) !== undefined ? undefined : { path: place, id, name: named ?? nameOfFile(path) };
};

/** The page of an ID that no page of the vault has, where it belongs. `name` is for an ID that nobody else names. */
export const pageOfId = (book: Casebook, id: string, name?: string): WantedPage => {
  const known = nameOfId(book, id) ?? name ?? id;
  return { path: placeOf(book, id, known), id, name: known };
};

/** A target that is no path but `ID` or `ID: Name`. */
const targetLabel = (link: Link) => parseIdLabel(link.target.trim());

const idSaid = (link: Link): string | undefined => (link.label === undefined ? undefined : leadingId(link.label));

const besideSiblings = (book: Casebook, id: string, path: PageId): PageId => {
  const folder = folderOf(placeOf(book, id, nameOfId(book, id) ?? nameOfFile(path)));
  return folder === '' ? baseName(path) : `${folder}/${baseName(path)}`;
};

/**
 * The ID of a page that is to have this path: as the file is named, as links with a label to the same path say, by the
 * sub-techniques that the folder of this name holds, or by the name in the catalogue, among pages of that kind.
 */
const idOfPath = (book: Casebook, path: PageId, link: Link): string | undefined => {
  const said = askers(book, linkKeys(link))
    .filter(([page, other]) => idSaid(other) !== undefined && pathOfTarget(book, page, other) === path)
    .flatMap(([, other]) => idSaid(other) ?? []);
  const children = pagesIn(book.vault, withoutExtension(path), 'subTechnique');
  const others = pagesIn(book.vault, withoutExtension(path), 'technique');
  const parents = new Set([...children, ...others].map(page => parentId(pageIdentity(page).id ?? '')));
  const ofChildren = parents.size === 1 ? [...parents][0] : undefined;
  return idOfFile(path) ?? commonest(said) ?? ofChildren ?? idOfName(book, path);
};

/** The one ID of the catalogue whose name the file has, that no page has, and of whose form there are pages in the folder. */
const idOfName = (book: Casebook, path: PageId): string | undefined => {
  const slug = slugOf(withoutExtension(baseName(path)));
  const ids = [...book.catalogue.byId.values()]
    .filter(({ name }) => slugOf(name) === slug)
    .map(({ id }) => id)
    .filter(id => pagesIn(book.vault, folderOf(path), formOfId(id)).length > 0)
    .filter(id => pagesWithId(book, id).length === 0);
  return ids.length === 1 ? ids[0] : undefined;
};

const idOfFile = (path: PageId): string | undefined => {
  const file = withoutExtension(baseName(path));
  return isAtlasId(file) ? file : undefined;
};

/** So many pages are asked what they call a page that is not there. */
const MAX_ASKED = 50;

/** Broken links of other pages with one of these keys; none while it is not known which pages have them. */
const askers = (book: Casebook, keys: readonly string[]): readonly (readonly [Page, Link])[] => {
  const mentions = book.vault.bodies.known()?.mentions;
  const pages = new Set(keys.flatMap(key => (mentions === undefined ? [] : (get(mentions, key) ?? []))));
  return [...pages]
    .sort()
    .slice(0, MAX_ASKED)
    .flatMap(id => {
      const page = pageOf(book.vault, id);
      const links = page?.links.filter(link => linkKeys(link).some(key => keys.includes(key))) ?? [];
      return page === undefined ? [] : links.map(link => [page, link] as const);
    })
    .filter(([page, link]) => ['missing', 'folder'].includes(resolveLink(book, page, link).kind));
};

/** What an ID is called: by the catalogue, else by most labels of the vault. */
const nameOfId = (book: Casebook, id: string): string | undefined => {
  const known = nameOf(book.catalogue, id);
  if (known !== undefined) return known;
  const uses = book.vault.bodies.known()?.uses;
  const pages = uses === undefined ? [] : (get(uses, idKey(id)) ?? []).toSorted().slice(0, MAX_ASKED);
  const names = pages.flatMap(path =>
    (pageOf(book.vault, path)?.links ?? []).flatMap(({ label }) => {
      const said = label === undefined ? undefined : readIdLabel(label);
      return said?.id === id && said.strict ? (said.name ?? []) : [];
    }),
  );
  return commonest(names);
};

/** A file's name as a title: `kiosk-threat-model` is `Kiosk threat model`; one with blanks or capitals is left as it is. */
const nameOfFile = (path: PageId): string => {
  const file = withoutExtension(baseName(path));
  if (/[\s\p{Lu}]/u.test(file)) return file;
  const words = file.replace(/[-_]+/g, ' ').trim();
  return words === '' ? file : words.replace(/^./u, first => first.toUpperCase());
};

/**
 * The path of a page that a target without one names: from the vault's root, or below the only folder that it can mean; relative to
 * the page with `./`; a bare name is in the page's folder. Undefined outside of the vault, for other files, and for what no file can
 * be named.
 */
const pathOfTarget = (book: Casebook, page: Page, link: Link): PageId | undefined => {
  const { vault } = book;
  const resolution = resolveLink(book, page, link);
  if (resolution.kind === 'folder') return creatable(vault, `${resolution.path}.md`);
  const target = normalise(decodePercent(link.target)).replaceAll('\\', '/').replace(/\/+$/, '');
  if (/^\.\.?\//.test(target)) return creatable(vault, withExtension(joinPath(folderOf(page.id), target)));
  const bare = withExtension(target.replace(/^\/+/, ''));
  const folder = folderOf(bare ?? '');
  if (bare === undefined || target.startsWith('/')) return creatable(vault, bare);
  if (folder === '') return creatable(vault, withExtension(joinPath(folderOf(page.id), target)));
  return creatable(vault, `${existingFolder(vault, folder) ?? folder}/${baseName(bare)}`);
};

const withExtension = (path: string | undefined): string | undefined =>
  path === undefined || path === '' ? undefined : isMarkdown(path) ? path : `${path}.md`;

/** The path, if a page can be created there and is then part of the vault. */
const creatable = (vault: Vault, path: string | undefined): PageId | undefined =>
  path !== undefined &&
  path.split('/').every(isLinkable) &&
  !ATTACHMENT.test(withoutExtension(path)) &&
  takenPath(vault, path) === undefined
    ? path
    : undefined;

/** Whether every system takes this for a file's or folder's name, and a link can name it as it is. */
const isLinkable = (name: string): boolean => fileNameFault(name) === undefined && !/[#^[\]]/.test(name);

const ATTACHMENT =
  /\.(?:png|jpe?g|gif|svg|webp|avif|bmp|ico|tiff?|pdf|mp[34]|m4[av]|wav|ogg|og[av]|flac|3gp|webm|mov|mkv|avi|docx?|xlsx?|pptx?|od[tsp]|epub|zip|tar|gz|7z|csv|tsv|json[cl]?|ya?ml|xml|html?|txt|log|bib|canvas|base|excalidraw|drawio|ipynb|py|sh|exe|bin|pkl|onnx)$/i;
