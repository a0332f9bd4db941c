import { codeSpan, html, percentComment } from './inlineCode.ts';
import type { InlineSource, Scanner } from './inlineScanner.ts';
import { charTable, isDigit, isSpace, isUpper, isWord } from './inlineScanner.ts';
import { addMarkdownLink, citation, readDestination } from './markdownLink.ts';
import type { PageBuilder } from './pageBuilder.ts';
import { intern, own } from './pageBuilder.ts';
import { unopened, unopenedFrom, wikiLink } from './wikiLink.ts';

const PUNCTUATION = charTable('!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~');

/** Finds links, identifiers, citations, code and comments in the inline source of one leaf block. */
export const parseInline = (builder: PageBuilder, input: InlineSource): void => {
  const { source, end } = input;
  const at = nextSpecial(builder, source, input.start);
  // Nearly every paragraph is plain text: nothing is set up for it.
  if (at >= end) return;
  const scanner: Scanner = {
    ...input,
    builder,
    at,
    open: [],
    lineEnd: -1,
    nextClose: -1,
    missing: new Set(),
    lastTicks: undefined,
  };
  while (scanner.at < end) {
    special(scanner, source.charCodeAt(scanner.at));
    scanner.at = nextSpecial(builder, source, scanner.at);
  }
};

const SPECIAL = /[`[\]\\<%^]|\.(?=[A-Z])/g;

/**
 * Offset of the first character at or behind `from` that may start something; Infinity if there is none. A regular
 * expression finds it several times as fast as a loop, and the last answer is kept: a leaf block without such a
 * character must not search through all of the text behind it.
 */
const nextSpecial = (builder: PageBuilder, source: string, from: number): number => {
  const known = builder.special;
  if (known.source === source && known.from <= from && from <= known.at) return known.at;
  SPECIAL.lastIndex = from;
  known.source = source;
  known.from = from;
  known.at = SPECIAL.test(source) ? SPECIAL.lastIndex - 1 : Infinity;
  return known.at;
};

const special = (scanner: Scanner, c: number): void => {
  const { source, at, end } = scanner;
  switch (c) {
    case 92: // backslash
      scanner.at += at + 1 < end && PUNCTUATION[source.charCodeAt(at + 1)] === 1 ? 2 : 1;
      return;
    case 96:
      return codeSpan(scanner);
    case 60:
      return html(scanner);
    case 37:
      return percentComment(scanner);
    case 94:
      return blockId(scanner);
    case 46:
      return mention(scanner);
    case 91:
      return openBracket(scanner);
    default:
      return closeBracket(scanner);
  }
};

const blockId = (scanner: Scanner): void => {
  const { source, at, start, end, base, builder } = scanner;
  scanner.at = at + 1;
  if (at > start && !isSpace(source.charCodeAt(at - 1))) return;
  BLOCK_ID.lastIndex = at;
  const match = BLOCK_ID.exec(source);
  if (match?.[1] === undefined || at + 1 + match[1].length > end) return;
  builder.blocks.push({ start: base + at, end: base + at + 1 + match[1].length, id: own(match[1]) });
  scanner.at = at + 1 + match[1].length;
};

const BLOCK_ID = /\^([A-Za-z0-9-]+)[ \t]*(?=\r|\n|$)/y;

/** A dot between capitals: perhaps an identifier that starts a few characters before it. */
const mention = (scanner: Scanner): void => {
  const { source, at, start, end, base, builder, place } = scanner;
  scanner.at = at + 1;
  const pattern = builder.dialect.mention;
  if (pattern === undefined || !isUpper(source.charCodeAt(at + 1))) return;
  let first = at;
  while (first > start && (isUpper(source.charCodeAt(first - 1)) || isDigit(source.charCodeAt(first - 1)))) first--;
  if (first === at || (first > start && isWord(source.charCodeAt(first - 1)))) return;
  pattern.lastIndex = first;
  const match = pattern.exec(source);
  if (match === null || first + match[0].length > end) return;
  scanner.at = first + match[0].length;
  builder.mentions.push({
    start: base + first,
    end: base + scanner.at,
    id: intern(match[0]),
    heading: builder.headings.length - 1,
    place,
  });
};

const openBracket = (scanner: Scanner): void => {
  const { source, at } = scanner;
  const double = source.charCodeAt(at + 1) === 91 && at + 1 < scanner.end;
  // Of `[[[a]]]` the inner two are the link.
  if (!double || source.charCodeAt(at + 2) === 91) {
    scanner.open.push(at);
    scanner.at = at + 1;
    return;
  }
  if (wikiLink(scanner)) return;
  scanner.open.push(at, at + 1);
  scanner.at = at + 2;
};

const closeBracket = (scanner: Scanner): void => {
  const { source, at } = scanner;
  scanner.at = at + 1;
  const opening = scanner.open.pop();
  const next = source.charCodeAt(at + 1);
  if (opening === undefined) {
    if (next === 93) unopened(scanner, at);
    return;
  }
  if (next === 93 && at + 1 < scanner.end && source.charCodeAt(opening - 1) !== 91) {
    if (unopenedFrom(scanner, opening, opening + 1, at)) return;
  }
  if (next === 40) {
    const destination = readDestination(scanner, at + 1);
    if (destination !== undefined) {
      const image = opening > scanner.start && source.charCodeAt(opening - 1) === 33;
      const start = image ? opening - 1 : opening;
      addMarkdownLink(scanner, image ? 'image' : 'markdown', start, opening + 1, at, destination);
      scanner.at = destination.end;
      return;
    }
  }
  if (next === 91 || at - opening > 200) return;
  const label = source.slice(opening + 1, at);
  if (/^[1-9]\d{0,3}$/.test(label)) citation(scanner, label, opening, at + 1);
};
