import type { PageKind } from '../../atlas/pageIdentity.ts';
import { pageIdentity } from '../../atlas/pageIdentity.ts';
import type { Casebook } from '../../atlas/casebook.ts';
import { resolveLink } from '../../atlas/linkedPage.ts';
import { leadingId } from '../../atlas/ids.ts';
import { pageLabel } from '../../atlas/linkLabel.ts';
import { releasePage } from '../../core/closedPage.ts';
import { get, values } from '../../core/layeredMap.ts';
import type { Link, PageId } from '../../core/page.ts';
import { resolvedPath } from '../../core/resolve.ts';
import type { Span } from '../../core/text.ts';
import { isUrl, linkKeys, nameKey, pageOf } from '../../core/vault.ts';

/** Pages that no link leads to, and pages that links lead to though they do not exist. */
export interface LoosePages {
  /** Sorted by label. */
  readonly orphans: readonly Orphan[];
  /** The most wanted first, then by target. */
  readonly wanted: readonly WantedTarget[];
}

export interface Orphan {
  readonly path: PageId;
  readonly label: string;
  readonly kind: PageKind;
}

/** A target that leads nowhere, as it is written. */
export interface WantedTarget {
  readonly target: string;
  /** The ID that the links' labels give it, if they do. */
  readonly id: string | undefined;
  readonly links: readonly { readonly path: PageId; readonly span: Span }[];
}

/** Looks at every link of the vault, each once. Reads all pages to their end. */
export const loosePages = (book: Casebook): LoosePages => ({ orphans: orphansOf(book), wanted: wantedOf(book) });

const orphansOf = (book: Casebook): readonly Orphan[] => {
  const { mentions } = book.vault.bodies.get();
  const orphans: Orphan[] = [];
  for (const page of values(book.vault.pages)) {
    const key = nameKey(page.id);
    const isLinked = (get(mentions, key) ?? []).some(path => {
      const other = path === page.id ? undefined : pageOf(book.vault, path);
      return other?.links.some(
        link => linkKeys(link).includes(key) && resolvedPath(resolveLink(book, other, link)) === page.id,
      );
    });
    if (isLinked) continue;
    const identity = pageIdentity(page);
    orphans.push({ path: page.id, label: pageLabel(identity), kind: identity.kind });
  }
  return orphans.sort((a, b) => (a.label < b.label ? -1 : a.label > b.label ? 1 : a.path < b.path ? -1 : 1));
};

const wantedOf = (book: Casebook): readonly WantedTarget[] => {
  const wanted = new Map<string, { target: string; id: string | undefined; links: LinkPlace[] }>();
  for (const page of values(book.vault.pages)) {
    for (const link of page.links) {
      if (link.faulty || !isWikiLink(link) || isUrl(link.target)) continue;
      const { kind } = resolveLink(book, page, link);
      if (kind === 'found' || kind === 'ambiguous') continue;
      const { target, label, start, end } = link;
      const known = wanted.get(target) ?? { target, id: undefined, links: [] };
      known.id ??= label === undefined ? undefined : leadingId(label);
      known.links.push({ path: page.id, span: { start, end } });
      wanted.set(target, known);
    }
    releasePage(page);
  }
  const byPath = (a: LinkPlace, b: LinkPlace): number => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0);
  for (const { links } of wanted.values()) links.sort(byPath);
  return [...wanted.values()].sort((a, b) => b.links.length - a.links.length || (a.target < b.target ? -1 : 1));
};

type LinkPlace = WantedTarget['links'][number];

const isWikiLink = ({ kind }: Link): boolean => kind === 'wiki' || kind === 'embed';
