import { pageIdentity } from '../atlas/pageIdentity.ts';
import type { Casebook } from '../atlas/casebook.ts';
import type { AtlasKind } from '../atlas/ids.ts';
import { pageLabel } from '../atlas/linkLabel.ts';
import { plainText } from '../atlas/names.ts';
import type { Link, Page } from '../core/page.ts';
import { problemsOf } from '../problems/index.ts';
import type { Problem, ProblemCode } from '../problems/problem.ts';
import type { EmbeddedPart } from './embeddedText.ts';
import type { LinkFacts } from './linkFacts.ts';
import { linkFacts, rawTarget } from './linkFacts.ts';

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
  /** The kind of ATLAS page that it leads to; undefined for notes and other files. */
  readonly kind: AtlasKind | undefined;
  /** Why it is broken, or leads only to the page and not to the place in it. */
  readonly problem: string | undefined;
  /** What an embed of it shows; undefined where the page only links it, where it is no page, and where the place is missing. */
  readonly embed: (EmbeddedPart & { readonly title: string }) | undefined;
}

/** The wiki-links and embeds of a page, each spelling once. */
export const previewLinks = (book: Casebook, page: Page): readonly LinkPreview[] => {
  const previews = new Map<string, LinkPreview>();
  const problems = problemsOf(book, page).filter(({ code }) => LEADS_ASTRAY.has(code));
  for (const link of page.links) {
    if (link.kind !== 'wiki' && link.kind !== 'embed') continue;
    const raw = rawTarget(link);
    const known = previews.get(raw);
    if (known === undefined || (link.kind === 'embed' && known.embed === undefined)) {
      previews.set(raw, previewOf(book, page, link, raw, problems));
    }
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
  const facts = linkFacts(book, page, link);
  return {
    raw,
    path: facts.path,
    heading: headingOf(facts),
    title: facts.title,
    kind: facts.kind,
    problem: problems.find(({ span }) => span.start >= link.start && span.end <= link.end)?.message,
    embed: link.kind === 'embed' ? partOf(facts, link) : undefined,
  };
};

const headingOf = ({ place }: LinkFacts): string | undefined => (place && 'level' in place ? place.text : undefined);

const partOf = (facts: LinkFacts, { fragment }: Link): LinkPreview['embed'] => {
  const { page, place } = facts;
  if (page === undefined || (fragment && place === undefined)) return undefined;
  const heading = headingOf(facts);
  const title = pageLabel(pageIdentity(page));
  return { page, place, title: heading === undefined ? title : `${title} › ${plainText(heading)}` };
};
