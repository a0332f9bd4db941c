import type {
  MatrixPathView,
  MatrixTacticView,
  MatrixTechniqueView,
  MatrixView,
} from '../../../../server/src/lsp/protocol.ts';
import { html } from '../dom.ts';
import type { MatrixFilter } from '../messages.ts';
import type { Say } from '../texts.ts';
import { fits, isFiltering, shadeOf } from './filter.ts';
import { shownFamilies } from './shownFamilies.ts';

export interface GridOptions {
  readonly filter: MatrixFilter;
  readonly paths: readonly MatrixPathView[];
  /** Whether a technique's sub-techniques are shown. */
  readonly isOpen: (id: string) => boolean;
  /** So many cells of a tactic's column are shown. */
  readonly most: (tactic: string) => number;
  readonly text: Say;
}

/** The columns of a matrix. */
export interface Grid {
  /** Cells in it are `.cell` with `data-id` and, but for the column of no tactic, `data-tactic`. */
  readonly element: HTMLElement;
  /** Dims what does not fit another filter. Whether that will do: a long column leaves out what does not fit, and is drawn anew. */
  readonly refilter: (filter: MatrixFilter) => boolean;
  /** Draws those cells anew that stand for techniques with these IDs, which so many case studies use now. Whether that will do. */
  readonly recount: (uses: Readonly<Record<string, number>>) => boolean;
}

interface Cell {
  readonly element: HTMLElement;
  readonly tactic: MatrixTacticView;
  /** The techniques that it stands for: its own, and those of a family that is closed. */
  readonly techniques: Stack;
  /** The technique that all of them but itself belong to. */
  readonly parent: MatrixTechniqueView | undefined;
}

type Stack = readonly [MatrixTechniqueView, ...MatrixTechniqueView[]];

/** Draws the columns of a matrix. */
export const drawGrid = (view: MatrixView, options: GridOptions): Grid => {
  const cells: Cell[] = [];
  const columns = view.tactics.map(tactic => column(tactic, options, cells));
  const element = html('div', { class: 'grid' }, ...columns.map(each => each.element));
  const isLong = columns.some(each => each.isLong);
  let filter = options.filter;
  dim(element, cells, filter);
  return {
    element,
    refilter: next => {
      if (isLong) return false;
      filter = next;
      dim(element, cells, filter);
      return true;
    },
    recount: uses => {
      if (isLong && filter.usedOnly) return false;
      cells.forEach((each, i) => {
        if (each.techniques.every(({ id }) => uses[id] === undefined)) return;
        const recounted = (technique: MatrixTechniqueView): MatrixTechniqueView => ({
          ...technique,
          uses: uses[technique.id] ?? technique.uses,
        });
        const [first, ...hidden] = each.techniques;
        const next = madeCell({ ...each, techniques: [recounted(first), ...hidden.map(recounted)] }, options);
        each.element.replaceWith(next.element);
        cells[i] = next;
      });
      dim(element, cells, filter);
      return true;
    },
  };
};

const dim = (grid: HTMLElement, cells: readonly Cell[], filter: MatrixFilter): void => {
  const isOn = isFiltering(filter);
  grid.classList.toggle('filtered', isOn);
  for (const { element, techniques, parent } of cells)
    element.classList.toggle('dim', isOn && !techniques.some(each => fits(each, filter, parent)));
};

const column = (
  tactic: MatrixTacticView,
  options: GridOptions,
  cells: Cell[],
): { readonly element: HTMLElement; readonly isLong: boolean } => {
  const { techniques, id = '', name, uri } = tactic;
  const { text, most, isOpen, filter, paths } = options;
  const isVisited = (technique: string): boolean =>
    paths.some(({ steps }) => steps.some(step => step.technique === technique));
  const shown = shownFamilies(techniques, { most: most(id), isOpen, filter, isVisited });
  const before = cells.length;
  const list = html('ul', {}, ...shown.families.map(technique => family(tactic, technique, options, cells)));
  const heading = uri === undefined ? html('span', {}, name) : html('button', { class: 'name', 'data-uri': uri }, name);
  const element = html(
    'section',
    { class: 'column', 'aria-label': name },
    html('h2', {}, heading, html('small', {}, `${id} · ${techniques.length}`)),
    list,
    shown.more === 0
      ? undefined
      : html('button', { class: 'more', 'data-more': id }, text('{0} more', `+${shown.more}`)),
  );
  element.style.containIntrinsicSize = `auto 148px auto ${HEAD_HEIGHT + CELL_HEIGHT * (cells.length - before)}px`;
  return { element, isLong: shown.isLong };
};

/** Heights of a column's head and of most cells, in pixels. */
const HEAD_HEIGHT = 56;
const CELL_HEIGHT = 54;

const family = (
  tactic: MatrixTacticView,
  technique: MatrixTechniqueView,
  options: GridOptions,
  cells: Cell[],
): HTMLElement => {
  const { children, id } = technique;
  if (children.length === 0) return html('li', {}, cell(tactic, undefined, [technique], options, cells));
  const isOpen = options.isOpen(id);
  const toggle = html(
    'button',
    {
      class: 'toggle',
      tabindex: -1,
      'data-toggle': id,
      'aria-expanded': String(isOpen),
      'aria-label': options.text('Sub-techniques of {0}', technique.name),
    },
    isOpen ? '▾' : '▸',
  );
  const parent = cell(tactic, technique, isOpen ? [technique] : [technique, ...children], options, cells);
  return html(
    'li',
    {},
    html('div', { class: 'parent' }, parent, toggle),
    isOpen
      ? html(
          'ul',
          { class: 'children' },
          ...children.map(each => html('li', {}, cell(tactic, technique, [each], options, cells))),
        )
      : undefined,
  );
};

/** Adds the cell of the first of these techniques, which stands for the others too. */
const cell = (
  tactic: MatrixTacticView,
  parent: MatrixTechniqueView | undefined,
  techniques: Stack,
  options: GridOptions,
  cells: Cell[],
): HTMLElement => {
  const made = madeCell({ tactic, parent, techniques }, options);
  cells.push(made);
  return made.element;
};

const madeCell = ({ tactic, parent, techniques }: Omit<Cell, 'element'>, { paths, text }: GridOptions): Cell => {
  const [{ id, name, uses, uri, maturity }, ...hidden] = techniques;
  const visits = paths.map(({ steps }) =>
    steps.filter(
      step => (step.tactic ?? tactic.id) === tactic.id && techniques.some(each => each.id === step.technique),
    ),
  );
  const classes = [
    'cell',
    `shade-${shadeOf(uses)}`,
    uri === undefined ? 'absent' : '',
    paths.length > 0 && visits.every(steps => steps.length === 0) ? 'off' : '',
    ...visits.map((steps, i) => (steps.length > 0 ? `path-${i}` : '')),
  ];
  const usedBy = text('used by {0}', uses);
  const said = [id, name, maturity, uri === undefined ? text('no page in this vault') : undefined, usedBy];
  const hiddenUses = hidden.reduce((sum, each) => sum + each.uses, 0);
  const marks = [
    ...visits.flatMap((steps, i) =>
      steps.map(({ step }) => html('span', { class: `visit visit-${i}`, title: text('Step {0}', step) }, String(step))),
    ),
    ...(uses === 0
      ? []
      : [
          html(
            'button',
            { class: 'uses', tabindex: -1, 'data-users': id, 'aria-label': `${name}: ${usedBy}` },
            String(uses),
          ),
        ]),
    ...(hiddenUses === 0
      ? []
      : [html('span', { class: 'hidden', title: text('uses of its sub-techniques') }, `+${hiddenUses}`)]),
  ];
  if (marks.length > ONE_LINE) classes.push('marked');
  const element = html(
    'div',
    { class: classes.filter(Boolean).join(' '), 'data-id': id, 'data-tactic': tactic.id },
    html(
      'button',
      {
        class: 'name',
        tabindex: -1,
        'data-uri': uri,
        'data-users': uri === undefined ? id : undefined,
        title: said.filter(Boolean).join(' · '),
      },
      html('span', { class: 'id' }, id.replace(/^[^.]*\./, '')),
      ' ',
      ...breakable(name),
    ),
    marks.length === 0 ? undefined : html('div', { class: 'marks' }, ...marks),
  );
  return { element, tactic, parent, techniques };
};

/** A name that may also be broken behind each `/`. */
const breakable = (name: string): readonly (Node | string)[] =>
  name.split(/(?<=\/)/).flatMap((part, i) => (i === 0 ? [part] : [html('wbr'), part]));

/** So many marks stand beside the ID; more need a line of their own. */
const ONE_LINE = 2;
