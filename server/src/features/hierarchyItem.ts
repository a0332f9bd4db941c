import type { Casebook } from '../atlas/casebook.ts';
import { parentId } from '../atlas/ids.ts';
import { pageLabel } from '../atlas/linkLabel.ts';
import type { Named } from '../atlas/named.ts';
import { kindOfNamed, namedById, namedPage } from '../atlas/named.ts';
import type { Page } from '../core/page.ts';
import type { Span } from '../core/text.ts';
import { pageOf } from '../core/vault.ts';
import type { DefinitionTarget } from './definition.ts';
import { topSpan } from './definition.ts';
import type { Subject } from './target.ts';
import { targetAt } from './target.ts';

/** A technique or a case study in a hierarchy: a page, or an ID that the vault has no page for. */
export interface HierarchyItem {
  readonly named: Named;
  readonly kind: 'technique' | 'caseStudy';
  /** `AML.T0021: Establish Accounts`. */
  readonly name: string;
  /** What stands beside the name. */
  readonly detail: string;
  /** The page; for an ID without one, a place that mentions it. */
  readonly place: DefinitionTarget;
}

/**
 * What a hierarchy can start from at an offset: the techniques or case studies that a link or an ID there means, else the one
 * that the page is. Several only where pages claim one ID.
 */
export const hierarchyItemsAt = (book: Casebook, page: Page, offset: number): readonly HierarchyItem[] => {
  const target = targetAt(book, page, offset);
  const all = target === undefined || target.own ? [namedPage(book, page)] : namedBy(book, target.subject);
  return all.flatMap(named => hierarchyItem(page, named, undefined, target?.span) ?? []);
};

const namedBy = (book: Casebook, subject: Subject): readonly Named[] => {
  switch (subject.kind) {
    case 'pages':
      return subject.paths.flatMap(path => pageOf(book.vault, path) ?? []).map(page => namedPage(book, page));
    case 'heading':
    case 'block':
      return [namedPage(book, subject.page)];
    default: {
      const named = subject.id === undefined ? undefined : namedById(book, subject.id);
      return named === undefined ? [] : [named];
    }
  }
};

/**
 * An item as it is shown from a page; undefined for what is neither technique nor case study.
 *
 * @param detail what stands beside the name, if not what it is.
 * @param mentioned where the page mentions an ID that has no page, if not at its first mention.
 */
export const hierarchyItem = (
  from: Page,
  named: Named,
  detail?: string,
  mentioned?: Span,
): HierarchyItem | undefined => {
  const kind = kindOfNamed(named);
  if (kind !== 'technique' && kind !== 'caseStudy') return undefined;
  const { id, page } = named;
  const name = pageLabel(named);
  const what = detail ?? (kind === 'caseStudy' ? 'Case study' : parentId(id ?? '') ? 'Sub-technique' : 'Technique');
  if (page !== undefined) {
    const place = { path: page.id, span: topSpan(page), full: { start: 0, end: page.length } };
    return { named, kind, name, detail: what, place };
  }
  const { start, end } = mentioned ?? from.mentions.find(mention => mention.id === id) ?? topSpan(from);
  const span = { start, end };
  return { named, kind, name, detail: `${what}, no page`, place: { path: from.id, span, full: span } };
};
