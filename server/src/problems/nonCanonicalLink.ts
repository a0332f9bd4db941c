import type { Casebook } from '../atlas/casebook.ts';
import { resolveLink } from '../atlas/linkedPage.ts';
import type { LinkStyle } from '../core/linkText.ts';
import type { Page } from '../core/page.ts';
import { pageFix } from './fix.ts';
import { replaceTarget } from './linkEdits.ts';
import type { StyleProblem } from './linkProblem.ts';
import { linkProblemAt, linkProblemsOf, styleProblem, targetSpan } from './linkProblem.ts';
import type { Fix, Problem, Rule } from './problem.ts';
import { suppression } from './suppression.ts';

/** non-canonical-link: a link that is not written in the style chosen for the vault; never where the style is `auto`. */
export const nonCanonicalLink: Rule = {
  codes: ['non-canonical-link'],
  on: 'all',
  check: (book, page) => linkProblemsOf(book, page, 'non-canonical-link').map(found => problemOf(book, found)),
  fixes: (book, page, problem) => {
    const found = linkProblemAt(book, page, problem, 'non-canonical-link');
    return found === undefined ? [] : restyle(page, found);
  },
};

const problemOf = (book: Casebook, { link, written }: StyleProblem): Problem => ({
  code: 'non-canonical-link',
  span: targetSpan(link),
  message: `Links of this vault are written ${STYLE[book.linkStyle]}; here that is '${written}'.`,
});

const restyle = (page: Page, { link, written }: StyleProblem): readonly Fix[] =>
  pageFix(`Write it as '${written}'`, page, [replaceTarget(link, written)], 'certain');

/**
 * Writes links in the chosen style that are not reported for it, since a link has one problem and theirs is graver. For whoever
 * mends a whole vault at once. Links that lead to no page, or to several, stay as they are.
 */
export const restyleTroubled = (book: Casebook, page: Page, problems: readonly Problem[]): readonly Fix[] => {
  if (!book.linkStyleChosen) return [];
  const isSuppressed = suppression(page);
  return problems.flatMap(problem => {
    const link = linkProblemAt(book, page, problem, ...LEAD_RIGHT)?.link;
    if (link === undefined) return [];
    const found = resolveLink(book, page, link);
    const style = found.kind === 'found' ? styleProblem(book, page, link, found.path) : undefined;
    return style === undefined || isSuppressed(problemOf(book, style)) ? [] : restyle(page, style);
  });
};

/** Problems of links that lead where they should, as far as a path goes. */
const LEAD_RIGHT = ['label-id-mismatch', 'label-name-mismatch', 'missing-heading', 'missing-block'] as const;

const STYLE: Readonly<Record<LinkStyle, string>> = {
  'full-path': "from the vault's root",
  'shortest-unique': 'as short as is unique',
  relative: "relative to the page's folder",
};
