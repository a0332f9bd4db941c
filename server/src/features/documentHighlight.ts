import { atlasPage } from '../atlas/atlasPage.ts';
import type { Casebook } from '../atlas/casebook.ts';
import type { Page } from '../core/page.ts';
import type { Span } from '../core/text.ts';
import { occurrences } from './references.ts';
import type { Subject } from './target.ts';
import { targetAt } from './target.ts';

export interface DocumentHighlight {
  readonly span: Span;
  /** `write` where the thing itself is stated, `read` where it is referred to. */
  readonly kind: 'read' | 'write';
}

/** The places in one page that mean the same as what stands at an offset, in text order; none on plain text. */
export const documentHighlights = (book: Casebook, page: Page, offset: number): readonly DocumentHighlight[] => {
  const subject = targetAt(book, page, offset)?.subject;
  if (subject === undefined) return [];
  const reads = occurrences(book, subject).spansIn(page);
  return [
    ...statedIn(page, subject).map(span => ({ span, kind: 'write' as const })),
    ...reads.map(span => ({ span, kind: 'read' as const })),
  ].sort((a, b) => a.span.start - b.span.start);
};

const statedIn = (page: Page, subject: Subject): readonly Span[] => {
  switch (subject.kind) {
    case 'pages':
      return subject.paths.includes(page.id) ? atlasPage(page).claims.map(({ start, end }) => ({ start, end })) : [];
    case 'heading': {
      const { textStart: start, textEnd: end } = subject.heading;
      return subject.page.id === page.id ? [{ start, end }] : [];
    }
    case 'block':
      return subject.page.id === page.id ? [{ start: subject.block.start, end: subject.block.end }] : [];
    default:
      return [];
  }
};
