import { baseName, withoutExtension } from '../../core/paths.ts';
import type { PageId } from '../../core/page.ts';
import type { Catalogue, CatalogueEntry } from '../catalogue.ts';
import { knownDate } from '../catalogue.ts';
import { parentId, slugOf } from '../ids.ts';
import { pageLabel } from '../linkLabel.ts';

/** A page that is to be: where, and what it is called. Without an ID it is a note. */
export interface WantedPage {
  readonly path: PageId;
  readonly id: string | undefined;
  readonly name: string;
}

/** What is known of a page, be it one that is there or one that is to be. */
export interface Facts extends WantedPage {
  /** The file's name without `.md`. */
  readonly file: string;
  /** `ID: Name`, or the name. */
  readonly label: string;
  readonly parent: string | undefined;
  readonly entry: CatalogueEntry | undefined;
  /** Names of the tactics that the catalogue gives it, in its order. */
  readonly tactics: readonly string[];
}

/** What the catalogue adds to a page's path, ID and name. An ID without a name has itself for one. */
export const factsOf = (catalogue: Catalogue, { path, id, name }: WantedPage): Facts => {
  const entry = id === undefined ? undefined : catalogue.byId.get(id);
  const tacticIds = entry?.kind === 'technique' ? entry.tactics : [];
  return {
    path,
    id,
    name,
    file: withoutExtension(baseName(path)),
    label: pageLabel({ id, name }),
    parent: id === undefined ? undefined : parentId(id),
    entry,
    tactics: tacticIds.flatMap(tactic => catalogue.byId.get(tactic)?.name ?? []),
  };
};

type Fact = (facts: Facts) => string | undefined;

const dated =
  (key: 'created' | 'modified'): Fact =>
  ({ entry }) =>
    entry !== undefined && entry.kind !== 'caseStudy' ? entry[key] : undefined;

export const created = dated('created');
export const modified = dated('modified');

export const maturity: Fact = ({ entry }) => (entry?.kind === 'technique' ? entry.maturity : undefined);

export const incidentDate: Fact = ({ entry }) => (entry?.kind === 'caseStudy' ? knownDate(entry) : undefined);

export const studyType: Fact = ({ entry }) => (entry?.kind === 'caseStudy' ? entry.type?.toLowerCase() : undefined);

/** Facts that a page's front matter may give as a text, those first that say more. */
export const TEXT_FACTS: readonly Fact[] = [
  ({ label }) => label,
  ({ name }) => name,
  ({ file }) => file,
  ({ name }) => slugOf(name),
  ({ id }) => id,
  ({ parent }) => parent,
  maturity,
  created,
  modified,
  incidentDate,
  studyType,
  ({ tactics }) => tactics[0],
  ({ tactics }) => (tactics[0] === undefined ? undefined : slugOf(tactics[0])),
];
