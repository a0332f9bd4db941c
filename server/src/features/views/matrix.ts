import { pageIdentity } from '../../atlas/pageIdentity.ts';
import type { Casebook } from '../../atlas/casebook.ts';
import { pagesWithId } from '../../atlas/casebook.ts';
import { entriesOfKind } from '../../atlas/catalogue.ts';
import { listSources } from '../../atlas/derivedLists.ts';
import { parentId } from '../../atlas/ids.ts';
import type { Named } from '../../atlas/named.ts';
import { namedById, namedPage } from '../../atlas/named.ts';
import { tacticsOf } from '../../atlas/tactics.ts';
import { maturityOf } from '../../atlas/techniqueFacts.ts';
import { values } from '../../core/layeredMap.ts';
import type { Page, PageId } from '../../core/page.ts';
import type { Vault } from '../../core/vault.ts';
import { attackFlow } from './attackFlow.ts';

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

const matrices = new WeakMap<Vault, Matrix>();

/** The matrix of a vault, made once for each of its versions. Reads all pages to their end. */
export const matrix = (book: Casebook): Matrix => {
  let known = matrices.get(book.vault);
  if (known === undefined) {
    known = makeMatrix(book);
    matrices.set(book.vault, known);
  }
  return known;
};

const makeMatrix = (book: Casebook): Matrix => {
  const columns = new Map<string, { readonly tactic: Named | undefined; readonly cells: Map<string, Cell> }>();
  const columnOf = (tactic: Named | undefined): Map<string, Cell> => {
    const key = tactic === undefined ? NONE : (tactic.id ?? tactic.page?.id ?? tactic.name);
    const column = columns.get(key) ?? { tactic, cells: new Map<string, Cell>() };
    columns.set(key, column);
    return column.cells;
  };
  for (const id of book.catalogue.tacticOrder) columnOf(namedById(book, id));
  for (const page of values(book.vault.pages))
    if (pageIdentity(page).kind === 'tactic') columnOf(namedPage(book, page));
  for (const { cell, tactics } of cellsOf(book)) {
    for (const tactic of tactics.length === 0 ? [undefined] : tactics) columnOf(tactic).set(cell.id, cell);
  }
  // Columns were made in the matrix's order; only that of no tactic may stand anywhere.
  const none = columns.get(NONE);
  columns.delete(NONE);
  return {
    tactics: [...columns.values(), ...(none === undefined ? [] : [none])].map(({ tactic, cells }) => ({
      id: tactic?.id,
      name: tactic?.name ?? 'No tactic',
      path: tactic?.page?.id,
      techniques: nested(cells),
    })),
  };
};

/** The key of the column of techniques without a tactic. */
const NONE = '';

type Cell = Omit<MatrixTechnique, 'children'>;

/** Every technique once: those of pages by their ID, then those that only the catalogue has. */
const cellsOf = (book: Casebook): readonly { readonly cell: Cell; readonly tactics: readonly Named[] }[] => {
  const cells = new Map<string, { readonly cell: Cell; readonly tactics: readonly Named[] }>();
  for (const page of values(book.vault.pages)) {
    const { id, name, kind } = pageIdentity(page);
    if (id === undefined || kind !== 'technique' || cells.has(id)) continue;
    const uses = usersOf(book, page).length;
    const cell = { id, name, path: page.id, maturity: maturityOf(book, page), uses };
    cells.set(id, { cell, tactics: tacticsOf(book, { id, name, page }) });
  }
  for (const entry of entriesOfKind(book.catalogue, 'technique')) {
    if (entry.kind !== 'technique' || cells.has(entry.id)) continue;
    const { id, name, maturity } = entry;
    cells.set(id, {
      cell: { id, name, path: undefined, maturity, uses: 0 },
      tactics: tacticsOf(book, { id, name, page: undefined }),
    });
  }
  return [...cells.values()];
};

/** Case studies whose Technique lines mean a technique's page, by ID, then path. */
const usersOf = (book: Casebook, page: Page): readonly Page[] =>
  (listSources(book, page, { what: 'caseStudies' }) ?? []).map(source => source.page);

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

/** The case studies that use a technique of the vault, by its ID. */
export const studiesUsing = (book: Casebook, id: string): readonly Page[] => [
  ...new Set(pagesWithId(book, id).flatMap(page => usersOf(book, page))),
];
