import { distance } from 'fastest-levenshtein';
import { pageIdentity } from '../atlas/pageIdentity.ts';
import type { Casebook } from '../atlas/casebook.ts';
import { pagesWithId } from '../atlas/casebook.ts';
import { isAtlasId } from '../atlas/ids.ts';
import { readIdLabel } from '../atlas/linkLabel.ts';
import { certainPage, nearPages, wantedKind } from '../atlas/nearPages.ts';
import { pageWanted } from '../atlas/wantedPage.ts';
import { get } from '../core/layeredMap.ts';
import type { Link, Page } from '../core/page.ts';
import { fold } from '../core/paths.ts';
import { linkKeys, nameKey, pageOf } from '../core/vault.ts';
import { createPageFix } from './createPage.ts';
import { likelyIf, pageFix } from './fix.ts';
import { namePath, unlink } from './linkEdits.ts';
import { linkFix } from './linkFix.ts';
import { linkProblemAt, linkProblemsOf, targetSpan } from './linkProblem.ts';
import type { Fix, Problem, Rule } from './problem.ts';

/** broken-link: a link's target is no page or file of the vault. */
export const brokenLink: Rule = {
  codes: ['broken-link'],
  on: 'all',
  check: (book, page) =>
    linkProblemsOf(book, page, 'broken-link').map(({ link, folder }): Problem => ({
      code: 'broken-link',
      span: targetSpan(link),
      message: whatIsMissing(link, folder) + suggestion(book, page, link),
    })),
  fixes: (book, page, problem, onlyCertain) => {
    const found = linkProblemAt(book, page, problem, 'broken-link');
    if (found === undefined) return [];
    // To find near pages is to compare the link with the name of every page.
    if (onlyCertain && certainPage(book, found.link.target) === undefined) return [];
    const { link, folder } = found;
    const near = nearFixes(book, page, link, folder !== undefined);
    const { isMeant, fixes: create } = creation(book, page, link, folder, near);
    return [...(isMeant ? [...create, ...near] : [...near, ...create]), ...unlinkFix(page, link)];
  },
};

const whatIsMissing = (link: Link, folder: string | undefined): string =>
  folder === undefined
    ? `No page or file '${link.target}' in this vault.`
    : `'${link.target}' is a folder and has no page of its own. Link one of its pages, or create the page '${folder}.md'.`;

/**
 * The page that was surely or probably meant. Only what the link itself names (an ID, a file name) is looked up: a
 * likeness of names would make this message depend on every page of the vault.
 */
const suggestion = (book: Casebook, page: Page, link: Link): string => {
  const path = meantPath(book, page, link);
  return path === undefined ? '' : ` Nearest: ${namePath(book, path)}.`;
};

const meantPath = (book: Casebook, page: Page, link: Link): string | undefined => {
  const label = link.label === undefined ? undefined : readIdLabel(link.label);
  for (const id of [link.target, label?.id]) {
    const [known] = id !== undefined && isAtlasId(id) ? pagesWithId(book, id) : [];
    if (known !== undefined) return known.id;
  }
  const named = linkKeys(link)
    .flatMap(key => get(book.vault.byName, key) ?? [])
    .filter(path => path !== page.id && !contradicts(book, path, label?.id));
  return named.length === 1 ? named[0] : undefined;
};

/** Whether a page has an ID, and another than the label's. */
const contradicts = (book: Casebook, path: string, labelId: string | undefined): boolean => {
  const page = pageOf(book.vault, path);
  const id = page === undefined ? undefined : pageIdentity(page).id;
  return labelId !== undefined && id !== undefined && id !== labelId;
};

/** At most so many pages are offered. */
const OFFERED = 5;

const nearFixes = (book: Casebook, page: Page, link: Link, isFolder: boolean): readonly Fix[] => {
  const certain = certainPage(book, link.target);
  const label = link.label === undefined ? undefined : readIdLabel(link.label);
  const near = nearPages(book, page, link, OFFERED);
  const named = (target: Page): boolean =>
    target === certain || (label !== undefined && pageIdentity(target).id === label.id);
  return near.flatMap((target, i) => {
    const { id } = pageIdentity(target);
    const other = label !== undefined && id !== undefined && id !== label.id;
    // A title or an ID that was written as the target stays what the reader sees.
    const isTitle =
      target === certain && link.kind === 'wiki' && link.label === undefined && link.fragment === undefined;
    const close = !isFolder && isClosest(link, target, near);
    const isBest = i === 0 && !other && (named(target) || close);
    const confidence = isBest && target === certain && !isFolder ? 'certain' : likelyIf(isBest);
    return linkFix(book, page, link, target, confidence, isTitle ? link.target : undefined);
  });
};

/** Whether of these pages only this one is called as the link's target is, or else only this one but for a slip. */
const isClosest = (link: Link, page: Page, near: readonly Page[]): boolean => {
  const [own, others] = [slipTo(link, page), near.filter(other => other !== page).map(other => slipTo(link, other))];
  return own === 0 ? !others.includes(0) : own <= SLIP && others.every(slip => slip > SLIP);
};

/** So much of a name may differ. */
const SLIP = 0.25;

/** How much of the target's file name differs from the page's, or from its title. */
const slipTo = (link: Link, page: Page): number => {
  const [written = ''] = linkKeys(link);
  const slips = [nameKey(page.id), fold(pageIdentity(page).name)].map(
    name => distance(written, name) / Math.max(written.length, name.length),
  );
  return Math.min(...slips);
};

/**
 * Creates the page that the link wants. That is what is meant where the target is a folder and the label gives an ID of the
 * catalogue, which no page has: the folder's sub-techniques lost their parent.
 */
const creation = (
  book: Casebook,
  page: Page,
  link: Link,
  folder: string | undefined,
  near: readonly Fix[],
): { readonly isMeant: boolean; readonly fixes: readonly Fix[] } => {
  const wanted = pageWanted(book, page, link);
  // Where only a technique can stand, a page without an ID would be the next problem.
  const isNoteAmiss = wanted?.id === undefined && wantedKind(page, link) !== undefined;
  if (wanted === undefined || isNoteAmiss) return { isMeant: false, fixes: [] };
  const id = link.label === undefined ? undefined : readIdLabel(link.label)?.id;
  const isKnown = id !== undefined && id === wanted.id && book.catalogue.byId.has(id);
  const isMeant = folder !== undefined && isKnown && near.every(({ confidence }) => confidence === 'possible');
  return { isMeant, fixes: createPageFix(book, page, link, wanted, likelyIf(isMeant)) };
};

const unlinkFix = (page: Page, link: Link): readonly Fix[] =>
  link.kind === 'wiki' && link.place !== 'frontMatter'
    ? pageFix('Remove the link, keep its text', page, unlink(link), 'possible')
    : [];
