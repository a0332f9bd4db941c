// Measures the built server and command line; `npm run bench -- --help` lists the options.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { cachedVault } from './generateVault.ts';
import type { KnownProblem } from './generateVault.ts';
import { measureMarkdownServer } from './measureMarkdownServer.ts';
import { measureServer } from './measureServer.ts';
import type { Effort, Subject } from './measureServer.ts';
import { reportOf, violations } from './report.ts';
import type { VaultResult } from './report.ts';
import { median, timed } from './statistics.ts';
import { listPages, readEveryPage, surveyVault } from './surveyVault.ts';

const usage = `Usage: npm run bench -- [options]
  --sizes LIST        vaults to measure, by number of pages; "real" is the real vault (default real,500,5000,50000)
  --runs N            starts of the server per vault, after one as a warm-up (default 5)
  --markdown LIST     sizes at which VS Code's markdown server is measured too (default 5000; 50000 takes minutes; "none")
  --quick             sizes 500,5000, two runs, no markdown server: a look, not a result
RESULTS.md is written when all default sizes are measured with five runs or more.`;

const root = fileURLToPath(new URL('..', import.meta.url));
const cacheDir = fileURLToPath(new URL('.generated', import.meta.url));
const resultsFile = fileURLToPath(new URL('RESULTS.md', import.meta.url));
const defaultSizes = ['real', 500, 5000, 50_000] as const;

type Size = 'real' | number;

interface Options {
  readonly sizes: readonly Size[];
  readonly markdown: readonly Size[];
  readonly runs: number;
}

const say = (line: string): void => void process.stderr.write(`${line}\n`);

const parseSizes = (list: string): readonly Size[] =>
  list.split(',').map(item => {
    const size = Number(item);
    if (item === 'real') return item;
    if (!Number.isInteger(size) || size < 60 || size > 50_000)
      throw new Error(`"${item}" is no size: "real", or 60 to 50000 pages`);
    return size;
  });

/** The options, or `undefined` where help was asked for. Throws on a wrong one. */
const parseOptions = (args: readonly string[]): Options | undefined => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      sizes: { type: 'string' },
      runs: { type: 'string' },
      markdown: { type: 'string' },
      quick: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return undefined;
  const runs = Number(values.runs ?? (values.quick ? 2 : 5));
  if (!Number.isInteger(runs) || runs < 1)
    throw new Error(`--runs must be a whole number of at least 1, not "${values.runs}"`);
  const markdown = values.markdown ?? (values.quick ? 'none' : '5000');
  return {
    sizes: values.sizes === undefined ? (values.quick ? [500, 5000] : defaultSizes) : parseSizes(values.sizes),
    markdown: markdown === 'none' ? [] : parseSizes(markdown),
    runs,
  };
};

/** A copy of the real vault, because one measure creates a page; `undefined` where the data is not there. */
const copyRealVault = (): string | undefined => {
  const source = join(process.env['CASEBOOK_DATA'] ?? join(root, '..', 'shared', 'data'), 'vault');
  if (!existsSync(source)) return undefined;
  const copy = mkdtempSync(join(tmpdir(), 'casebook-bench-'));
  for (const file of listPages(source)) {
    mkdirSync(dirname(join(copy, file)), { recursive: true });
    writeFileSync(join(copy, file), readFileSync(join(source, file)));
  }
  return copy;
};

const countByCode = (problems: readonly KnownProblem[]): Readonly<Record<string, number>> =>
  Object.fromEntries(
    [...new Set(problems.map(({ code }) => code))].map(code => [
      code,
      problems.filter(problem => problem.code === code).length,
    ]),
  );

/** How long each of five readings after a warm-up takes, in milliseconds. */
const readTimes = async (dir: string): Promise<readonly number[]> => {
  const times: number[] = [];
  for (let run = 0; run <= 5; run++) times.push(await timed(() => readEveryPage(dir)));
  return times.slice(1);
};

/** After a hundred requests of a kind, the code that answers them is compiled. */
const effort = (runs: number): Effort => ({ runs, samples: 40, warmUp: 100 });

const measureVault = async (
  size: Size,
  dir: string,
  known: readonly KnownProblem[] | undefined,
  options: Options,
): Promise<VaultResult> => {
  const name = size === 'real' ? 'real vault' : `${size} pages`;
  const survey = surveyVault(dir, 'wiki');
  const before = await readTimes(dir);
  const subject: Subject = {
    server: {
      name: 'the server',
      args: [join(root, 'dist', 'server.js'), '--stdio'],
      // No debounce and no batch window, so that what is measured is work and not waiting.
      initializationOptions: { diagnosticsDelay: 0, watchDelay: 0 },
      pullsDiagnostics: false,
      timeout: 30_000,
    },
    cli: join(root, 'dist', 'cli.js'),
    expectedCounts: known && countByCode(known),
  };
  const ours = await measureServer(subject, survey, effort(options.runs), step => say(`${name}: ${step}`));
  // Before and after, so that a machine that is busy with other things is so for both.
  const readTime = median([...before, ...(await readTimes(dir))]);
  let markdown: VaultResult['markdown'];
  if (size !== 'real' && options.markdown.includes(size)) {
    say(`${name}: writing the vault with markdown links`);
    const { dir: markdownDir } = cachedVault(cacheDir, size, 'markdown');
    const runs = size > 5000 ? 1 : options.runs;
    const report = (step: string): void => say(`${name}: markdown server, ${step}`);
    markdown = await measureMarkdownServer(surveyVault(markdownDir, 'markdown'), runs, 300_000, report);
  }
  return { size, pages: survey.pages, hits: survey.hottest.hits, readTime, ours, markdown };
};

const measureSize = async (size: Size, options: Options): Promise<VaultResult | undefined> => {
  if (size !== 'real') {
    say(`${size} pages: writing the vault`);
    const { dir, problems } = cachedVault(cacheDir, size, 'wiki');
    return measureVault(size, dir, problems, options);
  }
  const copy = copyRealVault();
  if (copy === undefined) return undefined;
  try {
    return await measureVault(size, copy, undefined, options);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
};

const machine = (): string => {
  const model = cpus()[0]?.model.trim() ?? 'unknown processor';
  return `${new Date().toISOString().slice(0, 10)}, Node ${process.version}, ${availableParallelism()} cores (${model}), ${process.platform}.`;
};

/** Runs the benchmark. Gives the exit code: 0 if all that must hold holds, 1 if not, 2 on wrong use. */
const main = async (args: readonly string[]): Promise<number> => {
  let options: Options | undefined;
  try {
    options = parseOptions(args);
  } catch (error) {
    say(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
    return 2;
  }
  if (!options) {
    console.log(usage);
    return 0;
  }
  const missing = ['server.js', 'cli.js'].filter(file => !existsSync(join(root, 'dist', file)));
  if (missing.length > 0) {
    say(`dist/${missing.join(' and dist/')} missing: run "npm run build" first`);
    return 2;
  }
  const results: VaultResult[] = [];
  const notes: string[] = [];
  for (const size of options.sizes) {
    const result = await measureSize(size, options);
    if (result) results.push(result);
    else notes.push('SKIPPED the real vault: there is no `../shared/data/vault` and no `CASEBOOK_DATA`.');
  }
  const report = reportOf(results, machine(), notes);
  console.log(report);
  const complete = defaultSizes.every(size => options.sizes.includes(size)) && options.runs >= 5;
  if (complete) writeFileSync(resultsFile, report);
  const broken = violations(results);
  for (const violation of broken) say(`FAILED ${violation}`);
  return broken.length > 0 ? 1 : 0;
};

process.exitCode = await main(process.argv.slice(2));
