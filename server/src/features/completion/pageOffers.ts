import { pageIdentity } from '../../atlas/pageIdentity.ts';
import type { Casebook } from '../../atlas/casebook.ts';
import { pagesWithId } from '../../atlas/casebook.ts';
import type { Catalogue, CatalogueEntry } from '../../atlas/catalogue.ts';
import { formatIdLabel } from '../../atlas/ids.ts';
import { readIdLabel } from '../../atlas/linkLabel.ts';
import { entries } from '../../core/layeredMap.ts';
import { formatLink, linkTargetFor } from '../../core/linkText.ts';
import type { Page } from '../../core/page.ts';
import { baseName, fold, folderOf } from '../../core/paths.ts';
import { resolvedPath, resolveFragment, resolveTarget } from '../../core/resolve.ts';
import type { Vault } from '../../core/vault.ts';
import { pageOf } from '../../core/vault.ts';
import type { LabelForm } from './describe.ts';
import { describeEntry, describePage, labelOf, summaryOf } from './describe.ts';
import type { Offer } from './item.ts';
import { MAX_ITEMS } from './item.ts';
import type { CursorLine } from './line.ts';
import { headingIndexAt } from './line.ts';
import type { LinkPlace } from './linkPlace.ts';
import type { Wish } from './pageSearch.ts';
import { FIT, searchPages } from './pageSearch.ts';
import type { Query } from './query.ts';
import { bestWords, queryOf, wordsOf } from './query.ts';

/** How the links that are offered are to be written. */
export interface LinkShape {
  readonly embed: boolean;
  readonly inTable: boolean;
  /** The label for a page; undefined for none. */
  readonly labelFor: (target: Page) => string | undefined;
  /** The label that an attachment keeps. */
  readonly label: string | undefined;
  /** The fragment of the link so far. It is kept where the page has such a place. */
  readonly fragment: string | undefined;
}

/** The link to a page in the vault's style, with its label. */
export const linkTo = (book: Casebook, from: Page, to: Page, shape: LinkShape): string => {
  const target = linkTargetFor(book.vault, from.id, to.id, book.linkStyle);
  const { fragment, inTable } = shape;
  const label = shape.labelFor(to);
  return formatLink({
    target,
    fragment: fragment !== undefined && resolveFragment(to, fragment) !== undefined ? fragment : undefined,
    // A note whose link already shows its name needs no label.
    label: label === target ? undefined : label,
    inTable,
  });
};

/**
 * Links to the pages that a query finds, and behind them what only the catalogue has. The page itself is never offered:
 * a link to one of its own headings is `[[#…`.
 *
 * An entry that only the catalogue has is written as text, `AML.T0021: Establish Accounts`: a link to where its page
 * might once be would be broken from the start, while the ID is a reference that becomes a link when the page exists.
 */
export const linkOffers = (
  book: Casebook,
  page: Page,
  query: Query,
  wish: Wish,
  shape: LinkShape,
): readonly Offer[] => {
  const found = searchPages(book.vault, query, { wish, limit: MAX_ITEMS, skip: page.id });
  const offers = found.map(target => pageOffer(book, target, linkTo(book, page, target, shape)));
  if (shape.embed) return [...fileOffers(book, page, query, shape), ...offers].slice(0, MAX_ITEMS);
  if (offers.length >= MAX_ITEMS) return offers;
  const missing = catalogueOnly(book, query, wish).map(entry =>
    entryOffer(book, entry, formatIdLabel(entry.id, entry.name)),
  );
  return [...offers, ...missing];
};

/** So many pages are offered as a bare ID too. */
const BARE_IDS = 20;

/**
 * What a half-written ID in prose may become: a link to the page, or behind all links the ID alone. `asLink` is false
 * where no link should stand, as in a heading.
 */
export const idOffers = (
  book: Casebook,
  page: Page,
  typed: string,
  shape: LinkShape,
  asLink: boolean,
): readonly Offer[] => {
  const query = queryOf(typed);
  if (query === undefined) return [];
  const wish: Wish = { kind: undefined, pages: new Set() };
  const options = { wish, limit: MAX_ITEMS - BARE_IDS, skip: page.id, onlyIds: true };
  const byId = searchPages(book.vault, query, { ...options, atLeast: FIT.namePrefix });
  const prefix = /^[^.]*\./.exec(typed)?.[0] ?? '';
  const known = book.catalogue.prefixes.has(prefix);
  const entriesById = known ? catalogueOnly(book, query, wish).filter(entry => entry.id.startsWith(typed)) : [];
  // `AML.phish` is no ID, but says what is wanted.
  const words =
    byId.length === 0 && entriesById.length === 0 && known ? queryOf(typed.slice(prefix.length)) : undefined;
  const found = words === undefined ? byId : searchPages(book.vault, words, options);
  const missing = words === undefined ? entriesById : catalogueOnly(book, words, wish);
  const links = asLink ? found.map(target => pageOffer(book, target, linkTo(book, page, target, shape))) : [];
  const bare = found.slice(0, asLink ? BARE_IDS : MAX_ITEMS).map(target => {
    const { id = '', name } = pageIdentity(target);
    return { ...pageOffer(book, target, id), label: id, detail: `  ${name}`, kind: 'text' as const };
  });
  return [...links, ...bare, ...missing.map(entry => entryOffer(book, entry, entry.id))];
};

const pageOffer = (book: Casebook, target: Page, newText: string): Offer => {
  const { label, description } = describePage(book, target);
  return { label, detail: undefined, description, kind: 'page', newText, documentation: summaryOf(target) };
};

const entryOffer = (book: Casebook, entry: CatalogueEntry, newText: string): Offer => ({
  ...describeEntry(book, entry),
  kind: 'text',
  newText,
});

/** Tactics, techniques and mitigations of the catalogue that a query finds and the vault has no page for. */
const catalogueOnly = (book: Casebook, query: Query, wish: Wish): readonly CatalogueEntry[] => {
  const all = searchedEntries(book.catalogue).filter(
    ({ entry }) => entry.kind !== 'caseStudy' || wish.kind === 'caseStudy',
  );
  const found = bestWords(query, all, ({ words }) => words)
    .map(({ entry }) => entry)
    .filter(({ id }) => pagesWithId(book, id).length === 0);
  return [...found.filter(entry => entry.kind === wish.kind), ...found.filter(entry => entry.kind !== wish.kind)];
};

interface SearchedEntry {
  readonly entry: CatalogueEntry;
  readonly words: string;
}

const searched = new WeakMap<Catalogue, readonly SearchedEntry[]>();

/** The entries of a catalogue with what a search looks at in them; made once. */
const searchedEntries = (catalogue: Catalogue): readonly SearchedEntry[] => {
  let found = searched.get(catalogue);
  if (found === undefined) {
    found = Array.from(catalogue.byId.values(), entry => ({ entry, words: wordsOf(`${entry.id} ${entry.name}`) }));
    searched.set(catalogue, found);
  }
  return found;
};

const MAX_FILES = 100;

/** Attachments, for an embed: those whose name starts with what was typed first, then by path. */
const fileOffers = (book: Casebook, page: Page, query: Query, shape: LinkShape): readonly Offer[] => {
  const found: { path: string; rank: number }[] = [];
  for (const [path] of entries(book.vault.files)) {
    const folded = fold(path);
    if (!query.words.every(word => folded.includes(word))) continue;
    found.push({ path, rank: baseName(folded).startsWith(query.joined) ? 0 : 1 });
  }
  return found
    .sort((a, b) => a.rank - b.rank || (a.path < b.path ? -1 : 1))
    .slice(0, MAX_FILES)
    .map(({ path }) => ({
      label: baseName(path),
      description: folderOf(path) || undefined,
      kind: 'page',
      newText: formatLink({
        target: linkTargetFor(book.vault, page.id, path, book.linkStyle),
        label: shape.label,
        inTable: shape.inTable,
      }),
    }));
};

/**
 * How the links of a link place are to be written. A label that the author made up is kept; one that says the old page's
 * ID or name is renewed in the same form; where there is none, it looks like those of the list it stands in. An embed
 * gets no label of its own: there it is an image's size, or nothing.
 */
export const shapeAt = (
  book: Casebook,
  page: Page,
  line: CursorLine,
  place: LinkPlace | undefined,
  inTable: boolean,
): LinkShape => {
  const label = place?.label?.replaceAll('\\|', '|') || undefined;
  const embed = place?.embed ?? false;
  const shape = { embed, inTable, label, fragment: place?.fragment };
  if (label !== undefined) {
    return { ...shape, labelFor: renewed(label, targetPage(book.vault, page, place?.target ?? '')) };
  }
  if (embed) return { ...shape, labelFor: () => undefined };
  const form = listForm(book.vault, page, line) ?? 'idName';
  return { ...shape, labelFor: target => labelOf(target, form) };
};

const renewed = (label: string, old: Page | undefined): ((target: Page) => string) => {
  const form = formOfLabel(label, old);
  const said = readIdLabel(label);
  if (form === 'name' || said === undefined) return target => (form === undefined ? label : labelOf(target, form));
  return target => {
    const { id, name } = pageIdentity(target);
    return id === undefined ? name : said.write(id, name);
  };
};

/** The page that a target means; undefined for none and for an attachment. */
export const targetPage = (vault: Vault, from: Page, target: string): Page | undefined => {
  const path = resolvedPath(resolveTarget(vault, from.id, target));
  return path === undefined ? undefined : pageOf(vault, path);
};

/** The form of a label; undefined for a text of the author's own. */
const formOfLabel = (label: string, target: Page | undefined): LabelForm | undefined => {
  const said = readIdLabel(label);
  if (said !== undefined) return said.name === undefined ? 'id' : 'idName';
  return target !== undefined && pageIdentity(target).name === label ? 'name' : undefined;
};

const MAX_NEIGHBOURS = 200;

/** The form that most labels of the cursor's list have; undefined where the line is no item or has no labelled neighbour. */
const listForm = (vault: Vault, page: Page, line: CursorLine): LabelForm | undefined => {
  if (!/^\s*(?:[-*+]|\d+[.)])\s/.test(line.text)) return undefined;
  const heading = headingIndexAt(page, line.offset);
  const count: Record<LabelForm, number> = { idName: 0, name: 0, id: 0 };
  let seen = 0;
  for (const link of page.links) {
    const { kind, label, target } = link;
    if (kind !== 'wiki' || link.heading !== heading || label === undefined) continue;
    if (link.start <= line.end && link.end >= line.start) continue;
    const form = formOfLabel(label, targetPage(vault, page, target));
    if (form !== undefined) count[form]++;
    if (++seen === MAX_NEIGHBOURS) break;
  }
  const best = Math.max(count.idName, count.name, count.id);
  return best === 0 ? undefined : (['idName', 'name', 'id'] as const).find(form => count[form] === best);
};
