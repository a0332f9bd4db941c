import { atlasPage } from '../atlas/atlasPage.ts';
import { readDate } from '../atlas/dates.ts';
import { isAtlasId } from '../atlas/ids.ts';
import { plainText } from '../atlas/names.ts';
import type { Field } from '../core/page.ts';
import type { Problem, Rule } from './problem.ts';
import { isPlaceholder } from './placeholder.ts';

/**
 * `metadata-field`: a case study's Metadata lacks ID, Incident Date, Type, Target or Actor, states one in another form
 * than the right one, or names a reporter of an exercise.
 */
export const metadataField: Rule = {
  codes: ['metadata-field'],
  on: 'caseStudy',
  check: (_, page) => {
    const { sections, metadata } = atlasPage(page);
    const heading = page.headings[sections.metadata];
    if (heading === undefined) return [];
    const known = new Map(metadata.map(field => [field.key.toLowerCase(), field]));
    const problems: Problem[] = [];
    const missing: string[] = [];
    for (const [name, { keys, wrong }] of FIELDS) {
      const field = keys.map(key => known.get(key)).find(found => found !== undefined);
      if (field === undefined) missing.push(name);
      else if (!isPlaceholder(field.value))
        problems.push(...problemOf(field, emptyOr(name, wrong, plainText(field.value))));
    }
    if (missing.length > 0) {
      const span = { start: heading.textStart, end: heading.textEnd };
      problems.push({ code: 'metadata-field', span, message: `Metadata lacks ${missing.join(', ')}.` });
    }
    const reporter = known.get('reporter');
    const type = known.get('type');
    if (reporter !== undefined && type !== undefined && plainText(type.value).toLowerCase() === 'exercise')
      problems.push(...problemOf(reporter, 'An exercise has no reporter: only incidents are reported.', true));
    return problems;
  },
};

interface FieldRule {
  readonly keys: readonly string[];
  /** What is wrong with a value that is not empty. */
  readonly wrong: (value: string) => string | undefined;
}

const wrongId = (value: string): string | undefined =>
  isAtlasId(value) ? undefined : `'${value}' is not an ATLAS ID, such as AML.CS0006.`;

const wrongDate = (value: string): string | undefined => {
  switch (readDate(value)) {
    case 'date':
      return undefined;
    case 'impossible':
      return `'${value}' is not a day, month or year of the calendar.`;
    case 'malformed':
      return `'${value}' is not a date of the form YYYY, YYYY-MM or YYYY-MM-DD.`;
  }
};

const wrongType = (value: string): string | undefined =>
  /^(?:incident|exercise)$/i.test(value) ? undefined : `The type is 'incident' or 'exercise', not '${value}'.`;

const wrongText = (value: string): string | undefined =>
  /^(?:<[^<>]*>|to ?do|tbd|tba|\?+|\.\.\.|\u2026)$/i.test(value)
    ? `'${value}' stands for a text that is still to be written.`
    : undefined;

const FIELDS: readonly (readonly [name: string, rule: FieldRule])[] = [
  ['ID', { keys: ['id'], wrong: wrongId }],
  ['Incident Date', { keys: ['incident date', 'exercise date', 'date'], wrong: wrongDate }],
  ['Type', { keys: ['type'], wrong: wrongType }],
  ['Target', { keys: ['target'], wrong: wrongText }],
  ['Actor', { keys: ['actor'], wrong: wrongText }],
];

const emptyOr = (name: string, wrong: FieldRule['wrong'], value: string): string | undefined =>
  value === '' ? `${name} is empty.` : wrong(value);

const problemOf = (field: Field, message: string | undefined, onKey = false): readonly Problem[] => {
  if (message === undefined) return [];
  const onValue = !onKey && field.valueEnd > field.valueStart;
  const span = onValue
    ? { start: field.valueStart, end: field.valueEnd }
    : { start: field.keyStart, end: field.keyEnd };
  return [{ code: 'metadata-field', span, message }];
};
