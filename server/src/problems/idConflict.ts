import type { Claim } from '../atlas/pageIdentity.ts';
import { atlasPage } from '../atlas/atlasPage.ts';
import { claimsOf } from '../atlas/pageIdentity.ts';
import type { Casebook } from '../atlas/casebook.ts';
import { pagesWithId } from '../atlas/casebook.ts';
import { nameOf } from '../atlas/catalogue.ts';
import { sameName } from '../atlas/names.ts';
import { likelyIf, textFix } from './fix.ts';
import { restateId } from './ownPageEdits.ts';
import type { Rule } from './problem.ts';
import { spanOf } from './spans.ts';

/** `id-conflict`: title, first heading and Metadata state different IDs. The odd one out is underlined. */
export const idConflict: Rule = {
  codes: ['id-conflict'],
  on: 'atlas',
  check: (_, page) => {
    const claims = atlasPage(page).claims.filter(claim => claim.id !== undefined);
    const right = mostSaid(claims);
    if (right === undefined) return [];
    return claims
      .filter(claim => claim.id !== right.id)
      .map(claim => ({
        code: 'id-conflict',
        span: spanOf(claim),
        message: `${PLACE[claim.source]} says ${claim.id}, but ${place(right)} says ${right.id}. They must agree.`,
        related: [{ page: page.id, span: spanOf(right), message: `${right.id} here` }],
      }));
  },
  fixes: (book, page) => {
    const claims = claimsOf(page).filter(claim => claim.id !== undefined);
    const ids = [...new Set(claims.flatMap(({ id }) => id ?? []))];
    const free = ids.filter(id => pagesWithId(book, id).every(other => other.id === page.id));
    const right = rightId(book, claims, free);
    return (free.length > 0 ? free : ids)
      .toSorted((a, b) => Number(b === right) - Number(a === right))
      .map(id => textFix(titleFor(book, id), page, text => restateId(text, claims, id), likelyIf(id === right)));
  },
};

const titleFor = ({ catalogue }: Casebook, id: string): string => {
  const name = nameOf(catalogue, id);
  return `Write ${id} in all places${name === undefined ? '' : ` (${name})`}`;
};

/** The ID that the page surely has: of those that no other page has, the one of its name, else the one that most places state. */
const rightId = (book: Casebook, claims: readonly Claim[], free: readonly string[]): string | undefined => {
  const named = free.filter(id => {
    const usual = nameOf(book.catalogue, id);
    return usual !== undefined && claims.some(({ name }) => name !== undefined && sameName(name, usual));
  });
  if (named.length === 1) return named[0];
  return free.find(id => 2 * claims.filter(claim => claim.id === id).length > claims.length);
};

const PLACE: Readonly<Record<Claim['source'], string>> = {
  title: 'The title',
  heading: 'The first heading',
  metadata: 'Metadata',
};

const place = (claim: Claim): string => (claim.source === 'metadata' ? 'Metadata' : PLACE[claim.source].toLowerCase());

/** The first claim of the ID that most places state; of several such, the first. */
const mostSaid = (claims: readonly Claim[]): Claim | undefined => {
  const times = new Map<string | undefined, number>();
  for (const { id } of claims) times.set(id, (times.get(id) ?? 0) + 1);
  let best = claims[0];
  for (const claim of claims) if ((times.get(claim.id) ?? 0) > (times.get(best?.id) ?? 0)) best = claim;
  return best;
};
