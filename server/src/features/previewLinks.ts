import { pageIdentity } from '../atlas/pageIdentity.ts';
import type { Casebook } from '../atlas/casebook.ts';
import { resolveLink } from '../atlas/linkedPage.ts';
import { pageLabel } from '../atlas/linkLabel.ts';
import type { Link, Page } from '../core/page.ts';
import { baseName } from '../core/paths.ts';
import { resolvedPath, resolveFragment } from '../core/resolve.ts';
import { pageOf } from '../core/vault.ts';
import { problemsOf } from '../problems/index.ts';
import type { Problem, ProblemCode } from '../problems/problem.ts';

/** What a reader's view of a page needs to know of one of its wiki-links. */
export interface LinkPreview {
  /** `target#fragment` as written. */
  readonly raw: string;
  /** The page or file that it leads to; undefined where it is broken. */
  readonly path: string | undefined;
  /** Text of the heading that the fragment names; undefined for none. */
  readonly heading: string | undefined;
  /** To be shown where the link has no label. */
  readonly title: string;
  /** Why it is broken, or leads only to the page and not to the place in it. */
  readonly problem: string | undefined;
}

/** The wiki-links and embeds of a page, each spelling once. */
export const previewLinks = (book: Casebook, page: Page): readonly LinkPreview[] => {
  const previews = new Map<string, LinkPreview>();
  const problems = problemsOf(book, page).filter(({ code }) => LEADS_ASTRAY.has(code));
  for (const link of page.links) {
    if (link.kind !== 'wiki' && link.kind !== 'embed') continue;
    const raw = link.fragment === undefined ? link.target : `${link.target}#${link.fragment}`;
    if (!previews.has(raw)) previews.set(raw, previewOf(book, page, link, raw, problems));
  }
  return [...previews.values()];
};

/** The codes that say where a link leads, or that it leads nowhere. */
const LEADS_ASTRAY: ReadonlySet<string> = new Set<ProblemCode>([
  'broken-link',
  'ambiguous-link',
  'missing-heading',
  'missing-block',
]);

const previewOf = (book: Casebook, page: Page, link: Link, raw: string, problems: readonly Problem[]): LinkPreview => {
  const path = resolvedPath(resolveLink(book, page, link));
  const there = path === undefined ? undefined : path === page.id ? page : pageOf(book.vault, path);
  const place = there && link.fragment ? resolveFragment(there, link.fragment) : undefined;
  return {
    raw,
    path,
    heading: place && 'level' in place ? place.text : undefined,
    title:
      there && link.target !== '' ? pageLabel(pageIdentity(there)) : path && link.target !== '' ? baseName(path) : raw,
    problem: problems.find(({ span }) => span.start >= link.start && span.end <= link.end)?.message,
  };
};
