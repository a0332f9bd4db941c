import type { Link, Page } from '../core/page.ts';
import { baseName, withoutExtension } from '../core/paths.ts';
import type { StepLine } from './steps.ts';
import { firstFrom } from '../core/text.ts';
import { pageIdentity } from './pageIdentity.ts';
import type { Casebook } from './casebook.ts';
import { pagesWithId } from './casebook.ts';
import { nameOf } from './catalogue.ts';
import type { AtlasKind } from './ids.ts';
import { kindOfId, leadingId, sitePathId } from './ids.ts';
import { labelId, meantPage } from './linkedPage.ts';
import { readIdLabel } from './linkLabel.ts';
import { plainText } from './names.ts';

/** What an ID or a link names: a page, or where the vault has none, what the ID and the text beside it tell. */
export interface Named {
  /** Undefined for a page or a text without an ID. */
  readonly id: string | undefined;
  readonly name: string;
  readonly page: Page | undefined;
}

/** A page as one names it. Where it has no name but its file's, the catalogue's is better. */
export const namedPage = (book: Casebook, page: Page): Named => {
  const { id, name } = pageIdentity(page);
  const isFileName = id !== undefined && name === withoutExtension(baseName(page.id));
  return { id, name: (isFileName ? nameOf(book.catalogue, id) : undefined) ?? name, page };
};

/** What an ID names: its page, else its entry in the catalogue; undefined where neither has it. */
export const namedById = (book: Casebook, id: string): Named | undefined => {
  const [page] = pagesWithId(book, id);
  if (page !== undefined) return namedPage(book, page);
  const name = nameOf(book.catalogue, id);
  return name === undefined ? undefined : { id, name, page: undefined };
};

/**
 * What a link names: the page that it means, else what its label's ID names. So a link that fell on another page, or
 * on none, still names what its author wrote. Undefined where neither tells anything.
 */
export const namedByLink = (book: Casebook, page: Page, link: Link): Named | undefined => {
  const meant = meantPage(book, page, link);
  if (meant !== undefined) return namedPage(book, meant);
  const id = labelId(link);
  if (id === undefined) return undefined;
  return namedById(book, id) ?? { id, name: readIdLabel(link.label ?? '')?.name ?? id, page: undefined };
};

/** What a step's Technique or Tactic line names: by its link, by an ID (bare, or in a path of the ATLAS site), else by plain words. */
export const namedByLine = (book: Casebook, page: Page, { field, link }: StepLine): Named | undefined => {
  if (link !== undefined) return namedByLink(book, page, link);
  const first = page.links[firstFrom(page.links, field.valueStart)];
  const siteId = first !== undefined && first.start < field.end ? sitePathId(first.target) : undefined;
  const name = plainText(field.value);
  const id = siteId ?? leadingId(name);
  if (id !== undefined) return namedById(book, id);
  return name === '' || UNFINISHED.test(name) ? undefined : { id: undefined, name, page: undefined };
};

/** What only a link, a tag or a template's placeholder has. */
const UNFINISHED = /[[\]{}<>]/;

/** The kind of what is named: its page's, else its ID's; undefined for a text without either. */
export const kindOfNamed = ({ id, page }: Named): AtlasKind | undefined => {
  const kind = page === undefined ? undefined : pageIdentity(page).kind;
  return kind === 'note' || kind === undefined ? (id === undefined ? undefined : kindOfId(id)) : kind;
};

/** Whether two names are of one thing. */
export const sameNamed = (a: Named, b: Named): boolean =>
  a.page !== undefined || b.page !== undefined
    ? a.page?.id === b.page?.id
    : a.id !== undefined || b.id !== undefined
      ? a.id === b.id
      : a.name === b.name;
