import { entries } from '../core/layeredMap.ts';
import type { Casebook } from './casebook.ts';
import { seriesOfId } from './catalogue.ts';
import { idKey } from './extract.ts';
import type { AtlasKind } from './ids.ts';

const LETTERS: Readonly<Record<AtlasKind, string>> = { tactic: 'TA', technique: 'T', mitigation: 'M', caseStudy: 'CS' };

/**
 * The ID for a new page of a kind: one above the highest that vault and catalogue have together, never a gap.
 * Undefined where four digits do not suffice. It has the catalogue's prefix.
 */
export const nextFreeId = (book: Casebook, kind: AtlasKind): string | undefined => {
  const [prefix = 'AML.'] = book.catalogue.prefixes;
  return nextInSeries(book, prefix + LETTERS[kind]);
};

/** The same for a page that is to be numbered as this ID is: of its prefix and kind, or below its parent. */
export const nextFreeIdLike = (book: Casebook, id: string): string | undefined => {
  const series = seriesOfId(id);
  return series === undefined ? undefined : nextInSeries(book, series);
};

const nextInSeries = (book: Casebook, series: string): string | undefined => {
  // Sub-techniques are numbered below their parent: `AML.T0051` is the series of `AML.T0051.002`.
  const [dot, digits] = /\d$/.test(series) ? ['.', 3] : ['', 4];
  let highest = book.catalogue.highest.get(series) ?? -1;
  const start = idKey(series);
  for (const [key] of entries(book.vault.called)) {
    if (!key.startsWith(start)) continue;
    const id = key.slice(start.length - series.length);
    if (seriesOfId(id) === series) highest = Math.max(highest, Number(id.slice(series.length + dot.length)));
  }
  return highest >= 10 ** digits - 1 ? undefined : series + dot + String(highest + 1).padStart(digits, '0');
};
