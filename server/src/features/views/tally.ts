import type { Casebook } from '../../atlas/casebook.ts';
import { listKey } from '../../atlas/lists/listKeys.ts';
import { releasePage } from '../../core/closedPage.ts';
import { get, values } from '../../core/layeredMap.ts';
import type { PageId } from '../../core/page.ts';
import { nameKey, pageOf } from '../../core/vault.ts';
import type { Share } from './share.ts';
import { shareOf, showsAlike } from './share.ts';

/**
 * What the views count over all pages of one vault: each page is read once, and again only where what it says can have got another
 * meaning. So views are answered at once while somebody types, however large the vault is.
 */
export interface Tally {
  /** These pages can say something else than before, or are gone. Until all pages were once read, there is nothing to tell. */
  readonly changed: (pages: Iterable<PageId>) => void;
  /** Reads what is to be read in the vault as it is now; stops when `isOver` says so. Whether the counts are right now. */
  readonly work: (book: Casebook, isOver: () => boolean) => boolean;
  /** What each page says, by its path. */
  readonly shares: ReadonlyMap<PageId, Share>;
  readonly caseStudies: () => number;
  /** How many case studies have a page in a Technique line. */
  readonly uses: (page: PageId) => number;
  /** How many other pages link a page. */
  readonly links: (page: PageId) => number;
  /** Grows when something changed that a matrix shows. */
  readonly revision: () => number;
  /** Grows when more of that changed than what case studies use. */
  readonly shape: () => number;
}

/** A tally of a vault that nothing of is read yet. */
export const createTally = (): Tally => {
  const shares = new Map<PageId, Share>();
  const uses = counter();
  const links = counter();
  /** The pages to be read; `true` for those that changed after others were read. Undefined before the first work. */
  let waiting: Map<PageId, boolean> | undefined;
  let caseStudies = 0;
  let revision = 0;
  let shape = 0;

  const put = (id: PageId, was: Share | undefined, is: Share | undefined): void => {
    if (is === undefined) shares.delete(id);
    else shares.set(id, is);
    links.replace(was?.links, is?.links);
    uses.replace(was?.uses, is?.uses);
    caseStudies += Number(is?.kind === 'caseStudy') - Number(was?.kind === 'caseStudy');
    if (showsAlike(was, is)) return;
    revision++;
    if ([was, is].some(share => share !== undefined && share.kind !== 'caseStudy')) shape++;
  };

  const read = (book: Casebook, id: PageId): void => {
    const page = pageOf(book.vault, id);
    put(id, shares.get(id), page && shareOf(book, page));
    if (page !== undefined) releasePage(page);
  };

  /** The techniques that a page which became a tactic, or is one no longer, may belong to by the name of their folder. */
  const inFolderOf = (book: Casebook, id: PageId): readonly PageId[] =>
    get(book.vault.bodies.get().defines, listKey('techniques', nameKey(id))) ?? [];

  return {
    shares,
    uses: uses.of,
    links: links.of,
    caseStudies: () => caseStudies,
    revision: () => revision,
    shape: () => shape,
    changed: pages => {
      if (waiting !== undefined) for (const id of pages) waiting.set(id, true);
    },
    work: (book, isOver) => {
      waiting ??= new Map(Array.from(values(book.vault.pages), ({ id }) => [id, false]));
      for (const [id, isNews] of waiting) {
        const was = tacticId(shares.get(id));
        read(book, id);
        waiting.delete(id);
        if (isNews && was !== tacticId(shares.get(id)))
          for (const other of inFolderOf(book, id)) waiting.set(other, waiting.get(other) ?? false);
        if (waiting.size > 0 && isOver()) return false;
      }
      return true;
    },
  };
};

/** A tally that has read a whole vault. */
export const tallyOf = (book: Casebook): Tally => {
  const tally = createTally();
  tally.work(book, () => false);
  return tally;
};

const tacticId = (share: Share | undefined): string | undefined => (share?.kind === 'tactic' ? share.id : undefined);

/** Counts in how many lists something is. */
const counter = () => {
  const counts = new Map<PageId, number>();
  const add = (id: PageId, by: number): void => {
    const count = (counts.get(id) ?? 0) + by;
    if (count === 0) counts.delete(id);
    else counts.set(id, count);
  };
  return {
    of: (id: PageId): number => counts.get(id) ?? 0,
    replace: (was: readonly PageId[] = [], is: readonly PageId[] = []): void => {
      for (const id of was) add(id, -1);
      for (const id of is) add(id, 1);
    },
  };
};
