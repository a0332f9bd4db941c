import type { AtlasPage } from '../atlas/atlasPage.ts';
import { atlasPage } from '../atlas/atlasPage.ts';
import { pageIdentity } from '../atlas/pageIdentity.ts';
import type { Casebook } from '../atlas/casebook.ts';
import { leadingId } from '../atlas/ids.ts';
import type { IdLabelled } from '../atlas/linkLabel.ts';
import { namesOtherwise, readIdLabel } from '../atlas/linkLabel.ts';
import { labelIdMismatch, noteRightLink, resolveLink, rightTarget } from '../atlas/linkedPage.ts';
import { linkTargetFor } from '../core/linkText.ts';
import type { Link, Page } from '../core/page.ts';
import { resolveFragment } from '../core/resolve.ts';
import { isUrl, pageOf } from '../core/vault.ts';
import type { Problem, ProblemCode } from './problem.ts';

/** What is wrong with a link, with what its rule needs to say and mend it. */
export type LinkProblem =
  | { readonly code: 'broken-link'; readonly link: Link; readonly folder: string | undefined }
  | { readonly code: 'ambiguous-link'; readonly link: Link; readonly candidates: readonly string[] }
  | {
      readonly code: 'label-id-mismatch';
      readonly link: Link;
      readonly label: IdLabelled;
      readonly target: LabelTarget;
    }
  | {
      readonly code: 'missing-heading' | 'missing-block';
      readonly link: Link;
      readonly target: Page;
      readonly fragment: string;
    }
  | {
      readonly code: 'label-name-mismatch';
      readonly link: Link;
      readonly label: IdLabelled;
      readonly target: LabelTarget;
    }
  | { readonly code: 'case-mismatch'; readonly link: Link; readonly path: string }
  | StyleProblem;

/** A link that is not written in the chosen style; `written` is how its target would be. */
export interface StyleProblem {
  readonly code: 'non-canonical-link';
  readonly link: Link;
  readonly written: string;
}

/** A page with an ID of its own that a labelled link leads to. */
export interface LabelTarget {
  readonly page: Page;
  readonly atlas: AtlasPage;
  readonly id: string;
}

/**
 * The one problem of a link, or undefined. Only wiki-links and embeds are checked, and none that is part of a fault in
 * its brackets. A link that does not lead to one page has no further problem, nor has one whose label names another
 * page than it leads to; of the rest the graver comes first.
 */
export const linkProblem = (book: Casebook, page: Page, link: Link): LinkProblem | undefined => {
  if ((link.kind !== 'wiki' && link.kind !== 'embed') || link.faulty || isUrl(link.target)) return undefined;
  if (rightTarget(book.vault, link) !== undefined) return undefined;
  const resolution = resolveLink(book, page, link);
  if (resolution.kind === 'missing')
    return isCitation(page, link) ? undefined : { code: 'broken-link', link, folder: undefined };
  if (resolution.kind === 'folder') return { code: 'broken-link', link, folder: resolution.path };
  if (resolution.kind === 'ambiguous') return { code: 'ambiguous-link', link, candidates: resolution.candidates };
  const { path, exactCase } = resolution;
  const target = path === page.id ? page : pageOf(book.vault, path);
  const problem =
    (target && targetProblem(book, page, link, target)) ??
    (exactCase ? styleProblem(book, page, link, path) : { code: 'case-mismatch', link, path });
  if (problem === undefined && target !== undefined && target !== page && isRightAnywhere(book, link, target))
    noteRightLink(book.vault, link, target);
  return problem;
};

/** Whether a link without a problem has none in any other page either, and an ID in its label is its target's. */
const isRightAnywhere = (book: Casebook, { kind, target, label }: Link, page: Page): boolean => {
  if (kind !== 'wiki' || target === '' || target.startsWith('.') || book.linkStyleChosen) return false;
  const id = label === undefined ? undefined : leadingId(label);
  return id === undefined || id === pageIdentity(page).id;
};

/** `[[7]]` on a page with `[7]: url` is a citation in brackets. */
const isCitation = (page: Page, link: Link): boolean =>
  link.label === undefined && page.definitions.some(({ label }) => label === link.target);

/** What is wrong between a link and the page that it leads to: label, heading or block. */
const targetProblem = (book: Casebook, from: Page, link: Link, page: Page): LinkProblem | undefined => {
  const { fragment } = link;
  const label = link.kind === 'embed' || link.label === undefined ? undefined : readIdLabel(link.label);
  const { id, name } = pageIdentity(page);
  // Nearly every label is right; only for the others is the page looked at whole.
  const right = label === undefined || id === undefined || (label.id === id && (label.name ?? name) === name);
  const labelled = right ? undefined : { label, target: { page, atlas: atlasPage(page), id } };
  if (labelled && labelIdMismatch(book, from, link)) {
    // A page whose own statements disagree has a problem of its own; a link that follows one of them has none.
    const stated = labelled.target.atlas.claims.some(claim => claim.id === labelled.label.id);
    if (!stated) return { code: 'label-id-mismatch', link, ...labelled };
  }
  if (fragment !== undefined && fragment !== '' && resolveFragment(page, fragment) === undefined)
    return { code: fragment.startsWith('^') ? 'missing-block' : 'missing-heading', link, target: page, fragment };
  if (labelled && namesOtherwise(labelled.label, labelled.target.atlas))
    return { code: 'label-name-mismatch', link, ...labelled };
  return undefined;
};

/** Says how a link that leads to `path` is written in the style that the author chose; undefined where it is, and where none was chosen. */
export const styleProblem = (book: Casebook, page: Page, link: Link, path: string): StyleProblem | undefined => {
  if (!book.linkStyleChosen || link.target === '') return undefined;
  const written = linkTargetFor(book.vault, page.id, path, book.linkStyle);
  return written === link.target ? undefined : { code: 'non-canonical-link', link, written };
};

interface Answer {
  readonly page: Page;
  readonly problems: readonly LinkProblem[];
}

/** The last page asked about: the link rules ask one after another about the same page. */
const answers = new WeakMap<Casebook, Answer>();

/** The problems of all links of a page, in text order. */
export const linkProblems = (book: Casebook, page: Page): readonly LinkProblem[] => {
  const known = answers.get(book);
  if (known?.page === page) return known.problems;
  const problems: LinkProblem[] = [];
  for (const link of page.links) {
    const problem = linkProblem(book, page, link);
    if (problem !== undefined) problems.push(problem);
  }
  answers.set(book, { page, problems });
  return problems;
};

type ProblemOf<C extends ProblemCode> = Extract<LinkProblem, { readonly code: C }>;

/** The links of a page that have one of these codes for their problem. */
export const linkProblemsOf = <C extends LinkProblem['code']>(
  book: Casebook,
  page: Page,
  ...codes: readonly C[]
): readonly ProblemOf<C>[] =>
  linkProblems(book, page).filter((problem): problem is ProblemOf<C> => codes.some(code => code === problem.code));

/** Of a page's links with this code, the one that a reported problem is about. */
export const linkProblemAt = <C extends LinkProblem['code']>(
  book: Casebook,
  page: Page,
  problem: Problem,
  ...codes: readonly C[]
): ProblemOf<C> | undefined =>
  linkProblemsOf(book, page, ...codes).find(
    ({ code, link }) => code === problem.code && link.start <= problem.span.start && problem.span.end <= link.end,
  );

/** Where a link's target stands; the whole link where it has none (`[[#heading]]`). */
export const targetSpan = ({ start, end, targetStart, targetEnd }: Link): { start: number; end: number } =>
  targetStart < targetEnd ? { start: targetStart, end: targetEnd } : { start, end };
