import { pageIdentity } from '../atlas/pageIdentity.ts';
import type { Casebook } from '../atlas/casebook.ts';
import { idStatus } from '../atlas/catalogue.ts';
import { resolveLink } from '../atlas/linkedPage.ts';
import { pageLabel } from '../atlas/linkLabel.ts';
import { nearPages } from '../atlas/nearPages.ts';
import type { Link, Page } from '../core/page.ts';
import { headingIndex } from '../core/page.ts';
import { baseName } from '../core/paths.ts';
import { resolvedPath, resolveFragment } from '../core/resolve.ts';
import type { Span } from '../core/text.ts';
import { pageOf } from '../core/vault.ts';
import { describeEntry, describePage } from './hover/describe.ts';
import { excerptPart } from './hover/excerpt.ts';
import { escapeMarkdown } from './hover/markdown.ts';
import type { HoverPart } from './hover/part.ts';
import type { Subject, Target } from './target.ts';
import { pagesIn, targetAt } from './target.ts';

export { escapeMarkdown, hoverMarkdown } from './hover/markdown.ts';
export type { HoverPart };

export interface Hover {
  readonly span: Span;
  readonly parts: readonly HoverPart[];
}

/** How many pages a list in a hover names. */
const MAX_LISTED = 8;

/**
 * What there is to know about the link, ID or title at an offset; undefined on plain text, and on headings and marks that
 * would only show themselves. `hoverMarkdown` makes one text of the parts.
 */
export const hover = (book: Casebook, page: Page, offset: number): Hover | undefined => {
  const target = targetAt(book, page, offset);
  if (target === undefined) return undefined;
  const parts = target.own
    ? ownParts(book, page, target.subject)
    : [...notes(book, page, target), ...partsOf(book, page, target.subject)];
  return parts.length === 0 ? undefined : { span: target.span, parts };
};

/** On its own title a page needs no first paragraph; the rest is what its author cannot see there. */
const ownParts = (book: Casebook, page: Page, { kind }: Subject): readonly HoverPart[] =>
  kind === 'pages' && pageIdentity(page).kind !== 'note'
    ? describePage(book, page, MAX_LISTED).filter(part => !('excerpt' in part))
    : [];

const partsOf = (book: Casebook, from: Page, subject: Subject): readonly HoverPart[] => {
  switch (subject.kind) {
    case 'pages':
      return describePaths(book, subject.paths);
    case 'heading': {
      const { page, heading } = subject;
      const next = page.headings[headingIndex(page, heading) + 1]?.start ?? page.length;
      return placeParts(book, page, heading.text, { start: heading.end, end: next });
    }
    case 'block': {
      const { page, block } = subject;
      return placeParts(book, page, `^${block.id}`, blockSpan(page, block));
    }
    case 'id':
      return describeEntry(book, subject.id);
    case 'folder': {
      const pages = pagesIn(book, subject.path).flatMap(path => pageOf(book.vault, path) ?? []);
      const missing = `No page is at ${bold(subject.path)}. It is a folder, with:`;
      return [...absent(book, subject.id), { markdown: missing }, ...listed(pages, MAX_LISTED)];
    }
    case 'broken': {
      const near = nearPages(book, from, subject.link, 5);
      const missing = `No page is at ${bold(subject.link.target)}.${near.length === 0 ? '' : ' The nearest are:'}`;
      return [...absent(book, subject.id), { markdown: missing }, ...listed(near, near.length)];
    }
  }
};

const RULE: HoverPart = { markdown: '---' };

const bold = (text: string): string => `**${escapeMarkdown(text)}**`;

/** What is known of the ID in the label of a link that leads nowhere. */
const absent = (book: Casebook, id: string | undefined): readonly HoverPart[] =>
  id === undefined || idStatus(book.catalogue, id) !== 'known' ? [] : describeEntry(book, id);

const listed = (pages: readonly Page[], limit: number): readonly HoverPart[] => [
  ...pages.slice(0, limit).map(page => ({ link: page.id, title: pageLabel(pageIdentity(page)) })),
  ...(pages.length > limit ? [{ markdown: `and ${pages.length - limit} more` }] : []),
];

/** More pages of one ID or name than this are only counted. */
const MAX_DESCRIBED = 3;

const describePaths = (book: Casebook, paths: readonly string[]): readonly HoverPart[] => {
  const more = paths.length - MAX_DESCRIBED;
  return [
    ...paths.slice(0, MAX_DESCRIBED).flatMap((path, i) => [...(i === 0 ? [] : [RULE]), ...describePath(book, path)]),
    ...(more > 0 ? [RULE, { markdown: `and ${more} more ${more === 1 ? 'page' : 'pages'} of this ID or name` }] : []),
  ];
};

const describePath = (book: Casebook, path: string): readonly HoverPart[] => {
  const page = pageOf(book.vault, path);
  return page === undefined
    ? [{ markdown: `${bold(baseName(path))}\n\nFile · ${escapeMarkdown(path)}` }]
    : describePage(book, page, MAX_LISTED);
};

/** A heading or block: where it is, and how its text begins. */
const placeParts = (book: Casebook, page: Page, name: string, span: Span): readonly HoverPart[] => {
  const title = `${bold(name)}\n\nin ${escapeMarkdown(pageLabel(pageIdentity(page)))}`;
  return [{ markdown: title }, ...(span.end > span.start ? [excerptPart(book, page, span)] : [])];
};

/** The lines that a block's mark closes: those above it up to a heading, an item's start or another block. */
const blockSpan = (page: Page, { start: end }: Span): Span => {
  let start = page.frontMatter?.end ?? 0;
  const stopAt = (offset: number): void => {
    if (offset < end && offset > start) start = offset;
  };
  for (const heading of page.headings) stopAt(heading.end);
  for (const item of page.items) stopAt(item.contentStart);
  for (const block of page.blocks) stopAt(block.end);
  return { start, end };
};

/** What the author should know of the link itself: that it leads here only by a name, that others fit, that the place is not there. */
const notes = (book: Casebook, page: Page, { link, subject }: Target): readonly HoverPart[] => {
  if (link === undefined || subject.kind !== 'pages') return [];
  const resolution = resolveLink(book, page, link);
  const path = resolvedPath(resolution);
  if (path === undefined) return byName(link);
  const notes: HoverPart[] = [];
  if (resolution.kind === 'ambiguous') {
    notes.push({ markdown: `${resolution.candidates.length} pages fit; the link leads to ${bold(path)}.` });
  }
  const there = pageOf(book.vault, path);
  if (there !== undefined && link.fragment && resolveFragment(there, link.fragment) === undefined) {
    const thing = link.fragment.startsWith('^') ? 'block' : 'heading';
    notes.push({ markdown: `This page has no ${thing} ${bold(link.fragment)}.` });
  }
  return notes;
};

const byName = (link: Link): readonly HoverPart[] =>
  link.kind === 'wiki' || link.kind === 'embed'
    ? [{ markdown: `No page is at ${bold(link.target)}, so the link is broken; it was surely meant to lead here:` }]
    : [];
