import type { AtlasKind } from './ids.ts';
import { isAtlasId, parentId } from './ids.ts';

/** The facts of one ATLAS release, indexed. Entries are sorted by ID, tactics also known in the matrix's order. */
export interface Catalogue {
  /** As the release calls itself: `5.6.0`, `2026.09`. */
  readonly version: string;
  readonly byId: ReadonlyMap<string, CatalogueEntry>;
  /** IDs of the tactics in the order of the matrix. */
  readonly tacticOrder: readonly string[];
  /** IDs of sub-techniques by their parent's ID. */
  readonly children: ReadonlyMap<string, readonly string[]>;
  /** IDs of techniques and sub-techniques by the ID of a tactic. */
  readonly techniquesByTactic: ReadonlyMap<string, readonly string[]>;
  /** The highest number given so far in a series (see `seriesOfId`). */
  readonly highest: ReadonlyMap<string, number>;
  /** What stands before the numbers of this catalogue's IDs: `AML.`. */
  readonly prefixes: ReadonlySet<string>;
}

export type CatalogueEntry = CatalogueTactic | CatalogueTechnique | CatalogueMitigation | CatalogueCaseStudy;

export interface CatalogueTactic extends TacticData {
  readonly kind: 'tactic';
}

export interface CatalogueTechnique extends TechniqueData {
  readonly kind: 'technique';
}

export interface CatalogueMitigation extends MitigationData {
  readonly kind: 'mitigation';
}

export interface CatalogueCaseStudy extends CaseStudyData {
  readonly kind: 'caseStudy';
}

/** The form of `data/catalogue.json`. Dates are `YYYY-MM-DD`; what a release does not state is left out. */
export interface CatalogueData {
  readonly version: string;
  readonly tactics: readonly TacticData[];
  readonly techniques: readonly TechniqueData[];
  readonly mitigations: readonly MitigationData[];
  readonly caseStudies: readonly CaseStudyData[];
}

interface Dated {
  readonly id: string;
  readonly name: string;
  readonly created?: string | undefined;
  readonly modified?: string | undefined;
  readonly attack?: AttackReference | undefined;
}

/** The counterpart in MITRE ATT&CK. */
export interface AttackReference {
  readonly id: string;
  readonly url: string;
}

export interface TacticData extends Dated {
  /** Place in the matrix, from 1. */
  readonly position: number;
}

export interface TechniqueData extends Dated {
  readonly parent?: string | undefined;
  /** IDs; a sub-technique has its parent's. */
  readonly tactics: readonly string[];
  /** `feasible`, `demonstrated` or `realized`; releases before 5.0 do not state it. */
  readonly maturity?: string | undefined;
}

export interface MitigationData extends Dated {
  readonly categories: readonly string[];
  readonly lifecycle: readonly string[];
}

export interface CaseStudyData {
  readonly id: string;
  readonly name: string;
  /** `incident` or `exercise`. */
  readonly type?: string | undefined;
  readonly date?: string | undefined;
  /** How much of the date is known: `year`, `month` or `day`. */
  readonly granularity?: string | undefined;
  /** IDs of the techniques of its steps, each once, in the order of first use. */
  readonly techniques: readonly string[];
}

/** The catalogue of a release, from the parsed `data/catalogue.json`. Entries of a later list win over equal IDs before. */
export const catalogueOf = (data: CatalogueData): Catalogue => {
  const entries: readonly CatalogueEntry[] = [
    ...data.tactics.map(entry => ({ kind: 'tactic' as const, ...entry })),
    ...data.techniques.map(entry => ({ kind: 'technique' as const, ...entry })),
    ...data.mitigations.map(entry => ({ kind: 'mitigation' as const, ...entry })),
    ...data.caseStudies.map(entry => ({ kind: 'caseStudy' as const, ...entry })),
  ];
  const children = new Map<string, string[]>();
  const techniquesByTactic = new Map<string, string[]>();
  for (const { id, parent, tactics } of data.techniques) {
    if (parent !== undefined) addTo(children, parent, id);
    for (const tactic of tactics) addTo(techniquesByTactic, tactic, id);
  }
  const highest = new Map<string, number>();
  const prefixes = new Set<string>();
  for (const { id } of entries) {
    const part = partsOfId(id);
    if (part === undefined) continue;
    highest.set(part.series, Math.max(part.number, highest.get(part.series) ?? -1));
    if (parentId(id) === undefined) prefixes.add(part.prefix);
  }
  return {
    version: data.version,
    byId: new Map(entries.map(entry => [entry.id, entry])),
    tacticOrder: data.tactics.toSorted((a, b) => a.position - b.position).map(tactic => tactic.id),
    children,
    techniquesByTactic,
    highest,
    prefixes,
  };
};

const addTo = (map: Map<string, string[]>, key: string, value: string): void => {
  const values = map.get(key);
  if (values === undefined) map.set(key, [value]);
  else values.push(value);
};

/**
 * Whether an ID is in the catalogue (`known`), absent though its series goes beyond its number (`retired`, or never
 * assigned), or absent and `beyond` all that the series has. The series of a sub-technique are its siblings; a
 * sub-technique of a parent that is itself retired is retired too. An ID of another prefix, and what is no ID, is `beyond`.
 */
export const idStatus = (catalogue: Catalogue, id: string): 'known' | 'retired' | 'beyond' => {
  if (catalogue.byId.has(id)) return 'known';
  const part = partsOfId(id);
  if (part === undefined) return 'beyond';
  if (part.number < (catalogue.highest.get(part.series) ?? -1)) return 'retired';
  const parent = parentId(id);
  return parent !== undefined && idStatus(catalogue, parent) === 'retired' ? 'retired' : 'beyond';
};

/** Whether an ID has the prefix of this catalogue (`AML.`), so that its absence says something. */
export const hasCataloguePrefix = (catalogue: Catalogue, id: string): boolean => {
  const part = partsOfId(parentId(id) ?? id);
  return part !== undefined && catalogue.prefixes.has(part.prefix);
};

/**
 * The series in which an ID's number counts: prefix and kind letters (`AML.T`, `AML.TA`, `AML.M`, `AML.CS`), or the
 * parent's ID for a sub-technique. Undefined for what is not an ID.
 */
export const seriesOfId = (id: string): string | undefined => partsOfId(id)?.series;

interface IdParts {
  readonly prefix: string;
  readonly series: string;
  readonly number: number;
}

const partsOfId = (id: string): IdParts | undefined => {
  if (!isAtlasId(id)) return undefined;
  const parent = parentId(id);
  if (parent !== undefined)
    return { prefix: `${parent}.`, series: parent, number: Number(id.slice(parent.length + 1)) };
  const series = id.slice(0, -4);
  return { prefix: series.slice(0, series.lastIndexOf('.') + 1), series, number: Number(id.slice(-4)) };
};

/** The entry of an ID; undefined where the catalogue has none. */
export const entryOf = (catalogue: Catalogue, id: string): CatalogueEntry | undefined => catalogue.byId.get(id);

/** The name of an ID; undefined where the catalogue has none. */
export const nameOf = (catalogue: Catalogue, id: string): string | undefined => catalogue.byId.get(id)?.name;

/** The technique or sub-technique of an ID; undefined where the catalogue has none. */
export const techniqueOf = (catalogue: Catalogue, id: string): CatalogueTechnique | undefined => {
  const entry = catalogue.byId.get(id);
  return entry?.kind === 'technique' ? entry : undefined;
};

/** As much of a case study's date as is known: `2020`, `2020-04` or `2020-04-16`. */
export const knownDate = ({ date, granularity }: CaseStudyData): string | undefined =>
  date?.slice(0, granularity === 'year' ? 4 : granularity === 'month' ? 7 : 10);

/** IDs of the sub-techniques of a technique; none for any other ID. */
export const childrenOf = (catalogue: Catalogue, id: string): readonly string[] => catalogue.children.get(id) ?? [];

/** All entries of one kind, by ID. */
export const entriesOfKind = (catalogue: Catalogue, kind: AtlasKind): readonly CatalogueEntry[] =>
  [...catalogue.byId.values()].filter(entry => entry.kind === kind);
