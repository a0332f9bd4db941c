import type { Casebook } from '../atlas/casebook.ts';
import type { LinkStyle } from '../core/linkText.ts';
import { linkTargetFor } from '../core/linkText.ts';
import type { Page } from '../core/page.ts';
import { resolveTarget } from '../core/resolve.ts';
import { isUrl } from '../core/vault.ts';
import { pageFix } from './fix.ts';
import { replaceTarget } from './linkEdits.ts';
import { linkProblemAt, linkProblemsOf, targetSpan } from './linkProblem.ts';
import type { Fix, Problem, Rule } from './problem.ts';
import { suppression } from './suppression.ts';

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

/**
 * Writes links in the chosen style that are not reported for it, since a link has one problem and theirs is graver. For whoever
 * mends a whole vault at once. Links that lead to no page, or to several, stay as they are.
 */
export const restyleTroubled = (book: Casebook, page: Page, problems: readonly Problem[]): readonly Fix[] => {
  if (!book.linkStyleChosen) return [];
  const isSuppressed = suppression(page);
  return problems.flatMap(({ code, span }) => {
    const link = LEADS_RIGHT.has(code) && page.links.find(({ start, end }) => start <= span.start && span.end <= end);
    if (!link || link.target === '' || isUrl(link.target)) return [];
    const found = resolveTarget(book.vault, page.id, link.target);
    const written = found.kind === 'found' && linkTargetFor(book.vault, page.id, found.path, book.linkStyle);
    if (!written || written === link.target) return [];
    if (isSuppressed({ code: 'non-canonical-link', span: targetSpan(link), message: '' })) return [];
    return pageFix(`Write it as '${written}'`, page, [replaceTarget(link, written)], 'certain');
  });
};

/** Problems of links that lead where they should, as far as a path goes. */
const LEADS_RIGHT: ReadonlySet<string> = new Set([
  'label-id-mismatch',
  'label-name-mismatch',
  'missing-heading',
  'missing-block',
]);

const STYLE: Readonly<Record<LinkStyle, string>> = {
  'full-path': "from the vault's root",
  'shortest-unique': 'as short as is unique',
  relative: "relative to the page's folder",
};
