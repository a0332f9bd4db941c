import type { PageKind } from '../../atlas/pageIdentity.ts';
import { pageIdentity } from '../../atlas/pageIdentity.ts';
import type { Casebook } from '../../atlas/casebook.ts';
import { pageLabel } from '../../atlas/linkLabel.ts';
import type { PageId } from '../../core/page.ts';
import type { Span } from '../../core/text.ts';
import { pageOf } from '../../core/vault.ts';
import type { Tally } from './tally.ts';

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
  /** The ID that the first label which has one gives it. */
  readonly id: string | undefined;
  /** Sorted by path, then place. */
  readonly links: readonly { readonly path: PageId; readonly span: Span }[];
}

/** The loose pages of a vault. `tally` has read that vault. */
export const loosePages = (book: Casebook, tally: Tally): LoosePages => ({
  orphans: orphansOf(book, tally),
  wanted: wantedOf(tally),
});

const orphansOf = (book: Casebook, { shares, links }: Tally): readonly Orphan[] => {
  const orphans: Orphan[] = [];
  for (const [path, { kind }] of shares) {
    const page = links(path) > 0 ? undefined : pageOf(book.vault, path);
    if (page !== undefined) orphans.push({ path, label: pageLabel(pageIdentity(page)), kind });
  }
  return orphans.sort((a, b) => (a.label < b.label ? -1 : a.label > b.label ? 1 : a.path < b.path ? -1 : 1));
};

const wantedOf = ({ shares }: Tally): readonly WantedTarget[] => {
  const wanted = new Map<string, { target: string; id: string | undefined; links: LinkPlace[] }>();
  const wanting: PageId[] = [];
  for (const [path, share] of shares) if (share.wanted.length > 0) wanting.push(path);
  for (const path of wanting.sort()) {
    for (const { target, id, start, end } of shares.get(path)?.wanted ?? []) {
      const known = wanted.get(target) ?? { target, id: undefined, links: [] };
      known.id ??= id;
      known.links.push({ path, span: { start, end } });
      wanted.set(target, known);
    }
  }
  return [...wanted.values()].sort((a, b) => b.links.length - a.links.length || (a.target < b.target ? -1 : 1));
};

type LinkPlace = WantedTarget['links'][number];
