import { cellOf } from './ways.ts';

/** How the keyboard goes through the cells of a matrix: one cell is in the tab order, the arrow keys go from cell to cell. */
export interface CellKeys {
  /** After the grid was drawn anew: its tab stop is where it was, and so is the keyboard if it was in the grid. */
  readonly settle: (grid: HTMLElement) => void;
  /** Notes where the keyboard is, before the grid is drawn anew. */
  readonly note: () => void;
  /** Puts the keyboard on the cell that had it last. */
  readonly focus: () => void;
}

/** Follows the keys in a board that holds a grid. Enter opens a cell's page, `u` lists who uses it, `s` opens its family. */
export const followCellKeys = (board: HTMLElement): CellKeys => {
  let last: { readonly id: string; readonly tactic: string | undefined } | undefined;
  let hadKeyboard = false;

  const lastName = (): HTMLElement | undefined => {
    const cell = last === undefined ? undefined : cellOf(board, last.id, last.tactic);
    return nameIn(cell) ?? board.querySelector<HTMLElement>('.cell > .name') ?? undefined;
  };
  const setStop = (name: HTMLElement | undefined): void => {
    for (const other of board.querySelectorAll('.cell > .name[tabindex="0"]')) other.setAttribute('tabindex', '-1');
    name?.setAttribute('tabindex', '0');
  };
  const take = (cell: HTMLElement): void => {
    const { id, tactic } = cell.dataset;
    if (id !== undefined) last = { id, tactic };
    setStop(nameIn(cell));
  };

  board.addEventListener('focusin', event => {
    const cell = cellAt(event.target);
    if (cell !== undefined) take(cell);
  });
  board.addEventListener('keydown', event => {
    const cell = cellAt(event.target);
    if (cell === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === 'u') return cell.querySelector<HTMLElement>('[data-users]')?.click();
    if (event.key === 's') return toggleIn(cell)?.click();
    const next = neighbour(board, cell, event.key);
    if (next === undefined) return;
    event.preventDefault();
    next.focus();
  });

  return {
    note: () => (hadKeyboard = board.contains(document.activeElement)),
    settle: () => {
      const name = lastName();
      setStop(name);
      if (hadKeyboard) name?.focus();
    },
    focus: () => lastName()?.focus(),
  };
};

const cellAt = (target: EventTarget | null): HTMLElement | undefined =>
  (target instanceof Element
    ? (target.closest<HTMLElement>('.cell') ?? target.closest('.parent')?.querySelector<HTMLElement>('.cell'))
    : null) ?? undefined;

const nameIn = (cell: HTMLElement | undefined): HTMLElement | undefined =>
  cell?.querySelector<HTMLElement>(':scope > .name') ?? undefined;

/** The button that opens and closes the family that a cell belongs to. */
const toggleIn = (cell: HTMLElement): HTMLElement | null =>
  (cell.closest('.children')?.parentElement ?? cell.closest('.parent'))?.querySelector<HTMLElement>('.toggle') ?? null;

/** The cell's button in this direction; across columns the one at the same place in the list. */
const neighbour = (board: HTMLElement, cell: HTMLElement, key: string): HTMLElement | undefined => {
  const columns = [...board.querySelectorAll<HTMLElement>('.column')];
  const x = columns.findIndex(column => column.contains(cell));
  const namesIn = (column: HTMLElement | undefined): readonly HTMLElement[] => [
    ...(column?.querySelectorAll<HTMLElement>('.cell > .name') ?? []),
  ];
  const own = namesIn(columns[x]);
  const name = nameIn(cell);
  const y = name === undefined ? -1 : own.indexOf(name);
  const beside = (step: 1 | -1): HTMLElement | undefined => {
    for (let i = x + step; i >= 0 && i < columns.length; i += step) {
      const names = namesIn(columns[i]);
      if (names.length > 0) return names[Math.min(y, names.length - 1)];
    }
    return undefined;
  };
  switch (key) {
    case 'ArrowDown':
      return own[y + 1];
    case 'ArrowUp':
      return own[y - 1];
    case 'ArrowRight':
      return beside(1);
    case 'ArrowLeft':
      return beside(-1);
    case 'Home':
      return own[0];
    case 'End':
      return own.at(-1);
    default:
      return undefined;
  }
};
