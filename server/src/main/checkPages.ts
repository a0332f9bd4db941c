import { gatherSources, sourcesFirst } from '../atlas/lists/derivedLists.ts';
import type { Source } from '../core/closedPage.ts';
import type { PageId } from '../core/page.ts';
import { rangeOf } from '../core/text.ts';
import { nodeFiles } from '../files/nodeFiles.ts';
import type { Files, Log } from '../vaultFiles.ts';
import type { FoundProblem } from './checkReport.ts';
import type { ListedVault } from './loadVault.ts';
import { readVault } from './loadVault.ts';

/** Which pages one of several looks at who check a vault together, and how they tell each other what derived lists are made of. */
export interface Share {
  readonly isOwn: (page: PageId) => boolean;
  /** Gives what this one gathered since the last time, source and holder in turn, and takes what the others did. */
  readonly swap: (gathered: readonly PageId[]) => Promise<readonly PageId[]>;
}

/** One that looks at all pages. */
export const ALL: Share = { isOwn: () => true, swap: () => Promise.resolve([]) };

/** What was found: how many pages the whole vault has, and the problems, in no order, of those that were looked at. */
export interface Checked {
  readonly pages: number;
  readonly problems: readonly FoundProblem[];
}

/**
 * Reads a vault and checks the pages of a share for problems of these codes, or of all if there are none. Or says in sentences
 * what is wrong with the vault's settings. Each page is read, looked at and let go: what is short-lived costs V8 little, and all
 * of a large vault's pages a lot.
 */
export const checkPages = async (
  vault: ListedVault,
  share: Share,
  codes: ReadonlySet<string>,
  log: Log,
): Promise<Checked | string> => {
  const texts = new Map<PageId, Source['again']>();
  const host = await readVault(vault, noting(nodeFiles(log, share.isOwn), texts));
  if (typeof host === 'string') return host;
  const book = host.session?.book();
  if (book === undefined) return { pages: 0, problems: [] };
  const problems: FoundProblem[] = [];
  const gathering = gatherSources(book);
  for (const stage of sourcesFirst(book)) {
    const gathered: PageId[] = [];
    for (const { id } of stage) {
      if (!share.isOwn(id)) continue;
      const page = host.parse(id, texts.get(id)?.(id) ?? '');
      for (const { problem, severity } of host.report(page)) {
        if (codes.size > 0 && !codes.has(problem.code)) continue;
        const range = rangeOf(page.lineStarts, problem.span);
        problems.push({ file: id, range, severity, code: problem.code, message: problem.message });
      }
      for (const holder of gathering.add(page)) gathered.push(id, holder);
    }
    const others = await share.swap(gathered);
    for (let i = 0; i + 1 < others.length; i += 2) gathering.take(others[i] ?? '', others[i + 1] ?? '');
  }
  return { pages: book.vault.pages.size, problems };
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
