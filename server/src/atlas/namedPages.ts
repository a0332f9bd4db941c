import { get } from '../core/layeredMap.ts';
import type { Link, Page } from '../core/page.ts';
import { fold } from '../core/paths.ts';
import { pageOf } from '../core/vault.ts';
import { pageIdentity } from './pageIdentity.ts';
import type { Casebook } from './casebook.ts';
import { pagesCalled, pagesWithId } from './casebook.ts';
import type { CatalogueEntry } from './catalogue.ts';
import { entriesOfKind } from './catalogue.ts';
import type { AtlasKind } from './ids.ts';
import { slugOf } from './ids.ts';
import { sameName } from './names.ts';
import { nearPages } from './nearPages.ts';

/** The pages of a kind that a text calls by ID, name or alias; a sub-technique's parent may stand before its name. */
export const pagesNamed = (book: Casebook, kind: AtlasKind, text: string): readonly Page[] => {
  const named = (name: string): readonly Page[] =>
    [...pagesCalled(book, name), ...pagesOfFile(book, name)].filter(page => pageIdentity(page).kind === kind);
  const whole = text.trim() === '' ? [] : named(text.trim());
  const found = whole.length > 0 || !text.includes(':') ? whole : named(text.slice(text.lastIndexOf(':') + 1).trim());
  return [...new Set(found)];
};

/** `pagesCalled` leaves out the pages whose file has the name. */
const pagesOfFile = ({ vault }: Casebook, name: string): readonly Page[] =>
  (get(vault.byName, fold(name)) ?? [])
    .flatMap(path => pageOf(vault, path) ?? [])
    .filter(page => sameName(pageIdentity(page).name, name));

/** The pages of a kind that a text on the page `from` may mean: those that it names, then those of like names, best first. */
export const pagesLike = (
  book: Casebook,
  from: Page,
  kind: AtlasKind,
  text: string,
  limit: number,
): readonly Page[] => {
  if (text.trim() === '') return [];
  const near = nearPages(book, from, linkNamed(text), MANY).filter(page => pageIdentity(page).kind === kind);
  return [...new Set([...pagesNamed(book, kind, text), ...near])].slice(0, limit);
};

/** So many pages of any kind are looked at. */
const MANY = 50;

/** A link that says a text and stands nowhere. */
const linkNamed = (text: string): Link => ({
  ...{ kind: 'wiki', target: slugOf(text), fragment: undefined, label: text },
  ...{ start: -1, end: -1, targetStart: -1, targetEnd: -1, fragmentStart: -1, fragmentEnd: -1 },
  ...{ labelStart: -1, labelEnd: -1, heading: -1, place: 'prose', faulty: false },
});

/** The techniques of the catalogue that have this name and no page in the vault. */
export const techniquesWithoutPage = (book: Casebook, name: string): readonly CatalogueEntry[] =>
  entriesOfKind(book.catalogue, 'technique').filter(
    entry => sameName(entry.name, name) && pagesWithId(book, entry.id).length === 0,
  );
