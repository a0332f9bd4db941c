import { pageIdentity } from '../../atlas/pageIdentity.ts';
import type { Casebook } from '../../atlas/casebook.ts';
import type { CatalogueEntry } from '../../atlas/catalogue.ts';
import { knownDate, techniqueOf } from '../../atlas/catalogue.ts';
import { formatIdLabel } from '../../atlas/ids.ts';
import { tacticsOf } from '../../atlas/tactics.ts';
import { metadataValue } from '../../atlas/techniqueFacts.ts';
import type { Page, Place } from '../../core/page.ts';
import { folderOf } from '../../core/paths.ts';

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
  const { label, description } = ownDescription(page);
  const { id, name, kind } = pageIdentity(page);
  if (kind !== 'technique' || id === undefined) return { label, description };
  const tactics = tacticsOf(book, { id, name, page }).map(tactic => tactic.name);
  return { label, description: joined([firstOf(tactics), description ?? techniqueOf(book.catalogue, id)?.maturity]) };
};

/** What of a page's description the page alone tells; of a technique its maturity. */
interface OwnDescription {
  readonly label: string;
  readonly description: string | undefined;
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
  const description = (...keys: readonly string[]) => joined(keys.map(key => metadataValue(page, key)));
  if (id === undefined) return { label: name, description: folderOf(page.id) || undefined };
  const label = `${id} ${name}`;
  switch (kind) {
    case 'technique':
      return { label, description: description('maturity') };
    case 'caseStudy':
      return { label, description: description('type', 'incident date') };
    case 'mitigation':
      return { label, description: description('category') };
    default:
      return { label, description: 'tactic' };
  }
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
      ? joined([firstOf(tacticsOf(book, { ...entry, page: undefined }).map(({ name }) => name)), entry.maturity])
      : entry.kind === 'mitigation'
        ? joined(entry.categories)
        : entry.kind === 'caseStudy'
          ? joined([entry.type, knownDate(entry)])
          : 'tactic';
  return {
    label: `${entry.id} ${entry.name}`,
    description: joined(['no page yet', description]),
    documentation: `ATLAS ${catalogue.version} has ${entry.id}, but this vault has no page for it. Choosing it writes its ID as text, not a link that would be broken.`,
  };
};

/** Where a page's first paragraph is, to be shown beside the list. */
export const summaryOf = (page: Page): Place | undefined => page.summary && { path: page.id, span: page.summary };

/** The first of several, and how many more there are: more words would crowd out the label. */
const firstOf = (names: readonly string[]): string | undefined =>
  names.length > 1 ? `${names[0] ?? ''} +${names.length - 1}` : names[0];

const joined = (parts: readonly (string | undefined)[]): string | undefined => {
  let text = '';
  for (const part of parts) if (part) text = text === '' ? part : `${text} · ${part}`;
  return text || undefined;
};
