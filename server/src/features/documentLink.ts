import { pageIdentity } from '../atlas/pageIdentity.ts';
import type { Casebook } from '../atlas/casebook.ts';
import { pagesWithId } from '../atlas/casebook.ts';
import { sitePathId } from '../atlas/ids.ts';
import { pageLabel } from '../atlas/linkLabel.ts';
import { resolveFrom } from '../atlas/linkedPage.ts';
import type { Link, Page } from '../core/page.ts';
import { resolvedPath, resolveFragment } from '../core/resolve.ts';
import type { Span } from '../core/text.ts';
import { pageOf } from '../core/vault.ts';
import { topSpan } from './definition.ts';

export interface DocumentLink {
  readonly span: Span;
  /** The page or file that opens. */
  readonly path: string;
  /** The heading or block in it, else the page's first heading, where `definition` leads too; undefined in other files. */
  readonly place: Span | undefined;
  readonly tooltip?: string;
}

/**
 * The links of a page that lead to a page or file of the vault, with their brackets; ATLAS site paths too. Broken links
 * and URLs are left out.
 */
export const documentLinks = (book: Casebook, page: Page): readonly DocumentLink[] => {
  const links: DocumentLink[] = [];
  for (const link of page.links) {
    const path = resolvedPath(resolveFrom(book.vault, page.id, link)) ?? sitePage(book, link);
    if (path === undefined) continue;
    const there = path === page.id ? page : pageOf(book.vault, path);
    const span = { start: link.start, end: link.end };
    links.push({
      span,
      path,
      place: there && (placeSpan(there, link) ?? (there.headings.length > 0 ? topSpan(there) : undefined)),
      ...(there && { tooltip: pageLabel(pageIdentity(there)) }),
    });
  }
  return links;
};

const sitePage = (book: Casebook, link: Link): string | undefined => {
  const id = link.kind === 'markdown' ? sitePathId(link.target) : undefined;
  return id === undefined ? undefined : pagesWithId(book, id)[0]?.id;
};

const placeSpan = (page: Page, link: Link): Span | undefined => {
  const place = link.fragment ? resolveFragment(page, link.fragment) : undefined;
  return place && { start: place.start, end: place.end };
};
