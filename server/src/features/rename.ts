import type { Casebook } from '../atlas/casebook.ts';
import type { Page } from '../core/page.ts';
import type { Span } from '../core/text.ts';
import type { PlannedEdit, VaultEdit } from '../core/vaultEdit.ts';
import { planned } from '../core/vaultEdit.ts';
import { renameId } from './rename/atlasId.ts';
import type { RenameOptions } from './rename/options.ts';
import { renamePage } from './rename/pageName.ts';
import { renameTarget } from './rename/path.ts';
import { renameBlock, renameHeading } from './rename/place.ts';
import type { Refusal } from './rename/refusal.ts';
import { isRefusal } from './rename/refusal.ts';
import type { RenameSubject } from './rename/subject.ts';
import { renamePlaceAt } from './rename/subject.ts';

export { isRefusal };
export type { Refusal, RenameOptions };

/** What stands at an offset that can be renamed: its place, and the name to start from; or why nothing can. */
export const prepareRename = (
  book: Casebook,
  page: Page,
  offset: number,
): { readonly span: Span; readonly placeholder: string } | Refusal => {
  const place = renamePlaceAt(book, page, offset);
  return isRefusal(place) ? place : { span: place.span, placeholder: place.placeholder };
};

/**
 * Renames what stands at an offset, and all that says its name:
 * - on a page's own title or first heading, and on a link's label: the page's name (see `renamePage`);
 * - on another heading or a block's mark, and on a fragment that names it: its text (see `renameHeading`, `renameBlock`);
 * - on an ATLAS ID: the ID (see `renameId`);
 * - on a link's target: the file that it leads to, by the path as the link says it (see `renameTarget`).
 */
export const rename = (
  book: Casebook,
  page: Page,
  offset: number,
  name: string,
  options: RenameOptions = {},
): PlannedEdit | Refusal => {
  const place = renamePlaceAt(book, page, offset);
  if (isRefusal(place)) return place;
  const { subject } = place;
  if (subject.kind === 'name') return renamePage(book, subject.page, name, options);
  const edit = renameOther(book, page, subject, name, options);
  return isRefusal(edit) ? edit : planned(edit);
};

const renameOther = (
  book: Casebook,
  page: Page,
  subject: Exclude<RenameSubject, { readonly kind: 'name' }>,
  name: string,
  options: RenameOptions,
): VaultEdit | Refusal => {
  switch (subject.kind) {
    case 'id':
      return renameId(book, subject.id, name, options);
    case 'heading':
      return renameHeading(book, subject.page, subject.heading, name);
    case 'block':
      return renameBlock(book, subject.page, subject.block, name);
    case 'path':
      return renameTarget(book, page, subject.link, subject.path, name, options);
  }
};
