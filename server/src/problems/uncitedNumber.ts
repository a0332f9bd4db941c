import { atlasPage } from '../atlas/atlasPage.ts';
import { blockBehind } from '../core/insertText.ts';
import { lineBreakOf, lineEndIn, lineStartIn } from '../core/lines.ts';
import type { Page } from '../core/page.ts';
import { sectionSpan } from '../core/page.ts';
import type { TextEdit } from '../core/text.ts';
import { pageFix, textFix } from './fix.ts';
import type { Fix, Rule } from './problem.ts';
import { referenceItems } from './referenceFormat.ts';
import { spanOf } from './spans.ts';

/**
 * `uncited-number`: `[7]` in the text, with neither a reference 7 nor a definition `[7]: …`. Four digits are a year, as
 * in a quotation's `[2023]`.
 */
export const uncitedNumber: Rule = {
  codes: ['uncited-number'],
  on: 'caseStudy',
  check: (_, page) => {
    const cited = page.citations.filter(({ label }) => /^[1-9]\d{0,2}$/.test(label));
    if (cited.length === 0) return [];
    const { references } = atlasPage(page).sections;
    const section = references < 0 ? undefined : sectionSpan(page, references);
    const known = new Set(page.definitions.map(({ label }) => label));
    const { numbers } = numberedReferences(page);
    for (const number of numbers) known.add(String(number));
    const isInReferences = (offset: number): boolean =>
      section !== undefined && offset >= section.start && offset < section.end;
    // `[7] Author: Title` under References is the reference itself.
    for (const { label, start } of cited) if (isInReferences(start)) known.add(label);
    return cited
      .filter(({ label }) => !known.has(label))
      .map(citation => ({
        code: 'uncited-number',
        span: spanOf(citation),
        message: `There is no reference ${citation.label}, nor a line '[${citation.label}]: …'.`,
      }));
  },
  fixes: (_, page, { span }) => {
    const citation = page.citations.find(({ start }) => start === span.start);
    if (citation === undefined) return [];
    const { start, end, label } = citation;
    const brackets = [
      { span: { start, end: start + 1 }, newText: '' },
      { span: { start: end - 1, end }, newText: '' },
    ];
    return [
      ...nextReferenceFix(page, label),
      ...pageFix(`Remove the brackets around ${label}`, page, brackets, 'possible'),
    ];
  },
};

/** Numbers count as written and as rendered: a list of `1.` only is numbered through. `last` is the last that is rendered. */
const numberedReferences = (page: Page): { readonly numbers: ReadonlySet<number>; readonly last: number } => {
  const numbers = new Set<number>();
  let last = 0;
  for (const { number } of referenceItems(page)) {
    last = last === 0 && number !== undefined ? number : last + 1;
    numbers.add(last);
    if (number !== undefined) numbers.add(number);
  }
  return { numbers, last };
};

/** Adds the reference, to be filled in, where it would be the next one. */
const nextReferenceFix = (page: Page, label: string): readonly Fix[] => {
  const { references } = atlasPage(page).sections;
  const heading = page.headings[references];
  if (heading === undefined || Number(label) !== numberedReferences(page).last + 1) return [];
  const insertion = (text: string): readonly TextEdit[] => {
    const last = referenceItems(page).at(-1);
    if (last === undefined) return [blockBehind(text, heading.end, [`${label}. ${STUB}`])];
    const { start, contentStart, blockEnd } = last;
    const marker = text.slice(start, contentStart).replace(/\d+/, label);
    const lineBreak = lineBreakOf(text);
    const end = lineEndIn(text, blockEnd);
    const newText = lineBreak + text.slice(lineStartIn(text, start), start) + marker + STUB;
    return [{ span: { start: end, end }, newText }];
  };
  return [textFix(`Insert reference ${label}, to be filled in`, page, insertion, 'likely')];
};

const STUB = '[title](https://address)';
