import { shownHeading, withoutCount } from './fragmentText.ts';
import { get } from './layeredMap.ts';
import type { Block, Heading, Page, PageId } from './page.ts';
import { baseName, fold, folderOf, isMarkdown, joinPath, normalise, withoutExtension } from './paths.ts';
import type { Vault } from './vault.ts';
import { decodePercent, nameKey } from './vault.ts';

/** What a link's target means from the page that it stands in (design: the resolution rules, in order). */
export type Resolution =
  /** `path` is a page's id, or the path of another file. `exactCase` is false if only folding case found it. */
  | { readonly kind: 'found'; readonly path: string; readonly exactCase: boolean }
  /** Several pages fit; `best` comes first in `candidates` and is where a jump goes. */
  | { readonly kind: 'ambiguous'; readonly candidates: readonly string[]; readonly best: string }
  /** No page, but a folder of this path exists. */
  | { readonly kind: 'folder'; readonly path: string }
  | { readonly kind: 'missing' };

const MISSING: Resolution = { kind: 'missing' };

/** Resolves a target (a path without fragment, as written) from the page `from`. */
export const resolveTarget = (vault: Vault, from: PageId, target: string): Resolution => {
  // Only a relative target, an empty one, and one with several candidates mean something else from another page.
  if (target === '' || target.charCodeAt(0) === 46) return resolveAnew(vault, from, target);
  const answers = answersIn(vault);
  const known = answers.get(target);
  if (known !== undefined) return known;
  const found = resolveAnew(vault, from, target);
  if (found.kind !== 'ambiguous') answers.set(target, found);
  return found;
};

const answersByNames = new WeakMap<
  Vault['byName'],
  { folders: Vault['foldersByName']; answers: Map<string, Resolution> }
>();

/**
 * What targets were found to mean in vaults of these names; the links of a vault repeat each target some thirty times. Versions
 * of a vault share its names until a path is added or removed: typing does not.
 */
const answersIn = ({ byName, foldersByName }: Vault): Map<string, Resolution> => {
  let known = answersByNames.get(byName);
  if (known?.folders !== foldersByName) {
    known = { folders: foldersByName, answers: new Map() };
    answersByNames.set(byName, known);
  }
  return known.answers;
};

const resolveAnew = (vault: Vault, from: PageId, target: string): Resolution => {
  const found = resolveWritten(vault, from, target);
  if (found.kind !== 'missing' || !target.includes('%')) return found;
  const decoded = decodePercent(target);
  return decoded === target ? found : resolveWritten(vault, from, decoded);
};

/** The path that a resolution leads to: the page or file found, or the best of several; undefined if none. */
export const resolvedPath = (resolution: Resolution): string | undefined =>
  resolution.kind === 'found' ? resolution.path : resolution.kind === 'ambiguous' ? resolution.best : undefined;

const resolveWritten = (vault: Vault, from: PageId, written: string): Resolution => {
  if (written === '') return { kind: 'found', path: from, exactCase: true };
  const target = normalise(written.includes('\\') ? written.replaceAll('\\', '/') : written);
  const anchored = anchoredPath(from, target);
  if (anchored === undefined) return MISSING;
  const path = anchored.path;
  const candidates = get(vault.byName, nameKey(path));
  return (
    (candidates &&
      (pick(from, path, candidates, isPage, anchored.exact) ?? pick(from, path, candidates, isFile, anchored.exact))) ||
    folder(vault, path, anchored.exact)
  );
};

/** Rules 2 and 3: where the target names a path from the root (`exact`), or may be the end of one. */
const anchoredPath = (from: PageId, target: string): { path: string; exact: boolean } | undefined => {
  const relative = target.startsWith('./') || target.startsWith('../');
  if (relative) {
    const path = joinPath(normalise(folderOf(from)), target);
    return path === undefined ? undefined : { path, exact: true };
  }
  return target.startsWith('/') ? { path: target.replace(/^\/+/, ''), exact: true } : { path: target, exact: false };
};

const isPage = (path: string): boolean => isMarkdown(path);
const isFile = (path: string): boolean => !isMarkdown(path);

/** Tries, among paths of the right name: the whole path, exact then folded; then its end, exact then folded. */
const pick = (
  from: PageId,
  target: string,
  all: readonly string[],
  wanted: (path: string) => boolean,
  whole: boolean,
): Resolution | undefined => {
  const candidates = all.length === 1 ? all : all.filter(wanted);
  if (candidates.length === 0 || (all.length === 1 && !wanted(all[0] ?? ''))) return undefined;
  const bare = withoutExtension(target);
  const folded = fold(bare);
  const names = candidates.map(path => normalise(withoutExtension(path)));
  const choose = (fits: (name: string) => boolean, exactCase: boolean): Resolution | undefined => {
    const found = candidates.filter((_, i) => fits(names[i] ?? ''));
    const [first] = found;
    if (first === undefined) return undefined;
    if (found.length === 1) return { kind: 'found', path: first, exactCase };
    const ranked = [...found].sort(nearerTo(from));
    return { kind: 'ambiguous', candidates: ranked, best: ranked[0] ?? first };
  };
  return (
    choose(name => name === bare, true) ??
    choose(name => fold(name) === folded, false) ??
    (whole
      ? undefined
      : (choose(name => endsWithPath(name, bare), true) ?? choose(name => endsWithPath(fold(name), folded), false)))
  );
};

const endsWithPath = (path: string, end: string): boolean =>
  path.endsWith(end) && path.charCodeAt(path.length - end.length - 1) === 47;

/** Rule 4's order of several pages: the one in the asking page's folder, then the fewest components, then the alphabet. */
const nearerTo =
  (from: PageId) =>
  (a: string, b: string): number => {
    const folder = folderOf(from);
    const here = Number(folderOf(b) === folder) - Number(folderOf(a) === folder);
    return here || a.split('/').length - b.split('/').length || (a < b ? -1 : a > b ? 1 : 0);
  };

const folder = (vault: Vault, target: string, whole: boolean): Resolution => {
  const path = target.replace(/\/+$/, '');
  const folded = fold(path);
  const fits = (get(vault.foldersByName, baseName(folded)) ?? []).filter(name => {
    const other = fold(name);
    return other === folded || (!whole && endsWithPath(other, folded));
  });
  const best = fits.find(name => normalise(name) === path) ?? [...fits].sort(nearerTo(''))[0];
  return best === undefined ? MISSING : { kind: 'folder', path: best };
};

/** What a fragment (`Heading`, `A#B`, `^block`) names in a page; undefined if it is not there. An empty one names the page's start. */
export const resolveFragment = (page: Places, fragment: string): Heading | Block | undefined => {
  if (fragment.startsWith('^')) {
    const id = fragment.slice(1).toLowerCase();
    return page.blocks.find(block => block.id.toLowerCase() === id);
  }
  const path = fragment.split('#').map(headingKeys);
  const last = path.pop() ?? [];
  const keys = keysOfHeadings(page);
  return page.headings.find((_, i) => meet(keys[i] ?? [], last) && nestsUnder(page, i, path));
};

/** What fragments can name. */
export type Places = Pick<Page, 'headings' | 'blocks'>;

const keysByPage = new WeakMap<Places, readonly (readonly string[])[]>();

/** The keys of a page's headings, remembered: a page that is linked by heading is asked for each such link. */
const keysOfHeadings = (page: Places): readonly (readonly string[])[] => {
  let keys = keysByPage.get(page);
  if (keys === undefined) {
    keys = page.headings.map(({ text }) => headingKeys(text));
    keysByPage.set(page, keys);
  }
  return keys;
};

const nestsUnder = (page: Places, index: number, path: readonly (readonly string[])[]): boolean => {
  let level = page.headings[index]?.level ?? 1;
  let wanted = path.length - 1;
  for (let i = index - 1; i >= 0 && wanted >= 0; i--) {
    const heading = page.headings[i];
    if (heading === undefined || heading.level >= level) continue;
    level = heading.level;
    if (meet(keysOfHeadings(page)[i] ?? [], path[wanted] ?? [])) wanted--;
  }
  return wanted < 0;
};

/** A heading's text, or its GitHub slug, as it is compared: letters and digits only, in lower case. */
export const headingKey = (text: string): string => {
  const key = fold(text).replace(/[^\p{L}\p{N}\p{M}]+/gu, '');
  return key === '' ? fold(text).trim() : key;
};

/** The keys of a heading or fragment as written, and without a trailing count `(5)`. */
const headingKeys = (text: string): readonly string[] => {
  const shown = shownHeading(text);
  const key = headingKey(shown);
  const uncounted = withoutCount(shown);
  return uncounted === shown ? [key] : [key, headingKey(uncounted)];
};

const meet = (a: readonly string[], b: readonly string[]): boolean => a.some(key => b.includes(key));
