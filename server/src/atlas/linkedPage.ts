import type { Link, Page, PageId } from '../core/page.ts';
import type { Resolution } from '../core/resolve.ts';
import { headingKey, resolveTarget } from '../core/resolve.ts';
import type { Vault } from '../core/vault.ts';
import { isUrl, pageOf } from '../core/vault.ts';
import { atlasPage } from './atlasPage.ts';
import { pageIdentity } from './pageIdentity.ts';
import type { Casebook } from './casebook.ts';
import { leadingId } from './ids.ts';

const MISSING: Resolution = { kind: 'missing' };

/**
 * What a link's target means from the page that it stands in. A markdown link's target is relative to the page's
 * folder, `/` is the vault's root; what that does not find is tried as a wiki-link's target, as Obsidian does. A URL
 * is missing.
 */
export const resolveLink = (book: Casebook, page: Page, link: Link): Resolution => {
  const { vault } = book;
  const asked = lastAsked.get(vault);
  if (asked?.page !== page) {
    lastAsked.set(vault, { page, answers: undefined });
    return resolveFrom(vault, page.id, link);
  }
  asked.answers ??= new Map<Link, Resolution>();
  let answer = asked.answers.get(link);
  if (answer === undefined) {
    answer = resolveFrom(vault, page.id, link);
    asked.answers.set(link, answer);
  }
  return answer;
};

/**
 * The page asked about last, and the answers from the second question on: many rules ask about the same links of a
 * page one after another, while lists ask a single question of each of many pages.
 */
const lastAsked = new WeakMap<Vault, { readonly page: Page; answers: Map<Link, Resolution> | undefined }>();

/** What `resolveLink` says of a link that stands, or would stand, on the page `from` of a vault. Nothing is remembered. */
export const resolveFrom = (
  vault: Vault,
  from: PageId,
  { kind, target }: Pick<Link, 'kind' | 'target'>,
): Resolution => {
  if (kind === 'wiki' || kind === 'embed') return resolveTarget(vault, from, target);
  if (isUrl(target)) return MISSING;
  if (target !== '' && !target.startsWith('/') && !target.startsWith('.')) {
    const near = resolveTarget(vault, from, `./${target}`);
    if (near.kind === 'found') return near;
  }
  return resolveTarget(vault, from, target);
};

/** The page that a link leads to; undefined where no page fits, where several do, and where it is another file. */
export const linkedPage = (book: Casebook, page: Page, link: Link): Page | undefined => {
  const resolution = resolveLink(book, page, link);
  if (resolution.kind !== 'found') return undefined;
  return resolution.path === page.id ? page : pageOf(book.vault, resolution.path);
};

/** The ID that a link's label starts with; undefined for any other label. */
export const labelId = (link: Link): string | undefined =>
  link.kind === 'wiki' && link.label !== undefined ? leadingId(link.label) : undefined;

/**
 * Whether a wiki-link's label starts with another ID than that of the page it leads to (which has one). A label that
 * names the heading which the link goes to speaks of that heading, not of the page.
 */
export const labelIdMismatch = (book: Casebook, page: Page, link: Link): boolean => {
  const said = labelId(link);
  if (said === undefined) return false;
  const target = linkedPage(book, page, link);
  return target !== undefined && contradicts(said, link, target);
};

interface RightLink {
  readonly label: string | undefined;
  readonly fragment: string | undefined;
  readonly target: Page;
}

/** By vault and target: what the last wiki-link that was found right says, and the page that it leads to. */
const rightLinks = new WeakMap<Vault, Map<string, RightLink>>();

/**
 * Remembers that a wiki-link is right in every respect, whatever page it stands in; `target` is where it leads to. The
 * same words stand in many pages of a vault.
 */
export const noteRightLink = (vault: Vault, { target: written, label, fragment }: Link, target: Page): void => {
  const right = { label, fragment, target };
  const known = rightLinks.get(vault);
  if (known === undefined) rightLinks.set(vault, new Map([[written, right]]));
  else known.set(written, right);
};

/** The page that a link leads to, if one of the same words was noted to be right; undefined says nothing. */
export const rightTarget = (vault: Vault, link: Link): Page | undefined => {
  if (link.kind !== 'wiki' || link.faulty) return undefined;
  const right = rightLinks.get(vault)?.get(link.target);
  return right !== undefined && right.label === link.label && right.fragment === link.fragment
    ? right.target
    : undefined;
};

/** The page that a link speaks of: the one it leads to, unless its label has the ID of another or it is malformed. */
export const meantPage = (book: Casebook, page: Page, link: Link): Page | undefined => {
  if (link.faulty) return undefined;
  const right = rightTarget(book.vault, link);
  if (right !== undefined) return right;
  const target = linkedPage(book, page, link);
  if (target === undefined) return undefined;
  const said = labelId(link);
  return said !== undefined && contradicts(said, link, target) ? undefined : target;
};

const contradicts = (said: string, link: Link, target: Page): boolean => {
  const { id } = pageIdentity(target);
  if (id === undefined || id === said) return false;
  // A page whose own places disagree has a problem of its own; a link that follows one of them has none.
  if (atlasPage(target).claims.some(claim => claim.id === said)) return false;
  return link.fragment === undefined || !headingKey(link.fragment).includes(headingKey(said));
};
