import type {
  MatrixPathView,
  MatrixTacticView,
  MatrixTechniqueView,
  MatrixView,
} from '../../../../server/src/lsp/protocol.ts';
import { html } from '../dom.ts';
import { fits, isFiltering, shadeOf } from './filter.ts';
import type { MatrixFilter } from '../messages.ts';

export interface GridOptions {
  readonly filter: MatrixFilter;
  readonly paths: readonly MatrixPathView[];
  /** Whether a technique's sub-techniques are shown. */
  readonly isOpen: (id: string) => boolean;
  /** Tactics of which all techniques are shown, however many there are. */
  readonly isWhole: (tactic: string) => boolean;
  readonly text: (english: string) => string;
}

/** A column with more techniques shows so many at first. */
const MOST = 150;

/** The columns of the matrix. Cells are `.cell` with `data-id` and, but for the column of no tactic, `data-tactic`. */
export const grid = (view: MatrixView, options: GridOptions): HTMLElement =>
  html('div', { class: 'grid' }, ...view.tactics.map(tactic => column(tactic, options)));

const column = (tactic: MatrixTacticView, options: GridOptions): HTMLElement => {
  const { techniques, id = '', name, uri } = tactic;
  const { text, isWhole } = options;
  const shown = isWhole(id) ? techniques : techniques.slice(0, MOST);
  const heading = uri === undefined ? html('span', {}, name) : html('button', { class: 'name', 'data-uri': uri }, name);
  const more = techniques.length - shown.length;
  return html(
    'section',
    { class: 'column', 'aria-label': name },
    html('h2', {}, heading, html('small', {}, `${id} · ${techniques.length}`)),
    html('ul', {}, ...shown.map(technique => family(tactic, technique, options))),
    more === 0 ? undefined : html('button', { class: 'more', 'data-whole': id }, `+ ${more} ${text('more')}`),
  );
};

const family = (tactic: MatrixTacticView, technique: MatrixTechniqueView, options: GridOptions): HTMLElement => {
  const { children, id } = technique;
  if (children.length === 0) return html('li', {}, cell(tactic, technique, options));
  const isOpen = options.isOpen(id);
  const toggle = html(
    'button',
    {
      class: 'toggle',
      tabindex: -1,
      'data-toggle': id,
      'aria-expanded': String(isOpen),
      'aria-label': `${options.text('Sub-techniques of')} ${technique.name}`,
    },
    isOpen ? '▾' : '▸',
  );
  return html(
    'li',
    {},
    html('div', { class: 'parent' }, cell(tactic, technique, options, hiddenUses(technique, isOpen)), toggle),
    isOpen
      ? html('ul', { class: 'children' }, ...children.map(child => html('li', {}, cell(tactic, child, options))))
      : undefined,
  );
};

/** How many uses a closed family hides. */
const hiddenUses = ({ children }: MatrixTechniqueView, isOpen: boolean): number =>
  isOpen ? 0 : children.reduce((sum, child) => sum + child.uses, 0);

const cell = (
  tactic: MatrixTacticView,
  technique: MatrixTechniqueView,
  options: GridOptions,
  hidden = 0,
): HTMLElement => {
  const { id, name, uses, uri, maturity } = technique;
  const { filter, paths, text } = options;
  const visits = paths.map(path =>
    path.steps.filter(step => step.technique === id && (step.tactic ?? tactic.id) === tactic.id),
  );
  const classes = [
    'cell',
    `shade-${shadeOf(uses)}`,
    uri === undefined ? 'absent' : '',
    isFiltering(filter) && !fits(technique, filter) ? 'dim' : '',
    paths.length > 0 && visits.every(steps => steps.length === 0) ? 'off' : '',
    ...visits.map((steps, i) => (steps.length > 0 ? `path-${i}` : '')),
  ];
  const said = [
    id,
    name,
    maturity,
    uri === undefined ? text('no page in this vault') : undefined,
    `${text('used by')} ${uses}`,
  ];
  return html(
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
      name,
    ),
    ...visits.flatMap((steps, i) =>
      steps.map(({ step }) =>
        html('span', { class: `visit visit-${i}`, title: `${text('Step')} ${step}` }, String(step)),
      ),
    ),
    uses === 0
      ? undefined
      : html(
          'button',
          { class: 'uses', tabindex: -1, 'data-users': id, 'aria-label': `${name}: ${text('used by')} ${uses}` },
          String(uses),
        ),
    hidden === 0
      ? undefined
      : html('span', { class: 'hidden', title: text('uses of its sub-techniques') }, `+${hidden}`),
  );
};
