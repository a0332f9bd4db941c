import type { PageKind } from '../../atlas/pageIdentity.ts';
import { pageIdentity } from '../../atlas/pageIdentity.ts';
import type { Casebook } from '../../atlas/casebook.ts';
import { leadingId } from '../../atlas/ids.ts';
import { meantPage, resolveFrom } from '../../atlas/linkedPage.ts';
import { readSourceLinks } from '../../atlas/lists/listKeys.ts';
import type { Named } from '../../atlas/named.ts';
import { tacticsOf } from '../../atlas/tactics.ts';
import { maturityOf } from '../../atlas/techniqueFacts.ts';
import type { Page, PageId } from '../../core/page.ts';
import { isMarkdown } from '../../core/paths.ts';
import { resolvedPath } from '../../core/resolve.ts';
import type { Span } from '../../core/text.ts';
import { isUrl } from '../../core/vault.ts';

/** What one page says that the views count over all pages. */
export interface Share {
  readonly kind: PageKind;
  readonly id: string | undefined;
  readonly name: string;
  /** The pages that it links, each once; never itself. */
  readonly links: readonly PageId[];
  /** Its links that lead nowhere. */
  readonly wanted: readonly WantedLink[];
  /** Of a case study: the pages that its Technique lines mean, each once. */
  readonly uses: readonly PageId[];
  /** Of a technique. */
  readonly maturity: string | undefined;
  readonly tactics: readonly TacticName[];
}

export interface WantedLink extends Span {
  /** As it is written. */
  readonly target: string;
  /** The ID that its label begins with. */
  readonly id: string | undefined;
}

/** A tactic as techniques name it. */
export interface TacticName {
  readonly id: string | undefined;
  readonly name: string;
  /** Undefined where the vault has no page for it. */
  readonly path: PageId | undefined;
}

const NONE: readonly never[] = Object.freeze([]);

/** Reads a page. What it says depends on itself, on what its links mean, and on which pages are tactics. */
export const shareOf = (book: Casebook, page: Page): Share => {
  const { kind, id, name } = pageIdentity(page);
  const isTechnique = kind === 'technique' && id !== undefined;
  return {
    kind,
    id,
    name,
    ...linksOf(book, page),
    uses: kind === 'caseStudy' ? usesOf(book, page) : NONE,
    maturity: isTechnique ? maturityOf(book, page) : undefined,
    tactics: isTechnique ? tacticsOf(book, { id, name, page }).map(tacticName) : NONE,
  };
};

/** A tactic's name without its page, which must not be kept. */
export const tacticName = ({ id, name, page }: Named): TacticName => ({ id, name, path: page?.id });

const linksOf = (book: Casebook, page: Page): Pick<Share, 'links' | 'wanted'> => {
  const links = new Set<PageId>();
  const wanted: WantedLink[] = [];
  for (const link of page.links) {
    const resolution = resolveFrom(book.vault, page.id, link);
    const path = resolvedPath(resolution);
    if (path !== undefined) links.add(path);
    else if (!link.faulty && (link.kind === 'wiki' || link.kind === 'embed') && !isUrl(link.target)) {
      const { target, label, start, end } = link;
      wanted.push({ target, id: label === undefined ? undefined : leadingId(label), start, end });
    }
  }
  links.delete(page.id);
  return { links: [...links].filter(isMarkdown), wanted: wanted.length === 0 ? NONE : wanted };
};

const usesOf = (book: Casebook, study: Page): readonly PageId[] => [
  ...new Set(readSourceLinks(study).flatMap(link => meantPage(book, study, link)?.id ?? [])),
];

/** Whether two shares of a page are the same to a matrix. */
export const showsAlike = (a: Share | undefined, b: Share | undefined): boolean => shown(a) === shown(b);

const shown = (share: Share | undefined): string => {
  switch (share?.kind) {
    case 'caseStudy':
      return JSON.stringify(share.uses);
    case 'technique':
      return JSON.stringify([share.id, share.name, share.maturity, share.tactics]);
    case 'tactic':
      return JSON.stringify([share.id, share.name]);
    default:
      return '';
  }
};
