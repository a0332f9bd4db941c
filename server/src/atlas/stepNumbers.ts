import type { Page } from '../core/page.ts';
import type { VaultEdit } from '../core/vaultEdit.ts';
import { editPage, mergeEdits } from '../core/vaultEdit.ts';
import type { Step } from './steps.ts';
import { atlasPage } from './atlasPage.ts';
import type { Casebook } from './casebook.ts';
import { followHeadings } from './headingLinks.ts';

/** A step and the number that it must have. */
export interface NumberedStep {
  readonly step: Step;
  readonly number: number;
}

/**
 * The steps of a page with the numbers that they must have: 1, 2, 3 …. Where steps stand under several headings (two
 * attacks, two phases), one that is 1 under another heading than the step before it begins again.
 */
export const numberSteps = (page: Page): readonly NumberedStep[] => {
  const restarts = restartsOf(page);
  let last = 0;
  return atlasPage(page).steps.map(step => {
    last = restarts.has(step.heading.start) ? 1 : last + 1;
    return { step, number: last };
  });
};

/** Where the headings of the steps start that begin to count anew. */
export const restartsOf = (page: Page): ReadonlySet<number> => {
  const parents = headingsAbove(page);
  const restarts = new Set<number>();
  let above: number | undefined;
  for (const { heading, headingIndex, number } of atlasPage(page).steps) {
    const parent = parents[headingIndex];
    if (parent !== above && number === 1) restarts.add(heading.start);
    above = parent;
  }
  return restarts;
};

/** The steps behind another with the numbers that they get when a step of this number comes between, up to where a count begins anew. */
export const countedOn = (page: Page, before: Step, number: number): readonly NumberedStep[] => {
  const restarts = restartsOf(page);
  const behind = atlasPage(page).steps.filter(({ heading }) => heading.start > before.heading.start);
  const restart = behind.findIndex(({ heading }) => restarts.has(heading.start));
  return (restart < 0 ? behind : behind.slice(0, restart)).map((step, i) => ({ step, number: number + 1 + i }));
};

/** For each heading, the index of the one that it stands under; -1 for none. */
export const headingsAbove = (page: Page): readonly number[] => {
  const open: { readonly level: number; readonly index: number }[] = [];
  return page.headings.map(({ level }, index) => {
    while ((open.at(-1)?.level ?? 0) >= level) open.pop();
    const parent = open.at(-1)?.index ?? -1;
    open.push({ level, index });
    return parent;
  });
};

/** The edit that gives steps their numbers; links to their headings follow. */
export const numberEdit = (book: Casebook, page: Page, steps: readonly NumberedStep[]): VaultEdit => {
  const wrong = steps.filter(({ step, number }) => step.number !== number);
  const own = wrong.map(({ step, number }) => ({ span: step.numberSpan, newText: String(number) }));
  const texts = new Map(wrong.map(each => [each.step.headingIndex, numberedText(each)]));
  return mergeEdits([editPage(page.id, own), ...followHeadings(book, new Map([[page.id, texts]])).edits]);
};

const numberedText = ({ step: { heading, numberSpan }, number }: NumberedStep): string =>
  heading.text.slice(0, numberSpan.start - heading.textStart) +
  String(number) +
  heading.text.slice(numberSpan.end - heading.textStart);
