import { distance } from 'fastest-levenshtein';
import { atlasPage } from '../atlas/atlasPage.ts';
import { claimsOf, pageIdentity } from '../atlas/pageIdentity.ts';
import type { Casebook } from '../atlas/casebook.ts';
import { knownDate } from '../atlas/catalogue.ts';
import { readDate } from '../atlas/dates.ts';
import { fieldEnd, formOfFields, LISTED_FIELD, writeField } from '../atlas/fieldText.ts';
import type { MetadataField } from '../atlas/metadataFields.ts';
import { METADATA_FIELDS, metadataRank, statedFields, STUDY_TYPES } from '../atlas/metadataFields.ts';
import { plainText, sameName } from '../atlas/names.ts';
import { datesMeant } from '../atlas/readableDate.ts';
import { blockBehind } from '../core/insertText.ts';
import { lineBreakOf } from '../core/lines.ts';
import type { Field, Page } from '../core/page.ts';
import type { TextEdit } from '../core/text.ts';
import { listedAnd } from '../core/wording.ts';
import { likelyIf, textFix } from './fix.ts';
import type { Confidence, Fix } from './problem.ts';
import { withoutField } from './stepEdits.ts';

type Name = MetadataField['name'];
type Values = Partial<Readonly<Record<Name, string>>>;

/** What is known of a case study beside its Metadata: its own ID, and what the catalogue says of the study of this ID and name. */
export const knownValues = (book: Casebook, page: Page): Values => {
  const { id, name } = pageIdentity(page);
  const entry = id === undefined ? undefined : book.catalogue.byId.get(id);
  const own: Values = id === undefined ? {} : { ID: id };
  if (entry?.kind !== 'caseStudy' || !sameName(entry.name, name)) return own;
  const date = knownDate(entry);
  return { ...own, ...(date ? { 'Incident Date': date } : {}), ...(entry.type ? { Type: entry.type } : {}) };
};

/** Inserts the fields that Metadata lacks, each in its place; where the type is not known, one fix for each. */
export const missingFieldFixes = (book: Casebook, page: Page): readonly Fix[] => {
  const stated = statedFields(page);
  const missing = METADATA_FIELDS.filter(({ name, isNeeded }) => isNeeded && !stated.has(name)).map(({ name }) => name);
  const known = knownValues(book, page);
  const insert = (values: Values, confidence: Confidence): Fix => {
    const shown = missing.map(name => (values[name] === undefined ? `'${name}'` : `'${name}: ${values[name]}'`));
    return textFix(`Insert ${listedAnd(shown)}`, page, text => insertFields(text, page, missing, values), confidence);
  };
  if (missing.includes('Type') && known.Type === undefined) {
    // Only incidents are reported.
    const isReported = stated.has('Reporter');
    return STUDY_TYPES.map(type => insert({ ...known, Type: type }, likelyIf(isReported && type === 'incident')));
  }
  return [insert(known, missing.join() === 'ID' ? 'certain' : 'likely')];
};

/** The edits that put fields behind those that come before them in the order. Without a value a field is left to be filled in. */
const insertFields = (text: string, page: Page, names: readonly Name[], values: Values): readonly TextEdit[] => {
  const { metadata, sections } = atlasPage(page);
  const lineBreak = lineBreakOf(text);
  const form = formOfFields(text, metadata) ?? LISTED_FIELD;
  const lineOf = (name: Name): string => writeField(form, name, values[name] ?? '');
  const [first] = metadata;
  const heading = page.headings[sections.metadata];
  if (first === undefined) return heading === undefined ? [] : [blockBehind(text, heading.end, names.map(lineOf))];
  const behind = new Map<Field | undefined, string[]>();
  for (const name of names) {
    const rank = metadataRank(name);
    const before = metadata
      .filter(field => metadataRank(field.key) >= 0 && metadataRank(field.key) < rank)
      .reduce<Field | undefined>(
        (last, field) => (last === undefined || metadataRank(field.key) >= metadataRank(last.key) ? field : last),
        undefined,
      );
    behind.set(before, [...(behind.get(before) ?? []), lineOf(name)]);
  }
  return [...behind].map(([field, lines]) => {
    const at = field === undefined ? first.start : fieldEnd(page, field);
    const newText = lines.map(line => (field === undefined ? line + lineBreak : lineBreak + line)).join('');
    return { span: { start: at, end: at }, newText };
  });
};

/** Repairs of one field's value. None for free text that is still to be written. */
export const valueFixes = (book: Casebook, page: Page, name: Name, field: Field): readonly Fix[] => {
  // Of a long value only the start is known: it is no ID, date or type.
  if (field.valueEnd - field.valueStart > field.value.length) return [];
  const value = plainText(field.value);
  const known = knownValues(book, page);
  switch (name) {
    case 'ID': {
      const isStated = claimsOf(page).some(({ source, id }) => source !== 'metadata' && id !== undefined);
      return known.ID === undefined ? [] : [change(page, field, known.ID, isStated ? 'certain' : 'likely')];
    }
    case 'Incident Date':
      return dateFixes(page, field, value, known['Incident Date']);
    case 'Type': {
      const near = STUDY_TYPES.filter(type => isNear(value, type));
      const [best] = near.length === 1 ? near : STUDY_TYPES.filter(type => type === known.Type);
      const isSlip = best !== undefined && distance(value.toLowerCase(), best) <= 2;
      return STUDY_TYPES.toSorted((a, b) => Number(b === best) - Number(a === best)).map(type =>
        change(page, field, type, type !== best ? 'possible' : isSlip ? 'certain' : 'likely'),
      );
    }
    default:
      return [];
  }
};

const isNear = (value: string, type: string): boolean =>
  value.toLowerCase().includes(type) || distance(value.toLowerCase(), type) <= 2;

const dateFixes = (page: Page, field: Field, value: string, known: string | undefined): readonly Fix[] => {
  const meant = datesMeant(value);
  if (meant.length > 0)
    return meant.map(date => change(page, field, date, meant.length === 1 ? 'certain' : 'possible'));
  if (value === '') return known === undefined ? [] : [change(page, field, known, 'likely')];
  const [, year = '', month = '', day = ''] = /^(\d{4})(-\d\d)?(-\d\d)?(?!\d)/.exec(value) ?? [];
  // Of what is no day of the calendar, or has more behind it, as much as can be one.
  const parts = [year + month + day, year + month, year].filter(part => readDate(part) === 'date');
  return [...new Set(parts)].map(part => change(page, field, part, 'possible'));
};

const change = (page: Page, field: Field, value: string, confidence: Confidence): Fix =>
  textFix(`Change to '${value}'`, page, text => [writeValue(text, field, value)], confidence);

const writeValue = (text: string, { valueStart, valueEnd }: Field, value: string): TextEdit => {
  const needsBlank = valueStart === valueEnd && !/[ \t]/.test(text.charAt(valueStart - 1));
  return { span: { start: valueStart, end: valueEnd }, newText: needsBlank ? ` ${value}` : value };
};

/** Takes the reporter out, or makes the exercise an incident. */
export const reporterFixes = (page: Page, reporter: Field): readonly Fix[] => {
  const type = statedFields(page).get('Type');
  return [
    textFix('Remove the reporter', page, text => [withoutField(text, page, reporter)], 'likely'),
    ...(type === undefined
      ? []
      : [{ ...change(page, type, 'incident', 'possible'), title: "Change the type to 'incident'" }]),
  ];
};
