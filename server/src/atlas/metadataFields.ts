import type { Field, Page } from '../core/page.ts';
import { atlasPage } from './atlasPage.ts';

/** A field of a case study's Metadata: its name, and the keys in lower case by which authors write it. */
export interface MetadataField {
  readonly name: 'ID' | 'Incident Date' | 'Type' | 'Target' | 'Actor' | 'Reporter';
  readonly keys: readonly string[];
  /** Whether every case study has it. */
  readonly isNeeded: boolean;
}

/** What a case study can be the story of. */
export const STUDY_TYPES = ['incident', 'exercise'] as const;

export type StudyType = (typeof STUDY_TYPES)[number];

export const isStudyType = (text: string | undefined): text is StudyType => STUDY_TYPES.some(type => type === text);

/** The fields of a case study's Metadata in their order. */
export const METADATA_FIELDS: readonly MetadataField[] = [
  { name: 'ID', keys: ['id'], isNeeded: true },
  { name: 'Incident Date', keys: ['incident date', 'exercise date', 'date'], isNeeded: true },
  { name: 'Type', keys: ['type'], isNeeded: true },
  { name: 'Target', keys: ['target'], isNeeded: true },
  { name: 'Actor', keys: ['actor'], isNeeded: true },
  { name: 'Reporter', keys: ['reporter'], isNeeded: false },
];

/** A field's place in the order, from 0; -1 for one that the order does not know. */
export const metadataRank = (key: string): number => {
  const folded = key.toLowerCase();
  return METADATA_FIELDS.findIndex(({ keys }) => keys.includes(folded));
};

/** What a case study's Metadata states, by the name of the field. Of a key that stands there twice, the later counts. */
export const statedFields = (page: Page): ReadonlyMap<MetadataField['name'], Field> => {
  const byKey = new Map(atlasPage(page).metadata.map(field => [field.key.toLowerCase(), field]));
  const stated = new Map<MetadataField['name'], Field>();
  for (const { name, keys } of METADATA_FIELDS) {
    const field = keys.map(key => byKey.get(key)).find(found => found !== undefined);
    if (field !== undefined) stated.set(name, field);
  }
  return stated;
};
