import type { MatrixTechniqueView } from '../../../../server/src/lsp/protocol.ts';
import type { MatrixFilter } from '../messages.ts';
import { fits, isFiltering } from './filter.ts';

/** A column shows so many cells at first, and so many more each time that somebody asks for more. */
export const MOST = 150;

export interface ColumnOptions {
  /** So many cells may be shown. */
  readonly most: number;
  readonly isOpen: (id: string) => boolean;
  readonly filter: MatrixFilter;
  /** Whether a way that is drawn goes through a technique. */
  readonly isVisited: (id: string) => boolean;
}

/** What is shown of a column. */
export interface ShownFamilies {
  /** Techniques, each with its sub-techniques. */
  readonly families: readonly MatrixTechniqueView[];
  /** How many techniques more there are. */
  readonly more: number;
  /** Whether the column has more cells than may be shown at first. */
  readonly isLong: boolean;
}

/**
 * The techniques of a column that are shown. A column of some size is shown whole, whatever the filter is. A long one shows only what
 * fits, and of that as many cells as may be; but what a way goes through is always there.
 */
export const shownFamilies = (
  techniques: readonly MatrixTechniqueView[],
  { most, isOpen, filter, isVisited }: ColumnOptions,
): ShownFamilies => {
  const cellsOf = ({ id, children }: MatrixTechniqueView): number => 1 + (isOpen(id) ? children.length : 0);
  if (techniques.reduce((sum, each) => sum + cellsOf(each), 0) <= MOST)
    return { families: techniques, more: 0, isLong: false };
  const isOn = isFiltering(filter);
  const some = (
    family: MatrixTechniqueView,
    test: (each: MatrixTechniqueView, parent?: MatrixTechniqueView) => boolean,
  ): boolean => test(family) || family.children.some(child => test(child, family));
  let cells = 0;
  let more = 0;
  const families = techniques.filter(family => {
    const isOnWay = some(family, ({ id }) => isVisited(id));
    if (isOn && !isOnWay && !some(family, (each, parent) => fits(each, filter, parent))) return false;
    if (cells >= most && !isOnWay) {
      more++;
      return false;
    }
    cells += cellsOf(family);
    return true;
  });
  return { families, more, isLong: true };
};
