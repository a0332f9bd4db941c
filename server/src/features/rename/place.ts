import type { Casebook } from '../../atlas/casebook.ts';
import { fragmentLinks, writeFragment } from '../../atlas/headingLinks.ts';
import type { Block, Heading, Page } from '../../core/page.ts';
import { headingIndex } from '../../core/page.ts';
import { resolveFragment } from '../../core/resolve.ts';
import type { VaultEdit } from '../../core/vaultEdit.ts';
import { editPage } from '../../core/vaultEdit.ts';
import { followingLinks } from './followingLinks.ts';
import { joinAll } from './joinAll.ts';
import type { Refusal } from './refusal.ts';
import { isRefusal, readName, refuse } from './refusal.ts';
import { headingText } from './writeText.ts';

/** Gives a heading another text, and every fragment that names it. */
export const renameHeading = (book: Casebook, page: Page, heading: Heading, typed: string): VaultEdit | Refusal => {
  const text = readName(typed);
  if (isRefusal(text)) return text;
  const written = headingText(text);
  const edit = editPage(page.id, [{ span: { start: heading.textStart, end: heading.textEnd }, newText: written }]);
  const followed = followingLinks(book, new Map([[page.id, new Map([[headingIndex(page, heading), written]])]]));
  return isRefusal(followed) ? followed : joinAll([edit, ...followed]);
};

/** Gives a block another mark `^id`, and every fragment that names it. */
export const renameBlock = (book: Casebook, page: Page, block: Block, typed: string): VaultEdit | Refusal => {
  const id = typed.trim().replace(/^\^/, '');
  if (!/^[A-Za-z0-9-]+$/.test(id)) return refuse("A block's mark has letters from A to Z, digits and dashes.");
  const isSame = (other: string): boolean => other.toLowerCase() === block.id.toLowerCase();
  if (page.blocks.some(other => !isSame(other.id) && other.id.toLowerCase() === id.toLowerCase()))
    return refuse(`Another block of this page is marked '^${id}'.`);
  const links = [...fragmentLinks(book, [page.id])].filter(
    ({ fragment }) => fragment.startsWith('^') && resolveFragment(page, fragment)?.start === block.start,
  );
  return joinAll([
    editPage(page.id, [{ span: { start: block.start + 1, end: block.end }, newText: id }]),
    ...links.map(link => writeFragment(link, `^${id}`)),
  ]);
};
