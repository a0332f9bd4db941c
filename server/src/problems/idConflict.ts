import type { Claim } from '../atlas/atlasPage.ts';
import { atlasPage } from '../atlas/atlasPage.ts';
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
