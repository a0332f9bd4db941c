import type { LinkStyle } from '../core/linkText.ts';
import { pageFix } from './fix.ts';
import { replaceTarget } from './linkEdits.ts';
import { linkProblemAt, linkProblemsOf, targetSpan } from './linkProblem.ts';
import type { Problem, Rule } from './problem.ts';

/** non-canonical-link: a link that is not written in the style chosen for the vault; never where the style is `auto`. */
export const nonCanonicalLink: Rule = {
  codes: ['non-canonical-link'],
  on: 'all',
  check: (book, page) =>
    linkProblemsOf(book, page, 'non-canonical-link').map(({ link, written }): Problem => ({
      code: 'non-canonical-link',
      span: targetSpan(link),
      message: `Links of this vault are written ${STYLE[book.linkStyle]}; here that is '${written}'.`,
    })),
  fixes: (book, page, problem) => {
    const found = linkProblemAt(book, page, problem, 'non-canonical-link');
    if (found === undefined) return [];
    return pageFix(`Write it as '${found.written}'`, page, [replaceTarget(found.link, found.written)], 'certain');
  },
};

const STYLE: Readonly<Record<LinkStyle, string>> = {
  'full-path': "from the vault's root",
  'shortest-unique': 'as short as is unique',
  relative: "relative to the page's folder",
};
