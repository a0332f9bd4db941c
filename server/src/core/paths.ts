/** A text as it is compared: Unicode NFC. Plain ASCII, nearly every path, is returned as it is. */
export const normalise = (text: string): string => (isAscii(text) ? text : text.normalize('NFC'));

/** A text as it is compared when case does not matter: NFC, lower case. */
export const fold = (text: string): string => normalise(text).toLowerCase();

const isAscii = (text: string): boolean => {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 127) return false;
  return true;
};

/** The last component of a path. */
export const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** The path's folder, without a trailing `/`; empty for a file at the root. */
export const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

/** A path without a trailing `.md` in any case. */
export const withoutExtension = (path: string): string => (isMarkdown(path) ? path.slice(0, -3) : path);

/** What the front matter `id` of a page may be: its file's name, and of an index or README also its folder's. */
export const slugsOf = (path: string): readonly string[] => {
  const name = withoutExtension(baseName(path));
  return /^(?:index|readme)$/i.test(name) && path.includes('/') ? [name, baseName(folderOf(path))] : [name];
};

/** Whether a path names a markdown page. */
export const isMarkdown = (path: string): boolean => {
  const n = path.length;
  return (
    n > 3 &&
    path.charCodeAt(n - 3) === 46 &&
    (path.charCodeAt(n - 2) | 32) === 109 &&
    (path.charCodeAt(n - 1) | 32) === 100
  );
};

/**
 * Joins a relative path (`./a`, `../b/c`, `d`) to a folder. `undefined` where `..` leaves the vault.
 */
export const joinPath = (folder: string, relative: string): string | undefined => {
  const parts = folder === '' ? [] : folder.split('/');
  for (const part of relative.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join('/');
};

/** The path from a folder to a file as `./x` or `../y/x`. */
export const relativePath = (folder: string, path: string): string => {
  const from = folder === '' ? [] : folder.split('/');
  const to = path.split('/');
  let shared = 0;
  while (shared < from.length && shared < to.length - 1 && from[shared] === to[shared]) shared++;
  const up = from.length - shared;
  return (up === 0 ? './' : '../'.repeat(up)) + to.slice(shared).join('/');
};

/** The names of the folders above a file, nearest first. */
export const foldersAbove = (path: string): readonly string[] => {
  const folder = folderOf(path);
  return folder === '' ? [] : folder.split('/').reverse();
};
