import { atlasPage, pageIdentity } from '../../atlas/atlasPage.ts';
import type { Casebook } from '../../atlas/casebook.ts';
import { pagesWithId } from '../../atlas/casebook.ts';
import type { CatalogueEntry } from '../../atlas/catalogue.ts';
import { entryOf, nameOf } from '../../atlas/catalogue.ts';
import { formatIdLabel } from '../../atlas/ids.ts';
import type { Page, Place } from '../../core/page.ts';
import { folderOf } from '../../core/paths.ts';
import { resolvedPath, resolveTarget } from '../../core/resolve.ts';
import { pageOf } from '../../core/vault.ts';

/** How a link to an ATLAS page is labelled: `AML.T0021: Establish Accounts`, its name, or its ID alone. */
export type LabelForm = 'idName' | 'name' | 'id';

/** The label of a link to a page. A note has but its name. */
export const labelOf = (page: Page, form: LabelForm): string => {
  const { id, name } = pageIdentity(page);
  if (id === undefined || form === 'name') return name;
  return form === 'id' ? id : formatIdLabel(id, name);
};

/** A page as lists show it: `AML.T0021 Establish Accounts`, and what is worth knowing beside it. */
export const describePage = (book: Casebook, page: Page): { label: string; description: string | undefined } => {
  const { label, description, technique } = ownDescription(page);
  if (technique === undefined) return { label, description };
  const { id, tactics, maturity } = technique;
  const names = pagesAt(book, page, tactics).map(tactic => pageIdentity(tactic).name);
  const shown = names.length > 0 ? names : catalogueTactics(book, id);
  return { label, description: joined([firstOf(shown), maturity ?? catalogueMaturity(book, id)]) };
};

/** What of a page's description the page alone tells; of a technique the rest depends on other pages. */
interface OwnDescription {
  readonly label: string;
  readonly description: string | undefined;
  /** `tactics` are the targets of the links in its list of them. */
  readonly technique:
    { readonly id: string; readonly tactics: readonly string[]; readonly maturity: string | undefined } | undefined;
}

const ownDescriptions = new WeakMap<Page, OwnDescription>();

/** Remembered: each keystroke in a link lists the same two hundred pages again. */
const ownDescription = (page: Page): OwnDescription => {
  let known = ownDescriptions.get(page);
  if (known === undefined) {
    known = readOwnDescription(page);
    ownDescriptions.set(page, known);
  }
  return known;
};

const readOwnDescription = (page: Page): OwnDescription => {
  const { id, name, kind } = pageIdentity(page);
  if (id === undefined) return { label: name, description: folderOf(page.id) || undefined, technique: undefined };
  const label = `${id} ${name}`;
  if (kind === 'technique') {
    const technique = { id, tactics: tacticTargets(page), maturity: metadataValue(page, 'maturity') };
    return { label, description: undefined, technique };
  }
  const description =
    kind === 'caseStudy'
      ? joined([metadataValue(page, 'type'), metadataValue(page, 'incident date')])
      : kind === 'mitigation'
        ? joined([metadataValue(page, 'category')])
        : 'tactic';
  return { label, description, technique: undefined };
};

/**
 * An entry of the catalogue that the vault has no page for. The description marks it, in front: editors cut its end off,
 * and a `detail` behind the label still earlier.
 */
export const describeEntry = (
  book: Casebook,
  entry: CatalogueEntry,
): { label: string; description: string | undefined; documentation: string } => {
  const { catalogue } = book;
  const description =
    entry.kind === 'technique'
      ? joined([firstOf(entry.tactics.map(id => nameOf(catalogue, id))), entry.maturity])
      : entry.kind === 'mitigation'
        ? joined(entry.categories)
        : entry.kind === 'caseStudy'
          ? joined([entry.type, entry.date])
          : 'tactic';
  return {
    label: `${entry.id} ${entry.name}`,
    description: joined(['no page yet', description]),
    documentation: `ATLAS ${catalogue.version} has ${entry.id}, but this vault has no page for it. Choosing it writes its ID as text, not a link that would be broken.`,
  };
};

/** Where a page's first paragraph is, to be shown beside the list. */
export const summaryOf = (page: Page): Place | undefined => page.summary && { path: page.id, span: page.summary };

/** Pages of the tactics that a technique page lists. */
export const tacticPages = (book: Casebook, page: Page): readonly Page[] => pagesAt(book, page, tacticTargets(page));

const tacticTargets = (page: Page): readonly string[] => atlasPage(page).tacticLinks.map(({ target }) => target);

/** The pages that targets lead to from a page. */
const pagesAt = (book: Casebook, from: Page, targets: readonly string[]): readonly Page[] =>
  targets
    .map(target => {
      const path = resolvedPath(resolveTarget(book.vault, from.id, target));
      return path === undefined ? undefined : pageOf(book.vault, path);
    })
    .filter(page => page !== undefined);

const catalogueTactics = (book: Casebook, id: string): readonly (string | undefined)[] => {
  const entry = entryOf(book.catalogue, id);
  return entry?.kind === 'technique' ? entry.tactics.map(tactic => tacticName(book, tactic)) : [];
};

const tacticName = (book: Casebook, id: string): string | undefined => {
  const [page] = pagesWithId(book, id);
  return page === undefined ? nameOf(book.catalogue, id) : pageIdentity(page).name;
};

const catalogueMaturity = (book: Casebook, id: string): string | undefined => {
  const entry = entryOf(book.catalogue, id);
  return entry?.kind === 'technique' ? entry.maturity : undefined;
};

/** The value of a field under `## Metadata`, its key compared in lower case. */
const metadataValue = (page: Page, key: string): string | undefined =>
  page.fields.find(
    field => field.key.toLowerCase() === key && page.headings[field.heading]?.text.toLowerCase() === 'metadata',
  )?.value;

/** The first of several, and how many more there are: more words would crowd out the label. */
const firstOf = (names: readonly (string | undefined)[]): string | undefined =>
  names.length > 1 ? `${names[0] ?? ''} +${names.length - 1}` : names[0];

const joined = (parts: readonly (string | undefined)[]): string | undefined => {
  let text = '';
  for (const part of parts) if (part) text = text === '' ? part : `${text} · ${part}`;
  return text || undefined;
};
