import { atlasPage } from '../atlas/atlasPage.ts';
import type { Casebook } from '../atlas/casebook.ts';
import { pagesCalled, pagesWithId } from '../atlas/casebook.ts';
import { isAtlasId, leadingId, sitePathId } from '../atlas/ids.ts';
import { resolveLink } from '../atlas/linkedPage.ts';
import type { Block, Heading, Link, Page, PageId } from '../core/page.ts';
import { resolvedPath, resolveFragment } from '../core/resolve.ts';
import type { Span } from '../core/text.ts';
import { touches } from '../core/text.ts';
import { isUrl, pageOf } from '../core/vault.ts';

/** What a stretch of a page stands for: what jumps lead to, hovers describe and references are counted of. */
export type Subject =
  /** Pages or other files, best first; several where they claim one ID or name. */
  | { readonly kind: 'pages'; readonly paths: readonly string[] }
  | { readonly kind: 'heading'; readonly page: Page; readonly heading: Heading }
  | { readonly kind: 'block'; readonly page: Page; readonly block: Block }
  /** An ID that is no page's own. */
  | { readonly kind: 'id'; readonly id: string }
  /** A link to a folder that has no page of its path; `id` is that of the link's label, if no page has it. */
  | { readonly kind: 'folder'; readonly path: string; readonly id: string | undefined }
  | { readonly kind: 'broken'; readonly link: Link; readonly id: string | undefined };

/** What stands at an offset. */
export interface Target {
  /** All of it: the link with its brackets, the ID, the text of the heading. */
  readonly span: Span;
  /** The link that the offset is on, if it is on one. */
  readonly link: Link | undefined;
  readonly subject: Subject;
  /** Whether the subject is stated here, not referred to: a heading, a block's mark, the page's own title or ID. */
  readonly own: boolean;
}

/**
 * What stands at an offset of a page and what it means; undefined on plain text and on addresses outside of the vault.
 * An offset right behind something is still on it, unless something else starts there. In a link with a fragment the
 * target means the page, fragment and label the place in it.
 */
export const targetAt = (book: Casebook, page: Page, offset: number): Target | undefined => {
  const link = at(page.links, offset);
  if (link !== undefined) {
    const subject = linkSubject(book, page, link, partAt(link, offset));
    return subject && { span: { start: link.start, end: link.end }, link, subject, own: false };
  }
  const claim = ownClaimAt(page, offset);
  const mention = at(page.mentions, offset);
  if (mention !== undefined && claim?.id !== mention.id) {
    const { start, end, id } = mention;
    return { span: { start, end }, link: undefined, subject: idSubject(book, id), own: false };
  }
  if (claim !== undefined) return ownTarget(claim.span, { kind: 'pages', paths: [page.id] });
  const heading = at(page.headings, offset);
  if (heading !== undefined) {
    return ownTarget({ start: heading.textStart, end: heading.textEnd }, { kind: 'heading', page, heading });
  }
  const block = at(page.blocks, offset);
  return block && ownTarget({ start: block.start, end: block.end }, { kind: 'block', page, block });
};

const ownTarget = (span: Span, subject: Subject): Target => ({ span, link: undefined, subject, own: true });

/** The innermost of these (in text order) that an offset is on; one that starts there before one that ends there. */
const at = <T extends Span>(list: readonly T[], offset: number): T | undefined => {
  let found: T | undefined;
  for (const each of list) {
    if (each.start > offset) break;
    if (touches(each, offset) && (found === undefined || offset < each.end || each.end <= found.end)) found = each;
  }
  return found;
};

/** The statement of the page's own ID or name that an offset is on. A heading counts with the marks before its text. */
const ownClaimAt = (
  page: Page,
  offset: number,
): { readonly id: string | undefined; readonly span: Span } | undefined => {
  const first = page.headings[0];
  for (const { source, id, start, end } of atlasPage(page).claims) {
    const whole = source === 'heading' && first !== undefined ? first : { start, end };
    if (touches(whole, offset)) return { id, span: { start, end } };
  }
  return undefined;
};

/** The part of a link that the cursor is on; brackets count to the part that they enclose. */
export type LinkPart = 'target' | 'fragment' | 'label';

/** The part of a link that an offset inside of it is on. */
export const partAt = (link: Link, offset: number): LinkPart => {
  const onLabel = link.label !== undefined && offset >= link.labelStart && offset <= link.labelEnd;
  if (onLabel) return 'label';
  if (link.fragment === undefined) return 'target';
  return link.target !== '' && offset <= link.targetEnd ? 'target' : 'fragment';
};

/**
 * What a link means, seen from one of its parts. A target without a page of its path means the pages whose ID, title,
 * name or alias it is; a label's ID counts only from the label. Undefined for a URL.
 */
export const linkSubject = (book: Casebook, page: Page, link: Link, part: LinkPart): Subject | undefined => {
  const resolution = resolveLink(book, page, link);
  const path = resolvedPath(resolution);
  if (path !== undefined) {
    const place = part === 'target' ? undefined : placeIn(book, page, path, link.fragment);
    return place ?? { kind: 'pages', paths: [path] };
  }
  const siteId = link.kind === 'markdown' ? sitePathId(link.target) : undefined;
  if (siteId !== undefined) return idSubject(book, siteId);
  if (isUrl(link.target)) return undefined;
  const called = calledSubject(book, link);
  if (called !== undefined) return called;
  const id = leadingId(link.label ?? '');
  const labelled = id === undefined ? undefined : idSubject(book, id);
  if (labelled?.kind === 'pages' && part === 'label') return labelled;
  const absent = labelled?.kind === 'id' ? id : undefined;
  return resolution.kind === 'folder'
    ? { kind: 'folder', path: resolution.path, id: absent }
    : { kind: 'broken', link, id: absent };
};

/** The heading or block that a fragment names in the page at `path`. */
const placeIn = (book: Casebook, page: Page, path: string, fragment: string | undefined): Subject | undefined => {
  const there = path === page.id ? page : pageOf(book.vault, path);
  const place = there && fragment ? resolveFragment(there, fragment) : undefined;
  if (there === undefined || place === undefined) return undefined;
  return 'level' in place
    ? { kind: 'heading', page: there, heading: place }
    : { kind: 'block', page: there, block: place };
};

/** What a broken target means that is exactly an ID, or a page's title, name or alias. */
const calledSubject = (book: Casebook, link: Link): Subject | undefined => {
  if (link.kind !== 'wiki' && link.kind !== 'embed') return undefined;
  const id = link.target.toUpperCase();
  if (isAtlasId(id)) return idSubject(book, id);
  const pages = pagesCalled(book, link.target);
  return pages.length === 0 ? undefined : { kind: 'pages', paths: pages.map(page => page.id) };
};

const idSubject = (book: Casebook, id: string): Subject => {
  const pages = pagesWithId(book, id);
  return pages.length === 0 ? { kind: 'id', id } : { kind: 'pages', paths: pages.map(page => page.id) };
};

/** The pages directly in a folder, or where it only holds folders, those below; sorted by path. */
export const pagesIn = (book: Casebook, folder: string): readonly PageId[] => {
  const { base, delta } = book.vault.pages;
  const prefix = `${folder}/`;
  const below: PageId[] = [];
  for (const path of base.keys()) if (path.startsWith(prefix) && !delta.has(path)) below.push(path);
  for (const [path, page] of delta) if (page !== undefined && path.startsWith(prefix)) below.push(path);
  const inside = below.filter(path => !path.includes('/', prefix.length));
  return (inside.length > 0 ? inside : below).sort();
};
