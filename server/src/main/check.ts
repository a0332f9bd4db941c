import { statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { PageId } from '../core/page.ts';
import { values } from '../core/layeredMap.ts';
import type { Range } from '../core/text.ts';
import { lineStartsOf, positionAt, rangeOf } from '../core/text.ts';
import { nodeFiles, readText } from '../files/nodeFiles.ts';
import { folderUri } from '../lsp/uris.ts';
import type { VaultHost } from '../lsp/vaultHost.ts';
import { createVaultHost } from '../lsp/vaultHost.ts';
import type { ProblemCode, Severity } from '../problems/problem.ts';
import { DEFAULT_SEVERITY } from '../problems/problem.ts';
import { SETTINGS_FILE } from '../settings.ts';
import { splitVaults } from '../vaultFiles.ts';
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

/** Where to write. */
export interface Output {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
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

/** A problem code, if this text is one. */
export const problemCode = (text: string): ProblemCode | undefined =>
  Object.hasOwn(DEFAULT_SEVERITY, text) ? (text as ProblemCode) : undefined;

/** Checks the vault in a folder, or around it, and prints what it finds. Gives the exit code: 0, 1 or 2 as the help says. */
export const check = async (dir: string, options: CheckOptions, { out, err }: Output): Promise<number> => {
  const host = await loadVault(dir, text => err(`${text}\n`));
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

/** The vault of a folder, read whole; or a sentence that says why there is none. */
const loadVault = async (dir: string, log: (text: string) => void): Promise<VaultHost | string> => {
  const asked = resolve(dir);
  if (!statSync(asked, { throwIfNoEntry: false })?.isDirectory()) return `${dir}: there is no such folder.`;
  const files = nodeFiles(log);
  const folder = folderUri(pathToFileURL(asked).href);
  const root = (await files.vaultAbove(folder)) ?? folder;
  if (root !== folder) log(`${dir} is part of the vault ${fileURLToPath(root)}, which is checked as a whole.`);
  const [vault, ...nested] = splitVaults(await files.list(root));
  for (const { root: path } of nested) log(`${path} is a vault of its own and is not checked.`);
  if (vault === undefined || !vault.paths.some(path => path.toLowerCase().endsWith('.md'))) {
    return `${dir}: there are no pages that can be read.`;
  }
  // Who asks for a check wants one, whatever the folder holds.
  const host = createVaultHost(root, files, 0, { settings: { enable: 'on' }, filesExclude: [] }, true);
  await host.load(vault.paths, vault.obsidian, () => false);
  return settingsFault(host) ?? host;
};

const settingsFault = ({ root, settingsProblems: { text, problems } }: VaultHost): string | undefined => {
  if (problems.length === 0) return undefined;
  const file = relative('.', join(fileURLToPath(root), SETTINGS_FILE));
  const starts = lineStartsOf(text);
  return problems
    .map(({ span, message }) => {
      const { line, character } = positionAt(starts, span.start);
      return `${file}:${line + 1}:${character + 1}: ${message}`;
    })
    .join('\n');
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
