import type { MatrixPathView } from '../../../../server/src/lsp/protocol.ts';
import { svg } from '../dom.ts';

/** Draws each case study's way as a line from cell to cell. Gives the new layer of the grid, which takes no clicks. */
export const drawWays = (grid: HTMLElement, paths: readonly MatrixPathView[]): SVGSVGElement => {
  const box = grid.getBoundingClientRect();
  const layer = svg('svg', {
    class: 'ways',
    width: grid.scrollWidth,
    height: grid.scrollHeight,
    'aria-hidden': 'true',
  });
  paths.forEach((path, i) => {
    const points = path.steps.flatMap(({ technique, tactic }) => {
      const cell = cellOf(grid, technique, tactic);
      if (cell === undefined) return [];
      const { left, top, width, height } = cell.getBoundingClientRect();
      return [{ x: left - box.left + width / 2, y: top - box.top + height / 2 + 3 * i }];
    });
    if (points.length > 1) layer.append(svg('path', { class: `way way-${i}`, d: curve(points) }));
  });
  return layer;
};

/** The cell of a technique in the tactic's column, else its first; that of its parent where its family is closed. */
export const cellOf = (grid: HTMLElement, technique: string, tactic: string | undefined): HTMLElement | undefined => {
  for (const id of [technique, technique.replace(/\.\d{3}$/, '')]) {
    const cells = [...grid.querySelectorAll<HTMLElement>(`.cell[data-id="${CSS.escape(id)}"]`)];
    const cell = cells.find(each => each.dataset['tactic'] === tactic) ?? cells[0];
    if (cell !== undefined) return cell;
  }
  return undefined;
};

interface Point {
  readonly x: number;
  readonly y: number;
}

const curve = (points: readonly Point[]): string =>
  points
    .map((point, i) => {
      const before = points[i - 1];
      if (before === undefined) return `M${point.x} ${point.y}`;
      const middle = (before.x + point.x) / 2;
      return `C${middle} ${before.y} ${middle} ${point.y} ${point.x} ${point.y}`;
    })
    .join(' ');
