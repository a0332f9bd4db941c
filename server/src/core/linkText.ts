import { get, values } from './layeredMap.ts';
import { memoised } from './memo.ts';
import type { Link, PageId } from './page.ts';
import { folderOf, isMarkdown, normalise, relativePath, withoutExtension } from './paths.ts';
import { resolvedPath, resolveTarget } from './resolve.ts';
import type { Vault } from './vault.ts';
import { isUrl, nameKey } from './vault.ts';

/** How links are written: from the vault's root, as short as is unique, or from the page's folder with `./`. */
export type LinkStyle = 'full-path' | 'shortest-unique' | 'relative';

export interface LinkParts {
  readonly target: string;
  readonly fragment?: string | undefined;
  readonly label?: string | undefined;
  readonly embed?: boolean | undefined;
  /** In a table the label's bar is written `\|`. */
  readonly inTable?: boolean | undefined;
}

/** The text of a wiki-link or embed. Line breaks and brackets that would end it early are taken out of the label. */
export const formatLink = ({ target, fragment, label, embed, inTable }: LinkParts): string => {
  const hash = fragment === undefined || fragment === '' ? '' : `#${fragment}`;
  const bar = label === undefined || label === '' ? '' : linkBar(inTable) + linkLabel(label, inTable);
  return `${embed ? '!' : ''}[[${target}${hash}${bar}]]`;
};

/** What stands between a link's target and its label. */
export const linkBar = (inTable: boolean | undefined): string => (inTable ? '\\|' : '|');

/** A text as it can stand as a label: on one line, without double brackets, bars escaped in a table. */
export const linkLabel = (text: string, inTable: boolean | undefined): string => {
  if (PLAIN_LABEL.test(text)) return text;
  const line = text
    .replace(/\s+/g, ' ')
    .replace(/\[\[|\]\]/g, '')
    .replace(/\]$/, '')
    .trim();
  return inTable ? line.replace(/\\?\|/g, '\\|') : line;
};

/** Words with single spaces between them, without brackets and bars: nearly every label. */
const PLAIN_LABEL = /^[^\s[\]|]+(?: [^\s[\]|]+)*$/;

/**
 * How a link on the page `from` to a page or file is written in a style: without `.md` for pages, with the extension
 * for files. The target resolves to exactly `path`; where the style cannot do that, the path from the root is given.
 */
export const linkTargetFor = (vault: Vault, from: PageId, path: string, style: LinkStyle): string => {
  // The commonest case, without the rest: lists ask for hundreds.
  if (style === 'full-path') {
    const full = fullTarget(path);
    if (leadsTo(vault, from, full, path)) return full;
  }
  for (const target of candidates(from, path, style)) if (leadsTo(vault, from, target, path)) return target;
  return encodeTarget(path);
};

/** Targets in the style, best first; then the path from the root, and last with the extension of a page. */
function* candidates(from: PageId, path: string, style: LinkStyle): Generator<string> {
  const full = fullTarget(path);
  if (style === 'relative') yield encodeTarget(shownPath(relativePath(folderOf(from), path)));
  else if (style === 'shortest-unique') {
    for (let at = full.lastIndexOf('/'); at > 0; at = full.lastIndexOf('/', at - 1)) yield full.slice(at + 1);
  }
  yield full;
  yield `/${full}`;
  yield encodeTarget(path);
}

/** The target from the vault's root. Remembered: the same two hundred pages are listed at each keystroke. */
const fullTarget = memoised((path: string): string => encodeTarget(shownPath(path)), 1 << 10);

const shownPath = (path: string): string => (isMarkdown(path) ? withoutExtension(path) : path);

/** A path percent-encoded where it has a character that means something else inside `[[…]]`. */
const encodeTarget = (path: string): string =>
  SPECIAL.test(path) ? path.replace(/[#|[\]{}%]/g, char => `%${char.charCodeAt(0).toString(16).toUpperCase()}`) : path;

const SPECIAL = /[#|[\]{}]/;

const leadsTo = (vault: Vault, from: PageId, target: string, path: string): boolean => {
  const resolution = resolveTarget(vault, from, target);
  return resolution.kind === 'found' && resolution.path === path;
};

/**
 * The style that a link on the page `from` is written in. Undefined where it says nothing: it resolves to no page or
 * file, no style writes it so, or two do (a page at the root is `name` by its path and at its shortest).
 */
export const linkStyleOf = (vault: Vault, from: PageId, link: Link): LinkStyle | undefined => {
  if ((link.kind !== 'wiki' && link.kind !== 'embed') || link.target === '' || isUrl(link.target)) return undefined;
  const path = resolvedPath(resolveTarget(vault, from, link.target));
  if (path === undefined) return undefined;
  const written = normalise(shownPath(link.target));
  if (written.startsWith('./') || written.startsWith('../')) return 'relative';
  const isFull = written === normalise(encodeTarget(shownPath(path)));
  // Nearly every name is the only one, and then shorter than its path.
  if (isFull && path.includes('/') && get(vault.byName, nameKey(path))?.length === 1) return 'full-path';
  const isShortest = written === normalise(linkTargetFor(vault, from, path, 'shortest-unique'));
  return isFull === isShortest ? undefined : isFull ? 'full-path' : 'shortest-unique';
};

/** So many pages, spread over the vault, tell its habit; more would only cost time at start. */
const ENOUGH_PAGES = 512;

/** The style that most links of the vault have (of a large vault, those of some hundred pages); `shortest-unique` where none leads. */
export const chooseLinkStyle = (vault: Vault): LinkStyle => {
  const stride = Math.max(1, Math.floor(vault.pages.size / ENOUGH_PAGES));
  const count: Record<LinkStyle, number> = { 'full-path': 0, 'shortest-unique': 0, relative: 0 };
  let place = 0;
  for (const page of values(vault.pages)) {
    if (place++ % stride !== 0) continue;
    for (const link of page.links) {
      const style = linkStyleOf(vault, page.id, link);
      if (style !== undefined) count[style]++;
    }
  }
  const most = Math.max(...Object.values(count));
  const leading = STYLES.filter(style => count[style] === most);
  return leading.length === 1 ? (leading[0] ?? 'shortest-unique') : 'shortest-unique';
};

const STYLES: readonly LinkStyle[] = ['full-path', 'shortest-unique', 'relative'];
