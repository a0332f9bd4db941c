import type { PageId } from '../../core/page.ts';
import {
  baseName,
  fold,
  folderOf,
  isMarkdown,
  joinPath,
  normalise,
  relativePath,
  withoutExtension,
} from '../../core/paths.ts';
import { decodePercent, isUrl } from '../../core/vault.ts';
import type { WrittenLink } from '../../core/writtenLink.ts';

/** A link's target, and what it leads to as things are. */
export interface Written {
  readonly link: Pick<WrittenLink, 'kind' | 'target' | 'place'>;
  /** The page that it stands on, and the path of the page, file or folder that it leads to, before the move. */
  readonly from: PageId;
  readonly path: string;
}

/** How a target says a path: from the page's folder, from the root with `/` or without, or by so many last components. */
type Form = 'dotted' | 'beside' | 'rooted' | 'full' | number;

/**
 * How a link of a page that is now `from` may be written so that it leads to `path`: in its own form first, then with more
 * of the path, at last in any form. Each is to be tried; the first that leads there is meant.
 */
export function* targetsLike(written: Written, from: PageId, path: string, prefersFull: boolean): Generator<string> {
  const encode = encoderLike(written);
  const form = formOf(written, prefersFull);
  const isInPlace = folderOf(from) === folderOf(written.from) && folderOf(path) === folderOf(written.path);
  for (const shown of new Set([shownPath(written, path), path])) {
    const dotted = relativePath(folderOf(from), shown);
    if (isInPlace && (form === 'dotted' || form === 'beside'))
      yield encode(withFolderOf(plainTarget(written), baseName(shown)));
    if (form === 'dotted') yield encode(dotted);
    else if (form === 'beside') yield encode(dotted.replace(/^\.\//, ''));
    else if (form === 'rooted') yield encode(`/${shown}`);
    else if (form !== 'full') for (const tail of tailsOf(shown, form)) yield encode(tail);
    yield encode(form === 'beside' ? dotted : shown);
    yield encode(`/${shown}`);
    yield encode(dotted);
  }
}

/**
 * Whether a link of a page that is now `from` no longer has the form that it had, though it may lead to `path` by another rule: it
 * was the whole path, or started from the page's folder as markdown has it.
 */
export const losesForm = (written: Written, from: PageId, path: string, prefersFull: boolean): boolean => {
  const form = formOf(written, prefersFull);
  if (form === 'full') return path !== written.path;
  return form === 'beside' && !samePath(joinPath(folderOf(from), withoutExtension(plainTarget(written))), path);
};

const formOf = (written: Written, prefersFull: boolean): Form => {
  const { link, from, path } = written;
  const target = plainTarget(written);
  if (/^\.\.?\//.test(target)) return 'dotted';
  if (target.startsWith('/')) return 'rooted';
  const bare = withoutExtension(target);
  const isMarkdownLink = link.kind === 'markdown' || link.kind === 'image';
  if (isMarkdownLink && samePath(joinPath(folderOf(from), bare), path)) return 'beside';
  const isWhole = samePath(bare, path);
  // A page at the root is the same by its path and by its name; there the vault's habit tells.
  if (isWhole && (path.includes('/') || prefersFull)) return 'full';
  return bare.split('/').filter(part => part !== '').length;
};

/** A path with another last component. */
const withFolderOf = (path: string, name: string): string => path.slice(0, path.lastIndexOf('/') + 1) + name;

const samePath = (bare: string | undefined, path: string): boolean =>
  bare !== undefined && fold(bare) === fold(withoutExtension(path));

/** The last `least` components of a path, then one more, and so on to all of them. */
function* tailsOf(path: string, least: number): Generator<string> {
  const parts = path.split('/');
  for (let n = Math.max(1, Math.min(least, parts.length)); n <= parts.length; n++) yield parts.slice(-n).join('/');
}

/** A page's extension is written where it was. */
const shownPath = ({ link, path: was }: Written, path: string): string =>
  isMarkdown(path) && (isMarkdown(was) || !/\.\w+$/.test(was)) && !isMarkdown(link.target)
    ? withoutExtension(path)
    : path;

/** The target with `/` between components and, where it leads somewhere only so, percent-decoded. */
const plainTarget = (written: Written): string => {
  const { target } = written.link;
  return normalise(isEncoded(written) ? decodePercent(target) : target).replaceAll('\\', '/');
};

const isEncoded = ({ link: { target }, path }: Written): boolean => {
  if (!target.includes('%') || decodePercent(target) === target) return false;
  const asWritten = fold(withoutExtension(target.replace(/^(?:\.{0,2}\/)+/, '')));
  return !fold(withoutExtension(path)).endsWith(asWritten);
};

/** Writes a path with as many characters percent-encoded as it needs where the link stands, and as the link has it. */
const encoderLike = (written: Written): ((path: string) => string) => {
  const { kind, target, place } = written.link;
  const isMarkdownLink = kind === 'markdown' || kind === 'image';
  const quotes = place === 'frontMatter' ? new RegExp(`[${without(String.raw`"'\:`, target)}]`) : NONE;
  const letters = /%[89a-f][\da-f]/i.test(target) ? /[^\x00-\x7f]/ : NONE;
  if (isMarkdownLink) {
    // Between angle brackets blanks and parentheses may stand as they are.
    const special = /\s/.test(target) ? IN_ANGLES : target.includes('(') ? IN_URL_WITH_PARENTHESES : IN_URL;
    return path => encodeWhere(path, c => special.test(c) || quotes.test(c) || letters.test(c));
  }
  const encodesAll = isEncoded(written);
  return path => {
    const needs = IN_LINK.test(path) || quotes.test(path) || (isUrl(path) && !isUrl(target)) || /^\s|\s$/.test(path);
    if (!needs && !encodesAll) return path;
    const blanks = encodesAll || /^\s|\s$/.test(path) ? /[\s]/ : NONE;
    const colon = isUrl(path) ? /:/ : NONE;
    return encodeWhere(path, c => [IN_LINK, PERCENT, quotes, letters, blanks, colon].some(set => set.test(c)));
  };
};

const NONE = /(?!)/;
const PERCENT = /%/;
/** What would end a wiki-link's target, or keep it from being one. */
const IN_LINK = /[#|[\]{}<`]/;
const IN_ANGLES = /[%#?<>|"\\`[\]]/;
const IN_URL_WITH_PARENTHESES = /[\s%#?<>|"\\`[\]]/;
const IN_URL = /[\s%#?<>|"\\`[\]()]/;

const without = (chars: string, those: string): string =>
  Array.from(chars)
    .filter(c => !those.includes(c))
    .map(c => `\\${c}`)
    .join('');

const encodeWhere = (path: string, special: (char: string) => boolean): string => {
  let encoded = '';
  for (const char of path) encoded += special(char) ? encodeChar(char) : char;
  return encoded;
};

const encodeChar = (char: string): string =>
  char.charCodeAt(0) < 128
    ? `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`
    : encodeURIComponent(char.replace(/\p{Surrogate}/gu, '\uFFFD'));
