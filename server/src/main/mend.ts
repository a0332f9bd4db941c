import { sourceOf } from '../core/closedPage.ts';
import { values } from '../core/layeredMap.ts';
import type { PageId } from '../core/page.ts';
import { joinPath } from '../core/paths.ts';
import { pageOf } from '../core/vault.ts';
import { certainFixes } from '../features/fixAll.ts';
import type { VaultHost } from '../lsp/vaultHost.ts';
import { restyleTroubled } from '../problems/nonCanonicalLink.ts';
import type { Fault, LoadedFile, MendedFile } from './openFiles.ts';
import { openFiles } from './openFiles.ts';

/** What becomes of a vault in which all is done that is certain. */
export interface Mending {
  /** By path. */
  readonly files: readonly MendedFile[];
  /** Files that would have been changed too, and why they cannot be. */
  readonly left: ReadonlyMap<PageId, Fault>;
  /** Whether nothing certain remains to be done. */
  readonly isSettled: boolean;
}

const STYLE = 'non-canonical-link';

/** One repair makes place for another: a link in the right case can then be written in the right style. No vault needs as many rounds. */
const ROUNDS = 10;

/**
 * Does all that is certain about the problems that a user of the vault sees, of these codes if there are any, in memory. The vault's
 * session has the new pages afterwards.
 */
export const mend = (host: VaultHost, codes: ReadonlySet<string>, read: (path: PageId) => LoadedFile): Mending => {
  const { session } = host;
  const files = openFiles(read);
  if (session === undefined) return { files: [], left: files.left, isSettled: true };

  /** Mends these pages once. Gives the pages that are to be looked at again; undefined where nothing was to be done. */
  const mendOnce = (ids: readonly PageId[]): readonly PageId[] | undefined => {
    const book = session.book();
    const edits = ids.flatMap(id => {
      const page = pageOf(book.vault, id);
      if (page === undefined) return [];
      const problems = host.report(page).map(({ problem }) => problem);
      const chosen = codes.size === 0 ? problems : problems.filter(({ code }) => codes.has(code));
      const isStyled = codes.size === 0 || codes.has(STYLE);
      const restyled =
        isStyled && host.settings['problems.severity'][STYLE] !== 'off' ? restyleTroubled(book, page, problems) : [];
      return [...certainFixes(book, page, chosen), ...restyled].map(fix => ({ id, edit: fix.make(files.textOf) }));
    });
    const possible = edits.filter(({ edit }) => edit.creates.every(isNewPage) && files.canTake(edit));
    const changed = files.take(possible.map(({ edit }) => edit));
    if (changed.size === 0) return undefined;
    const affected = session.disk(
      Array.from(changed, ([path, text]) => ({ kind: 'page', page: host.closedPage(path, sourceOf(text)) })),
    );
    return [...new Set([...affected, ...possible.map(({ id }) => id)])].sort();
  };

  // A path that a page makes up must not lead out of the vault.
  const isNewPage = ({ path }: { path: PageId }): boolean =>
    joinPath('', path) === path && pageOf(session.book().vault, path) === undefined;

  let ids: readonly PageId[] | undefined = Array.from(values(session.book().vault.pages), ({ id }) => id).sort();
  for (let round = 0; round < ROUNDS && ids !== undefined; round++) ids = mendOnce(ids);
  return { files: files.changed(), left: files.left, isSettled: ids === undefined };
};
