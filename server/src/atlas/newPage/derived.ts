import { get } from '../../core/layeredMap.ts';
import type { Page } from '../../core/page.ts';
import { parsePage } from '../../core/parsePage.ts';
import { pageOf } from '../../core/vault.ts';
import { withPage } from '../../core/withPage.ts';
import type { PageList } from '../lists/pageLists.ts';
import { pageIdentity } from '../pageIdentity.ts';
import type { Casebook } from '../casebook.ts';
import type { ListSource } from '../lists/derivedLists.ts';
import { inSourceOrder, listSources } from '../lists/derivedLists.ts';
import { idKey } from '../extract.ts';
import { labelId } from '../linkedPage.ts';
import { pageLabel } from '../linkLabel.ts';
import { derivedFrom, sourceLinks } from '../lists/listKeys.ts';
import type { WantedPage } from './facts.ts';

/** What others need to know of a page before it is there: its path and its label. */
export const outlineOf = ({ path, id, name }: WantedPage): Page =>
  parsePage(path, `# ${pageLabel({ id, name })}\n`, {
    readFrontMatter: () => ({ fields: [], error: undefined, strings: [] }),
    mention: undefined,
  });

/** The casebook as it will be when the page is there. */
export const bookWith = (book: Casebook, page: Page): Casebook => ({ ...book, vault: withPage(book.vault, page) });

/**
 * The pages that a derived list of a new page names: those whose links will lead to it, and those that name its ID in their labels
 * though they still lead elsewhere, sorted by ID. None while it is not known what the bodies of pages say.
 */
export const futureSources = (
  book: Casebook,
  { id }: WantedPage,
  outline: Page,
  what: PageList['what'],
): readonly ListSource[] => {
  const bodies = book.vault.bodies.known();
  const sourceKind = derivedFrom(pageIdentity(outline).kind, what);
  if (bodies === undefined || sourceKind === undefined || id === undefined) return [];
  const sources = new Map<Page, ListSource>();
  for (const source of listSources(bookWith(book, outline), outline, { what }) ?? []) sources.set(source.page, source);
  for (const path of get(bodies.uses, idKey(id)) ?? []) {
    const page = pageOf(book.vault, path);
    if (page === undefined || sources.has(page) || pageIdentity(page).kind !== sourceKind) continue;
    const link = sourceLinks(page).find(other => labelId(other) === id);
    if (link !== undefined) sources.set(page, { page, link });
  }
  return inSourceOrder([...sources.values()]);
};
