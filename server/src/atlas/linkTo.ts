import { formatLink, linkTargetFor } from '../core/linkText.ts';
import type { Link, Page, PageId } from '../core/page.ts';
import { folderOf, relativePath } from '../core/paths.ts';
import { resolveFragment } from '../core/resolve.ts';
import type { TextEdit } from '../core/text.ts';
import { pageIdentity } from './pageIdentity.ts';
import type { Casebook } from './casebook.ts';
import { pageLabel } from './linkLabel.ts';

/** How a link of this kind on the page `from` is written to lead to a page: in the vault's style, or as a relative path. */
export const targetText = (book: Casebook, from: Page, kind: Link['kind'], path: PageId): string =>
  kind === 'markdown' || kind === 'image'
    ? relativePath(folderOf(from.id), path).replace(/[\s()<>#?%"\\]/g, encodeChar)
    : linkTargetFor(book.vault, from.id, path, book.linkStyle);

/** A wiki-link to a page with its label, in the vault's style: `[[path|AML.T0021: Name]]`. */
export const labelledLink = (book: Casebook, from: Page, to: Page): string =>
  formatLink({ target: targetText(book, from, 'wiki', to.id), label: pageLabel(pageIdentity(to)) });

const encodeChar = (char: string): string => `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;

/** The edits that make a link lead to another page; a fragment that the page does not have goes. */
export const leadTo = (book: Casebook, from: Page, link: Link, page: Page): readonly TextEdit[] => {
  const { fragment, targetStart, targetEnd, fragmentEnd } = link;
  const isLost = fragment !== undefined && fragment !== '' && resolveFragment(page, fragment) === undefined;
  const end = isLost ? fragmentEnd : targetEnd;
  return [{ span: { start: targetStart, end }, newText: targetText(book, from, link.kind, page.id) }];
};
