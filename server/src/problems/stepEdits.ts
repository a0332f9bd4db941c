import type { Step } from '../atlas/steps.ts';
import { atlasPage } from '../atlas/atlasPage.ts';
import { pageIdentity } from '../atlas/pageIdentity.ts';
import type { Casebook } from '../atlas/casebook.ts';
import { fieldEnd, formOfFields, PLAIN_FIELD, writeField } from '../atlas/fieldText.ts';
import type { IdLabelled } from '../atlas/linkLabel.ts';
import { labelSays, readIdLabel } from '../atlas/linkLabel.ts';
import { leadTo } from '../atlas/linkTo.ts';
import { linkedPage } from '../atlas/linkedPage.ts';
import { sameName } from '../atlas/names.ts';
import { renameStep } from '../atlas/renameStep.ts';
import { blockBehind } from '../core/insertText.ts';
import { lineBreakOf, nextLineIn } from '../core/lines.ts';
import type { Field, Link, Page } from '../core/page.ts';
import type { TextEdit } from '../core/text.ts';
import type { VaultEdit } from '../core/vaultEdit.ts';
import { NO_EDIT } from '../core/vaultEdit.ts';
import { relabel } from './linkEdits.ts';

/** The step of a page that a span lies in, by its heading or one of its lines. */
export const stepAt = (page: Page, start: number): Step | undefined =>
  atlasPage(page).steps.findLast(({ heading }) => heading.start <= start);

/** The edits that make a line's link lead to another page and say its ID and name, where it said those of the page before. */
export const linkInstead = (book: Casebook, page: Page, link: Link, target: Page): readonly TextEdit[] => {
  const edits = leadTo(book, page, link, target);
  const { label } = link;
  if (label === undefined) return edits;
  const { id, name } = pageIdentity(target);
  const labelled = readIdLabel(label);
  const before = linkedPage(book, page, link);
  if (labelled !== undefined && id !== undefined) return [...edits, relabel(link, labelled.write(id, name))];
  const saysName = before !== undefined && sameName(label, pageIdentity(before).name);
  return saysName ? [...edits, relabel(link, name)] : edits;
};

/**
 * The edit that lets the heading of the step that a link is the technique of follow, where the link's label gets another name
 * and the heading says the one before.
 */
export const followLabel = (book: Casebook, page: Page, link: Link, label: IdLabelled, name: string): VaultEdit => {
  const step = atlasPage(page).steps.find(({ techniques }) => techniques.some(line => line.link?.start === link.start));
  const follows = step !== undefined && labelSays(label, step.name) && step.name !== name;
  return follows ? renameStep(book, page, step, name) : NO_EDIT;
};

/** The edit that gives a step without one a Technique line: under its heading, or directly above its Tactic line. */
export const techniqueLine = (text: string, page: Page, step: Step, value: string): TextEdit => {
  const { steps } = atlasPage(page);
  const form = formOfFields(text, linesOf(steps, 'techniques')) ?? PLAIN_FIELD;
  const line = writeField(form, 'Technique', value);
  const tactic = step.tactics.map(({ field }) => field).find(({ heading }) => heading === step.headingIndex);
  if (tactic === undefined) return blockBehind(text, step.heading.end, [line]);
  return { span: { start: tactic.start, end: tactic.start }, newText: line + lineBreakOf(text) };
};

/** The edit that puts a Tactic line under a step's Technique line. */
export const tacticLine = (text: string, page: Page, technique: Field, value: string): TextEdit => {
  const { steps } = atlasPage(page);
  const form = formOfFields(text, linesOf(steps, 'tactics')) ?? formOfFields(text, [technique]) ?? PLAIN_FIELD;
  const at = fieldEnd(page, technique);
  return { span: { start: at, end: at }, newText: lineBreakOf(text) + writeField(form, 'Tactic', value) };
};

const linesOf = (steps: readonly Step[], what: 'techniques' | 'tactics'): readonly Field[] =>
  steps.flatMap(step => step[what].map(({ field }) => field));

/** The edit that takes a field's line away, with what is nested in it. */
export const withoutField = (text: string, page: Page, field: Field): TextEdit => ({
  span: { start: field.start, end: nextLineIn(text, fieldEnd(page, field)) },
  newText: '',
});
