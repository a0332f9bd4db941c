import { atlasPage } from '../atlas/atlasPage.ts';
import { claimsOf, pageIdentity } from '../atlas/pageIdentity.ts';
import { pagesWithId } from '../atlas/casebook.ts';
import { nameOf } from '../atlas/catalogue.ts';
import { sameName } from '../atlas/names.ts';
import { nextFreeIdLike } from '../atlas/nextFreeId.ts';
import type { Page } from '../core/page.ts';
import type { Span } from '../core/text.ts';
import { listed } from '../core/wording.ts';
import { likelyIf, textFix } from './fix.ts';
import { restateId } from './ownPageEdits.ts';
import type { Confidence, Fix, Rule } from './problem.ts';
import { pageSpan, spanOf } from './spans.ts';

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
  fixes: (book, page) => {
    const { id, name, kind } = pageIdentity(page);
    if (id === undefined) return [];
    const named = [...book.catalogue.byId.values()].filter(
      entry => entry.kind === kind && sameName(entry.name, name) && pagesWithId(book, entry.id).length === 0,
    );
    const free = nextFreeIdLike(book, id);
    const usualName = nameOf(book.catalogue, id);
    // The other page has the right to the ID where only that one has the name which the catalogue gives it.
    const isIntruder =
      usualName !== undefined &&
      !sameName(usualName, name) &&
      pagesWithId(book, id).some(other => sameName(pageIdentity(other).name, usualName));
    const restate = (title: string, to: string, confidence: Confidence): Fix =>
      textFix(title, page, text => restateId(text, claimsOf(page), to), confidence);
    return [
      ...named.map((entry, i) =>
        restate(`Give this page ${entry.id}, the ID of that name`, entry.id, likelyIf(named.length === 1 && i === 0)),
      ),
      ...(free === undefined
        ? []
        : [restate(`Give this page ${free}, the next free ID`, free, likelyIf(named.length === 0 && isIntruder))]),
    ];
  },
};

/** Whether every place of the page that states an ID states this one. */
const agrees = (page: Page, id: string): boolean =>
  claimsOf(page).every(claim => claim.id === undefined || claim.id === id);

const ownIdSpan = (page: Page): Span =>
  spanOf(atlasPage(page).claims.find(claim => claim.id !== undefined) ?? pageSpan(page));
