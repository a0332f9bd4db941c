import { commonest } from '../core/commonest.ts';
import { takenPath } from '../core/fileNames.ts';
import { get, has } from '../core/layeredMap.ts';
import type { PageId } from '../core/page.ts';
import { baseName, fold, folderOf, withoutExtension } from '../core/paths.ts';
import type { Vault } from '../core/vault.ts';
import { nameKey, pageOf } from '../core/vault.ts';
import { pageIdentity } from './pageIdentity.ts';
import type { Casebook } from './casebook.ts';
import { pagesWithId } from './casebook.ts';
import { nameOf, techniqueOf } from './catalogue.ts';
import { parentId, slugOf } from './ids.ts';
import type { Form } from './pageForms.ts';
import { formOf, formOfId, foldersOfForm, pagesIn, pagesNear } from './pageForms.ts';
import { subTechniquePages } from './subTechniques.ts';

/**
 * Where the page of an ID belongs that no page of the vault has: a technique beside the folder of its sub-techniques, a sub-technique
 * with its siblings, any other page in the folder of its kind and tactic. Named as the pages there are; never a path that is taken.
 */
export const placeOf = (book: Casebook, id: string, name: string): PageId => {
  const { vault } = book;
  const beside = folderOfChildren(book, id);
  if (beside !== undefined && takenPath(vault, `${beside}.md`) === undefined) return `${beside}.md`;
  const folder = homeOf(book, id);
  const path = (file: string): PageId => (folder === '' ? `${file}.md` : `${folder}/${file}.md`);
  const file = fileNameLike(book, folder, id, name);
  let free = path(file);
  for (let i = 2; takenPath(vault, free) !== undefined; i++) free = path(`${file}-${i}`);
  return free;
};

/** The folder that holds a technique's sub-techniques and no page of another ID; undefined where there is none. */
const folderOfChildren = (book: Casebook, id: string): string | undefined => {
  const children = subTechniquePages(book, id);
  return commonest(children.map(child => folderOf(child.id)).filter(folder => onlyChildren(book, folder, id)));
};

const onlyChildren = (book: Casebook, folder: string, id: string): boolean =>
  !isGroup(book, folder) &&
  ATLAS_FORMS.every(form =>
    pagesIn(book.vault, folder, form).every(page => parentId(pageIdentity(page).id ?? '') === id),
  );

const ATLAS_FORMS: readonly Form[] = ['tactic', 'technique', 'subTechnique', 'mitigation', 'caseStudy'];

/** Whether a folder is that of a kind or of a tactic, whatever few pages it holds. */
const isGroup = ({ vault, catalogue }: Casebook, folder: string): boolean => {
  const name = nameKey(folder);
  return (
    folder === '' ||
    /^(?:sub-?)?techniques?$/.test(name) ||
    catalogue.tacticOrder.some(tactic => slugOf(nameOf(catalogue, tactic) ?? '') === name) ||
    (get(vault.byName, name) ?? []).some(path => formOfPath(vault, path) === 'tactic')
  );
};

const formOfPath = (vault: Vault, path: string): Form | undefined => {
  const page = pageOf(vault, path);
  return page === undefined ? undefined : formOf(page);
};

const homeOf = (book: Casebook, id: string): string => {
  const parent = parentId(id);
  if (parent !== undefined) return homeOfChild(book, parent);
  const form = formOfId(id);
  return folderOfTactic(book, id) ?? commonFolder(book, form) ?? defaultFolder(book.vault, form);
};

/** With its siblings; else as other sub-techniques stand to their parents: in a folder of the parent's name, or beside it. */
const homeOfChild = (book: Casebook, parent: string): string => {
  const siblings = commonest(subTechniquePages(book, parent).map(page => folderOf(page.id)));
  if (siblings !== undefined) return siblings;
  const path = pagesWithId(book, parent)[0]?.id;
  if (path === undefined) return homeOf(book, parent);
  const inFolder = pagesNear(book.vault, path, 'subTechnique').some(page => {
    const own = parentId(pageIdentity(page).id ?? '');
    return own !== undefined && pagesWithId(book, own).some(other => withoutExtension(other.id) === folderOf(page.id));
  });
  return inFolder ? withoutExtension(path) : folderOf(path);
};

/** The folder with most of the techniques whose first tactic is this one's. */
const folderOfTactic = (book: Casebook, id: string): string | undefined => {
  const tacticOf = (other: string | undefined) =>
    other === undefined ? undefined : techniqueOf(book.catalogue, other)?.tactics[0];
  const tactic = tacticOf(id);
  if (tactic === undefined) return undefined;
  const folders = [...foldersOfForm(book.vault, 'technique')].sort(([a], [b]) => (a < b ? -1 : 1));
  return commonest(
    folders.flatMap(([folder, pages]) =>
      pages.filter(page => tacticOf(pageIdentity(page).id) === tactic).map(() => folder),
    ),
  );
};

/** The folder that holds all pages of a form, or the one that all their folders lie in. */
const commonFolder = ({ vault }: Casebook, form: Form): string | undefined => {
  const folders = [...foldersOfForm(vault, form).keys()].map(folder => folder.split('/'));
  const [first] = folders;
  return first
    ?.filter((_, i) => folders.every(other => first.slice(0, i + 1).every((part, k) => other[k] === part)))
    .join('/');
};

const defaultFolder = (vault: Vault, form: Form): string => {
  const name = DEFAULT_FOLDER[form];
  const known = get(vault.foldersByName, name) ?? [];
  return known.length === 1 && known[0] !== undefined ? known[0] : name;
};

const DEFAULT_FOLDER: Readonly<Record<Form, string>> = {
  tactic: 'tactics',
  technique: 'techniques',
  subTechnique: 'techniques',
  mitigation: 'mitigations',
  caseStudy: 'case-studies',
  note: 'notes',
};

/** The file's name for an ID and name, made as most pages of the form are named that are in the folder or near it. */
const fileNameLike = ({ vault }: Casebook, folder: string, id: string, name: string): string => {
  const near = pagesNear(vault, `${folder}/x.md`, formOfId(id));
  const votes = NAMINGS.map(naming => ({
    naming,
    fits: near.filter(page => {
      const own = pageIdentity(page);
      const file = withoutExtension(baseName(page.id));
      return own.id !== undefined && fold(naming(own.id, own.name, folderOf(page.id))) === fold(file);
    }).length,
  })).sort((a, b) => b.fits - a.fits);
  const file = (votes[0]?.naming ?? slug)(id, name, folder);
  return fileSafe(file) === '' ? id : fileSafe(file);
};

type Naming = (id: string, name: string, folder: string) => string;

const slug: Naming = (_, name) => slugOf(name);

const NAMINGS: readonly Naming[] = [
  slug,
  (_, name, folder) => `${baseName(folder)}-${slugOf(name)}`,
  id => id,
  (_, name) => fileSafe(name),
  (id, name) => `${id}-${slugOf(name)}`,
  (id, name) => `${id} ${fileSafe(name)}`,
];

/** A text without what no file name can hold, or no link name. */
const fileSafe = (text: string): string =>
  text
    .replace(/[\\/:*?"<>|#^[\]{}%\x00-\x1f\x7f]+/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[\s.]+|[\s.]+$/g, '');

/** A folder of the vault in its own case: of this path, else the only one whose path ends so. */
export const existingFolder = (vault: Vault, folder: string): string | undefined => {
  if (has(vault.folders, folder)) return folder;
  const folded = fold(folder);
  const named = (get(vault.foldersByName, baseName(folded)) ?? []).map(other => [other, fold(other)] as const);
  const whole = named.find(([, other]) => other === folded);
  if (whole !== undefined) return whole[0];
  const ends = named.filter(([, other]) => other.endsWith(`/${folded}`));
  return ends.length === 1 ? ends[0]?.[0] : undefined;
};
