import { decode } from '../uris.ts';

/**
 * The `href` with which a page's preview opens another file: relative to the page's folder, every component
 * percent-encoded, since VS Code's preview resolves such links itself and takes those from `/` for the workspace
 * folder's. `from` and `to` are URIs, `fragment` is a heading's slug, percent-encoded or not. A place in the page itself is
 * only `#slug`.
 */
export function relativeHref(from: string, to: string, fragment: string | undefined): string {
  const hash = fragment === undefined ? '' : `#${encodeURIComponent(decode(fragment))}`;
  const here = parts(from);
  const there = parts(to);
  if (here.origin !== there.origin) return `${to}${hash}`;
  if (hash !== '' && here.path.join('/') === there.path.join('/')) return hash;
  const folder = here.path.slice(0, -1);
  let shared = 0;
  while (shared < folder.length && shared < there.path.length - 1 && folder[shared] === there.path[shared]) shared++;
  const down = there.path.slice(shared).map(encodeURIComponent);
  return `${'../'.repeat(folder.length - shared)}${down.join('/')}${hash}`;
}

/** Scheme and authority, and the decoded components of the path: two writers of one URI need not encode it alike. */
function parts(uri: string): { readonly origin: string; readonly path: readonly string[] } {
  const [, origin = '', path = ''] = /^([^:/?#]+:(?:\/\/[^/?#]*)?)([^?#]*)/.exec(uri) ?? [];
  return { origin, path: path.split('/').map(decode) };
}
