import { blockBehind } from '../../core/insertText.ts';
import { hasBlankLineIn, isBlankIn, lineBreakOf, lineEndIn, lineStartIn, nextLineIn } from '../../core/lines.ts';
import type { Page } from '../../core/page.ts';
import type { Span, TextEdit } from '../../core/text.ts';
import type { PlannedEdit } from '../../core/vaultEdit.ts';
import { editPage, NO_EDIT } from '../../core/vaultEdit.ts';
import type { ListEntry, PageList } from './pageLists.ts';
import type { Casebook } from '../casebook.ts';
import type { ListSource } from './derivedLists.ts';
import { meantPage } from '../linkedPage.ts';
import type { ListChange } from './listChange.ts';
import { placesAmong } from './listOrder.ts';
import type { EntryWriter } from './listWriter.ts';
import { listWriter } from './listWriter.ts';

/**
 * Makes these changes of a page's lists. Entries that stay keep every byte but the number of an ordered item; new ones look
 * like the others and stand where the list's order wants them.
 */
export const listEdit = (book: Casebook, page: Page, changes: readonly ListChange[]): PlannedEdit => {
  const writers = changes.map(({ list, added }) => listWriter(book, page, list, added));
  return {
    reads: [...new Set([page.id, ...writers.flatMap(({ reads }) => reads)])],
    make: textOf => {
      const text = textOf(page.id);
      if (text?.length !== page.length) return NO_EDIT;
      const edits = changes.flatMap((change, i) => {
        const writer = writers[i]?.begin(textOf);
        return writer === undefined ? [] : editsOf(book, page, text, change, writer);
      });
      return editPage(page.id, edits);
    },
  };
};

const editsOf = (
  book: Casebook,
  page: Page,
  text: string,
  change: ListChange,
  writer: EntryWriter,
): readonly TextEdit[] => {
  const { list, count, removed, added } = change;
  const rows = rowsAfter(book, page, change);
  const write: WriteRow = (row, beside) => newEntry(text, writer, row, beside);
  const counted =
    count === undefined || list.count === undefined
      ? []
      : [{ span: { start: list.count.start, end: list.count.end }, newText: String(count) }];
  const entries =
    added.length > 0 && removed.length === list.entries.length
      ? replacements(page, text, change, rows.filter(isNew), write)
      : [...renumbered(text, rows), ...removals(text, removed), ...insertions(text, list, rows, write)];
  return [...counted, ...entries];
};

/** Where nothing stays, new entries stand in the place of the first of the old ones, else at the section's end. */
const replacements = (
  page: Page,
  text: string,
  { list, removed }: ListChange,
  rows: readonly NewRow[],
  write: WriteRow,
): readonly TextEdit[] => {
  const [first] = list.entries;
  const lines = rows.map(row => write(row, first));
  if (first === undefined) return [atSectionEnd(page, text, list, lines)];
  const span = { start: lineStartIn(text, first.item.start), end: lineEndIn(text, first.item.blockEnd) };
  return [{ span, newText: lines.join(betweenEntries(text, list)) }, ...removals(text, removed.slice(1))];
};

/** A run of new entries stands behind the entry before it, else before the one behind it. */
const insertions = (text: string, list: PageList, rows: readonly Row[], write: WriteRow): readonly TextEdit[] => {
  const between = betweenEntries(text, list);
  const edits: TextEdit[] = [];
  for (let i = 0; i < rows.length; i++) {
    const run: NewRow[] = [];
    for (let row = rows[i]; row !== undefined && isNew(row); row = rows[i + run.length]) run.push(row);
    const before = rows[i - 1];
    const beside = before ?? rows[i + run.length];
    if (run.length === 0 || beside === undefined || isNew(beside)) continue;
    const { item } = beside.entry;
    const at = before === undefined ? lineStartIn(text, item.start) : lineEndIn(text, item.blockEnd);
    const lines = run.map(row => write(row, beside.entry));
    const newText = lines.map(line => (before === undefined ? line + between : between + line)).join('');
    edits.push({ span: { start: at, end: at }, newText });
    i += run.length - 1;
  }
  return edits;
};

/** An entry that stays, or one that is new; `number` is that of an ordered item. */
type Row = { readonly entry: ListEntry; readonly number: number | undefined } | NewRow;

interface NewRow {
  readonly source: ListSource;
  readonly number: number | undefined;
}

const isNew = (row: Row): row is NewRow => 'source' in row;

/** Writes a new entry's lines as those of an entry beside it. */
type WriteRow = (row: NewRow, beside: ListEntry | undefined) => string;

/** The list as it is afterwards. */
const rowsAfter = (book: Casebook, page: Page, { list, removed, added }: ListChange): readonly Row[] => {
  const kept = list.entries.filter(entry => !removed.includes(entry));
  const named = kept.flatMap((entry, index) => {
    const target = entry.link && meantPage(book, page, entry.link);
    return target === undefined ? [] : [{ index, target }];
  });
  const places = placesAmong(
    named.map(({ target }) => target),
    added.map(source => source.page),
  );
  /** New pages by the kept entry that they stand before. */
  const before = new Map<number, ListSource[]>();
  for (const { page: other, place } of places) {
    const source = added.find(each => each.page === other);
    const last = named.at(-1)?.index ?? kept.length - 1;
    const index = named[place]?.index ?? last + 1;
    if (source !== undefined) before.set(index, [...(before.get(index) ?? []), source]);
  }
  const rows = [...kept, undefined].flatMap((entry, i): readonly Unnumbered[] => [
    ...(before.get(i) ?? []).map(source => ({ source })),
    ...(entry === undefined ? [] : [{ entry }]),
  ]);
  return numbered(list.entries, rows);
};

type Unnumbered = { readonly entry: ListEntry } | { readonly source: ListSource };

/** Ordered items that counted up go on counting up; all others keep their numbers, and new ones have that of their neighbour. */
const numbered = (entries: readonly ListEntry[], rows: readonly Unnumbered[]): readonly Row[] => {
  const start = entries[0]?.item.number;
  const countsUp = start !== undefined && entries.every(({ item }, i) => item.number === start + i);
  let last = start;
  return rows.map((row, i) => {
    const own = 'entry' in row ? row.entry.item.number : last;
    last = own;
    return { ...row, number: countsUp ? start + i : own };
  });
};

/** A number that would move what is nested in its item stays as it is. */
const renumbered = (text: string, rows: readonly Row[]): readonly TextEdit[] =>
  rows.flatMap(row => {
    if (!('entry' in row) || row.number === undefined || row.number === row.entry.item.number) return [];
    const { start, end, blockEnd } = row.entry.item;
    const digits = /^\d+/.exec(text.slice(start, end))?.[0] ?? '';
    const newText = String(row.number);
    if (newText.length !== digits.length && blockEnd > end) return [];
    return [{ span: { start, end: start + digits.length }, newText }];
  });

/** What stands between entries: a line break, and a blank line where all of the list's have one. */
const betweenEntries = (text: string, { entries }: PageList): string => {
  const lineBreak = lineBreakOf(text);
  const isLoose =
    entries.length > 1 &&
    entries.every(({ item }, i) => {
      const before = entries[i - 1];
      return before === undefined || hasBlankLineIn(text, before.item.blockEnd, item.start);
    });
  return isLoose ? lineBreak + lineBreak : lineBreak;
};

/** A new entry's lines; what stands before its content is that of an entry beside it. */
const newEntry = (
  text: string,
  { marker, write }: EntryWriter,
  { source, number }: NewRow,
  beside: ListEntry | undefined,
): string => {
  let before = marker;
  if (beside !== undefined) {
    const { start, contentStart } = beside.item;
    const lineStart = lineStartIn(text, start);
    const shown = text.slice(start, contentStart);
    const counted = number === undefined ? shown : shown.replace(/^\d+/, String(number));
    before = text.slice(lineStart, start) + (/[ \t]$/.test(counted) ? counted : `${counted} `);
  }
  return before + write(source, before.length, lineBreakOf(text));
};

const atSectionEnd = (page: Page, text: string, list: PageList, lines: readonly string[]): TextEdit => {
  const next = page.headings[list.headingIndex + 1]?.start ?? page.length;
  const stretch = text.slice(list.heading.end, next);
  return blockBehind(text, lineEndIn(text, list.heading.end + stretch.trimEnd().length), lines);
};

/** Takes entries out with their lines, and of blank lines on both sides those on one. */
const removals = (text: string, removed: readonly ListEntry[]): readonly TextEdit[] => {
  const runs: Span[] = [];
  for (const { item } of removed) {
    const start = lineStartIn(text, item.start);
    const end = nextLineIn(text, item.blockEnd);
    const last = runs.at(-1);
    if (last !== undefined && isBlankIn(text, last.end, start)) runs[runs.length - 1] = { start: last.start, end };
    else runs.push({ start, end });
  }
  return runs.map(run => ({ span: withBlankLines(text, run), newText: '' }));
};

const withBlankLines = (text: string, { start, end }: Span): Span => {
  const isBlankLine = (at: number): boolean => isBlankIn(text, at, lineEndIn(text, at));
  const isApart = start === 0 || isBlankLine(lineStartIn(text, start - 1));
  if (!isApart) return { start, end };
  let behind = end;
  while (behind < text.length && isBlankLine(behind)) behind = nextLineIn(text, behind);
  if (behind < text.length) return { start, end: behind };
  let before = start;
  while (before > 0 && isBlankLine(lineStartIn(text, before - 1))) before = lineStartIn(text, before - 1);
  return { start: before, end };
};
