import { atlasPage } from '../atlas/atlasPage.ts';
import { sectionSpan } from '../core/page.ts';
import { spanOf } from './spans.ts';
import type { Rule } from './problem.ts';
import { referenceItems } from './referenceFormat.ts';

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
    // Numbers count as written and as rendered: a list of `1.` only is numbered through.
    let rendered = 0;
    for (const { number } of referenceItems(page)) {
      rendered = rendered === 0 && number !== undefined ? number : rendered + 1;
      known.add(String(rendered));
      if (number !== undefined) known.add(String(number));
    }
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
};
