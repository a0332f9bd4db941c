import type { Casebook } from '../../atlas/casebook.ts';
import { pagesWithId } from '../../atlas/casebook.ts';
import { entriesOfKind } from '../../atlas/catalogue.ts';
import { listSources } from '../../atlas/lists/derivedLists.ts';
import { parentId } from '../../atlas/ids.ts';
import type { Named } from '../../atlas/named.ts';
import { namedById, namedPage } from '../../atlas/named.ts';
import { tacticsOf } from '../../atlas/tactics.ts';
import type { Page, PageId } from '../../core/page.ts';
import { pageOf } from '../../core/vault.ts';
import { attackFlow, placeOfTactic } from './attackFlow.ts';
import type { TacticName } from './share.ts';
import { tacticName } from './share.ts';
import type { Tally } from './tally.ts';

/** Tactics with their techniques, of the vault and of the catalogue, and how many case studies of the vault use each. */
export interface Matrix {
  /** In the order of the ATLAS matrix; tactics that only the vault has come last, and techniques of none at the end. */
  readonly tactics: readonly MatrixTactic[];
}

export interface MatrixTactic {
  readonly id: string | undefined;
  readonly name: string;
  /** Undefined where the vault has no page for it. */
  readonly path: PageId | undefined;
  readonly techniques: readonly MatrixTechnique[];
}

/** A technique of several tactics stands under each of them. */
export interface MatrixTechnique {
  readonly id: string;
  readonly name: string;
  readonly path: PageId | undefined;
  readonly maturity: string | undefined;
  /** How many case studies have it in a Technique line. */
  readonly uses: number;
  /** Sub-techniques by ID; none have any. */
  readonly children: readonly MatrixTechnique[];
}

/** The matrix that was made last of each tally. */
const matrices = new WeakMap<Tally, { readonly revision: number; readonly shape: number; readonly matrix: Matrix }>();

/** The matrix of a vault; the same value until something changes that it shows. `tally` has read that vault. */
export const matrix = (book: Casebook, tally: Tally): Matrix => {
  const known = matrices.get(tally);
  const revision = tally.revision();
  if (known?.revision === revision) return known.matrix;
  const shape = tally.shape();
  const made = known?.shape === shape ? recounted(known.matrix, tally) : makeMatrix(book, tally);
  matrices.set(tally, { revision, shape, matrix: made });
  return made;
};

/** The same cells with what case studies use now. */
const recounted = ({ tactics }: Matrix, tally: Tally): Matrix => {
  const recount = (technique: MatrixTechnique): MatrixTechnique => ({
    ...technique,
    uses: technique.path === undefined ? 0 : tally.uses(technique.path),
    children: technique.children.map(recount),
  });
  return { tactics: tactics.map(tactic => ({ ...tactic, techniques: tactic.techniques.map(recount) })) };
};

interface Column {
  readonly tactic: TacticName;
  readonly cells: Map<string, Cell>;
}

const makeMatrix = (book: Casebook, tally: Tally): Matrix => {
  const columns = new Map<string, Column>();
  const columnOf = (tactic: TacticName): Column => {
    const key = tactic.id ?? tactic.path ?? tactic.name;
    const column = columns.get(key) ?? { tactic, cells: new Map<string, Cell>() };
    columns.set(key, column);
    return column;
  };
  const tacticPages = [...tally.shares.keys()].filter(path => tally.shares.get(path)?.kind === 'tactic').sort();
  for (const id of book.catalogue.tacticOrder) tacticsNamed(namedById(book, id)).forEach(columnOf);
  for (const path of tacticPages) tacticsNamed(namedPath(book, path)).forEach(columnOf);
  const none: Column = { tactic: { id: undefined, name: 'No tactic', path: undefined }, cells: new Map() };
  for (const { cell, tactics } of cellsOf(book, tally)) {
    for (const column of tactics.length === 0 ? [none] : tactics.map(columnOf)) column.cells.set(cell.id, cell);
  }
  const place = ({ tactic: { id } }: Column): number => placeOfTactic(book, id);
  const ordered = [...columns].sort(([a, first], [b, second]) => place(first) - place(second) || (a < b ? -1 : 1));
  return {
    tactics: [...ordered.map(([, column]) => column), ...(none.cells.size === 0 ? [] : [none])].map(
      ({ tactic: { id, name, path }, cells }) => ({ id, name, path, techniques: nested(cells) }),
    ),
  };
};

const tacticsNamed = (named: Named | undefined): readonly TacticName[] =>
  named === undefined ? [] : [tacticName(named)];

const namedPath = (book: Casebook, path: PageId): Named | undefined => {
  const page = pageOf(book.vault, path);
  return page === undefined ? undefined : namedPage(book, page);
};

type Cell = Omit<MatrixTechnique, 'children'>;

interface CellOfTactics {
  readonly cell: Cell;
  readonly tactics: readonly TacticName[];
}

/** Every technique once: those of pages by their ID, of several pages the first by path; then those that only the catalogue has. */
const cellsOf = (book: Casebook, tally: Tally): Iterable<CellOfTactics> => {
  const cells = new Map<string, CellOfTactics>();
  for (const [path, { kind, id, name, maturity, tactics }] of tally.shares) {
    if (id === undefined || kind !== 'technique') continue;
    const other = cells.get(id)?.cell.path;
    if (other !== undefined && other < path) continue;
    cells.set(id, { cell: { id, name, path, maturity, uses: tally.uses(path) }, tactics });
  }
  for (const entry of entriesOfKind(book.catalogue, 'technique')) {
    if (entry.kind !== 'technique' || cells.has(entry.id)) continue;
    const { id, name, maturity } = entry;
    const tactics = tacticsOf(book, { id, name, page: undefined }).map(tacticName);
    cells.set(id, { cell: { id, name, path: undefined, maturity, uses: 0 }, tactics });
  }
  return cells.values();
};

/** Techniques by ID, each with its sub-techniques; one whose parent is not in the column stands on its own. */
const nested = (cells: ReadonlyMap<string, Cell>): readonly MatrixTechnique[] => {
  const sorted = [...cells.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  const childrenOf = new Map<string, MatrixTechnique[]>();
  const tops: Cell[] = [];
  for (const cell of sorted) {
    const parent = parentId(cell.id);
    if (parent === undefined || !cells.has(parent)) tops.push(cell);
    else childrenOf.set(parent, [...(childrenOf.get(parent) ?? []), { ...cell, children: [] }]);
  }
  return tops.map(cell => ({ ...cell, children: childrenOf.get(cell.id) ?? [] }));
};

/** A cell of the matrix that a case study visits. */
export interface PathStep {
  /** ID of the technique, and of the tactic that the step serves where that is known. */
  readonly technique: string;
  readonly tactic: string | undefined;
  /** The step's number. */
  readonly step: number;
}

/** The cells that a case study visits, in the order of its steps; techniques without an ID are left out. */
export const matrixPath = (book: Casebook, study: Page): readonly PathStep[] => {
  const flow = attackFlow(book, study, '');
  return (flow?.steps ?? []).flatMap(({ number, lane, techniques }) =>
    techniques.flatMap(({ id }) =>
      id === undefined ? [] : { technique: id, tactic: flow?.lanes[lane]?.id, step: number },
    ),
  );
};

/** The case studies that use a technique of the vault, by its ID; sorted by their own. */
export const studiesUsing = (book: Casebook, id: string): readonly Page[] => [
  ...new Set(pagesWithId(book, id).flatMap(page => (listSources(book, page, STUDIES) ?? []).map(found => found.page))),
];

const STUDIES = { what: 'caseStudies' } as const;
