import { atlasPage } from '../atlas/atlasPage.ts';
import type { Casebook } from '../atlas/casebook.ts';
import { plainText } from '../atlas/names.ts';
import type { Field, FrontMatter, FrontMatterField, Page } from '../core/page.ts';
import type { Span } from '../core/text.ts';
import { sectionSpans } from './sections.ts';

/** An entry of a page's outline. `nameSpan` lies in `span`, and so do the spans of the children. */
export interface PageSymbol {
  /** Never empty. */
  readonly name: string;
  readonly detail?: string;
  readonly kind: 'page' | 'section' | 'step' | 'metadata';
  readonly span: Span;
  readonly nameSpan: Span;
  readonly children: readonly PageSymbol[];
}

/**
 * The outline of a page: front matter, then its headings as they nest. A first heading of level 1 is the page itself; a step's
 * detail is its technique; under Metadata stand its fields.
 */
export const documentSymbols = (_book: Casebook, page: Page): readonly PageSymbol[] => {
  const { headings } = page;
  const { metadata, sections, steps } = atlasPage(page);
  const stepAt = new Map(steps.map(step => [step.headingIndex, step]));
  const spans = sectionSpans(page);
  const roots: PageSymbol[] = [];
  const open: { readonly level: number; readonly children: PageSymbol[] }[] = [];
  headings.forEach((heading, i) => {
    while ((open[open.length - 1]?.level ?? 0) >= heading.level) open.pop();
    const children: PageSymbol[] = i === sections.metadata ? metadata.map(metadataSymbol) : [];
    const step = stepAt.get(i);
    const link = step?.techniques[0]?.link;
    const detail = link && (link.label ?? link.target);
    (open[open.length - 1]?.children ?? roots).push({
      name: plainText(heading.text) || '#'.repeat(heading.level),
      ...(detail === undefined ? {} : { detail: plainText(detail) }),
      kind: step !== undefined ? 'step' : i === 0 && heading.level === 1 ? 'page' : 'section',
      span: spans[i] ?? heading,
      nameSpan: { start: heading.textStart, end: heading.textEnd },
      children,
    });
    open.push({ level: heading.level, children });
  });
  return page.frontMatter === undefined ? roots : [frontMatterSymbol(page.frontMatter), ...roots];
};

const metadataSymbol = (field: Field): PageSymbol => ({
  name: field.key || '—',
  detail: plainText(field.value),
  kind: 'metadata',
  span: { start: field.start, end: field.end },
  nameSpan: { start: field.keyStart, end: field.keyEnd },
  children: [],
});

const frontMatterSymbol = ({ start, end, bodyStart, fields }: FrontMatter): PageSymbol => ({
  name: 'Front matter',
  kind: 'metadata',
  span: { start, end },
  nameSpan: { start, end: Math.min(start + 3, bodyStart) },
  children: fields.map(frontMatterFieldSymbol),
});

const frontMatterFieldSymbol = ({ key, value, start, end, keyEnd }: FrontMatterField): PageSymbol => ({
  name: key || '—',
  ...(value === null || typeof value === 'object' ? {} : { detail: String(value) }),
  kind: 'metadata',
  span: { start, end },
  nameSpan: { start, end: keyEnd },
  children: [],
});
