import { lineBreakOf, lineStartIn, withLineBreak } from '../../core/lines.ts';
import type { Link, Page } from '../../core/page.ts';
import { folderOf } from '../../core/paths.ts';
import { resolvedPath } from '../../core/resolve.ts';
import type { TextEdit } from '../../core/text.ts';
import { applyEdits } from '../../core/text.ts';
import { isUrl } from '../../core/vault.ts';
import type { ListEntry } from './pageLists.ts';
import { listsOf } from './pageLists.ts';
import type { Casebook } from '../casebook.ts';
import type { ListSource } from './derivedLists.ts';
import { resolveLink } from '../linkedPage.ts';
import { targetText } from '../linkTo.ts';

/** The entry by which a source says that it belongs into a list; undefined where it says so in prose or in a table. */
const entryOfSource = ({ page, link }: ListSource): ListEntry | undefined =>
  link === undefined
    ? undefined
    : listsOf(page)
        .flatMap(list => list.entries)
        .find(entry => entry.link?.start === link.start);

/** Whether a source's own entry has text behind its link. */
export const hasNote = (source: ListSource): boolean => {
  const entry = entryOfSource(source);
  return entry?.link !== undefined && entry.item.blockEnd > entry.link.end;
};

/** Where an entry goes whose note is copied: the page, the width of its marker with what stands before it, its line break. */
export interface NotePlace {
  readonly page: Page;
  readonly indent: number;
  readonly lineBreak: string;
}

/**
 * What a source says behind the link of its own entry, nested blocks included, as it can stand in another page: with that page's line
 * breaks and indentation, without marks of blocks, and with links that lead where they led. `text` is the source's.
 */
export const noteOf = (book: Casebook, source: ListSource, text: string | undefined, to: NotePlace): string => {
  const entry = entryOfSource(source);
  if (entry?.link === undefined || text?.length !== source.page.length) return '';
  const { item, link } = entry;
  const lineStart = lineStartIn(text, item.start);
  // The lines of a quotation have marks of their own; of such an entry only the first is copied.
  const end = text.slice(lineStart, item.start).trim() === '' ? item.blockEnd : item.end;
  const inside = ({ start }: { readonly start: number }): boolean => start >= link.end && start < end;
  const edits = [
    ...source.page.blocks.filter(inside).map(({ start, end: stop }) => {
      const blanks = /[ \t]*$/.exec(text.slice(link.end, start))?.[0].length ?? 0;
      return { span: { start: start - blanks, end: stop }, newText: '' };
    }),
    ...source.page.links.filter(inside).flatMap(each => retarget(book, source.page, each, to.page)),
  ].map(({ span, newText }) => ({ span: { start: span.start - link.end, end: span.end - link.end }, newText }));
  const note = applyEdits(text.slice(link.end, end), edits).trimEnd();
  return reindent(withLineBreak(note, to.lineBreak), item.contentStart - lineStart, to.indent);
};

/** A link that means something else from the other page is written anew. */
const retarget = (book: Casebook, from: Page, link: Link, to: Page): readonly TextEdit[] => {
  if (isUrl(link.target) || link.faulty) return [];
  const path = resolvedPath(resolveLink(book, from, link));
  if (path === undefined) return [];
  // Others read a markdown link's target only from the page's folder.
  const isFromFolder = (link.kind === 'markdown' || link.kind === 'image') && !link.target.startsWith('/');
  const isSame = isFromFolder
    ? folderOf(from.id) === folderOf(to.id)
    : resolvedPath(resolveLink(book, to, link)) === path;
  if (isSame && link.target !== '') return [];
  const span = { start: link.targetStart, end: link.targetEnd };
  return [{ span, newText: targetText(book, to, link.kind, path) }];
};

/** A text whose lines but the first stand in an item, as they stand in one whose content begins at another column. */
const reindent = (text: string, from: number, to: number): string => {
  if (from === to || !/[\r\n]/.test(text)) return text;
  const lineBreak = lineBreakOf(text);
  const [first = '', ...rest] = text.split(lineBreak);
  const moved = rest.map(line =>
    line.slice(0, from).trim() === '' && line.length > from ? ' '.repeat(to) + line.slice(from) : line,
  );
  return [first, ...moved].join(lineBreak);
};
