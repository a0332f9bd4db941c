import { fragmentText, withoutCount } from '../core/fragmentText.ts';
import { get } from '../core/layeredMap.ts';
import type { Heading, Page, PageId } from '../core/page.ts';
import { headingIndex } from '../core/page.ts';
import type { Places } from '../core/resolve.ts';
import { resolvedPath, resolveFragment } from '../core/resolve.ts';
import { linkKeys, nameKey, pageOf } from '../core/vault.ts';
import type { VaultEdit } from '../core/vaultEdit.ts';
import { editPage } from '../core/vaultEdit.ts';
import type { WrittenLink } from '../core/writtenLink.ts';
import { pagesWithDefinitions, writtenLinksWhere } from '../core/writtenLink.ts';
import type { Casebook } from './casebook.ts';
import { resolveFrom } from './linkedPage.ts';
import { plainText } from './names.ts';

/** A link with a fragment, the page that it stands on, and the one that it leads to. */
export interface FragmentLink {
  readonly from: PageId;
  readonly link: WrittenLink;
  readonly fragment: string;
  readonly to: PageId;
}

/** The links of the vault that name a place in one of these pages, whether it exists or not. */
export const fragmentLinks = function* (book: Casebook, pages: readonly PageId[]): Generator<FragmentLink> {
  const { vault } = book;
  const wanted = new Set(pages);
  const keys = new Set(pages.map(nameKey));
  const { mentions } = vault.bodies.get();
  const sources = new Set([...pages, ...pagesWithDefinitions(vault)]);
  for (const key of keys) for (const source of get(mentions, key) ?? []) sources.add(source);
  const mayLead = (target: string): boolean => target === '' || linkKeys({ target }).some(key => keys.has(key));
  for (const from of sources) {
    const source = pageOf(vault, from);
    for (const link of source === undefined ? [] : writtenLinksWhere(source, mayLead)) {
      const { fragment } = link;
      const to = fragment ? resolvedPath(resolveFrom(vault, from, link)) : undefined;
      if (fragment && to !== undefined && wanted.has(to)) yield { from, link, fragment, to };
    }
  }
};

/** The edit that writes another fragment. */
export const writeFragment = ({ from, link }: FragmentLink, fragment: string): VaultEdit =>
  editPage(from, [{ span: { start: link.fragmentStart, end: link.fragmentEnd }, newText: fragment }]);

/** Headings that get another text: the texts by the page and the index in its `headings`. */
export type HeadingTexts = ReadonlyMap<PageId, ReadonlyMap<number, string>>;

/** What lets links follow headings. */
export interface FollowedHeadings {
  readonly edits: readonly VaultEdit[];
  /** A page with two headings that some link to it cannot tell apart then; the link stays as it is. */
  readonly clash: PageId | undefined;
}

/**
 * Edits of all fragments that name headings, when some of these get other texts. A fragment that is the heading's text becomes its
 * new text, one that is its slug the new slug; so for each part of a nested one (`A#B`).
 */
export const followHeadings = (book: Casebook, texts: HeadingTexts): FollowedHeadings => {
  if (texts.size === 0) return { edits: [], clash: undefined };
  const after = new Map<PageId, Places>();
  for (const [id, ofPage] of texts) {
    const { headings = [], blocks = [] } = pageOf(book.vault, id) ?? {};
    after.set(id, { headings: headings.map((each, i) => ({ ...each, text: ofPage.get(i) ?? each.text })), blocks });
  }
  const edits: VaultEdit[] = [];
  let clash: PageId | undefined;
  for (const each of fragmentLinks(book, [...texts.keys()])) {
    const page = pageOf(book.vault, each.to);
    const place = page && !each.fragment.startsWith('^') ? resolveFragment(page, each.fragment) : undefined;
    const places = after.get(each.to);
    if (page === undefined || places === undefined || place === undefined || !('level' in place)) continue;
    const fragment = fragmentAfter(page, places, place, each, texts.get(each.to) ?? new Map<number, string>());
    if (fragment === undefined) clash ??= each.to;
    else if (fragment !== each.fragment) edits.push(writeFragment(each, fragment));
  }
  return { edits, clash };
};

const fragmentAfter = (
  page: Page,
  after: Places,
  heading: Heading,
  { link, fragment }: FragmentLink,
  texts: ReadonlyMap<number, string>,
): string | undefined => {
  const index = headingIndex(page, heading);
  const parts = fragment.split('#');
  const named = headingsOfParts(page, index, parts);
  const rewritten = parts.map((part, k) => {
    const at = named[k];
    const text = at === undefined ? undefined : texts.get(at);
    return at === undefined || text === undefined ? part : partLike(link, part, page.headings[at]?.text ?? '', text);
  });
  const own = rewritten.join('#');
  const leads = (tried: string): boolean => resolveFragment(after, tried)?.start === heading.start;
  if (leads(own)) return own;
  if (leads(fragment)) return fragment;
  // Another heading of the name comes before: the headings above tell them apart, if they can.
  for (const outer of outerHeadings(after.headings, index)) {
    const nested = `${partLike(link, parts.at(-1) ?? '', heading.text, outer.text)}#${own}`;
    if (leads(nested)) return nested;
  }
  return undefined;
};

/** The headings that a heading stands under, the nearest first. */
const outerHeadings = (headings: readonly Heading[], index: number): readonly Heading[] => {
  const outer: Heading[] = [];
  let level = headings[index]?.level ?? 1;
  for (let i = index - 1; i >= 0; i--) {
    const heading = headings[i];
    if (heading === undefined || heading.level >= level) continue;
    level = heading.level;
    outer.push(heading);
  }
  return outer;
};

/** Which heading each part of a nested fragment names that leads to a heading; undefined for a part that is not needed. */
const headingsOfParts = (page: Page, index: number, parts: readonly string[]): readonly (number | undefined)[] => {
  const named = new Array<number | undefined>(parts.length).fill(undefined);
  named[parts.length - 1] = index;
  let open = parts.length - 2;
  for (const outer of outerHeadings(page.headings, index)) {
    const names = resolveFragment({ headings: [outer], blocks: [] }, parts[open] ?? '');
    if (open < 0 || names === undefined) continue;
    named[open] = headingIndex(page, outer);
    open--;
  }
  return named;
};

/** A part of a fragment that names a heading, written for another text of it in the way that it has: as slug or as text. */
const partLike = (link: WrittenLink, part: string, old: string, text: string): string => {
  const was = shownText(old);
  const isCounted = withoutCount(was) !== was && (part === fragmentText(was) || part === slug(was));
  const shown = isCounted ? shownText(text) : withoutCount(shownText(text));
  if (isSlug(link, part, was)) return slug(shown);
  const plain = leavingOut(fragmentText(shown), was, part);
  return link.place === 'frontMatter' ? oneLine(plain.replace(/["':]+/g, ' ')) : plain;
};

/** A text without the punctuation that a part leaves out of another: `Step 2 A` names the heading `Step 2: A`, as Obsidian writes it. */
const leavingOut = (text: string, was: string, part: string): string => {
  const isLeftOut = (c: string): boolean => was.includes(c) && !part.includes(c);
  return oneLine(text.replace(/[^\p{L}\p{N}\p{M}\s]/gu, c => (isLeftOut(c) ? '' : c)));
};

/** Whether a part is written as a slug: in a markdown link all are, but for those with blanks. */
const isSlug = ({ kind }: WrittenLink, part: string, was: string): boolean => {
  if (kind === 'markdown' || kind === 'image') return !/\s/.test(part);
  return part !== fragmentText(was) && part !== fragmentText(withoutCount(was)) && !/[\s\p{Lu}]/u.test(part);
};

/** A heading's text as a reader sees it. */
const shownText = (text: string): string => oneLine(plainText(text.replace(/\s*\{#[^}]*\}$/, '')));

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** The slug of a heading with this text, as GitHub and VS Code write it. */
const slug = (text: string): string =>
  text
    .toLowerCase()
    .replace(/\s+/g, '-')
    .replace(/[^\p{L}\p{N}\p{M}\p{Pc}-]+/gu, '')
    .replace(/^-+|-+$/g, '');
