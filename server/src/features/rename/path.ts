import type { Casebook } from '../../atlas/casebook.ts';
import { fileNameFault, takenPath } from '../../core/fileNames.ts';
import { has } from '../../core/layeredMap.ts';
import type { Link, Page } from '../../core/page.ts';
import { baseName, fold, folderOf, isMarkdown, joinPath, withoutExtension } from '../../core/paths.ts';
import { decodePercent } from '../../core/vault.ts';
import type { VaultEdit } from '../../core/vaultEdit.ts';
import { NO_EDIT } from '../../core/vaultEdit.ts';
import { moveFiles } from '../moveFiles.ts';
import type { RenameOptions } from './options.ts';
import type { Refusal } from './refusal.ts';
import { refuse } from './refusal.ts';

/** A link's target as the user edits it: the path without percent-encoding. */
export const shownTarget = ({ target }: Link): string => decodePercent(target);

/**
 * Moves the file at `path` to where a link to it would lead that says `typed` in place of its target: what the link leaves out of
 * the path stays as it is (`[[erode]]` to `[[wear]]` renames the file in its folder), and so does the extension.
 */
export const renameTarget = (
  book: Casebook,
  page: Page,
  link: Link,
  path: string,
  typed: string,
  options: RenameOptions,
): VaultEdit | Refusal => {
  const target = typed.trim().replaceAll('\\', '/');
  if (target === '' || target.endsWith('/')) return refuse('A file needs a name.');
  const folder = baseFolder(page, link, path);
  const joined = joinPath(target.startsWith('/') ? '' : folder, target.replace(/^\/+/, ''));
  if (joined === undefined) return refuse('That path lies outside of the vault.');
  return moveFile(book, path, withExtensionOf(path, joined), options);
};

/** The folder that a target starts from: so much of the path as the target does not say. */
const baseFolder = (page: Page, link: Link, path: string): string => {
  const target = shownTarget(link).replaceAll('\\', '/');
  if (target.startsWith('/')) return '';
  const own = folderOf(page.id);
  if (/^\.\.?\//.test(target)) return own;
  const isMarkdownLink = link.kind === 'markdown' || link.kind === 'image';
  const bare = withoutExtension(target);
  if (isMarkdownLink && fold(joinPath(own, bare) ?? '') === fold(withoutExtension(path))) return own;
  return path.split('/').slice(0, -target.split('/').length).join('/');
};

const withExtensionOf = (path: string, to: string): string => {
  const extension = /\.[^./]+$/.exec(path)?.[0] ?? '';
  if (isMarkdown(path)) return isMarkdown(to) ? to : to + extension;
  return /\.[^./]+$/.test(baseName(to)) ? to : to + extension;
};

/** The edit that gives a file another path, with all links to it; refused where the path cannot be one, or is taken. */
export const moveFile = (book: Casebook, from: string, to: string, options: RenameOptions): VaultEdit | Refusal => {
  if (from === to) return NO_EDIT;
  if (options.renamesFiles === false) return refuse('This editor does not let a server rename files.');
  const fault = pathFault(book, from, to);
  if (fault !== undefined) return fault;
  const moves = [{ from, to }];
  return { ...moveFiles(book, moves, options), renames: moves };
};

const pathFault = ({ vault }: Casebook, from: string, to: string): Refusal | undefined => {
  const fault = to
    .split('/')
    .map(fileNameFault)
    .find(each => each !== undefined);
  if (fault !== undefined) return refuse(fault);
  const taken = takenPath(vault, to);
  if (taken !== undefined && taken !== from) return refuse(`The file '${taken}' exists already.`);
  return has(vault.folders, to) ? refuse(`'${to}' is a folder.`) : undefined;
};
