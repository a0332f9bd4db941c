import type { Link, Page } from '../../core/page.ts';
import { memoised, recentlyMemoised } from '../../core/memo.ts';
import { linkKeys, nameKey } from '../../core/vault.ts';
import type { PageKind } from '../pageIdentity.ts';
import type { PageList } from './pageLists.ts';
import { foldersAbove } from '../../core/paths.ts';
import { pageIdentity } from '../pageIdentity.ts';
import { listHeadings, listsOf } from './pageLists.ts';
import { stepLineKind, stepLineLink } from '../steps.ts';

/**
 * The lists that are derived from other pages: on a page of kind `holder`, the list under `what` says which pages of
 * kind `source` name the holder, in their Technique lines, `## Techniques` or `## Tactics`.
 */
const DERIVED: readonly {
  readonly holder: PageKind;
  readonly what: PageList['what'];
  readonly source: PageKind;
}[] = [
  { holder: 'technique', what: 'caseStudies', source: 'caseStudy' },
  { holder: 'technique', what: 'mitigations', source: 'mitigation' },
  { holder: 'tactic', what: 'techniques', source: 'technique' },
];

/** The kind of page that a derived list names; undefined where a list of this page is written by hand. */
export const derivedFrom = (holder: PageKind, what: PageList['what']): PageKind | undefined =>
  DERIVED.find(list => list.holder === holder && list.what === what)?.source;

/**
 * The links by which a page enters derived lists on the pages that they lead to: of a case study's Technique lines, of
 * a mitigation's `## Techniques`, of a technique's `## Tactics`.
 */
export const sourceLinks = (page: Page): readonly Link[] => {
  const { kind } = pageIdentity(page);
  return kind === 'note' || kind === 'tactic' ? [] : recentSourceLinks(page);
};

/** The same, not remembered: for one who asks about each page once. */
export const readSourceLinks = (page: Page): readonly Link[] => {
  const { kind } = pageIdentity(page);
  if (kind === 'caseStudy') return techniqueLinks(page);
  if (kind === 'mitigation') return listsOf(page, 'techniques').flatMap(list => list.links);
  return kind === 'technique' ? (listsOf(page, 'tactics')[0]?.links ?? []) : [];
};

const recentSourceLinks = recentlyMemoised(readSourceLinks, 1 << 14);

const techniqueLinks = (page: Page): readonly Link[] => {
  const links: Link[] = [];
  for (const field of page.fields) {
    if (stepLineKind(field) !== 'techniques') continue;
    const link = stepLineLink(page, field);
    if (link !== undefined) links.push(link);
  }
  return links;
};

/** Whether a technique's page has a section `## Tactics`. */
export const hasTacticsSection = (page: Page): boolean => listHeadings(page).some(({ what }) => what === 'tactics');

/** The key that pages define which may enter the list `what` of pages of this name (see `nameKey`). */
export const listKey = (what: PageList['what'], name: string): string => LIST_KEYS[what](name);

const keysOf = (what: PageList['what']) => memoised((name: string): string => `list:${what}:${name}`);

const LIST_KEYS: Readonly<Record<PageList['what'], (name: string) => string>> = {
  techniques: keysOf('techniques'),
  mitigations: keysOf('mitigations'),
  caseStudies: keysOf('caseStudies'),
  tactics: keysOf('tactics'),
};

/** The list keys that a page defines: by its links' keys, and a technique without `## Tactics` by its folders. */
export const sourceKeys = (page: Page): readonly string[] => {
  const { kind } = pageIdentity(page);
  const what = DERIVED.find(list => list.source === kind)?.what;
  if (what === undefined) return [];
  // Not remembered: this is asked of every page at the first load, and their links are not to be kept.
  const names = readSourceLinks(page).flatMap(linkKeys);
  if (kind === 'technique' && !hasTacticsSection(page)) names.push(...foldersAbove(page.id).map(nameKey));
  return names.map(name => listKey(what, name));
};
