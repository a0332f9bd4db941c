import type { LinkPlace, Scanner } from './inlineScanner.ts';
import { endOfLine, fault, indexWithin, isWord } from './inlineScanner.ts';
import { addMarkdownLink, citation, readDestination } from './markdownLink.ts';
import { intern } from './pageBuilder.ts';
import { isPlaceholderTarget } from '../placeholder.ts';
import type { Span } from '../text.ts';

/** Reads `[[…]]` at the scanner's position, or notes why it is none. True if it was consumed. */
export const wikiLink = (scanner: Scanner): boolean => {
  const { source, at, place } = scanner;
  const lineEnd = endOfLine(scanner);
  if (scanner.nextClose < at + 2) {
    const found = indexWithin(source, ']]', at + 2, scanner.end);
    scanner.nextClose = found < 0 ? Infinity : found;
  }
  const close = scanner.nextClose;
  const closed = close + 2 <= lineEnd;
  const inner = source.slice(at + 2, closed ? close : lineEnd);
  const nested = inner.indexOf('[[');
  if (!closed || nested >= 0) return unclosed(scanner, inner, nested, closed ? close : undefined);
  const odd = ODD.test(inner);
  if (odd && /[`[\]]/.test(inner)) return false;
  if (citationLink(scanner, inner, close + 2)) return true;
  const bar = barOf(inner);
  const head = bar === undefined ? inner : inner.slice(0, bar.start);
  const target = head.trim();
  if (odd && isPlaceholderTarget(target)) {
    scanner.at = close + 2;
    return true;
  }
  if (target === '' || target === '#') {
    // An empty pair without any text is seen in code-like prose too (`a[[]]`); there it is no attempt at a link.
    if (at > scanner.start && isWord(source.charCodeAt(at - 1))) return false;
    fault(scanner, 'empty', at, close + 2);
    scanner.at = close + 2;
    return true;
  }
  addWikiLink(scanner, { head, bar, inner, close, place, faulty: false });
  scanner.at = close + 2;
  return true;
};

/** What most links hold none of: brackets, backticks, and what placeholders start with. */
const ODD = /[`[\]{<]/;

/** The first bar, with a table's backslash before it. */
const barOf = (inner: string): Span | undefined => {
  const at = inner.indexOf('|');
  if (at < 0) return undefined;
  return { start: inner.charCodeAt(at - 1) === 92 ? at - 1 : at, end: at + 1 };
};

interface WikiParts {
  /** Before the bar. */
  readonly head: string;
  /** Where the bar stands in `inner`, a table's backslash included. */
  readonly bar: Span | undefined;
  readonly inner: string;
  /** Offset of the closing brackets. */
  readonly close: number;
  readonly place: LinkPlace;
  readonly faulty: boolean;
}

export const addWikiLink = (
  scanner: Pick<Scanner, 'source' | 'base' | 'builder'>,
  { head, bar, inner, close, place, faulty }: WikiParts,
): void => {
  const { source, base, builder } = scanner;
  const opening = close - inner.length - 2;
  const embed = opening > 0 && source.charCodeAt(opening - 1) === 33 && source.charCodeAt(opening - 2) !== 92;
  const headStart = base + opening + 2;
  const hash = head.indexOf('#');
  const path = hash < 0 ? head : head.slice(0, hash);
  const target = path.trim();
  const targetStart = headStart + (path.length - path.trimStart().length) * (target === '' ? 0 : 1);
  const targetEnd = targetStart + target.length;
  const rawFragment = hash < 0 ? undefined : head.slice(hash + 1);
  const fragment = rawFragment?.trim();
  const fragmentStart = rawFragment === undefined ? targetEnd : headStart + hash + 1 + leading(rawFragment);
  const labelStart = bar === undefined ? base + close : headStart + bar.end;
  builder.links.push({
    kind: embed ? 'embed' : 'wiki',
    start: base + (embed ? opening - 1 : opening),
    end: base + close + 2,
    target: intern(target),
    targetStart,
    targetEnd,
    fragment: fragment === undefined ? undefined : intern(fragment),
    fragmentStart,
    fragmentEnd: fragmentStart + (fragment?.length ?? 0),
    label: bar === undefined ? undefined : intern(inner.slice(bar.end).trim()),
    labelStart,
    labelEnd: base + close,
    heading: builder.headings.length - 1,
    place,
    faulty,
  });
};

const leading = (text: string): number => text.length - text.trimStart().length;

/** `[[` that is not closed on its line before the next `[[`. */
const unclosed = (scanner: Scanner, inner: string, nested: number, close: number | undefined): boolean => {
  const { source, at } = scanner;
  if (nested >= 0 && close !== undefined) {
    // `[[a|see [[b]] there]]`: the outer one is closed too, behind the inner.
    const outer = /^[^[\]]*\]\]/.exec(source.slice(close + 2, Math.min(endOfLine(scanner), close + 500)));
    if (outer !== null && !inner.includes('`')) {
      const stop = close + 2 + outer[0].length;
      fault(scanner, 'nested', at, stop);
      scanner.at = stop;
      return true;
    }
  }
  const content = (nested >= 0 ? inner.slice(0, nested) : inner).slice(0, 300);
  const stop = /[\]`]/.exec(content);
  const shown = (stop === null ? content : content.slice(0, stop.index)).trimEnd();
  const attempt =
    stop?.[0] !== '`' &&
    /^[\p{L}\p{N}./#^_]/u.test(shown) &&
    !/^[\d\s.,;-]*$/.test(shown) &&
    !isPlaceholderTarget(shown) &&
    !(at > scanner.start && isWord(source.charCodeAt(at - 1)));
  if (!attempt) return false;
  const half = stop?.[0] === ']' ? 1 : 0;
  fault(scanner, 'unclosed', at, at + 2 + shown.length + half);
  scanner.at = at + 2 + shown.length + half;
  return true;
};

/** `[[7]](https://…)` and `[[7]][ref]` are markdown links with the text `[7]`. */
const citationLink = (scanner: Scanner, inner: string, behind: number): boolean => {
  const { source, at } = scanner;
  const next = source.charCodeAt(behind);
  if (next !== 40 && next !== 91) return false;
  const numeric = /^\s*\^?\d+\s*$/.test(inner);
  if (next === 40) {
    const destination = readDestination(scanner, behind);
    if (destination === undefined) return false;
    if (!numeric && !/^(?:[a-z][a-z0-9+.-]*:|\/|#|\.)/i.test(destination.url)) return false;
    addMarkdownLink(scanner, 'markdown', at, at + 1, behind - 1, destination);
    scanner.at = destination.end;
    return true;
  }
  if (!numeric) return false;
  const reference = /^\[([^[\]\n]+)\]/.exec(source.slice(behind, Math.min(behind + 200, scanner.end)));
  if (reference?.[1] === undefined) return false;
  citation(scanner, reference[1], behind, behind + reference[0].length);
  scanner.at = behind + reference[0].length;
  return true;
};

/** `text|label]]` without any bracket before it. */
export const unopened = (scanner: Scanner, at: number): void => {
  const { source, start } = scanner;
  const from = Math.max(start, at - 300);
  const line = source.slice(from, at);
  const before = line.slice(Math.max(line.lastIndexOf('\n'), line.lastIndexOf(']'), line.lastIndexOf('[')) + 1);
  const match = /(\S+?)(\\?\|)([^|\s][^|]*)$/.exec(before);
  if (match?.[1] === undefined) return;
  unopenedFrom(scanner, at - match[0].length, at - match[0].length, at);
};

export const unopenedFrom = (scanner: Scanner, start: number, contentStart: number, at: number): boolean => {
  const { source } = scanner;
  if (at - contentStart > 300) return false;
  const content = source.slice(contentStart, at);
  if (!/^[^\s|][^|\n\r]*\|[^|\n\r]+$/.test(content) || content.includes('`') || isPlaceholderTarget(content))
    return false;
  fault(scanner, 'unopened', start, at + 2);
  scanner.at = at + 2;
  return true;
};
