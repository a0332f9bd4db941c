import { measures } from './measureServer.ts';
import type { Measure, Measurement } from './measureServer.ts';
import type { MarkdownMeasurement } from './measureMarkdownServer.ts';
import { median, percentile } from './statistics.ts';

/** All that was measured on one vault. */
export interface VaultResult {
  /** `real`, or the number of pages that were generated. */
  readonly size: 'real' | number;
  readonly pages: number;
  /** References to the technique with the most. */
  readonly hits: number;
  /** Listing and reading every page, in milliseconds: `R` of the design. */
  readonly readTime: number;
  readonly ours: Measurement;
  readonly markdown: MarkdownMeasurement | undefined;
}

/** A budget in the measure's unit, or a function of `R`. */
type Budget = number | ((readTime: number) => number);

interface Row {
  readonly label: string;
  readonly unit: 'ms' | 'MB';
  /** Which sample counts against the budget: of a request the 95th percentile, of anything else the median. */
  readonly isRequest: boolean;
  /** Budgets for the real vault, 5,000 and 50,000 pages. */
  readonly budgets: readonly (Budget | undefined)[];
  readonly showsRatio?: true;
}

const rows: Record<Measure, Row> = {
  start: {
    label: 'spawn → correct definition and problems',
    unit: 'ms',
    isRequest: false,
    budgets: [140, 350, readTime => 3 * readTime + 300],
    showsRatio: true,
  },
  read: { label: 'spawn → every page read to its end', unit: 'ms', isRequest: false, budgets: [], showsRatio: true },
  memory: { label: 'resident memory when ready', unit: 'MB', isRequest: false, budgets: [90, 150, 550] },
  peakMemory: { label: 'most memory ever, after all requests', unit: 'MB', isRequest: false, budgets: [] },
  firstCompletion: { label: 'completion, the first time', unit: 'ms', isRequest: false, budgets: [] },
  completion: { label: 'completion at `[[`', unit: 'ms', isRequest: true, budgets: [3, 5, 12] },
  completionTyped: { label: 'completion at `[[acc`', unit: 'ms', isRequest: true, budgets: [3, 5, 12] },
  definition: { label: 'definition', unit: 'ms', isRequest: true, budgets: [2, 2, 3] },
  hover: { label: 'hover', unit: 'ms', isRequest: true, budgets: [2, 2, 3] },
  documentSymbol: { label: 'documentSymbol', unit: 'ms', isRequest: true, budgets: [2, 2, 3] },
  codeAction: { label: 'codeAction', unit: 'ms', isRequest: true, budgets: [2, 2, 3] },
  firstReferences: { label: 'references, the first time', unit: 'ms', isRequest: false, budgets: [] },
  references: {
    label: 'references of the most used technique',
    unit: 'ms',
    isRequest: true,
    budgets: [undefined, undefined, 15],
  },
  typed: { label: "one character typed → that page's problems", unit: 'ms', isRequest: true, budgets: [3, 3, 4] },
  cured: { label: 'file created → problems it cures are gone', unit: 'ms', isRequest: true, budgets: [5, 5, 10] },
  check: {
    label: 'every problem of the vault (`check`)',
    unit: 'ms',
    isRequest: false,
    budgets: [400, 1000, 6000],
    showsRatio: true,
  },
};

/** Below this many milliseconds a duration says more about the machine than about the server. */
const noise = 0.5;

const number = (value: number): string =>
  value >= 100 ? Math.round(value).toLocaleString('en') : value >= 10 ? value.toFixed(1) : value.toFixed(2);

const runsOf = (result: VaultResult, measure: Measure): readonly (readonly number[])[] =>
  result.ours.samples.get(measure) ?? [];

const samplesOf = (result: VaultResult, measure: Measure): readonly number[] => runsOf(result, measure).flat();

const budgetOf = (row: Row, result: VaultResult): number | undefined => {
  const column = (['real', 5000, 50_000] as const).findIndex(size => size === result.size);
  const budget = row.budgets[column];
  return typeof budget === 'function' ? budget(result.readTime) : budget;
};

/** The value that a budget is held against: of the runs, the median one. */
const judged = (result: VaultResult, measure: Measure): number =>
  median(runsOf(result, measure).map(run => percentile(run, rows[measure].isRequest ? 0.95 : 0.5)));

const cell = (result: VaultResult, measure: Measure): string => {
  const row = rows[measure];
  const samples = samplesOf(result, measure);
  if (samples.length === 0)
    return result.ours.failures.some(failure => failure.startsWith(`${measure}:`)) ? '**failed**' : '–';
  const value = median(samples);
  const shown = row.isRequest ? `${number(value)} / ${number(judged(result, measure))}` : number(value);
  const ratio = row.showsRatio ? ` = ${number(value / result.readTime)} R` : '';
  const budget = budgetOf(row, result);
  const verdict =
    budget === undefined
      ? ''
      : judged(result, measure) <= budget
        ? ` (≤ ${number(budget)})`
        : ` (**over ${number(budget)}**)`;
  return `${shown} ${row.unit}${ratio}${verdict}`;
};

const table = (head: readonly string[], body: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...body].map(cells => `| ${cells.join(' | ')} |`).join('\n');

const columnName = (result: VaultResult): string =>
  result.size === 'real' ? `${result.pages} real pages` : `${result.pages.toLocaleString('en')} pages`;

const mainTable = (results: readonly VaultResult[]): string =>
  table(
    ['what', ...results.map(columnName)],
    [
      ['R: list and read every page', ...results.map(result => `${number(result.readTime)} ms`)],
      ['references of the most used technique', ...results.map(result => `${result.hits.toLocaleString('en')}`)],
      ...measures.map(measure => [rows[measure].label, ...results.map(result => cell(result, measure))]),
    ],
  );

interface Growth {
  readonly measure: Measure;
  readonly from: VaultResult;
  readonly to: VaultResult;
  readonly factor: number;
  readonly limit: number;
}

/** How each time grows from one generated vault to the next larger one. */
const growths = (results: readonly VaultResult[]): readonly Growth[] => {
  const generated = results.filter(result => result.size !== 'real').toSorted((a, b) => a.pages - b.pages);
  return generated.slice(1).flatMap((to, index) => {
    const from = generated[index];
    if (!from) return [];
    return measures
      .filter(
        measure =>
          rows[measure].unit === 'ms' && samplesOf(from, measure).length > 0 && samplesOf(to, measure).length > 0,
      )
      .map(measure => ({
        measure,
        from,
        to,
        factor: Math.max(noise, median(samplesOf(to, measure))) / Math.max(noise, median(samplesOf(from, measure))),
        limit: 1.2 * (to.pages / from.pages),
      }));
  });
};

const growthTable = (results: readonly VaultResult[]): string => {
  const all = growths(results);
  const steps = [
    ...new Set(all.map(({ from, to }) => `${from.pages.toLocaleString('en')} → ${to.pages.toLocaleString('en')}`)),
  ];
  const stepOf = ({ from, to }: Growth): string =>
    `${from.pages.toLocaleString('en')} → ${to.pages.toLocaleString('en')}`;
  return table(
    ['median', ...steps],
    measures
      .filter(measure => all.some(growth => growth.measure === measure))
      .map(measure => [
        rows[measure].label,
        ...steps.map(step => {
          const growth = all.find(candidate => candidate.measure === measure && stepOf(candidate) === step);
          return growth
            ? `× ${number(growth.factor)}${growth.factor > growth.limit ? ` (**over ${number(growth.limit)}**)` : ''}`
            : '–';
        }),
      ]),
  );
};

const markdownTable = (results: readonly VaultResult[]): string => {
  const compared = results.flatMap(({ markdown, ...ours }) =>
    markdown ? [{ ours: { ...ours, markdown }, markdown }] : [],
  );
  const compare = (
    label: string,
    unit: string,
    measure: Measure,
    theirs: keyof MarkdownMeasurement,
  ): readonly string[] => [
    label,
    ...compared.flatMap(({ ours, markdown }) => [
      `${number(median(samplesOf(ours, measure)))} ${unit}`,
      `${number(median(markdown[theirs]))} ${unit}`,
    ]),
  ];
  return table(
    [
      'median',
      ...compared.flatMap(({ ours }) => [`ours, ${columnName(ours)}`, `markdown server, ${columnName(ours)}`]),
    ],
    [
      compare('spawn → definition and problems of one page', 'ms', 'start', 'start'),
      compare('references, the first time', 'ms', 'firstReferences', 'firstReferences'),
      compare('references, again', 'ms', 'references', 'references'),
      compare("one character typed → that page's problems", 'ms', 'typed', 'typed'),
      compare('most memory ever', 'MB', 'peakMemory', 'memory'),
    ],
  );
};

/** The tables of a run in markdown; `machine` is a line on where it ran. */
export const reportOf = (results: readonly VaultResult[], machine: string, notes: readonly string[]): string => {
  const parts = [
    '# Benchmark',
    machine,
    'Written by `npm run bench`. Everything is a median of the runs, each a fresh process; requests are shown as median / 95th percentile ' +
      'of 40, after 100 of the kind; budgets are in brackets. ' +
      '`R` is what listing and reading the same files takes in the same run. ' +
      'The vaults, except the real one, come from `bench/generateVault.ts`.',
    ...notes,
    mainTable(results),
  ];
  if (growths(results).length > 0) {
    parts.push(
      '## Growth',
      `Ten times the pages may cost at most twelve times the time (durations under ${noise} ms count as that).`,
      growthTable(results),
    );
  }
  if (results.some(result => result.markdown)) {
    parts.push(
      "## Beside VS Code's markdown server",
      '`vscode-markdown-languageserver` on the same vault with markdown links. Its client reads and parses files for it, as VS Code does; that time is included, that memory is not.',
      markdownTable(results),
    );
  }
  return `${parts.join('\n\n')}\n`;
};

/** What must hold whatever the machine: right answers, growth, and the start of large vaults as a multiple of `R`. */
export const violations = (results: readonly VaultResult[]): readonly string[] => [
  ...results.flatMap(result => result.ours.failures.map(failure => `${columnName(result)}, ${failure}`)),
  ...growths(results)
    .filter(({ factor, limit }) => factor > limit)
    .map(
      ({ measure, from, to, factor, limit }) =>
        `${rows[measure].label}: × ${number(factor)} from ${columnName(from)} to ${columnName(to)}, at most × ${number(limit)} is allowed`,
    ),
  ...results.flatMap(result => {
    const budget = budgetOf(rows.start, result);
    const time = judged(result, 'start');
    if (result.size !== 50_000 || budget === undefined || !(time > budget)) return [];
    return [
      `${rows.start.label}: ${number(time)} ms at ${columnName(result)}, at most 3 R + 300 = ${number(budget)} ms is allowed`,
    ];
  }),
];
