import { pathIn, uriOf } from './uris.ts';

/**
 * The path in a vault that an absolute path of its file system names, or a URI; undefined for what lies elsewhere, and for all
 * other text.
 *
 * @param root URI of the vault's folder.
 */
export const pastedPath = (root: string, text: string): string | undefined => {
  if (/^[a-z][\w+.-]+:\/\//i.test(text)) return pathIn(root, text.replace(/[?#].*$/, ''));
  const slashed = text.replaceAll('\\', '/');
  if (!/^(?:\/|[a-z]:\/)/i.test(slashed)) return undefined;
  const system = /^[^:]+:\/\/[^/]*/.exec(root)?.[0] ?? '';
  return pathIn(root, uriOf(system, slashed.replace(/^\/+/, '')));
};
