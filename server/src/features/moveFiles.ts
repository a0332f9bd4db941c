import type { Casebook } from '../atlas/casebook.ts';
import { resolveFrom } from '../atlas/linkedPage.ts';
import { setText } from '../core/frontMatterEdit.ts';
import { get } from '../core/layeredMap.ts';
import type { Page, PageId } from '../core/page.ts';
import { baseName, isMarkdown, normalise, slugsOf, withoutExtension } from '../core/paths.ts';
import type { Resolution } from '../core/resolve.ts';
import { resolvedPath } from '../core/resolve.ts';
import type { TextEdit } from '../core/text.ts';
import type { Vault } from '../core/vault.ts';
import { linkKeys, pageOf } from '../core/vault.ts';
import type { FileRename, VaultEdit } from '../core/vaultEdit.ts';
import { NO_EDIT } from '../core/vaultEdit.ts';
import type { WrittenLink } from '../core/writtenLink.ts';
import { pagesWithDefinitions, writtenLinksWhere } from '../core/writtenLink.ts';
import type { Moved } from './moveFiles/movedPaths.ts';
import { readMoves, vaultAfter } from './moveFiles/movedPaths.ts';
import type { Written } from './moveFiles/ownStyle.ts';
import { losesForm, targetsLike } from './moveFiles/ownStyle.ts';

export interface MoveOptions {
  /** False where the editor itself rewrites markdown links when files move. Default true. */
  readonly markdownLinks?: boolean | undefined;
}

/**
 * The edits that keep a vault's links when files and folders move at once, for the texts and paths before the move; the
 * move itself is not among them. Every link, embed and definition that leads to a page, file or folder still leads there,
 * be it that what it leads to moves, the page that it stands on, or a third page that comes between. Each is written in the
 * form that it has; one that needs no other text keeps the one it has. `id` follows where it was the file's name.
 * Pages keep their titles, and labels what they say.
 */
export const moveFiles = (book: Casebook, moves: readonly FileRename[], options: MoveOptions = {}): VaultEdit => {
  const { vault } = book;
  const moved = readMoves(vault, moves);
  if (moved.files.size === 0) return NO_EDIT;
  const world: World = { book, moved, after: vaultAfter(vault, moved), options };
  const edits = candidates(vault, moved).flatMap(page => {
    const ofPage = [...idEdits(page, moved), ...linkEdits(world, page)];
    return ofPage.length === 0 ? [] : { page: page.id, edits: ofPage };
  });
  return { ...NO_EDIT, edits };
};

interface World {
  readonly book: Casebook;
  readonly moved: Moved;
  readonly after: Vault;
  readonly options: MoveOptions;
}

/** The pages that may have to change, sorted by path: those that move, and those with a link of a name that moves. */
const candidates = (vault: Vault, { files, names }: Moved): readonly Page[] => {
  const ids = new Set<PageId>(files.keys());
  const { mentions } = vault.bodies.get();
  for (const name of names) for (const id of get(mentions, name) ?? []) ids.add(id);
  for (const id of pagesWithDefinitions(vault)) ids.add(id);
  return [...ids].sort().flatMap(id => pageOf(vault, id) ?? []);
};

/** A front matter `id` that is the file's name, or for an index its folder's, becomes the new one. */
const idEdits = (page: Page, { files }: Moved): readonly TextEdit[] => {
  const to = files.get(page.id);
  if (to === undefined || !isMarkdown(to) || page.frontMatter?.error !== undefined) return [];
  const field = page.frontMatter?.fields.find(({ key }) => key === 'id');
  if (field === undefined || typeof field.value !== 'string') return [];
  const id = normalise(field.value);
  const which = slugsOf(page.id).findIndex(name => normalise(name) === id);
  const name = slugsOf(to)[which] ?? withoutExtension(baseName(to));
  return which < 0 || normalise(name) === id ? [] : [setText(page, field, name)];
};

const linkEdits = (world: World, page: Page): readonly TextEdit[] => {
  const { names, files } = world.moved;
  const follows = (target: string): boolean => linkKeys({ target }).some(key => names.has(key));
  const edits: TextEdit[] = [];
  for (const link of writtenLinksWhere(page, files.has(page.id) ? () => true : follows)) {
    const target = movedTarget(world, page, link);
    if (target !== undefined && target !== link.target)
      edits.push({ span: { start: link.targetStart, end: link.targetEnd }, newText: target });
  }
  return edits.sort((a, b) => a.span.start - b.span.start);
};

/** What a link must be written as to lead where it led; undefined where it needs no change, or led nowhere. */
const movedTarget = ({ book, moved, after, options }: World, page: Page, link: WrittenLink): string | undefined => {
  const isWiki = link.kind === 'wiki' || link.kind === 'embed';
  if (link.target === '' || (!isWiki && options.markdownLinks === false)) return undefined;
  const led = resolveFrom(book.vault, page.id, link);
  const path = led.kind === 'folder' ? led.path : resolvedPath(led);
  if (path === undefined) return undefined;
  const from = moved.pathOf(page.id);
  const goal = moved.pathOf(path);
  const written: Written = { link, from: page.id, path };
  const resolve = (target: string): Resolution => resolveFrom(after, from, { kind: link.kind, target });
  const prefersFull = book.linkStyle === 'full-path';
  const isStale = losesForm(written, from, goal, prefersFull);
  let most = leads(resolve(link.target), goal);
  if (!isStale && most >= leads(led, path)) return undefined;
  let best: string | undefined;
  for (const target of targetsLike(written, from, goal, prefersFull)) {
    const found = leads(resolve(target), goal);
    if (found === SURELY) return target;
    if (found <= most) continue;
    most = found;
    best = target;
  }
  return best;
};

const NOT = 0;
const SURELY = 3;

/** Whether a resolution leads to a path, and how well: not, as the best of several, by folding case, or surely. */
const leads = (resolution: Resolution, path: string): number => {
  switch (resolution.kind) {
    case 'found':
      return resolution.path !== path ? NOT : resolution.exactCase ? SURELY : 2;
    case 'ambiguous':
      return resolution.best === path ? 1 : NOT;
    case 'folder':
      return resolution.path === path ? SURELY : NOT;
    case 'missing':
      return NOT;
  }
};
