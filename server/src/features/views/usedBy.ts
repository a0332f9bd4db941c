import type { PageKind } from '../../atlas/pageIdentity.ts';
import { pageIdentity } from '../../atlas/pageIdentity.ts';
import type { Casebook } from '../../atlas/casebook.ts';
import { pageLabel } from '../../atlas/linkLabel.ts';
import type { Page, PageId } from '../../core/page.ts';
import type { Span } from '../../core/text.ts';
import { pageOf } from '../../core/vault.ts';
import { occurrences } from '../references.ts';

/** The pages of one kind that refer to a page. */
export interface UsersOfKind {
  readonly kind: PageKind;
  /** Sorted by label. */
  readonly pages: readonly User[];
}

/** A page that refers to another. */
export interface User {
  readonly path: PageId;
  /** `AML.CS0006: Name`, or a note's name. */
  readonly label: string;
  readonly places: readonly UserPlace[];
}

export interface UserPlace {
  readonly span: Span;
  /** The heading that it stands under; empty before the first. */
  readonly under: string;
}

const ORDER: readonly PageKind[] = ['caseStudy', 'technique', 'tactic', 'mitigation', 'note'];

/** Which pages refer to this one and where, by kind; itself aside. Kinds without any are left out. */
export const usedBy = (book: Casebook, page: Page): readonly UsersOfKind[] => {
  const { candidates, spansIn } = occurrences(book, { kind: 'pages', paths: [page.id] });
  const byKind = new Map<PageKind, User[]>();
  for (const path of candidates) {
    const other = path === page.id ? undefined : pageOf(book.vault, path);
    const spans = other === undefined ? [] : spansIn(other);
    if (other === undefined || spans.length === 0) continue;
    const identity = pageIdentity(other);
    const places = spans.map(span => ({ span, under: headingAbove(other, span) }));
    const users = byKind.get(identity.kind) ?? [];
    users.push({ path, label: pageLabel(identity), places });
    byKind.set(identity.kind, users);
  }
  return ORDER.flatMap(kind => {
    const pages = byKind.get(kind);
    return pages === undefined ? [] : [{ kind, pages: pages.sort(byLabel) }];
  });
};

const byLabel = (a: User, b: User): number =>
  a.label < b.label ? -1 : a.label > b.label ? 1 : a.path < b.path ? -1 : 1;

const headingAbove = (page: Page, span: Span): string => {
  const heading = page.headings.findLast(({ start }) => start <= span.start);
  return heading?.text ?? '';
};
