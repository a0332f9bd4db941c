// The webview of the matrix: tactics as columns, techniques as cells, case studies as ways through it.
import type { CaseStudyItem, MatrixPathView, MatrixView } from '../../../server/src/lsp/protocol.ts';
import { html } from './dom.ts';
import { connectHost, givenData } from './host.ts';
import { maturitiesOf, NO_FILTER, shadeLabel, SHADES } from './matrix/filter.ts';
import { grid } from './matrix/grid.ts';
import { cellOf, drawWays } from './matrix/ways.ts';
import type { FromMatrix, MatrixData, MatrixFilter, MatrixState, ToMatrix } from './messages.ts';

const host = connectHost<ToMatrix, FromMatrix, MatrixState>();
const { texts } = givenData<MatrixData>();
const text = (english: string): string => texts[english] ?? english;

const main = document.querySelector('main') as HTMLElement;
const title = html('h1', { class: 'title' }, text('ATLAS matrix'));
const search = html('input', {
  type: 'search',
  placeholder: text('Filter techniques'),
  'aria-label': text('Filter techniques'),
});
const maturity = html('select', { 'aria-label': text('Maturity') });
const used = html('input', { type: 'checkbox' });
const pick = html('button', { type: 'button' }, text('Draw a case study…'));
const families = html('button', { type: 'button' }, '');
const chips = html('div', { class: 'chips', 'aria-label': text('Case studies drawn') });
const tools = html(
  'div',
  { class: 'tools', role: 'toolbar', 'aria-label': text('Filters') },
  search,
  maturity,
  html('label', {}, used, ' ', text('used only')),
  families,
  pick,
  chips,
);
const legend = html('div', { class: 'legend' });
const board = html('div', { class: 'board', tabindex: -1 });
const users = html('aside', { class: 'users', hidden: true, 'aria-label': text('Used by') });
const notice = html('p', { class: 'notice', role: 'status' });
main.append(title, notice, tools, legend, users, board);

let view: MatrixView | undefined;
let paths: readonly MatrixPathView[] = [];
let filter: MatrixFilter = host.state()?.filter ?? NO_FILTER;
/** Undefined until somebody opened or closed a family. */
let open: Set<string> | undefined = setOf(host.state()?.open);
const whole = new Set<string>();

function setOf(ids: readonly string[] | undefined): Set<string> | undefined {
  return ids === undefined ? undefined : new Set(ids);
}

/** So many cells can be shown at once and still be taken in; beyond, families start closed. */
const SHOWN_OPEN = 400;

const familyIds = (): readonly string[] =>
  view?.tactics.flatMap(({ techniques }) =>
    techniques.flatMap(({ id, children }) => (children.length > 0 ? [id] : [])),
  ) ?? [];

const cellCount = (): number =>
  view?.tactics.reduce(
    (sum, { techniques }) => sum + techniques.reduce((n, { children }) => n + 1 + children.length, 0),
    0,
  ) ?? 0;

const isOpen = (id: string): boolean => (open === undefined ? cellCount() <= SHOWN_OPEN : open.has(id));

const keep = (): void =>
  host.keep({
    filter,
    studies: paths.map(({ uri }) => uri),
    open: open === undefined ? undefined : [...open],
    root: view?.root,
    scroll: { left: board.scrollLeft, top: board.scrollTop },
  });

const draw = (): void => {
  if (view === undefined) return;
  const focused = document.activeElement?.closest<HTMLElement>('.cell')?.dataset;
  const { scrollLeft, scrollTop } = board;
  const cells = grid(view, { filter, paths, isOpen, isWhole: id => whole.has(id), text });
  board.replaceChildren(cells);
  if (paths.length > 0) cells.append(drawWays(cells, paths));
  board.scrollTo(scrollLeft, scrollTop);
  const first = cells.querySelector<HTMLElement>('.cell > .name');
  first?.setAttribute('tabindex', '0');
  if (focused?.['id'] !== undefined)
    cellOf(cells, focused['id'], focused['tactic'])?.querySelector<HTMLElement>('.name')?.focus();
  keep();
};

const showTools = (shown: MatrixView): void => {
  search.value = filter.text;
  used.checked = filter.usedOnly;
  maturity.replaceChildren(
    html('option', { value: '' }, text('any maturity')),
    ...maturitiesOf(shown).map(each => html('option', { value: each, selected: each === filter.maturity }, each)),
  );
  families.textContent = familyIds().some(isOpen) ? text('Hide sub-techniques') : text('Show sub-techniques');
  pick.disabled = paths.length >= 2 || shown.caseStudies === 0;
  chips.replaceChildren(
    ...paths.map(({ uri, id, name, steps }, i) =>
      html(
        'span',
        { class: `chip chip-${i}` },
        html('button', { type: 'button', class: 'name', 'data-uri': uri }, `${id ?? ''} ${name}`.trim()),
        html('span', { class: 'muted' }, ` ${steps.length}`),
        html(
          'button',
          { type: 'button', class: 'drop', 'data-drop': uri, 'aria-label': `${text('Remove')} ${name}` },
          '×',
        ),
      ),
    ),
    ...comparison(),
  );
  legend.replaceChildren(
    html('span', {}, text('Case studies that use it:')),
    ...SHADES.map((_, shade) => html('span', { class: `key shade-${shade}` }, shadeLabel(shade))),
    html('span', { class: 'key absent' }, text('no page in this vault')),
  );
};

/** How much two case studies have in common. */
const comparison = (): readonly HTMLElement[] => {
  const [a, b] = paths.map(({ steps }) => new Set(steps.map(({ technique }) => technique)));
  if (a === undefined || b === undefined) return [];
  const both = [...a].filter(id => b.has(id)).length;
  const say = `${text('in common')} ${both} · ${text('only the first')} ${a.size - both} · ${text('only the second')} ${b.size - both}`;
  return [html('span', { class: 'muted comparison' }, say)];
};

const show = (next: MatrixView, nextPaths: readonly MatrixPathView[]): void => {
  view = next;
  paths = nextPaths;
  notice.textContent =
    next.caseStudies === 0 ? text('This vault has no case study yet: “ATLAS: New Case Study” writes the first.') : '';
  showTools(next);
  draw();
};

const showUsers = (id: string, studies: readonly CaseStudyItem[]): void => {
  const name =
    view?.tactics
      .flatMap(tactic => tactic.techniques.flatMap(each => [each, ...each.children]))
      .find(each => each.id === id)?.name ?? '';
  const close = html('button', { type: 'button', class: 'drop', 'aria-label': text('Close') }, '×');
  close.addEventListener('click', hideUsers);
  users.replaceChildren(
    close,
    html('h2', {}, `${id} ${name}`),
    studies.length === 0
      ? html('p', { class: 'muted' }, text('No case study of this vault uses it.'))
      : html(
          'ul',
          {},
          ...studies.map(study =>
            html(
              'li',
              {},
              html(
                'button',
                { type: 'button', class: 'name', 'data-uri': study.uri },
                `${study.id ?? ''} ${study.name}`.trim(),
              ),
            ),
          ),
        ),
  );
  users.hidden = false;
  (users.querySelector<HTMLElement>('ul button') ?? close).focus();
};

let returnTo: HTMLElement | undefined;

const hideUsers = (): void => {
  users.hidden = true;
  returnTo?.focus();
};

// ---- events

main.addEventListener('click', event => {
  const data = (event.target as Element).closest<HTMLElement>('button')?.dataset;
  if (data === undefined) return;
  if (data['users'] !== undefined) {
    returnTo = (event.target as Element).closest<HTMLElement>('button') ?? undefined;
    host.send({ type: 'users', id: data['users'] });
  } else if (data['uri'] !== undefined) host.send({ type: 'open', uri: data['uri'] });
  else if (data['drop'] !== undefined) host.send({ type: 'dropStudy', uri: data['drop'] });
  else if (data['toggle'] !== undefined) toggle(data['toggle']);
  else if (data['whole'] !== undefined) {
    whole.add(data['whole']);
    draw();
  }
});
pick.addEventListener('click', () => host.send({ type: 'pickStudy' }));
families.addEventListener('click', () => {
  open = new Set(familyIds().some(isOpen) ? [] : familyIds());
  redraw();
});

const toggle = (id: string): void => {
  open ??= new Set(familyIds().filter(isOpen));
  if (!open.delete(id)) open.add(id);
  redraw();
};

const redraw = (): void => {
  if (view === undefined) return;
  showTools(view);
  draw();
};

const setFilter = (change: Partial<MatrixFilter>): void => {
  filter = { ...filter, ...change };
  draw();
};
search.addEventListener('input', () => setFilter({ text: search.value }));
maturity.addEventListener('change', () => setFilter({ maturity: maturity.value }));
used.addEventListener('change', () => setFilter({ usedOnly: used.checked }));

/** One cell is in the tab order; the arrow keys go from cell to cell, Enter opens it, `u` lists who uses it. */
board.addEventListener('keydown', event => {
  const cell = (event.target as Element).closest<HTMLElement>('.cell');
  if (cell === null) return;
  if (event.key === 'u') return void cell.querySelector<HTMLElement>('[data-users]')?.click();
  const next = neighbour(cell, event.key);
  if (next === undefined) return;
  event.preventDefault();
  for (const other of board.querySelectorAll('.cell > .name')) other.setAttribute('tabindex', '-1');
  next.setAttribute('tabindex', '0');
  next.focus();
});
main.addEventListener('keydown', event => {
  if (event.key === 'Escape' && !users.hidden) hideUsers();
});

const neighbour = (cell: HTMLElement, key: string): HTMLElement | undefined => {
  const columns = [...board.querySelectorAll<HTMLElement>('.column')].map(each => [
    ...each.querySelectorAll<HTMLElement>('.cell > .name'),
  ]);
  const own = cell.querySelector<HTMLElement>('.name');
  const x = columns.findIndex(cells => own !== null && cells.includes(own));
  const y = own === null ? -1 : (columns[x]?.indexOf(own) ?? -1);
  switch (key) {
    case 'ArrowDown':
      return columns[x]?.[y + 1];
    case 'ArrowUp':
      return columns[x]?.[y - 1];
    case 'ArrowRight':
      return columns[x + 1]?.[Math.min(y, (columns[x + 1]?.length ?? 0) - 1)];
    case 'ArrowLeft':
      return columns[x - 1]?.[Math.min(y, (columns[x - 1]?.length ?? 0) - 1)];
    default:
      return undefined;
  }
};

new ResizeObserver(() => {
  const cells = board.querySelector<HTMLElement>('.grid');
  if (cells === null || paths.length === 0) return;
  cells.querySelector('.ways')?.remove();
  cells.append(drawWays(cells, paths));
}).observe(board);

host.receive(message => {
  switch (message.type) {
    case 'show':
      return show(message.view, message.paths);
    case 'nothing':
      view = undefined;
      board.replaceChildren();
      notice.textContent = message.reason;
      return;
    case 'users':
      return showUsers(message.id, message.studies);
  }
});
host.send({ type: 'ready', state: host.state() });
