import { atlasPage } from '../atlas/atlasPage.ts';
import { dateFault } from '../atlas/dates.ts';
import { isAtlasId } from '../atlas/ids.ts';
import type { MetadataField } from '../atlas/metadataFields.ts';
import { isStudyType, METADATA_FIELDS, statedFields } from '../atlas/metadataFields.ts';
import { plainText } from '../atlas/names.ts';
import type { Field } from '../core/page.ts';
import { holdsPlaceholder } from '../core/placeholder.ts';
import { missingFieldFixes, reporterFixes, valueFixes } from './metadataFix.ts';
import type { Problem, Rule } from './problem.ts';

/**
 * `metadata-field`: a case study's Metadata lacks ID, Incident Date, Type, Target or Actor, states one in another form
 * than the right one, or names a reporter of an exercise.
 */
export const metadataField: Rule = {
  codes: ['metadata-field'],
  on: 'caseStudy',
  check: (_, page) => {
    const heading = page.headings[atlasPage(page).sections.metadata];
    if (heading === undefined) return [];
    const stated = statedFields(page);
    const problems: Problem[] = [];
    const missing: string[] = [];
    for (const { name, isNeeded } of METADATA_FIELDS) {
      if (!isNeeded) continue;
      const field = stated.get(name);
      if (field === undefined) missing.push(name);
      else if (!holdsPlaceholder(field.value)) problems.push(...problemOf(field, wrong(name, plainText(field.value))));
    }
    if (missing.length > 0) {
      const span = { start: heading.textStart, end: heading.textEnd };
      problems.push({ code: 'metadata-field', span, message: `Metadata lacks ${missing.join(', ')}.` });
    }
    const reporter = stated.get('Reporter');
    const type = stated.get('Type');
    if (reporter !== undefined && type !== undefined && plainText(type.value).toLowerCase() === 'exercise')
      problems.push(...problemOf(reporter, 'An exercise has no reporter: only incidents are reported.', true));
    return problems;
  },
  fixes: (book, page, { span }) => {
    const found = [...statedFields(page)].find(([, { start, end }]) => start <= span.start && span.end <= end);
    if (found === undefined) return missingFieldFixes(book, page);
    const [name, field] = found;
    return name === 'Reporter' ? reporterFixes(page, field) : valueFixes(book, page, name, field);
  },
};

/** What is wrong with a field's value. */
const wrong = (name: MetadataField['name'], value: string): string | undefined => {
  if (value === '') return `${name} is empty.`;
  switch (name) {
    case 'ID':
      return isAtlasId(value) ? undefined : `'${value}' is not an ATLAS ID, such as AML.CS0006.`;
    case 'Incident Date':
      return dateFault(value);
    case 'Type':
      return isStudyType(value.toLowerCase()) ? undefined : `The type is 'incident' or 'exercise', not '${value}'.`;
    default:
      return wrongText(value);
  }
};

const wrongText = (value: string): string | undefined =>
  /^(?:<[^<>]*>|to ?do|tbd|tba|\?+|\.\.\.|\u2026)$/i.test(value)
    ? `'${value}' stands for a text that is still to be written.`
    : undefined;

const problemOf = (field: Field, message: string | undefined, onKey = false): readonly Problem[] => {
  if (message === undefined) return [];
  const onValue = !onKey && field.valueEnd > field.valueStart;
  const span = onValue
    ? { start: field.valueStart, end: field.valueEnd }
    : { start: field.keyStart, end: field.keyEnd };
  return [{ code: 'metadata-field', span, message }];
};
