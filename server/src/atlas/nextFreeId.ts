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
  const series = prefix + LETTERS[kind];
  let highest = book.catalogue.highest.get(series) ?? -1;
  const start = idKey(series);
  for (const [key] of entries(book.vault.called)) {
    if (!key.startsWith(start)) continue;
    const id = key.slice(start.length - series.length);
    if (seriesOfId(id) === series) highest = Math.max(highest, Number(id.slice(series.length)));
  }
  return highest >= 9999 ? undefined : series + String(highest + 1).padStart(4, '0');
};
