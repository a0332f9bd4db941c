import type { Link, Page } from './page.ts';
import { linksWhere } from './closedPage.ts';

/** What a link and the definition of one (`[7]: page.md#part`) have in common: where it leads, and where that is written. */
export type WrittenLink = Pick<
  Link,
  'kind' | 'target' | 'targetStart' | 'targetEnd' | 'fragment' | 'fragmentStart' | 'fragmentEnd' | 'place'
>;

/** The links of a page whose target passes, then its definitions whose target does. */
export const writtenLinksWhere = (page: Page, passes: (target: string) => boolean): readonly WrittenLink[] => {
  const links = linksWhere(page, passes);
  if (page.definitions.length === 0) return links;
  return [...links, ...definitionLinks(page).filter(({ target }) => passes(target))];
};

/** A page's definitions as markdown links. */
const definitionLinks = (page: Page): readonly WrittenLink[] =>
  page.definitions.map(({ target: url, targetStart, targetEnd }) => {
    const hash = url.indexOf('#');
    const target = hash < 0 ? url : url.slice(0, hash);
    return {
      kind: 'markdown',
      target,
      targetStart,
      targetEnd: targetStart + target.length,
      fragment: hash < 0 ? undefined : url.slice(hash + 1),
      fragmentStart: targetStart + (hash < 0 ? target.length : hash + 1),
      fragmentEnd: targetEnd,
      place: 'prose',
    };
  });
