/** A folder's URI without a trailing slash, as everything here keeps it. */
export const folderUri = (uri: string): string => uri.replace(/\/+$/, '');

/** The URI of a path (from the vault's root; '' for the root itself). */
export const uriOf = (root: string, path: string): string =>
  path === '' ? root : `${root}/${PLAIN.test(path) ? path : path.split('/').map(encodeComponent).join('/')}`;

/** What needs no encoding, as nearly every path. */
const PLAIN = /^[\w./-]*$/;

/** The path of a URI from a folder, '' for the folder itself; undefined for what lies elsewhere. */
export const pathIn = (root: string, uri: string): string | undefined => {
  const base = comparable(root);
  const full = comparable(uri);
  if (full === base) return '';
  return full.startsWith(`${base}/`) ? full.slice(base.length + 1) : undefined;
};

/** Whether a URI names a file on a disk. */
export const isFileUri = (uri: string): boolean => uri.startsWith('file:');

/** A name that the disk could not spell in Unicode cannot be encoded as it is. */
const encodeComponent = (part: string): string => encodeURIComponent(part.replace(/\p{Surrogate}/gu, '\uFFFD'));

/** Editors encode more or fewer characters, and the drive letter of Windows in either case. */
const comparable = (uri: string): string => decoded(uri).replace(/^file:\/\/\/[A-Z]:/, drive => drive.toLowerCase());

const decoded = (uri: string): string => {
  if (!uri.includes('%')) return uri;
  try {
    return decodeURIComponent(uri);
  } catch {
    return uri;
  }
};
