import { atlasPage, claimsOf, pageIdentity } from '../atlas/atlasPage.ts';
import { pagesWithId } from '../atlas/casebook.ts';
import type { Page } from '../core/page.ts';
import type { Span } from '../core/text.ts';
import type { Rule } from './problem.ts';
import { listed, pageSpan, spanOf } from './spans.ts';

/**
 * `duplicate-id`: two pages have one ID. A page whose own places disagree about its ID has `id-conflict` for that, and
 * takes no part here.
 */
export const duplicateId: Rule = {
  codes: ['duplicate-id'],
  on: 'atlas',
  check: (book, page) => {
    const { id } = pageIdentity(page);
    if (id === undefined) return [];
    const claimants = pagesWithId(book, id);
    if (claimants.length < 2 || !agrees(page, id)) return [];
    const others = claimants.filter(other => other.id !== page.id && agrees(other, id));
    if (others.length === 0) return [];
    return [
      {
        code: 'duplicate-id',
        span: ownIdSpan(page),
        message: `${id} is also the ID of ${listed(others.map(other => `'${other.id}'`))}. Each page needs an ID of its own.`,
        related: others
          .slice(0, 3)
          .map(other => ({ page: other.id, span: ownIdSpan(other), message: `${id} here too` })),
      },
    ];
  },
};

/** Whether every place of the page that states an ID states this one. */
const agrees = (page: Page, id: string): boolean =>
  claimsOf(page).every(claim => claim.id === undefined || claim.id === id);

const ownIdSpan = (page: Page): Span =>
  spanOf(atlasPage(page).claims.find(claim => claim.id !== undefined) ?? pageSpan(page));
