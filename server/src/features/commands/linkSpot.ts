import type { Page } from '../../core/page.ts';
import type { Span } from '../../core/text.ts';
import type { CursorLine } from '../completion/line.ts';
import { cursorLine, isInert, isInTable } from '../completion/line.ts';
import type { LinkPlace } from '../completion/linkPlace.ts';
import { isEscaped, linkPlaceAt } from '../completion/linkPlace.ts';

/** A stretch of a page that a link can take the place of. */
export interface LinkSpot extends Span {
  readonly line: CursorLine;
  readonly inTable: boolean;
  /** The link that somebody began to write there. */
  readonly begun: LinkPlace | undefined;
}

/** Where a link goes that is written at a cursor or over a selection; or why none can stand there. */
export const linkSpot = (page: Page, text: string, span: Span): LinkSpot | { readonly reason: string } => {
  if (page.frontMatter !== undefined && span.start <= page.frontMatter.end)
    return { reason: 'A link in the front matter would need quotes; write it in the text.' };
  const line = cursorLine(page, text, span.start);
  if (isInert(page, line) || page.inert.some(other => overlap(other, span)))
    return { reason: 'Code and comments hold no links.' };
  if (isEscaped(text, span.start)) return { reason: 'Behind a backslash a link would be plain text.' };
  const inTable = isInTable(page, span.start);
  const begun = linkPlaceAt(line, inTable);
  const isInside = begun === undefined ? isInPlaceholder(line) : isClosed(text, begun) || span.end > begun.end;
  if (isInside || page.links.some(link => overlap(link, span)))
    return { reason: 'A link cannot stand inside of another.' };
  const { start, end } = begun ?? span;
  return { start, end, line, inTable, begun };
};

/** Also true of a cursor inside, whose start and end are one. */
const overlap = (a: Span, b: Span): boolean => a.start < b.end && b.start < a.end;

/** Whether the cursor is in a template's `[[{{path}}|…`, which is no link to complete. */
const isInPlaceholder = (line: CursorLine): boolean => /(?<!\\)\[\[[^[\]|]*$/.test(line.text.slice(0, line.at));

const isClosed = (text: string, { end }: LinkPlace): boolean => text.slice(end - 2, end) === ']]';
