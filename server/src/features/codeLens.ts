import type { PageKind } from '../atlas/pageIdentity.ts';
import { atlasPage } from '../atlas/atlasPage.ts';
import { pageIdentity } from '../atlas/pageIdentity.ts';
import type { Casebook } from '../atlas/casebook.ts';
import { stepTactics } from '../atlas/tactics.ts';
import type { Page, Place } from '../core/page.ts';
import { sectionSpan } from '../core/page.ts';
import type { Span } from '../core/text.ts';
import { counted } from '../core/wording.ts';
import { topSpan } from './definition.ts';
import { usesOf } from './uses.ts';

/** `usedBy` stands above the first heading of an ATLAS page, `procedure` above that of a case study's steps. */
export type LensKind = 'usedBy' | 'procedure';

export interface CodeLens {
  readonly kind: LensKind;
  /** The heading's text, above which it is shown. */
  readonly span: Span;
}

/** What a lens says. */
export interface LensText {
  readonly title: string;
  readonly tooltip?: string;
  /** What opens when it is chosen; may be nothing. */
  readonly places: readonly Place[];
}

/** Where the lenses of a page stand. What they say is found when they are seen: `lensText`. */
export const codeLenses = (page: Page): readonly CodeLens[] => {
  const lenses: CodeLens[] = [];
  if (pageIdentity(page).kind !== 'note') lenses.push({ kind: 'usedBy', span: topSpan(page) });
  const heading = page.headings[atlasPage(page).sections.procedure];
  if (heading !== undefined) {
    lenses.push({ kind: 'procedure', span: { start: heading.textStart, end: heading.textEnd } });
  }
  return lenses;
};

/** What a lens of a page says now; undefined if the page has no such lens. */
export const lensText = (book: Casebook, page: Page, kind: LensKind): LensText | undefined =>
  kind === 'usedBy' ? usedBy(book, page) : procedure(book, page);

const usedBy = (book: Casebook, page: Page): LensText | undefined => {
  const { kind } = pageIdentity(page);
  const uses = usesOf(book, page);
  if (kind === 'note' || uses === undefined) return undefined;
  return { title: TITLES[kind](uses.count), places: uses.places };
};

const TITLES: Readonly<Record<Exclude<PageKind, 'note'>, (count: number) => string>> = {
  technique: count => `Used by ${countedOrNo(count, 'case study', 'case studies')}`,
  tactic: count => capitalised(countedOrNo(count, 'technique')),
  mitigation: count => `Mitigates ${countedOrNo(count, 'technique')}`,
  caseStudy: count => `Referenced by ${countedOrNo(count, 'page')}`,
};

const countedOrNo = (n: number, one: string, many?: string): string => (n === 0 ? `no ${one}` : counted(n, one, many));

const capitalised = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

const procedure = (book: Casebook, page: Page): LensText | undefined => {
  const { steps, sections } = atlasPage(page);
  if (sections.procedure < 0) return undefined;
  const { start, end } = sectionSpan(page, sections.procedure);
  const inside = steps.filter(({ heading }) => start < heading.start && heading.start < end);
  if (inside.length === 0) return { title: 'No steps yet', places: [] };
  const tactics = inside
    .map(step =>
      stepTactics(book, page, step)
        .map(({ name }) => name)
        .join(' / '),
    )
    .filter(name => name !== '')
    .filter((name, i, all) => name !== all[i - 1]);
  const title = [counted(inside.length, 'step'), ...(tactics.length === 0 ? [] : [way(shortened(tactics))])].join(
    ' · ',
  );
  return { title, ...(tactics.length > MAX_TACTICS ? { tooltip: way(tactics) } : {}), places: [] };
};

const way = (tactics: readonly string[]): string => tactics.join(' → ');

/** A way of more tactics than this is shown by its first three and its last two. */
const MAX_TACTICS = 6;

const shortened = (tactics: readonly string[]): readonly string[] =>
  tactics.length > MAX_TACTICS ? [...tactics.slice(0, 3), '…', ...tactics.slice(-2)] : tactics;
