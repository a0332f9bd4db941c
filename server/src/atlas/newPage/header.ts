import { majority } from '../../core/commonest.ts';
import type { FrontMatterField } from '../../core/page.ts';
import { yamlText } from '../../core/yamlText.ts';
import type { PageKind } from '../pageIdentity.ts';
import { formatIdLabel, kindOfId } from '../ids.ts';
import { CASE_STUDY_TYPE } from '../pageIdentity.ts';
import { requiredKeys } from '../requiredKeys.ts';
import type { Facts } from './facts.ts';
import { TEXT_FACTS } from './facts.ts';
import type { Sample } from './samples.ts';
import { bodyText, inSampleOrder } from './samples.ts';

/**
 * The front matter of a new page, dashes included; none of a note whose siblings have none. It has the keys that most siblings
 * have and whose value is known, in their order, and those that our rules want of a page with an ID.
 */
export const headerLines = (samples: readonly Sample[], facts: Facts): readonly string[] => {
  const required = requiredKeys(kindOf(facts));
  const lists = samples.map(sample => fieldsOf(sample).map(({ key }) => key));
  const isUsual = (key: string): boolean =>
    required.includes(key) || 2 * lists.filter(list => list.includes(key)).length > lists.length;
  const usual = inSampleOrder(lists, isUsual);
  const keys = [...required.filter(key => !usual.includes(key)), ...usual];
  const lines = keys.flatMap(key => fieldLine(samples, facts, key) ?? []);
  return lines.length === 0 ? [] : ['---', ...lines, '---'];
};

const kindOf = ({ id }: Facts): PageKind => (id === undefined ? undefined : kindOfId(id)) ?? 'note';

const fieldsOf = ({ page }: Sample): readonly FrontMatterField[] =>
  page.frontMatter?.error === undefined ? (page.frontMatter?.fields ?? []) : [];

interface Given {
  readonly sample: Sample;
  readonly field: FrontMatterField;
}

const fieldLine = (samples: readonly Sample[], facts: Facts, key: string): string | undefined => {
  const given = samples.flatMap((sample): readonly Given[] => {
    const field = fieldsOf(sample).find(other => other.key === key);
    return field === undefined ? [] : [{ sample, field }];
  });
  const [nearest] = given;
  const like = nearest?.sample.text.slice(nearest.field.valueStart, nearest.field.valueEnd);
  const text = ownText(facts, key) ?? commonText(given, facts, key);
  if (text !== undefined) return `${key}: ${yamlText(text, like ?? (key === 'id' || key === 'type' ? '' : '"'))}`;
  const number = commonNumber(given, facts);
  return number === undefined ? commonSource(given, key) : `${key}: ${String(number)}`;
};

/** What our rules say of a value, whatever the siblings do. */
const ownText = (facts: Facts, key: string): string | undefined => {
  if (facts.id === undefined) return undefined;
  if (key === 'id') return facts.file;
  return key === 'type' && kindOf(facts) === 'caseStudy' ? CASE_STUDY_TYPE : undefined;
};

/** The value that says of the new page what those of most siblings say of them. */
const commonText = (given: readonly Given[], facts: Facts, key: string): string | undefined => {
  const fact = TEXT_FACTS.map(read => ({
    read,
    fits: given.filter(({ sample, field }) => typeof field.value === 'string' && field.value === read(sample.facts)),
  }))
    .filter(({ fits }) => 2 * fits.length > given.length)
    .sort((a, b) => b.fits.length - a.fits.length)[0];
  if (fact !== undefined) return fact.read(facts);
  return key === 'title' && facts.id !== undefined ? formatIdLabel(facts.id, facts.name) : undefined;
};

/**
 * A number that is, on every sibling, as far from the digits of its ID (`AML.T0021` at 22, `AML.T0011.003` at 11004), or from a
 * tactic's place in the matrix.
 */
const commonNumber = (given: readonly Given[], facts: Facts): number | undefined => {
  if (given.length < 2) return undefined;
  for (const read of [digitsOf, positionOf]) {
    const own = read(facts);
    const steps = new Set(
      given.map(({ sample, field: { value } }) => {
        const number = read(sample.facts);
        return typeof value === 'number' && number !== undefined ? value - number : undefined;
      }),
    );
    const [step] = steps;
    if (own !== undefined && steps.size === 1 && step !== undefined) return own + step;
  }
  return undefined;
};

const digitsOf = ({ id }: Facts): number | undefined =>
  id === undefined ? undefined : Number(/[A-Z](\d{4}(?:\.\d{3})?)$/.exec(id)?.[1]?.replace('.', ''));

const positionOf = ({ entry }: Facts): number | undefined => (entry?.kind === 'tactic' ? entry.position : undefined);

/** The lines of a key whose value all siblings share: a word or two, or a list of such (`type: mitigation`), but no date. */
const commonSource = (given: readonly Given[], key: string): string | undefined => {
  const [nearest] = given;
  if (nearest === undefined || (given.length < 2 && key !== 'type')) return undefined;
  const isTexts = (value: unknown): boolean =>
    typeof value === 'string' && value.length <= 40 && !/^\d{4}-\d\d/.test(value);
  const { value } = nearest.field;
  if (!(Array.isArray(value) ? value.every(isTexts) : isTexts(value))) return undefined;
  const shared = majority(given.map(({ field }) => JSON.stringify(field.value)));
  if (given.some(({ field }) => JSON.stringify(field.value) !== shared)) return undefined;
  return bodyText(nearest.sample, nearest.field.start, nearest.field.end);
};
