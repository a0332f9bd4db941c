import type { Link, LinkFault } from '../page.ts';
import type { PageBuilder } from './pageBuilder.ts';
import { own } from './pageBuilder.ts';

export type LinkPlace = Link['place'];

/** Where a leaf block's inline source lies. */
export interface InlineSource {
  /** The page's text, or a copy of a part of it in which the marks of enclosing block quotes are blanks. */
  readonly source: string;
  /** Offset in the page of the source's first character. */
  readonly base: number;
  readonly start: number;
  readonly end: number;
  readonly place: LinkPlace;
}

/** The scanner's position and what it remembers so that no search is made twice: linear time for any input. */
export interface Scanner extends InlineSource {
  readonly builder: PageBuilder;
  at: number;
  /** Offsets of `[` that are not closed yet. */
  readonly open: number[];
  /** End of the line that `at` is in. */
  lineEnd: number;
  /** The next `]]` at or behind some earlier position; `Infinity` where there is none. */
  nextClose: number;
  /** Closers (`-->`, `?>`, …) known to be missing from here to the end. */
  readonly missing: Set<string>;
  /** Start of the last run of backticks by its length; made at the first backtick. */
  lastTicks: Map<number, number> | undefined;
}

export const charTable = (chars: string): Uint8Array => {
  const table = new Uint8Array(128);
  for (const char of chars) table[char.charCodeAt(0)] = 1;
  return table;
};

/** Offset of the first `piece` inside `start`–`end`, -1 if there is none. Never looks further. */
export const indexWithin = (source: string, piece: string, start: number, end: number): number => {
  const found = source.slice(start, end).indexOf(piece);
  return found < 0 ? -1 : start + found;
};

/** The offset behind the next `closer`, undefined if there is none before the end. */
export const closerEnd = (scanner: Scanner, closer: string, from: number): number | undefined => {
  if (scanner.missing.has(closer)) return undefined;
  const found = indexWithin(scanner.source, closer, from, scanner.end);
  if (found >= 0) return found + closer.length;
  scanner.missing.add(closer);
  return undefined;
};

export const endOfLine = (scanner: Scanner): number => {
  if (scanner.at > scanner.lineEnd) {
    const { source, at, end } = scanner;
    const lf = indexWithin(source, '\n', at, end);
    const stop = lf < 0 ? end : lf;
    const cr = indexWithin(source, '\r', at, stop);
    scanner.lineEnd = cr < 0 ? stop : cr;
  }
  return scanner.lineEnd;
};

export const fault = (
  { source, base, builder }: Pick<Scanner, 'source' | 'base' | 'builder'>,
  kind: LinkFault['kind'],
  start: number,
  end: number,
): void => {
  const text = own(source.slice(start, Math.min(end, start + 300)));
  builder.faults.push({ kind, start: base + start, end: base + end, text });
};

export const isSpace = (c: number): boolean => c === 32 || c === 9 || c === 10 || c === 13;

export const isUpper = (c: number): boolean => c >= 65 && c <= 90;

export const isDigit = (c: number): boolean => c >= 48 && c <= 57;

export const isWord = (c: number): boolean =>
  isUpper(c) || isDigit(c) || (c >= 97 && c <= 122) || c === 95 || c === 45 || c === 47 || c === 46 || c > 127;
