import type { Casebook } from '../../atlas/casebook.ts';
import type { Page } from '../../core/page.ts';
import type { Span } from '../../core/text.ts';
import { linkFacts, shownLabel } from '../linkFacts.ts';
import { MAX_SOURCE } from './markdown.ts';
import type { ExcerptLink, HoverPart } from './part.ts';

/** A stretch of a page to be shown, with what the wiki-links in it lead to. */
export const excerptPart = (book: Casebook, page: Page, span: Span): HoverPart => {
  const links: ExcerptLink[] = [];
  for (const link of page.links) {
    if (link.start < span.start || link.end > span.end || link.end > span.start + MAX_SOURCE) continue;
    if (link.faulty || (link.kind !== 'wiki' && link.kind !== 'embed')) continue;
    const { path, title } = linkFacts(book, page, link);
    const label = shownLabel(link) ?? title;
    links.push({ start: link.start - span.start, end: link.end - span.start, label, path });
  }
  return { excerpt: { path: page.id, span }, links };
};
