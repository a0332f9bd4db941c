import { fileURLToPath } from 'node:url';
import type { PageId } from '../core/page.ts';
import { values } from '../core/layeredMap.ts';
import type { Range } from '../core/text.ts';
import { rangeOf } from '../core/text.ts';
import { nodeFiles, readText } from '../files/nodeFiles.ts';
import type { VaultHost } from '../lsp/vaultHost.ts';
import type { ProblemCode, Severity } from '../problems/problem.ts';
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

/** A problem as it is printed: the file's path from the vault's root, lines and characters as in LSP. */
export interface FoundProblem {
  readonly file: PageId;
  readonly range: Range;
  readonly severity: Severity;
  readonly code: ProblemCode;
  readonly message: string;
}

/** What `check` found; files in alphabetical order, then by position. */
export interface CheckReport {
  readonly vault: string;
  readonly pages: number;
  readonly problems: readonly FoundProblem[];
}

/** Checks the vault in a folder, or around it, and prints what it finds. Gives the exit code: 0, 1 or 2 as the help says. */
export const check = async (dir: string, options: CheckOptions, { out, err }: Output): Promise<number> => {
  const log = (text: string): void => err(`${text}\n`);
  const host = await loadVault(dir, nodeFiles(log), log);
  if (typeof host === 'string') {
    err(`${host}\n`);
    return 2;
  }
  const report = reportOf(dir, host, new Set(options.code));
  const root = fileURLToPath(host.root);
  out(
    options.format === 'json'
      ? json(report)
      : prettyReport(report, file => readText(root, file, () => undefined) ?? ''),
  );
  const limit = SEVERITIES.indexOf(options.failOn);
  return report.problems.some(({ severity }) => SEVERITIES.indexOf(severity) <= limit) ? 1 : 0;
};

const reportOf = (dir: string, host: VaultHost, codes: ReadonlySet<string>): CheckReport => {
  const pages = host.session === undefined ? [] : [...values(host.session.book().vault.pages)];
  const inOrder = pages.sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  const problems = inOrder.flatMap(page =>
    host
      .report(page)
      .filter(({ problem }) => codes.size === 0 || codes.has(problem.code))
      .map(({ problem, severity }) => ({
        file: page.id,
        range: rangeOf(page.lineStarts, problem.span),
        severity,
        code: problem.code,
        message: problem.message,
      })),
  );
  return { vault: dir, pages: pages.length, problems };
};

const json = ({ vault, pages, problems }: CheckReport): string => {
  const counts: Record<string, number> = {};
  for (const code of problems.map(problem => problem.code).sort()) counts[code] = (counts[code] ?? 0) + 1;
  return `${JSON.stringify({ version: 1, vault, pages, counts, problems }, undefined, 2)}\n`;
};
