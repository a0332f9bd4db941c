import { get } from '../core/layeredMap.ts';
import type { Link, Page } from '../core/page.ts';
import { headingIndex, sectionSpan } from '../core/page.ts';
import { headingKey, resolvedPath, resolveFragment } from '../core/resolve.ts';
import type { TextEdit } from '../core/text.ts';
import { nameKey, pageOf } from '../core/vault.ts';
import type { VaultEdit } from '../core/vaultEdit.ts';
import { editPage } from '../core/vaultEdit.ts';
import type { Casebook } from './casebook.ts';
import { slugOf } from './ids.ts';
import { resolveLink } from './linkedPage.ts';

/** Headings of a page that get another text: where each starts, and how a fragment that names it is written then. */
export type RenamedHeadings = ReadonlyMap<number, (part: string) => string>;

/** How a fragment is written for a heading's new text: as a slug where it was one. */
export const fragmentFor =
  (text: string) =>
  (part: string): string =>
    part === slugOf(part)
      ? slugOf(text)
      : text
          .replace(/[#|^[\]\\{}]+/g, ' ')
          .replace(/\s+/g, ' ')
          .trim();

/** The edits, one a page, that let links to headings of a page follow when these are renamed. */
export const headingLinkEdits = (book: Casebook, page: Page, renamed: RenamedHeadings): readonly VaultEdit[] => {
  if (renamed.size === 0) return [];
  const key = nameKey(page.id);
  const linking = new Set([page.id, ...(get(book.vault.bodies.get().mentions, key) ?? [])]);
  return [...linking].flatMap(id => {
    const from = pageOf(book.vault, id);
    if (from === undefined) return [];
    const edits = from.links.flatMap(link => linkEdit(book, from, page, link, renamed));
    return edits.length === 0 ? [] : [editPage(id, edits)];
  });
};

const linkEdit = (
  book: Casebook,
  from: Page,
  page: Page,
  link: Link,
  renamed: RenamedHeadings,
): readonly TextEdit[] => {
  const { fragment, fragmentStart: start, fragmentEnd: end } = link;
  // Where the source is not the fragment itself (an escape), it is left to the author.
  if (!fragment || fragment.startsWith('^') || fragment.length !== end - start || link.faulty) return [];
  const place = resolveFragment(page, fragment);
  if (place === undefined || !('level' in place)) return [];
  if (resolvedPath(resolveLink(book, from, link)) !== page.id) return [];
  const at = headingIndex(page, place);
  const parts = fragment.split('#');
  const written = parts.map((part, i) => {
    if (i === parts.length - 1) return renamed.get(place.start)?.(part) ?? part;
    const above = [...renamed].find(([offset]) => isNamedAbove(page, at, offset, part));
    return above?.[1](part) ?? part;
  });
  const newText = written.join('#');
  if (newText === fragment || (link.place === 'frontMatter' && /["'\\]/.test(newText))) return [];
  return [{ span: { start, end }, newText }];
};

/** Whether the heading that starts at `offset` is above another and is what a part of a fragment names. */
const isNamedAbove = (page: Page, index: number, offset: number, part: string): boolean => {
  const above = page.headings.findIndex(({ start }) => start === offset);
  if (above < 0 || above >= index || sectionSpan(page, above).end <= (page.headings[index]?.start ?? 0)) return false;
  return headingKey(page.headings[above]?.text ?? '') === headingKey(part);
};
