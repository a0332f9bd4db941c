import type { Casebook } from '../atlas/casebook.ts';
import type { Page, Place } from '../core/page.ts';
import { sectionSpan, headingIndex } from '../core/page.ts';
import type { Span } from '../core/text.ts';
import { lineAt } from '../core/text.ts';
import { pageOf } from '../core/vault.ts';
import type { Subject } from './target.ts';
import { pagesIn, targetAt } from './target.ts';

/** Where a jump leads: `span` is selected, `full` (which holds it) is what a peek shows. */
export interface DefinitionTarget extends Place {
  readonly full: Span;
}

export interface Definition {
  /** All of what was asked about, such as a link with its brackets. */
  readonly origin: Span;
  readonly targets: readonly DefinitionTarget[];
}

/**
 * Where the link, ID, heading or block mark at an offset leads; undefined if nowhere. What states a thing leads to
 * itself, which editors take as a request for its references. A link to a folder leads to the pages in it.
 */
export const definition = (book: Casebook, page: Page, offset: number): Definition | undefined => {
  const target = targetAt(book, page, offset);
  if (target === undefined) return undefined;
  const places = placesOf(book, target.subject);
  const found = target.own ? places.map(place => ({ ...place, span: target.span })) : places;
  const isShared = target.own || (target.link?.kind === 'markdown' && target.link.fragment !== undefined);
  const targets = isShared ? found.map(place => ({ ...place, full: wholeLine(book, place) })) : found;
  return targets.length === 0 ? undefined : { origin: target.span, targets };
};

/** A heading's line for its text: VS Code's own markdown names the same heading so, and shows equal places once. */
export const wholeLine = (book: Casebook, { path, span }: Place): Span => {
  const heading = pageOf(book.vault, path)?.headings.find(({ textStart }) => textStart === span.start);
  return heading === undefined ? span : { start: heading.start, end: heading.end };
};

/** The places where a subject is; none for what is broken, and for an ID that no page has. */
export const placesOf = (book: Casebook, subject: Subject): readonly DefinitionTarget[] => {
  switch (subject.kind) {
    case 'pages':
      return subject.paths.map(path => topOf(book, path));
    case 'folder':
      return pagesIn(book, subject.path).map(path => topOf(book, path));
    case 'heading': {
      const { page, heading } = subject;
      const span = { start: heading.textStart, end: heading.textEnd };
      return [{ path: page.id, span, full: sectionSpan(page, headingIndex(page, heading)) }];
    }
    case 'block': {
      const { page, block } = subject;
      const start = page.lineStarts[lineAt(page.lineStarts, block.start)] ?? block.start;
      return [{ path: page.id, span: { start: block.start, end: block.end }, full: { start, end: block.end } }];
    }
    default:
      return [];
  }
};

const START: Span = { start: 0, end: 0 };

const topOf = (book: Casebook, path: string): DefinitionTarget => {
  const page = pageOf(book.vault, path);
  if (page === undefined) return { path, span: START, full: START };
  return { path, span: topSpan(page), full: { start: 0, end: page.length } };
};

/** What a page is shown by: the text of its first heading, else the start of its first line of prose. */
export const topSpan = (page: Page): Span => {
  const heading = page.headings[0];
  if (heading !== undefined) return { start: heading.textStart, end: heading.textEnd };
  const { frontMatter, lineStarts } = page;
  const start = frontMatter && lineStarts[lineAt(lineStarts, frontMatter.end) + 1];
  return start === undefined ? START : { start, end: start };
};
