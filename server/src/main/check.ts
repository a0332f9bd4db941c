import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { gatherSources, sourcesFirst } from '../atlas/derivedLists.ts';
import type { Source } from '../core/closedPage.ts';
import type { PageId } from '../core/page.ts';
import { rangeOf } from '../core/text.ts';
import { nodeFiles, readText } from '../files/nodeFiles.ts';
import type { VaultHost } from '../lsp/vaultHost.ts';
import type { Severity } from '../problems/problem.ts';
import type { Files, Log } from '../vaultFiles.ts';
import type { CheckReport, FoundProblem } from './checkReport.ts';
import { loadVault } from './loadVault.ts';
import type { Output } from './output.ts';
import { prettyReport } from './prettyReport.ts';

/** From the worst. */
export const SEVERITIES = ['error', 'warning', 'information', 'hint'] as const satisfies readonly Severity[];
export const FORMATS = ['pretty', 'json'] as const;

export interface CheckOptions {
  readonly format: (typeof FORMATS)[number];
  readonly failOn: Severity;
  /** Only these; all if there are none. */
  readonly code: readonly string[];
}

/** Checks the vault in a folder, or around it, and prints what it finds. Gives the exit code: 0, 1 or 2 as the help says. */
export const check = async (dir: string, options: CheckOptions, { out, err }: Output): Promise<number> => {
  // V8 notes what lives long while front matter is read, and would put the like in the old generation from then on. Of the
  // pages that are checked after that, nothing lives long: a seventh of the time and 300 MB at 50,000 pages.
  setFlagsFromString('--no-allocation-site-pretenuring');
  const log = once(text => err(`${text}\n`));
  const texts = new Map<PageId, Source['again']>();
  const host = await loadVault(dir, noting(nodeFiles(log, 'contents'), texts), log);
  if (typeof host === 'string') {
    err(`${host}\n`);
    return 2;
  }
  const report = reportOf(dir, host, texts, new Set(options.code));
  const root = fileURLToPath(host.root);
  out(
    options.format === 'json'
      ? json(report)
      : prettyReport(report, file => readText(root, file, () => undefined) ?? ''),
  );
  const limit = SEVERITIES.indexOf(options.failOn);
  return report.problems.some(({ severity }) => SEVERITIES.indexOf(severity) <= limit) ? 1 : 0;
};

/** Logs each message once. A text is decoded whenever it is asked for, and what is wrong with it is found each time. */
const once = (log: Log): Log => {
  const said = new Set<string>();
  return text => {
    if (!said.has(text)) log(text);
    said.add(text);
  };
};

/** Files that note how the text of each that was read is had again. */
const noting = (files: Files, texts: Map<PageId, Source['again']>): Files => ({
  ...files,
  readEach: (folder, paths, take) =>
    files.readEach(folder, paths, (path, source) => {
      if (source !== undefined) texts.set(path, source.again);
      take(path, source);
    }),
});

const reportOf = (
  dir: string,
  host: VaultHost,
  texts: ReadonlyMap<PageId, Source['again']>,
  codes: ReadonlySet<string>,
): CheckReport => {
  const book = host.session?.book();
  if (book === undefined) return { vault: dir, pages: 0, problems: [] };
  const problems: FoundProblem[] = [];
  const gather = gatherSources(book);
  for (const page of sourcesFirst(book)) {
    // Read, looked at and let go: what is short-lived costs V8 little, and all of a large vault's pages a lot.
    const whole = host.parse(page.id, texts.get(page.id)?.(page.id) ?? '');
    for (const { problem, severity } of host.report(whole)) {
      if (codes.size > 0 && !codes.has(problem.code)) continue;
      const range = rangeOf(whole.lineStarts, problem.span);
      problems.push({ file: page.id, range, severity, code: problem.code, message: problem.message });
    }
    gather(whole);
  }
  // Sorting keeps the order within a file.
  problems.sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0));
  return { vault: dir, pages: book.vault.pages.size, problems };
};

const json = ({ vault, pages, problems }: CheckReport): string => {
  const counts: Record<string, number> = {};
  for (const code of problems.map(problem => problem.code).sort()) counts[code] = (counts[code] ?? 0) + 1;
  return `${JSON.stringify({ version: 1, vault, pages, counts, problems }, undefined, 2)}\n`;
};
