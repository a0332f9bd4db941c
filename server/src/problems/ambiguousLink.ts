import { pageIdentity } from '../atlas/atlasPage.ts';
import type { Casebook } from '../atlas/casebook.ts';
import { readIdLabel } from '../atlas/linkLabel.ts';
import type { Link } from '../core/page.ts';
import { pageOf } from '../core/vault.ts';
import { likelyIf, namePath, pageFix, retarget } from './linkEdits.ts';
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
    return labelledFirst(book, link, found.candidates).flatMap((path, i) =>
      pageFix(`Link to ${namePath(book, path)}`, page, retarget(book, page, link, path), likelyIf(i === 0)),
    );
  },
};

/** So many candidates are named in the message. */
const SHOWN = 5;

/** The candidates, the one first whose ID the label gives. */
const labelledFirst = (book: Casebook, link: Link, candidates: readonly string[]): readonly string[] => {
  const id = link.label === undefined ? undefined : readIdLabel(link.label)?.id;
  if (id === undefined) return candidates;
  const hasId = (path: string): boolean => {
    const page = pageOf(book.vault, path);
    return page !== undefined && pageIdentity(page).id === id;
  };
  return [...candidates.filter(hasId), ...candidates.filter(path => !hasId(path))];
};
