import type { Casebook } from '../atlas/casebook.ts';
import { linkTargetFor } from '../core/linkText.ts';
import type { Link, Page } from '../core/page.ts';
import { isMarkdown, withoutExtension } from '../core/paths.ts';
import { resolveTarget } from '../core/resolve.ts';
import { pageFix } from './fix.ts';
import { replaceTarget } from './linkEdits.ts';
import { linkProblemAt, linkProblemsOf, targetSpan } from './linkProblem.ts';
import type { Problem, Rule } from './problem.ts';

/** case-mismatch: a link finds its page only because upper and lower case are taken as one. */
export const caseMismatch: Rule = {
  codes: ['case-mismatch'],
  on: 'all',
  check: (book, page) =>
    linkProblemsOf(book, page, 'case-mismatch').map(({ link, path }): Problem => ({
      code: 'case-mismatch',
      span: targetSpan(link),
      message: `The file is named '${writtenLike(book, page, link, path)}'. Where case counts, '${link.target}' is not found.`,
      ...(book.obsidian ? { severity: 'hint' as const } : {}),
    })),
  fixes: (book, page, problem) => {
    const found = linkProblemAt(book, page, problem, 'case-mismatch');
    if (found === undefined) return [];
    const { link, path } = found;
    const written = writtenLike(book, page, link, path);
    return pageFix(`Write it as '${written}'`, page, [replaceTarget(link, written)], 'certain');
  },
};

/** The target in the form that it has (from the root, its last components, relative), in the file's case. */
const writtenLike = ({ vault }: Casebook, page: Page, link: Link, path: string): string => {
  const { target } = link;
  if (target.startsWith('./') || target.startsWith('../')) return linkTargetFor(vault, page.id, path, 'relative');
  const shown = isMarkdown(path) && !isMarkdown(target) ? withoutExtension(path) : path;
  const written = target.startsWith('/')
    ? `/${shown}`
    : shown.split('/').slice(-target.split(/[\\/]/).length).join('/');
  const resolution = resolveTarget(vault, page.id, written);
  return resolution.kind === 'found' && resolution.path === path && resolution.exactCase
    ? written
    : linkTargetFor(vault, page.id, path, 'full-path');
};
