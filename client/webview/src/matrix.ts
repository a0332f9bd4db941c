// The webview of the matrix: tactics as columns, techniques as cells, case studies as ways through it.
import { changedMatrix } from '../../../server/src/lsp/protocol.ts';
import type { MatrixChange, MatrixPathView, MatrixView } from '../../../server/src/lsp/protocol.ts';
import { html } from './dom.ts';
import { connectHost, givenData } from './host.ts';
import { followCellKeys } from './matrix/cellKeys.ts';
import { maturitiesOf, NO_FILTER, shadeLabel, SHADES } from './matrix/filter.ts';
import { drawGrid } from './matrix/grid.ts';
import type { Grid } from './matrix/grid.ts';
import { MOST } from './matrix/shownFamilies.ts';
import { createUsers, pageButton } from './matrix/users.ts';
import { drawWays } from './matrix/ways.ts';
import type { FromMatrix, MatrixData, MatrixFilter, MatrixState, ToMatrix } from './messages.ts';
import { sayIn } from './texts.ts';

const host = connectHost<ToMatrix, FromMatrix, MatrixState>();
const text = sayIn(givenData<MatrixData>().texts);

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
const chips = html('div', { class: 'chips', role: 'group', 'aria-label': text('Case studies drawn') });
const tools = html(
  'div',
  { class: 'tools', role: 'toolbar', 'aria-label': text('Filters'), hidden: true },
  search,
  maturity,
  html('label', {}, used, ' ', text('used only')),
  families,
  pick,
  chips,
);
const legend = html('div', { class: 'legend' });
const board = html('div', {
  class: 'board',
  role: 'group',
  'aria-label': text('Techniques'),
  'aria-describedby': 'keys',
});
const notice = html('p', { class: 'notice', role: 'status' });
const keys = followCellKeys(board);
const users = createUsers(text, keys.focus);
main.append(title, notice, tools, legend, users.element, board);

const kept = host.state();
let view: MatrixView | undefined;
let paths: readonly MatrixPathView[] = [];
let drawn: Grid | undefined;
let filter: MatrixFilter = kept?.filter ?? NO_FILTER;
/** Undefined until somebody opened or closed a family. */
let open: Set<string> | undefined = kept?.open && new Set(kept.open);
/** How often more cells of a tactic were asked for. */
const asked = new Map<string, number>();

/** So many cells can be shown at once and still be taken in; beyond, families start closed. */
const SHOWN_OPEN = 400;

const familyIds = (): readonly string[] =>
  view?.tactics.flatMap(({ techniques }) =>
    techniques.flatMap(({ id, children }) => (children.length > 0 ? [id] : [])),
  ) ?? [];

const cellCount = (shown: MatrixView): number =>
  shown.tactics.reduce(
    (sum, { techniques }) => sum + techniques.reduce((n, { children }) => n + 1 + children.length, 0),
    0,
  );

/** Whether families that nobody touched are open. */
let startsOpen = true;

const isOpen = (id: string): boolean => (open === undefined ? startsOpen : open.has(id));

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
  const { left, top } =
    drawn === undefined && kept?.scroll ? kept.scroll : { left: board.scrollLeft, top: board.scrollTop };
  keys.note();
  const most = (tactic: string): number => MOST * (1 + (asked.get(tactic) ?? 0));
  drawn = drawGrid(view, { filter, paths, isOpen, most, text });
  board.replaceChildren(drawn.element);
  layWays();
  scrollTo(drawn.element, left, top);
  keys.settle(drawn.element);
  keep();
};

/** Draws the ways between the cells as they lie now. */
const layWays = (): void => {
  if (drawn === undefined) return;
  drawn.element.querySelector('.ways')?.remove();
  if (paths.length > 0) drawn.element.append(drawWays(drawn.element, paths));
};

/** Columns that were not seen yet have a height that is guessed, which must not keep the board from being where it was. */
const scrollTo = (cells: HTMLElement, left: number, top: number): void => {
  cells.style.minHeight = `${top + board.clientHeight}px`;
  board.scrollTo(left, top);
  requestAnimationFrame(() => requestAnimationFrame(() => (cells.style.minHeight = '')));
};

const showTools = (shown: MatrixView): void => {
  tools.hidden = false;
  search.value = filter.text;
  used.checked = filter.usedOnly;
  maturity.replaceChildren(
    html('option', { value: '' }, text('any maturity')),
    ...maturitiesOf(shown).map(each => html('option', { value: each, selected: each === filter.maturity }, each)),
  );
  families.textContent = familyIds().some(isOpen) ? text('Hide sub-techniques') : text('Show sub-techniques');
  pick.disabled = paths.length >= 2 || shown.caseStudies === 0;
  const hadKeyboard = chips.contains(document.activeElement);
  chips.replaceChildren(
    ...paths.map((path, i) =>
      html(
        'span',
        { class: `chip chip-${i}` },
        pageButton(path),
        html('span', { class: 'muted' }, String(path.steps.length)),
        html(
          'button',
          { type: 'button', class: 'drop', 'data-drop': path.uri, 'aria-label': text('Remove {0}', path.name) },
          '×',
        ),
      ),
    ),
    ...comparison(),
  );
  if (hadKeyboard) (pick.disabled ? search : pick).focus();
  legend.replaceChildren(
    html('span', {}, text('Case studies that use it:')),
    ...SHADES.map((_, shade) => html('span', { class: `key shade-${shade}` }, shadeLabel(shade))),
    html('span', { class: 'key absent' }, text('no page in this vault')),
    ...paths.map((_, i) => html('span', { class: `visit visit-${i}` }, text('step'))),
    html(
      'span',
      { class: 'hint', id: 'keys' },
      text('Arrow keys move, Enter opens the page, U lists who uses it, S shows sub-techniques.'),
    ),
  );
};

/** How much two case studies have in common. */
const comparison = (): readonly HTMLElement[] => {
  const [a, b] = paths.map(({ steps }) => new Set(steps.map(({ technique }) => technique)));
  if (a === undefined || b === undefined) return [];
  const both = [...a].filter(id => b.has(id)).length;
  const say = text('in common {0} · only the first {1} · only the second {2}', both, a.size - both, b.size - both);
  return [html('span', { class: 'muted comparison' }, say)];
};

const show = (next: MatrixView, nextPaths: readonly MatrixPathView[]): void => {
  view = next;
  paths = nextPaths;
  startsOpen = cellCount(next) <= SHOWN_OPEN;
  notice.textContent =
    next.caseStudies === 0 ? text('This vault has no case study yet: “ATLAS: New Case Study” writes the first.') : '';
  showTools(next);
  draw();
};

/** While somebody types, a count changes here and there: only those cells are drawn anew. */
const change = (what: MatrixChange, nextPaths: readonly MatrixPathView[]): void => {
  if (view === undefined) return;
  const next = changedMatrix(view, what);
  const isCount = view.caseStudies === next.caseStudies && JSON.stringify(paths) === JSON.stringify(nextPaths);
  keys.note();
  if (!isCount || drawn?.recount(what.uses) !== true) return show(next, nextPaths);
  view = next;
  layWays();
  keys.settle(drawn.element);
};

const showNothing = (reason: string): void => {
  view = undefined;
  drawn = undefined;
  tools.hidden = true;
  users.hide();
  for (const part of [board, legend]) part.replaceChildren();
  notice.textContent = reason;
};

const nameOf = (id: string): string => {
  for (const { techniques } of view?.tactics ?? []) {
    for (const technique of techniques) {
      const found = [technique, ...technique.children].find(each => each.id === id);
      if (found !== undefined) return found.name;
    }
  }
  return '';
};

// ---- events

main.addEventListener('click', event => {
  const data = (event.target as Element).closest<HTMLElement>('button')?.dataset;
  if (data === undefined) return;
  if (data['users'] !== undefined) host.send({ type: 'users', id: data['users'] });
  else if (data['uri'] !== undefined) host.send({ type: 'open', uri: data['uri'] });
  else if (data['drop'] !== undefined) host.send({ type: 'dropStudy', uri: data['drop'] });
  else if (data['toggle'] !== undefined) toggle(data['toggle']);
  else if (data['more'] !== undefined) {
    asked.set(data['more'], (asked.get(data['more']) ?? 0) + 1);
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

let isDue = false;

/** Several keys may be pressed before the next picture. */
const setFilter = (change: Partial<MatrixFilter>): void => {
  filter = { ...filter, ...change };
  if (isDue) return;
  isDue = true;
  requestAnimationFrame(() => {
    isDue = false;
    if (drawn?.refilter(filter) === true) keep();
    else draw();
  });
};
search.addEventListener('input', () => setFilter({ text: search.value }));
maturity.addEventListener('change', () => setFilter({ maturity: maturity.value }));
used.addEventListener('change', () => setFilter({ usedOnly: used.checked }));

main.addEventListener('keydown', event => {
  if (event.key === 'Escape') users.hide();
});
board.addEventListener('scrollend', keep);

new ResizeObserver(layWays).observe(board);

host.receive(message => {
  switch (message.type) {
    case 'show':
      return show(message.view, message.paths);
    case 'change':
      return change(message.change, message.paths);
    case 'nothing':
      return showNothing(message.reason);
    case 'users':
      return users.show(`${message.id} ${nameOf(message.id)}`, message.studies);
  }
});
host.send({ type: 'ready', state: kept });
