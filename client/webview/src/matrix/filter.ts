import type { MatrixTechniqueView, MatrixView } from '../../../../server/src/lsp/protocol.ts';
import type { MatrixFilter } from '../messages.ts';

export const NO_FILTER: MatrixFilter = { text: '', maturity: '', usedOnly: false };

/**
 * Whether a technique fits what was typed (every word is somewhere in its ID or name), the maturity and the use asked for. A
 * sub-technique is also found by the name of its parent, without which its own may say as little as “Direct”.
 */
export const fits = (
  { id, name, maturity, uses }: MatrixTechniqueView,
  filter: MatrixFilter,
  parent?: MatrixTechniqueView,
): boolean => {
  if (filter.usedOnly && uses === 0) return false;
  if (filter.maturity !== '' && maturity !== filter.maturity) return false;
  const said = `${id} ${parent?.name ?? ''} ${name}`.toLowerCase();
  return filter.text
    .toLowerCase()
    .split(/\s+/)
    .every(word => said.includes(word));
};

export const isFiltering = ({ text, maturity, usedOnly }: MatrixFilter): boolean =>
  text.trim() !== '' || maturity !== '' || usedOnly;

/** The maturities that a matrix has, in the order in which a technique gains them. */
export const maturitiesOf = ({ tactics }: MatrixView): readonly string[] => {
  const found = new Set<string>();
  for (const { techniques } of tactics) {
    for (const technique of techniques) {
      for (const { maturity } of [technique, ...technique.children]) if (maturity !== undefined) found.add(maturity);
    }
  }
  const place = (maturity: string): number => (ORDER.includes(maturity) ? ORDER.indexOf(maturity) : ORDER.length);
  return [...found].sort((a, b) => place(a) - place(b) || (a < b ? -1 : 1));
};

const ORDER = ['feasible', 'demonstrated', 'realized'];

/** The shade of a cell by how many case studies use it: 0 for none, up to `SHADES.length - 1`. */
export const shadeOf = (uses: number): number => SHADES.findLastIndex(least => uses >= least);

/** The least number of uses of each shade. */
export const SHADES = [0, 1, 2, 4, 8] as const;

/** What a shade stands for: `0`, `1`, `2–3`, `8+`. */
export const shadeLabel = (shade: number): string => {
  const least = SHADES[shade] ?? 0;
  const next = SHADES[shade + 1];
  if (next === undefined) return `${least}+`;
  return next - 1 === least ? String(least) : `${least}–${next - 1}`;
};
