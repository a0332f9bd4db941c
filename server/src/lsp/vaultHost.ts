import type { TextDocument } from 'vscode-languageserver-textdocument';
import { atlasExtract } from '../atlas/extract.ts';
import { pageIdentity } from '../atlas/pageIdentity.ts';
import { TACTIC_LINE_MARK } from '../atlas/steps.ts';
import { defaultCatalogue } from '../atlas/defaultCatalogue.ts';
import { MENTION } from '../atlas/ids.ts';
import type { Source } from '../core/closedPage.ts';
import { closedPage } from '../core/closedPage.ts';
import { values } from '../core/layeredMap.ts';
import type { Page, PageId } from '../core/page.ts';
import { parsePage } from '../core/parsePage.ts';
import { baseName, folderOf, isMarkdown } from '../core/paths.ts';
import { readFrontMatter } from '../frontMatter.ts';
import type { ProblemCode, Severity } from '../problems/problem.ts';
import type { ReportedProblem, ReportOptions } from '../report.ts';
import { reportPage } from '../report.ts';
import type { Session } from '../session.ts';
import { createSession } from '../session.ts';
import type { GitIgnore, Settings, SettingsProblem } from '../settings.ts';
import { DEFAULTS, exclusion, globMatcher, mergeSettings, readSettingsFile, SETTINGS_FILE } from '../settings.ts';
import type { Files } from '../vaultFiles.ts';
import { uriOf } from './uris.ts';

/** What pages are parsed with: the real reader of front matter, ATLAS IDs as mentions, and what shows a Tactic line. */
const dialect = { readFrontMatter, mention: MENTION, mark: TACTIC_LINE_MARK };

export type Counts = Record<Severity, number>;

/** What the editor's settings say for one vault. */
export interface EditorLayer {
  readonly settings: Partial<Settings>;
  /** Globs of `files.exclude` that are on. */
  readonly filesExclude: readonly string[];
}

/** A vault of the workspace: its session once it is indexed, its settings, and the problems found so far. */
export interface VaultHost {
  /** URI of its folder, without a trailing slash. */
  readonly root: string;
  readonly uri: (path: string) => string;
  /** Its open documents by path. */
  readonly open: Map<PageId, TextDocument>;
  state: 'indexing' | 'ready' | 'asleep';
  /** Why it is asleep. */
  reason: string | undefined;
  /** Undefined unless the vault is ready. */
  session: Session | undefined;
  settings: Settings;
  /** What is wrong in the settings file, and its text, for places. */
  settingsProblems: { readonly text: string; readonly problems: readonly SettingsProblem[] };
  /** Reads all of the vault. `paths` as listed, from the root; ends as ready or asleep. */
  readonly load: (paths: readonly string[], obsidian: boolean, isCancelled: () => boolean) => Promise<void>;
  /** Reads the settings file and the `.gitignore` files again, and takes what the editor says. */
  readonly configure: (editor: EditorLayer, newGitIgnores?: readonly string[]) => Promise<void>;
  /** A page that is not open, as this vault reads it, indexed or not. */
  readonly closedPage: (id: PageId, source: Source) => Page;
  /** A page with this text, read whole as this vault reads it. */
  readonly parse: (id: PageId, text: string) => Page;
  /** Whether a page with this text would make a vault of the folder. */
  readonly wouldWake: (id: PageId, text: string) => boolean;
  readonly hasOwnId: (page: Page) => boolean;
  /** Whether a page gets no problems: it is excluded, or the settings ignore its problems. */
  readonly isSilent: (id: PageId) => boolean;
  /** The problems of a page as the user sees them; remembered until something changes them. */
  readonly report: (page: Page) => readonly ReportedProblem[];
  /** Those of one code, for one who looks at many pages for it: nothing more is remembered. */
  readonly reportOf: (page: Page, code: ProblemCode) => readonly ReportedProblem[];
  /** Equal for equal problems of a page; something else as soon as they can have changed. */
  readonly resultId: (id: PageId) => string;
  /** Forgets the problems of a page that is gone or no longer shown. */
  readonly forget: (id: PageId) => void;
  /** How many problems are remembered, by severity. */
  readonly counts: () => Readonly<Counts>;
}

const NO_COUNTS: Readonly<Counts> = { error: 0, warning: 0, information: 0, hint: 0 };

/** A vault that is not yet indexed. `run` is another number each time that the workspace is indexed. */
export const createVaultHost = (root: string, files: Files, run: number, layer: EditorLayer): VaultHost => {
  let editor = layer;
  let gitIgnorePaths = new Set<string>();
  let generation = 0;
  let report: ReportOptions = { severity: {}, isSilent: () => false };
  const reported = new Map<PageId, { readonly resultId: string; readonly problems: readonly ReportedProblem[] }>();
  let counts: Counts = { ...NO_COUNTS };

  const parse = (id: PageId, text: string): Page => parsePage(id, text, dialect);

  const readIfThere = async (path: string): Promise<string | undefined> => {
    let text: string | undefined;
    if ((await files.list(uriOf(root, path)))[0] === '')
      await files.readEach(root, [path], (_, source) => (text = source?.text()));
    return text;
  };

  const readSettings = async (): Promise<void> => {
    const text = (await readIfThere(SETTINGS_FILE)) ?? '';
    const reading = text.trim() === '' ? { settings: {}, problems: [] } : readSettingsFile(text);
    host.settings = mergeSettings(reading.settings, editor.settings);
    host.settingsProblems = { text, problems: reading.problems };
    const gitIgnores: GitIgnore[] = [];
    for (const path of gitIgnorePaths) {
      const found = await readIfThere(path);
      if (found !== undefined) gitIgnores.push({ folder: folderOf(path), text: found });
    }
    const isExcluded = exclusion(host.settings.exclude, editor.filesExclude, gitIgnores);
    const isIgnored = globMatcher(host.settings['problems.ignore']);
    report = { severity: host.settings['problems.severity'], isSilent: path => isExcluded(path) || isIgnored(path) };
    generation++;
    reported.clear();
    counts = { ...NO_COUNTS };
  };

  const sleep = (reason: string): void => {
    host.state = 'asleep';
    host.reason = reason;
    host.session = undefined;
  };

  const load = async (paths: readonly string[], obsidian: boolean, isCancelled: () => boolean): Promise<void> => {
    gitIgnorePaths = new Set(paths.filter(path => baseName(path) === '.gitignore'));
    await readSettings();
    if (isCancelled()) return;
    if (host.settings.enable === 'off') return sleep('The setting atlasCasebook.enable is “off”.');
    const session = createSession({
      dialect,
      extract: atlasExtract,
      catalogue: defaultCatalogue,
      linkStyle: host.settings['links.style'],
      obsidian,
    });
    const { add, done } = session.load();
    const pages: string[] = [];
    for (const path of paths) {
      if (isMarkdown(path)) pages.push(path);
      else if (!baseName(path).startsWith('.')) add({ kind: 'file', path });
    }
    await files.readEach(root, pages, (path, source) => {
      if (source !== undefined && !isCancelled()) add({ kind: 'page', page: host.closedPage(path, source) });
    });
    if (isCancelled()) return;
    done();
    if (host.settings.enable === 'auto' && !some(values(session.book().vault.pages), hasOwnId)) {
      return sleep(
        'No page here has an ATLAS ID of its own; set atlasCasebook.enable to “on” to use the folder all the same.',
      );
    }
    host.state = 'ready';
    host.reason = undefined;
    host.session = session;
  };

  const forget = (id: PageId): void => {
    const known = reported.get(id);
    if (known === undefined) return;
    for (const { severity } of known.problems) counts[severity]--;
    reported.delete(id);
  };

  const resultId = (id: PageId): string => `${run}.${generation}.${host.session?.revisionOf(id) ?? 0}`;

  const host: VaultHost = {
    root,
    uri: path => uriOf(root, path),
    open: new Map(),
    state: 'indexing',
    reason: undefined,
    session: undefined,
    settings: DEFAULTS,
    settingsProblems: { text: '', problems: [] },
    load,
    configure: async (layer, gitIgnores = []) => {
      editor = layer;
      for (const path of gitIgnores) gitIgnorePaths.add(path);
      await readSettings();
      host.session?.setLinkStyle(host.settings['links.style']);
    },
    closedPage: (id, source) => closedPage(id, source, dialect),
    parse,
    wouldWake: (id, text) => host.settings.enable === 'auto' && hasOwnId(parse(id, text)),
    hasOwnId: page => host.settings.enable === 'auto' && hasOwnId(page),
    isSilent: id => report.isSilent(id),
    report: page => {
      const id = resultId(page.id);
      const known = reported.get(page.id);
      if (known?.resultId === id) return known.problems;
      forget(page.id);
      const problems = host.session === undefined ? [] : reportPage(host.session.book(), page, report);
      // Most closed pages have none, and are not asked about again until they change.
      if (problems.length > 0 || host.open.has(page.id)) reported.set(page.id, { resultId: id, problems });
      for (const { severity } of problems) counts[severity]++;
      return problems;
    },
    reportOf: (page, code) => {
      const known = reported.get(page.id);
      if (known?.resultId === resultId(page.id)) return known.problems.filter(({ problem }) => problem.code === code);
      return host.session === undefined ? [] : reportPage(host.session.book(), page, report, code);
    },
    resultId,
    forget,
    counts: () => counts,
  };
  return host;
};

/** Whether a page has an ATLAS ID of its own: one such page makes a vault of a folder. */
const hasOwnId = (page: Page): boolean => pageIdentity(page).id !== undefined;

const some = (pages: Iterable<Page>, fits: (page: Page) => boolean): boolean => {
  for (const page of pages) if (fits(page)) return true;
  return false;
};
