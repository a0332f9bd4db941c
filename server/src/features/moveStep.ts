import type { Step } from '../atlas/steps.ts';
import { atlasPage } from '../atlas/atlasPage.ts';
import type { Casebook } from '../atlas/casebook.ts';
import type { NumberedStep } from '../atlas/stepNumbers.ts';
import { headingsAbove, numberEdit, restartsOf } from '../atlas/stepNumbers.ts';
import type { Page } from '../core/page.ts';
import { sectionSpan } from '../core/page.ts';
import { headingsAfter } from '../core/pageEdit.ts';
import type { Span, TextEdit } from '../core/text.ts';
import type { PlannedEdit, VaultEdit } from '../core/vaultEdit.ts';
import { editPage, NO_EDIT } from '../core/vaultEdit.ts';
import { areApart, followed, movingPart, rearranged } from './rearrange.ts';

/** A step that changes places. */
export interface MovedStep extends PlannedEdit {
  /** Where an offset of the page's text is afterwards: one in the step goes with it. */
  readonly follow: (text: string, offset: number) => number;
}

/**
 * Lets the step at an offset change places with the one before or behind it under the same heading, and numbers both anew. Links to
 * their headings follow. A sentence where that cannot be.
 */
export const moveStep = (book: Casebook, page: Page, offset: number, direction: 'up' | 'down'): MovedStep | string => {
  const { steps } = atlasPage(page);
  if (steps.length === 0) return 'This page has no steps.';
  const step = steps.findLast(({ headingIndex }) => isInside(sectionSpan(page, headingIndex), offset, page));
  if (step === undefined) return 'The cursor is in no step.';
  const parents = headingsAbove(page);
  const siblings = steps.filter(
    ({ heading, headingIndex }) =>
      parents[headingIndex] === parents[step.headingIndex] && heading.level === step.heading.level,
  );
  const place = siblings.indexOf(step);
  const [first, second] = direction === 'up' ? [siblings[place - 1], step] : [step, siblings[place + 1]];
  if (first === undefined) return 'This is the first step.';
  if (second === undefined) return 'This is the last step.';
  // Which pages link to the steps is asked when the edit is made.
  const numbers = (): VaultEdit => numberEdit(book, page, swapped(page, steps, first, second));
  const ownEdits = ({ edits }: VaultEdit): readonly TextEdit[] =>
    edits.find(edit => edit.page === page.id)?.edits ?? [];
  const partsIn = (text: string): readonly Span[] =>
    [first, second].map(({ headingIndex }) => movingPart(page, text, headingIndex));
  return {
    reads: [page.id],
    make: textOf => {
      const text = textOf(page.id);
      if (text?.length !== page.length) return NO_EDIT;
      const parts = partsIn(text);
      if (!areApart(parts)) return NO_EDIT;
      const all = numbers();
      const inner = ownEdits(all);
      const own = rearranged(text, parts, SWAP, inner);
      // A block of code that nobody closed would swallow what comes behind it.
      if (!hasSameHeadings(page, text, own, inner)) return NO_EDIT;
      const others = all.edits.filter(edit => edit.page !== page.id);
      return { ...NO_EDIT, edits: [...editPage(page.id, own).edits, ...others] };
    },
    follow: (text, at) => {
      const parts = partsIn(text);
      // The blank lines behind a step are its section's, but do not move.
      const own = parts[step === first ? 0 : 1] ?? { start: at, end: at };
      const within = Math.min(Math.max(at, own.start), own.end);
      return followed(text, parts, SWAP, ownEdits(numbers()), within);
    },
  };
};

const SWAP = [1, 0];

const isInside = ({ start, end }: Span, offset: number, { length }: Page): boolean =>
  start <= offset && (offset < end || end === length);

/** The steps as they come when two changed places, with their numbers. The place where a count begins anew stays. */
const swapped = (page: Page, steps: readonly Step[], first: Step, second: Step): readonly NumberedStep[] => {
  const partOf = (step: Step): Span => sectionSpan(page, step.headingIndex);
  const [one, other] = [partOf(first), partOf(second)];
  const within = (span: Span): readonly Step[] =>
    steps.filter(({ heading }) => span.start <= heading.start && heading.start < span.end);
  const [before, between, behind] = [
    within({ start: 0, end: one.start }),
    within({ start: one.end, end: other.start }),
    within({ start: other.end, end: Infinity }),
  ];
  const restarts = restartsOf(page);
  const restartsNow = (step: Step): boolean =>
    restarts.has((step === first ? second : step === second ? first : step).heading.start);
  let last = 0;
  return [...before, ...within(other), ...between, ...within(one), ...behind].map(step => {
    last = restartsNow(step) ? 1 : last + 1;
    return { step, number: last };
  });
};

/** Whether edits leave the same headings, in whatever order, as those of the numbers alone. */
const hasSameHeadings = (page: Page, text: string, edits: readonly TextEdit[], numbers: readonly TextEdit[]): boolean =>
  headingsAfter(page, text, edits).toSorted().join('\n') === headingsAfter(page, text, numbers).toSorted().join('\n');
