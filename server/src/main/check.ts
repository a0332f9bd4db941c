import { statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { gatherSources, sourcesFirst } from '../atlas/derivedLists.ts';
import type { PageId } from '../core/page.ts';
import type { Range } from '../core/text.ts';
import { lineStartsOf, positionAt, rangeOf } from '../core/text.ts';
import { nodeFiles, readText } from '../files/nodeFiles.ts';
import { folderUri } from '../lsp/uris.ts';
import type { VaultHost } from '../lsp/vaultHost.ts';
import { createVaultHost } from '../lsp/vaultHost.ts';
import type { ProblemCode, Severity } from '../problems/problem.ts';
import { DEFAULT_SEVERITY } from '../problems/problem.ts';
import { SETTINGS_FILE } from '../settings.ts';
import type { Files, Log } from '../vaultFiles.ts';
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
  // V8 notes what lives long while front matter is read, and would put the like in the old generation from then on. Of the
  // pages that are checked after that, nothing lives long: a seventh of the time and 300 MB at 50,000 pages.
  setFlagsFromString('--no-allocation-site-pretenuring');
  const log = once(text => err(`${text}\n`));
  const loaded = await loadVault(dir, log);
  if (typeof loaded === 'string') {
    err(`${loaded}\n`);
    return 2;
  }
  const { host } = loaded;
  const report = reportOf(dir, loaded, new Set(options.code));
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

/** A vault, and the texts of its pages: its own pages are read only as far as they were asked for. */
interface Loaded {
  readonly host: VaultHost;
  readonly texts: ReadonlyMap<PageId, () => string>;
}

/** The vault of a folder; or a sentence that says why there is none. */
const loadVault = async (dir: string, log: Log): Promise<Loaded | string> => {
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
  const texts = new Map<PageId, () => string>();
  const kept = keeping(files, texts);
  const host = createVaultHost(root, kept, 0, { settings: { enable: 'on' }, filesExclude: [] });
  await host.load(vault.paths, vault.obsidian, () => false);
  return settingsFault(host) ?? { host, texts };
};

/** Files whose contents are kept when they are read, so that each is read once. */
const keeping = (files: Files, texts: Map<PageId, () => string>): Files => ({
  ...files,
  readEach: (folder, paths, take) =>
    files.readEach(folder, paths, (path, source) => {
      if (source === undefined) return take(path, undefined);
      texts.set(path, source.text);
      take(path, { ...source, again: source.text });
    }),
});

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

const reportOf = (dir: string, { host, texts }: Loaded, codes: ReadonlySet<string>): CheckReport => {
  const book = host.session?.book();
  if (book === undefined) return { vault: dir, pages: 0, problems: [] };
  const problems: FoundProblem[] = [];
  const gather = gatherSources(book);
  for (const page of sourcesFirst(book)) {
    // Read, looked at and let go: what is short-lived costs V8 little, and all of a large vault's pages a lot.
    const whole = host.parse(page.id, texts.get(page.id)?.() ?? '');
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
