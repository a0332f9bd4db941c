import type { CancellationToken } from 'vscode-languageserver';
import { isCaseStudy, pageIdentity } from '../atlas/pageIdentity.ts';
import { pageLabel } from '../atlas/linkLabel.ts';
import { inIdOrder } from '../atlas/lists/listOrder.ts';
import { values } from '../core/layeredMap.ts';
import type { Page } from '../core/page.ts';
import type { Span } from '../core/text.ts';
import { lineAt, positionAt } from '../core/text.ts';
import { pageOf } from '../core/vault.ts';
import { attackFlow } from '../features/views/attackFlow.ts';
import { loosePages } from '../features/views/loosePages.ts';
import type { Matrix, MatrixTechnique } from '../features/views/matrix.ts';
import { matrix, matrixPath, studiesUsing } from '../features/views/matrix.ts';
import { usesChanged } from '../features/views/matrixChange.ts';
import type { Tally } from '../features/views/tally.ts';
import { usedBy } from '../features/views/usedBy.ts';
import type { Context, PageAt } from './context.ts';
import { pageAt, textOf, throwIfCancelled, uriFor } from './context.ts';
import type {
  CaseStudyItem,
  CaseStudyView,
  LoosePagesView,
  MatrixAnswer,
  MatrixParams,
  MatrixPathView,
  MatrixTechniqueView,
  MatrixView,
  PageParams,
  UsedByView,
  UsersParams,
  VaultParams,
  ViewProblem,
} from './protocol.ts';
import { CASE_STUDIES, CASE_STUDY, LOOSE_PAGES, MATRIX, MATRIX_PATH, STUDIES_USING, USED_BY } from './protocol.ts';

import type { Tallied, Tallies } from './tallies.ts';
import { createTallies } from './tallies.ts';

type VaultAt = Omit<PageAt, 'page'>;
type TallyAt = VaultAt & Tallied;

/**
 * Answers the views of a client. Handlers convert, call once, convert; the long ones wait until every page is read. Gives what keeps
 * them quick, to be called after a vault changed.
 */
export const answerViews = (context: Context): Pick<Tallies, 'keepUp'> => {
  const { connection } = context;

  const onPage = <R>(method: string, answer: (at: PageAt) => R | Promise<R>): void =>
    void connection.onRequest(method, async ({ uri }: PageParams, token: CancellationToken): Promise<R | null> => {
      const at = await pageAt(context, uri, token);
      return at === undefined ? null : answer(at);
    });
  const onVault = <P extends VaultParams, R>(method: string, none: R, answer: (at: VaultAt, params: P) => R): void =>
    void connection.onRequest(method, async (params: P, token: CancellationToken): Promise<R> => {
      const at = await vaultAt(context, params.uri, token);
      return at === undefined ? none : answer(at, params);
    });
  const tallies = createTallies(context);
  const onTally = <P extends VaultParams, R>(method: string, none: R, answer: (at: TallyAt, params: P) => R): void =>
    void connection.onRequest(method, async (params: P, token: CancellationToken): Promise<R> => {
      const at = await vaultAt(context, params.uri, token);
      const tallied = at && (await tallies.of(at.host, token));
      return at === undefined || tallied === undefined ? none : answer({ ...at, ...tallied }, params);
    });

  onPage(CASE_STUDY, async at => caseStudyView(at, (await textOf(context, at.host, at.page.id)) ?? ''));
  onPage(MATRIX_PATH, matrixPathView);
  onPage(USED_BY, usedByView);
  const lastMatrices = new WeakMap<Tally, Map<string, Matrix>>();
  onTally<MatrixParams, MatrixAnswer | null>(MATRIX, null, (at, { known }) => {
    const last = lastMatrices.get(at.tally) ?? new Map<string, Matrix>();
    lastMatrices.set(at.tally, last);
    return matrixAnswer(at, known, last);
  });
  onVault(CASE_STUDIES, [], at => caseStudiesOf(at).map(page => itemOf(at, page)));
  onVault(STUDIES_USING, [], (at, { id }: UsersParams) => studiesUsing(at.book, id).map(page => itemOf(at, page)));
  onTally(LOOSE_PAGES, { orphans: [], wanted: [] }, loosePagesView);
  return tallies;
};

/** The vault that a URI lies in, else the first that is awake, as soon as its pages are read to their ends. Rejects if cancelled. */
export const vaultAt = async (
  context: Context,
  uri: string | undefined,
  token: CancellationToken,
): Promise<VaultAt | undefined> => {
  await context.workspace.whenRead();
  throwIfCancelled(token);
  const near = uri === undefined ? undefined : context.workspace.locate(uri)?.host;
  const host = near?.session === undefined ? context.workspace.hosts().find(each => each.session !== undefined) : near;
  const book = host?.session?.book();
  return host && book && { host, book, uri: uriFor(host) };
};

const caseStudyView = ({ host, book, page, uri }: PageAt, text: string): CaseStudyView | null => {
  const flow = attackFlow(book, page, text);
  if (flow === undefined) return null;
  const problems = host.report(page);
  const problemsIn = ({ start, end }: Span): readonly ViewProblem[] =>
    problems
      .filter(({ problem }) => start <= problem.span.start && problem.span.start < end)
      .map(({ problem, severity }) => ({
        severity,
        message: problem.message,
        line: lineAt(page.lineStarts, problem.span.start),
      }));
  return {
    uri: uri(page.id),
    version: host.open.get(page.id)?.version ?? null,
    ...given('id', flow.id),
    name: flow.name,
    facts: flow.facts,
    lanes: flow.lanes.map(({ id, name, path }) => ({ ...given('id', id), name, ...given('uri', path && uri(path)) })),
    steps: flow.steps.map(({ number, name, span, lane, otherTactics, techniques, next }) => ({
      number,
      name,
      startLine: lineAt(page.lineStarts, span.start),
      endLine: endLine(page, span),
      lane,
      otherTactics,
      techniques: techniques.map(({ id, name: technique, parent, maturity, path }) => ({
        ...given('id', id),
        name: technique,
        ...given('parent', parent),
        ...given('maturity', maturity),
        ...given('uri', path && uri(path)),
      })),
      next,
      problems: problemsIn(span),
    })),
  };
};

/** The line behind the last of a span. */
const endLine = (page: Page, { end }: Span): number => {
  const { line, character } = positionAt(page.lineStarts, end);
  return character === 0 ? line : line + 1;
};

/** So many matrices of a vault are kept for clients that know them: its views ask one after the other. */
const MOST_MATRICES = 3;

/** The matrix, in as few words as the client needs; `last` are those that were told last, by their versions. */
const matrixAnswer = (at: TallyAt, known: string | undefined, last: Map<string, Matrix>): MatrixAnswer => {
  const { matrixVersion: version, book, tally } = at;
  if (known === version) return 'unchanged';
  const now = matrix(book, tally);
  const before = known === undefined ? undefined : last.get(known);
  last.set(version, now);
  for (const old of [...last.keys()].slice(0, -MOST_MATRICES)) last.delete(old);
  const uses = before && usesChanged(before, now);
  return known === undefined || uses === undefined
    ? matrixView(at)
    : { version, since: known, caseStudies: tally.caseStudies(), uses: Object.fromEntries(uses) };
};

const matrixView = ({ host, book, tally, matrixVersion, uri }: TallyAt): MatrixView => ({
  version: matrixVersion,
  root: host.root,
  catalogue: book.catalogue.version,
  caseStudies: tally.caseStudies(),
  tactics: matrix(book, tally).tactics.map(({ id, name, path, techniques }) => ({
    ...given('id', id),
    name,
    ...given('uri', path && uri(path)),
    techniques: techniques.map(technique => cellView(technique, uri)),
  })),
});

const cellView = (
  { id, name, path, maturity, uses, children }: MatrixTechnique,
  uri: (path: string) => string,
): MatrixTechniqueView => ({
  id,
  name,
  ...given('uri', path && uri(path)),
  ...given('maturity', maturity),
  uses,
  children: children.map(child => cellView(child, uri)),
});

const caseStudiesOf = ({ book }: VaultAt): readonly Page[] =>
  inIdOrder([...values(book.vault.pages)].filter(isCaseStudy));

const itemOf = ({ uri }: VaultAt, page: Page): CaseStudyItem => {
  const { id, name } = pageIdentity(page);
  return { uri: uri(page.id), ...given('id', id), name };
};

const matrixPathView = (at: PageAt): MatrixPathView | null =>
  isCaseStudy(at.page)
    ? {
        ...itemOf(at, at.page),
        steps: matrixPath(at.book, at.page).map(({ technique, tactic, step }) => ({
          technique,
          ...given('tactic', tactic),
          step,
        })),
      }
    : null;

const usedByView = ({ book, page, uri }: PageAt): UsedByView => ({
  uri: uri(page.id),
  label: pageLabel(pageIdentity(page)),
  kinds: usedBy(book, page).map(({ kind, pages }) => ({
    kind,
    pages: pages.map(({ path, label, places }) => ({
      uri: uri(path),
      label,
      places: places.map(({ span, under }) => ({ ...startIn(pageOf(book.vault, path), span), under })),
    })),
  })),
});

const loosePagesView = ({ book, tally, uri }: TallyAt): LoosePagesView => {
  const { orphans, wanted } = loosePages(book, tally);
  return {
    orphans: orphans.map(({ path, label, kind }) => ({ uri: uri(path), label, kind })),
    wanted: wanted.map(({ target, id, links }) => ({
      target,
      ...given('id', id),
      links: links.map(({ path, span }) => ({ uri: uri(path), ...startIn(pageOf(book.vault, path), span) })),
    })),
  };
};

const startIn = (page: Page | undefined, { start }: Span): { line: number; character: number } =>
  page === undefined ? { line: 0, character: 0 } : positionAt(page.lineStarts, start);

/** A property that is there only if it has a value. */
const given = <K extends string, V>(key: K, value: V | undefined): Readonly<Partial<Record<K, V>>> =>
  (value === undefined ? {} : { [key]: value }) as Readonly<Partial<Record<K, V>>>;
