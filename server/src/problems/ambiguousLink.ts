import { pageIdentity } from '../atlas/pageIdentity.ts';
import type { Casebook } from '../atlas/casebook.ts';
import { readIdLabel } from '../atlas/linkLabel.ts';
import { wantedKind } from '../atlas/nearPages.ts';
import type { Link, Page } from '../core/page.ts';
import { resolveFragment } from '../core/resolve.ts';
import { pageOf } from '../core/vault.ts';
import { likelyIf, pageFix } from './fix.ts';
import { namePath, retarget } from './linkEdits.ts';
import { linkProblemAt, linkProblemsOf, targetSpan } from './linkProblem.ts';
import type { Problem, Rule } from './problem.ts';

/** ambiguous-link: several pages or files fit a link's target. */
export const ambiguousLink: Rule = {
  codes: ['ambiguous-link'],
  on: 'all',
  check: (book, page) =>
    linkProblemsOf(book, page, 'ambiguous-link').map(({ link, candidates }): Problem => {
      const named = candidates.slice(0, SHOWN).map(path => namePath(book, path));
      const more = candidates.length > SHOWN ? ` and ${String(candidates.length - SHOWN)} more` : '';
      return {
        code: 'ambiguous-link',
        span: targetSpan(link),
        message: `'${link.target}' fits ${String(candidates.length)} pages: ${named.join(', ')}${more}. The link goes to the first; write the path of the one that is meant.`,
        related: candidates
          .slice(0, SHOWN)
          .flatMap(path =>
            pageOf(book.vault, path) ? { page: path, span: { start: 0, end: 0 }, message: 'This page fits.' } : [],
          ),
      };
    }),
  fixes: (book, page, problem) => {
    const found = linkProblemAt(book, page, problem, 'ambiguous-link');
    if (found === undefined) return [];
    const { link } = found;
    return likeliestFirst(book, page, link, found.candidates).flatMap((path, i) =>
      pageFix(`Link to ${namePath(book, path)}`, page, retarget(book, page, link, path), likelyIf(i === 0)),
    );
  },
};

/** So many candidates are named in the message. */
const SHOWN = 5;

/**
 * The candidates, those first whose ID the label gives, then those of the kind that the place wants; of equals those that have the
 * heading or block which the link names.
 */
const likeliestFirst = (book: Casebook, page: Page, link: Link, candidates: readonly string[]): readonly string[] => {
  const id = link.label === undefined ? undefined : readIdLabel(link.label)?.id;
  const kind = wantedKind(page, link);
  const rank = (path: string): number => {
    const candidate = pageOf(book.vault, path);
    if (candidate === undefined) return 5;
    const own = pageIdentity(candidate);
    const lacksPlace = link.fragment ? resolveFragment(candidate, link.fragment) === undefined : false;
    return (id !== undefined && own.id === id ? 0 : own.kind === kind ? 2 : 4) + Number(lacksPlace);
  };
  return candidates.toSorted((a, b) => rank(a) - rank(b));
};
