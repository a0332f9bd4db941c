import type { PageList } from '../atlas/lists/pageLists.ts';
import { atlasPage } from '../atlas/atlasPage.ts';
import { pageIdentity } from '../atlas/pageIdentity.ts';
import type { Casebook } from '../atlas/casebook.ts';
import type { ListState } from '../atlas/lists/derivedLists.ts';
import { isEmptySection, listState } from '../atlas/lists/derivedLists.ts';
import { formatIdLabel } from '../atlas/ids.ts';
import type { ListChange } from '../atlas/lists/listChange.ts';
import { listChange } from '../atlas/lists/listChange.ts';
import { listEdit } from '../atlas/lists/listEdit.ts';
import { derivedFrom } from '../atlas/lists/listKeys.ts';
import { linkedPage } from '../atlas/linkedPage.ts';
import type { Page } from '../core/page.ts';
import { withoutCount } from '../core/fragmentText.ts';
import { counted, listed } from '../core/wording.ts';
import type { Problem, Rule } from './problem.ts';

/**
 * `stale-list`: a derived list does not name exactly the pages that it derives from; or the count in a list's heading
 * is not the number of its entries. One problem a list.
 */
export const staleList: Rule = {
  codes: ['stale-list'],
  on: 'atlas',
  check: (book, page) => atlasPage(page).lists.flatMap(list => listProblem(book, page, list)),
  fixes: (book, page, { span }) => {
    const list = atlasPage(page).lists.find(({ heading }) => heading.textStart === span.start);
    const change = list && listChange(book, page, list);
    if (change === undefined) return [];
    // What is added is said by other pages. What is removed may hold a note that is said nowhere else, and a list that is written by
    // hand may have lost an entry rather than have a wrong count: nobody should find that done unseen.
    const isDerived = derivedFrom(pageIdentity(page).kind, change.list.what) !== undefined;
    const confidence = isDerived && change.removed.length === 0 ? 'certain' : 'likely';
    return [{ title: titleOfChange(change), confidence, ...listEdit(book, page, [change]) }];
  },
};

const titleOfChange = ({ list, added, removed, count }: ListChange): string => {
  const name = withoutCount(list.heading.text);
  const steps = [
    ...(added.length > 0 ? [`add ${listed(added.map(source => `'${titleOf(source.page)}'`))}`] : []),
    ...(removed.length > 0 ? [`remove ${removed.length} of ${list.entries.length}`] : []),
  ];
  return steps.length > 0 ? `Update '${name}': ${steps.join(', ')}` : `Set the count of '${name}' to ${count ?? 0}`;
};

const listProblem = (book: Casebook, page: Page, list: PageList): readonly Problem[] => {
  const state = listState(book, page, list);
  const faults = [...(state === undefined ? [] : entryFaults(book, page, list, state)), ...countFault(page, list)];
  if (faults.length === 0) return [];
  const span = { start: list.heading.textStart, end: list.heading.textEnd };
  return [{ code: 'stale-list', span, message: `This list ${faults.join('; it ')}.` }];
};

const entryFaults = (book: Casebook, page: Page, list: PageList, state: ListState): readonly string[] => {
  const quoted = (pages: readonly (Page | undefined)[]): string =>
    listed(pages.flatMap(other => (other === undefined ? [] : `'${titleOf(other)}'`)));
  const targets = (links: ListState['extra']): string => quoted(links.map(link => linkedPage(book, page, link)));
  const { missing, extra, repeated } = state;
  const faults: string[] = [];
  if (missing.length > 0) faults.push(`lacks ${quoted(missing.map(source => source.page))}`);
  if (extra.length > 0) faults.push(`names ${targets(extra)}, ${DENIAL[list.what]}`);
  if (repeated.length > 0) faults.push(`names ${targets(repeated)} more than once`);
  return faults;
};

/** What the pages that such a list wrongly names do not do. */
const DENIAL: Readonly<Record<PageList['what'], string>> = {
  caseStudies: 'where no step has this technique',
  mitigations: 'which does not list this technique',
  techniques: 'which does not list this tactic',
  tactics: 'which does not belong here',
};

/** The count must be that of the entries; where the list has nested links or other items too, any sensible way of counting does. */
const countFault = (page: Page, list: PageList): readonly string[] => {
  const { count, entries, otherLinks } = list;
  if (count === undefined || (entries.length === 0 && !isEmptySection(page, list))) return [];
  const linked = entries.filter(({ link }) => link !== undefined).length;
  if ([entries.length, linked, linked + otherLinks.length].includes(count.value)) return [];
  return [`says (${count.value}) but has ${counted(entries.length, 'entry', 'entries')}`];
};

const titleOf = (page: Page): string => {
  const { id, name } = pageIdentity(page);
  return id === undefined ? page.id : formatIdLabel(id, name);
};
