import type { Field } from '../../core/page.ts';
import { atlasPage } from '../atlasPage.ts';
import { LISTED_FIELD, writeField } from '../fieldText.ts';
import { kindOfId } from '../ids.ts';
import { METADATA_FIELDS } from '../metadataFields.ts';
import type { Form } from '../pageForms.ts';
import type { Sample } from './samples.ts';
import { inSampleOrder } from './samples.ts';
import type { Facts } from './facts.ts';
import { created, incidentDate, maturity, modified, studyType } from './facts.ts';

/** The bullets under a new page's `## Metadata`: those of its siblings whose value is known, as they write them. */
export const metadataLines = (samples: readonly Sample[], facts: Facts, form: Form): readonly string[] => {
  const lists = samples.map(({ page }) => atlasPage(page).metadata.map(({ key }) => key.toLowerCase()));
  const usual = inSampleOrder(lists, () => true);
  const required = samples.length === 0 || form === 'caseStudy' ? FIELDS[form] : [];
  const missing = required.filter(key => !usual.some(other => sameField(other, key.toLowerCase())));
  return [...missing.slice(0, 1), ...usual, ...missing.slice(1)].flatMap(key => line(samples, facts, key) ?? []);
};

/** What stands in Metadata where no sibling shows it: the ID, and what our rules want of any case study. */
const FIELDS: Readonly<Record<Form, readonly string[]>> = {
  tactic: ['Tactic ID'],
  technique: ['Technique ID'],
  subTechnique: ['Technique ID'],
  mitigation: ['Mitigation ID'],
  caseStudy: METADATA_FIELDS.filter(({ isNeeded }) => isNeeded).map(({ name }) => name),
  note: [],
};

const sameField = (a: string, b: string): boolean => {
  const read = (key: string) => VALUES.find(([pattern]) => pattern.test(key))?.[1];
  return a === b || (read(a) !== undefined && read(a) === read(b));
};

type Value = (facts: Facts, like: string) => string | undefined;

/** A text in the case of a sibling's: `Realized`, where those begin with a capital. */
const casedLike = (text: string | undefined, like: string): string | undefined =>
  /^\p{Lu}/u.test(like) ? text?.replace(/^./u, first => first.toUpperCase()) : text;

/** What a writer must fill in stands in braces, as in a template: our rules say nothing of such a value. */
const orOpen = (value: string | undefined, { id }: Facts, name: string): string | undefined =>
  value ?? (id !== undefined && kindOfId(id) === 'caseStudy' ? `{{${name}}}` : undefined);

const VALUES: readonly (readonly [key: RegExp, value: Value])[] = [
  [/^(?:(?:technique|tactic|mitigation) )?id$/i, ({ id }) => id],
  [/^(?:incident |exercise )?date$/i, facts => orOpen(incidentDate(facts), facts, 'date')],
  [/^type$/i, (facts, like) => orOpen(casedLike(studyType(facts), like), facts, 'type')],
  [/^target$/i, facts => orOpen(undefined, facts, 'target')],
  [/^actor$/i, facts => orOpen(undefined, facts, 'actor')],
  [/^created$/i, created],
  [/^(?:last )?(?:modified|updated)$/i, modified],
  [/^maturity$/i, (facts, like) => casedLike(maturity(facts), like)],
  [
    /att&(?:amp;)?ck/i,
    ({ entry }, like) => {
      const attack = entry === undefined || entry.kind === 'caseStudy' ? undefined : entry.attack;
      return attack && (like.startsWith('[') ? `[${attack.id}](${attack.url})` : attack.id);
    },
  ],
  [/^categor(?:y|ies)$/i, ({ entry }) => listOf(entry?.kind === 'mitigation' ? entry.categories : [])],
  [/lifecycle$/i, ({ entry }) => listOf(entry?.kind === 'mitigation' ? entry.lifecycle : [])],
];

const listOf = (items: readonly string[]): string | undefined => (items.length === 0 ? undefined : items.join(', '));

/** A field's line as the nearest sibling that has the field writes it. */
const line = (samples: readonly Sample[], facts: Facts, key: string): string | undefined => {
  const read = VALUES.find(([pattern]) => pattern.test(key))?.[1];
  for (const sample of samples) {
    const field = atlasPage(sample.page).metadata.find(other => other.key.toLowerCase() === key.toLowerCase());
    if (field === undefined) continue;
    const value = read?.(facts, field.value);
    return value === undefined ? undefined : beforeValue(sample, field) + value;
  }
  const value = read?.(facts, '');
  return value === undefined ? undefined : writeField(LISTED_FIELD, key, value);
};

/** `- **Created:** `, with one blank where the sibling's value is empty. */
const beforeValue = ({ text }: Sample, field: Field): string =>
  `${text.slice(field.start, Math.max(field.keyEnd, field.valueStart)).trimEnd()} `;
