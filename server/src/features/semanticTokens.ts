import type { PageKind } from '../atlas/pageIdentity.ts';
import { pageIdentity } from '../atlas/pageIdentity.ts';
import type { Casebook } from '../atlas/casebook.ts';
import { pagesCalled, pagesWithId } from '../atlas/casebook.ts';
import { kindOfId, leadingId } from '../atlas/ids.ts';
import { resolveLink } from '../atlas/linkedPage.ts';
import type { Link, Mention, Page } from '../core/page.ts';
import { resolvedPath, resolveFragment } from '../core/resolve.ts';
import type { Span } from '../core/text.ts';
import { isUrl, pageOf } from '../core/vault.ts';

/** A stretch that refers to a page: of which kind it is, or was surely meant to be, and whether it is not there. */
export interface SemanticToken extends Span {
  readonly kind: PageKind;
  readonly broken: boolean;
}

/**
 * The targets and fragments of a page's wiki-links and embeds, and its bare IDs; in text order, none over another. Links to
 * other files are left out. Of a stretch `within` the page only those that touch it.
 */
export const semanticTokens = (book: Casebook, page: Page, within?: Span): readonly SemanticToken[] => {
  const { start, end } = within ?? { start: 0, end: page.length };
  const tokens: SemanticToken[] = [];
  for (const link of page.links) {
    if (link.start >= end) break;
    if (link.end > start && (link.kind === 'wiki' || link.kind === 'embed'))
      tokens.push(...linkTokens(book, page, link));
  }
  for (const mention of page.mentions) {
    if (mention.start >= end) break;
    if (mention.end > start) tokens.push(mentionToken(book, mention));
  }
  return withoutOverlap(tokens.filter(token => token.start < end && token.end > start));
};

const linkTokens = (book: Casebook, page: Page, link: Link): readonly SemanticToken[] => {
  const { target, targetStart, targetEnd, fragment, fragmentStart, fragmentEnd } = link;
  if (isUrl(target)) return [];
  const path = resolvedPath(resolveLink(book, page, link));
  const there = path === undefined ? undefined : path === page.id ? page : pageOf(book.vault, path);
  if (path !== undefined && there === undefined) return [];
  const kind = there === undefined ? kindMeant(book, link) : pageIdentity(there).kind;
  const tokens: SemanticToken[] = [];
  if (targetEnd > targetStart) tokens.push({ start: targetStart, end: targetEnd, kind, broken: there === undefined });
  if (fragment !== undefined && fragmentEnd > fragmentStart) {
    const broken = there === undefined || resolveFragment(there, fragment) === undefined;
    tokens.push({ start: fragmentStart, end: fragmentEnd, kind, broken });
  }
  return tokens;
};

/** The kind of page that a broken link wants: as its target is called, else as its label's ID says. */
const kindMeant = (book: Casebook, { target, label }: Link): PageKind => {
  const [called] = target === '' ? [] : pagesCalled(book, target);
  if (called !== undefined) return pageIdentity(called).kind;
  const id = leadingId(label ?? '');
  return kindOfId(target.toUpperCase()) ?? (id === undefined ? undefined : kindOfId(id)) ?? 'note';
};

const mentionToken = (book: Casebook, { start, end, id }: Mention): SemanticToken => {
  const broken = !book.catalogue.byId.has(id) && pagesWithId(book, id).length === 0;
  return { start, end, kind: kindOfId(id) ?? 'note', broken };
};

const withoutOverlap = (tokens: readonly SemanticToken[]): readonly SemanticToken[] => {
  let end = 0;
  return tokens
    .toSorted((a, b) => a.start - b.start)
    .filter(token => {
      if (token.start < end) return false;
      end = token.end;
      return true;
    });
};
