import { pageIdentity } from '../../atlas/pageIdentity.ts';
import type { Casebook } from '../../atlas/casebook.ts';
import { entriesOfKind } from '../../atlas/catalogue.ts';
import type { AtlasKind } from '../../atlas/ids.ts';
import { isAtlasId } from '../../atlas/ids.ts';
import { nextFreeId } from '../../atlas/nextFreeId.ts';
import { frontMatterString } from '../../core/page.ts';
import type { Page } from '../../core/page.ts';
import type { Offer } from './item.ts';
import type { CursorLine } from './line.ts';
import { headingIndexAt } from './line.ts';

import { bestFits, queryOf } from './query.ts';

/** A bullet `- **Key:** value` under `## Metadata`, with where its value stands in the line's text. */
export interface MetadataPlace {
  readonly key: string;
  readonly value: string;
  readonly keyEnd: number;
  readonly valueStart: number;
}

/** Reads the cursor's line as a Metadata field. */
export const metadataPlaceAt = (page: Page, line: CursorLine): MetadataPlace | undefined => {
  const match = /^(\s*[-*+]\s+\*\*([^*:]+?)\s*(?::\s*\*\*|\*\*\s*:))([ \t]*)(.*)$/.exec(line.text);
  if (match === null) return undefined;
  if (page.headings[headingIndexAt(page, line.offset)]?.text.toLowerCase() !== 'metadata') return undefined;
  const [, before = '', key = '', space = '', value = ''] = match;
  return {
    key: key.toLowerCase(),
    value: value.trimEnd(),
    keyEnd: before.length,
    valueStart: before.length + space.length,
  };
};

/**
 * What a Metadata field may say: an ID's next free one, today's date to the day, month or year, incident or exercise, a
 * maturity, what the catalogue's mitigations have. None for fields of free text. `now` is read in its local time zone.
 */
export const metadataOffers = (
  book: Casebook,
  page: Page,
  place: MetadataPlace,
  typed: string,
  now: Date,
): readonly Offer[] => {
  const values = valuesOf(book, page, place.key, now);
  const query = queryOf(typed);
  // What is there already is no search when it is one of the values: all are offered to choose another.
  if (query === undefined || values.some(({ value }) => value === place.value)) return values.map(valueOffer);
  return bestFits(query, values, ({ value }) => value).map(valueOffer);
};

interface Value {
  readonly value: string;
  readonly description?: string | undefined;
}

const valueOffer = ({ value, description }: Value): Offer => ({
  label: value,
  description,
  kind: 'value',
  newText: value,
});

const valuesOf = (book: Casebook, page: Page, key: string, now: Date): readonly Value[] => {
  const idKind = key === 'id' ? ownKind(page) : KIND_BY_ID_FIELD[key];
  if (idKind !== undefined) {
    const value = nextFreeId(book, idKind);
    return value === undefined ? [] : [{ value, description: 'next free ID' }];
  }
  switch (key) {
    case 'incident date':
      return datesOf(now);
    case 'created':
    case 'last modified':
      return datesOf(now).slice(0, 1);
    case 'type':
      return [
        { value: 'incident', description: 'happened in the world' },
        { value: 'exercise', description: 'research or red teaming' },
      ];
    case 'maturity':
      return ['feasible', 'demonstrated', 'realized'].map(value => ({ value }));
    case 'category':
      return distinct(mitigationsOf(book).flatMap(entry => entry.categories));
    case 'ml lifecycle':
      return distinct(mitigationsOf(book).flatMap(entry => entry.lifecycle));
    default:
      return [];
  }
};

const KIND_BY_ID_FIELD: Readonly<Record<string, AtlasKind>> = {
  'technique id': 'technique',
  'tactic id': 'tactic',
  'mitigation id': 'mitigation',
};

/** The next free ID for a page of this kind, where what was typed may become it; none where it stands there already. */
export const ownIdOffers = (book: Casebook, page: Page, typed: string): readonly Offer[] => {
  const value = nextFreeId(book, ownKind(page));
  const isWanted = value !== undefined && value !== typed && (value.startsWith(typed) || isAtlasId(typed));
  return isWanted ? [valueOffer({ value, description: 'next free ID' })] : [];
};

/** Case studies name the field only `ID`, so that is what a page without an ID is taken for. */
const ownKind = (page: Page): AtlasKind => {
  const { kind } = pageIdentity(page);
  return kind !== 'note' ? kind : frontMatterString(page, 'type') === 'mitigation' ? 'mitigation' : 'caseStudy';
};

const mitigationsOf = (book: Casebook) =>
  entriesOfKind(book.catalogue, 'mitigation').flatMap(entry => (entry.kind === 'mitigation' ? entry : []));

const distinct = (values: readonly string[]): readonly Value[] => [...new Set(values)].sort().map(value => ({ value }));

const datesOf = (now: Date): readonly Value[] => {
  const year = String(now.getFullYear()).padStart(4, '0');
  const month = `${year}-${String(now.getMonth() + 1).padStart(2, '0')}`;
  const day = `${month}-${String(now.getDate()).padStart(2, '0')}`;
  return [
    { value: day, description: 'today' },
    { value: month, description: 'this month' },
    { value: year, description: 'this year' },
  ];
};
