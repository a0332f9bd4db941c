import type { Step } from '../../atlas/steps.ts';
import { atlasPage } from '../../atlas/atlasPage.ts';
import { isCaseStudy } from '../../atlas/pageIdentity.ts';
import type { Casebook } from '../../atlas/casebook.ts';
import type { FieldForm } from '../../atlas/fieldText.ts';
import { formOfFields, PLAIN_FIELD, writeField } from '../../atlas/fieldText.ts';
import { vaultStatesTactics } from '../../atlas/statedTactics.ts';
import { countedOn, numberEdit } from '../../atlas/stepNumbers.ts';
import { lineBreakOf } from '../../core/lines.ts';
import type { Page } from '../../core/page.ts';
import { sectionSpan } from '../../core/page.ts';
import type { VaultEdit } from '../../core/vaultEdit.ts';
import { editPage, mergeEdits, NO_EDIT } from '../../core/vaultEdit.ts';
import type { Choice, ChoiceOffer } from './techniques.ts';
import { nameOfChoice, referenceTo, tacticsOfChoice } from './techniques.ts';

/** An edit, and where the cursor belongs in the page's text afterwards. */
export interface CursorEdit {
  readonly edit: VaultEdit;
  readonly cursor: number;
}

/** The edit, or the tactics of which the step serves one, or why there is none. */
export type InsertStepAnswer = CursorEdit | { readonly tactics: readonly ChoiceOffer[] } | { readonly reason: string };

/**
 * The edit that adds a step to a case study: behind the step that the cursor is in, else behind the last; the steps behind it
 * get the next numbers, and links to them follow. Heading and lines look like those of the other steps. A Tactic line is written where the vault states
 * tactics and the technique has several, or every step of the page states its own.
 *
 * @param text the page's text.
 * @param tactic which of the tactics, where an earlier answer asked for it.
 */
export const insertStep = (
  book: Casebook,
  page: Page,
  text: string,
  offset: number,
  technique: Choice,
  tactic?: Choice,
): InsertStepAnswer => {
  if (!isCaseStudy(page)) return { reason: 'Only a case study has steps, and this page is none.' };
  const name = nameOfChoice(book, technique);
  if (name === undefined) return { reason: `Neither this vault nor ATLAS has ${technique.id}.` };
  const { steps, sections } = atlasPage(page);
  const { at, after } = placeOf(page, text, offset);
  if (isUnclosed(page, text, at)) return { reason: 'The text before it ends in code or a comment that is not closed.' };

  const tactics = tacticsOfChoice(book, technique);
  const isStated = tactics.length > 0 && needsTactic(book, steps, tactics.length);
  const stated = isStated ? (tactic ?? (tactics.length === 1 ? tactics[0] : undefined)) : undefined;
  if (isStated && stated === undefined) return { tactics };

  // What the other steps look like, the one before it first.
  const models = after === undefined ? [] : [after, ...steps];
  const lineBreak = lineBreakOf(text);
  const number = (after?.number ?? 0) + 1;
  const level = after?.heading.level ?? (page.headings[sections.procedure]?.level ?? 2) + 1;
  const techniqueForm = formLike(text, models, 'techniques') ?? PLAIN_FIELD;
  const tacticForm = formLike(text, models, 'tactics') ?? techniqueForm;
  const lines = [
    ...(sections.procedure < 0 && after === undefined ? ['## Procedure', ''] : []),
    `${'#'.repeat(Math.min(level, 6))} ${headingStart(after, number)}${name}`,
    '',
    writeField(techniqueForm, 'Technique', referenceTo(book, page, technique)),
    ...(stated === undefined ? [] : [writeField(tacticForm, 'Tactic', referenceTo(book, page, stated))]),
    '',
    '',
  ];
  const before = at === 0 ? '' : lineBreak + lineBreak;
  const newText = before + lines.join(lineBreak);
  const behind = lineBreak.repeat(missingBreaks(text.slice(at)));
  const own = editPage(page.id, [{ span: { start: at, end: at }, newText: newText + behind }]);
  const counted = after === undefined ? NO_EDIT : numberEdit(book, page, countedOn(page, after, number));
  return { edit: mergeEdits([own, counted]), cursor: at + newText.length };
};

/**
 * Where a step goes: the end of the last line of another, of what the Procedure has instead, or of what stands before the
 * References; and the step before it.
 */
const placeOf = (
  page: Page,
  text: string,
  offset: number,
): { readonly at: number; readonly after: Step | undefined } => {
  const { steps, sections } = atlasPage(page);
  const after = steps.findLast(step => holds(page, step, offset)) ?? steps.at(-1);
  const heading = after?.headingIndex ?? sections.procedure;
  const end =
    heading >= 0 ? sectionSpan(page, heading).end : (page.headings[sections.references]?.start ?? page.length);
  const trimmed = text.slice(0, end).trimEnd().length;
  return { at: trimmed + (/^[^\r\n]*/.exec(text.slice(trimmed, end))?.[0].length ?? 0), after };
};

const holds = (page: Page, step: Step, offset: number): boolean => {
  const { start, end } = sectionSpan(page, step.headingIndex);
  return start <= offset && (offset < end || end === page.length);
};

const needsTactic = (book: Casebook, steps: readonly Step[], tactics: number): boolean =>
  (steps.length > 0 && steps.every(step => step.tactics.length > 0)) || (tactics > 1 && vaultStatesTactics(book));

/** `Step 4: `, in the way in which another step writes it. */
const headingStart = (model: Step | undefined, number: number): string => {
  if (model === undefined || model.name === '') return `Step ${number}: `;
  const { heading, numberSpan, nameSpan } = model;
  const start = heading.text.slice(0, nameSpan.start - heading.textStart);
  const digits = { start: numberSpan.start - heading.textStart, end: numberSpan.end - heading.textStart };
  return start.slice(0, digits.start) + String(number) + start.slice(digits.end);
};

/** How the first of these steps that fills in such a line writes it. */
const formLike = (text: string, steps: readonly Step[], what: 'techniques' | 'tactics'): FieldForm | undefined => {
  const fields = steps.flatMap(step => step[what].map(({ field }) => field));
  const form = formOfFields(
    text,
    fields.filter(({ valueStart, valueEnd }) => valueStart < valueEnd),
  );
  return form && { ...form, before: form.before.trimStart() };
};

/** How many line breaks a text lacks for an empty line before what it says, or for the one that ends a page. */
const missingBreaks = (rest: string): number => {
  const blank = /^\s*/.exec(rest)?.[0] ?? '';
  const breaks = blank.match(/\r\n|\r|\n/g)?.length ?? 0;
  return Math.max(0, (blank.length === rest.length ? 1 : 2) - breaks);
};

/** Whether a place is still in a fence or comment that nobody closed. */
const isUnclosed = (page: Page, text: string, at: number): boolean => {
  const span = page.inert.findLast(({ start }) => start < at);
  if (span === undefined || span.end < at) return false;
  const source = text.slice(span.start, at).trim();
  if (source.startsWith('<!--')) return !source.endsWith('-->');
  if (source.startsWith('%%')) return source.length < 4 || !source.endsWith('%%');
  const fence = /^(?:`{3,}|~{3,})/.exec(source)?.[0];
  const last = /[^\r\n]*$/.exec(source)?.[0].trim() ?? '';
  return fence !== undefined && !(last.length < source.length && last.startsWith(fence) && /^(?:`+|~+)$/.test(last));
};
