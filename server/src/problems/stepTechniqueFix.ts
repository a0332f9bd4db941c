import type { Step, StepLine } from '../atlas/steps.ts';
import { pageIdentity } from '../atlas/pageIdentity.ts';
import type { Casebook } from '../atlas/casebook.ts';
import { formatIdLabel, parseIdLabel } from '../atlas/ids.ts';
import { pageLabel } from '../atlas/linkLabel.ts';
import { labelledLink } from '../atlas/linkTo.ts';
import { linkedPage } from '../atlas/linkedPage.ts';
import { pagesLike, pagesNamed, techniquesWithoutPage } from '../atlas/namedPages.ts';
import { plainText } from '../atlas/names.ts';
import { countedOn, numberEdit } from '../atlas/stepNumbers.ts';
import { isBlankIn, lineBreakOf, lineStartIn } from '../core/lines.ts';
import type { Field, Page } from '../core/page.ts';
import { editFromText } from '../core/pageEdit.ts';
import type { TextEdit } from '../core/text.ts';
import { mergeEdits } from '../core/vaultEdit.ts';
import { likelyIf, textFix } from './fix.ts';
import type { Confidence, Fix } from './problem.ts';
import { techniqueLine, withoutField } from './stepEdits.ts';

/** At most so many techniques are offered. */
const OFFERED = 5;

/** A technique that a line may name: its label, and what the line says then. */
interface Offered {
  readonly label: string;
  readonly value: string;
  readonly confidence: Confidence;
}

/** Inserts the Technique line of a step that has none. */
export const missingLineFixes = (book: Casebook, page: Page, step: Step): readonly Fix[] =>
  offered(book, page, [step.name]).map(({ label, value, confidence }) =>
    textFix(
      `Insert the technique '${label}' into step ${step.number}`,
      page,
      text => [techniqueLine(text, page, step, value)],
      confidence,
    ),
  );

/** Lets a line that names no technique link one: that which its words name, else that of the step's heading. */
export const emptyLineFixes = (book: Casebook, page: Page, step: Step, field: Field): readonly Fix[] => {
  const { valueStart: start, valueEnd: end } = field;
  // Of a long value only the start is known.
  const words = end - start > field.value.length ? [] : [plainText(field.value)];
  const written = (text: string, value: string): TextEdit => {
    const needsBlank = start === end && !/[ \t]/.test(text.charAt(start - 1));
    return { span: { start, end }, newText: (needsBlank ? ' ' : '') + value };
  };
  return offered(book, page, [...words, step.name]).map(({ label, value, confidence }) =>
    textFix(`Link the technique '${label}' in step ${step.number}`, page, text => [written(text, value)], confidence),
  );
};

/** The techniques that texts name, the first text before the second, then those of like names. */
const offered = (book: Casebook, page: Page, texts: readonly string[]): readonly Offered[] => {
  const names = texts.filter(text => text !== '');
  const named = names.map(name => pagesNamed(book, 'technique', name)).find(pages => pages.length > 0) ?? [];
  const absent = named.length > 0 ? [] : names.flatMap(name => techniquesWithoutPage(book, name)).slice(0, OFFERED);
  const near = names.flatMap(name => pagesLike(book, page, 'technique', name, OFFERED));
  const isOne = named.length + absent.length === 1;
  const pages = [...new Set([...named, ...near])].slice(0, OFFERED);
  return [
    ...absent.map(({ id, name }) => {
      const label = formatIdLabel(id, name);
      return { label, value: label, confidence: likelyIf(isOne) };
    }),
    ...pages.map(technique => ({
      label: pageLabel(pageIdentity(technique)),
      value: labelledLink(book, page, technique),
      confidence: likelyIf(isOne && technique === named[0]),
    })),
  ];
};

/** Makes a step of its own of a further Technique line, or takes the line away. */
export const furtherLineFixes = (book: Casebook, page: Page, step: Step, line: StepLine): readonly Fix[] => {
  const { field, link } = line;
  const technique = link && linkedPage(book, page, link);
  const label = link?.label ?? plainText(field.value);
  const name = technique === undefined ? (parseIdLabel(label)?.name ?? label) : pageIdentity(technique).name;
  const remove = textFix(
    `Remove the Technique line '${label}'`,
    page,
    text => [withoutField(text, page, field)],
    'possible',
  );
  if (field.heading !== step.headingIndex) return [remove];
  const number = step.number + 1;
  const heading = `${'#'.repeat(step.heading.level)} Step ${number}: ${name}`;
  const split = editFromText(page, text => [headingBefore(text, field, heading)]);
  return [
    {
      title: `Make '${name}' a step of its own`,
      confidence: 'likely',
      reads: split.reads,
      make: textOf => {
        const edit = split.make(textOf);
        return edit.edits.length === 0
          ? edit
          : mergeEdits([edit, numberEdit(book, page, countedOn(page, step, number))]);
      },
    },
    remove,
  ];
};

const headingBefore = (text: string, { start }: Field, heading: string): TextEdit => {
  const lineBreak = lineBreakOf(text);
  const isApart = isBlankIn(text, lineStartIn(text, start - 1), start);
  return { span: { start, end: start }, newText: `${isApart ? '' : lineBreak}${heading}${lineBreak}${lineBreak}` };
};
