import type { Span } from '../../core/text.ts';
import type { CursorLine } from './line.ts';

/**
 * A wiki-link that the cursor is in, finished or half-written, read from the line alone: a half-written link is no link
 * to the parser. All spans are offsets in the page.
 */
export interface LinkPlace extends Span {
  /** `start` is at `[[`, `end` behind `]]`, or behind the last character that belongs to a half-written link. */
  readonly part: 'target' | 'fragment' | 'label';
  readonly embed: boolean;
  /** What stands between the part's start and the cursor. */
  readonly typed: string;
  readonly target: string;
  /** Behind the `#`; undefined if there is none. */
  readonly fragment: string | undefined;
  readonly fragmentStart: number;
  /** Where target and fragment end: at the bar, its backslash included, or at the end of the content. */
  readonly pathEnd: number;
  /** Behind the bar; undefined if there is none. */
  readonly label: string | undefined;
}

/** More than this between the brackets is not a link. */
const MAX_CONTENT = 300;

/** What a template fills in: `{{title}}`, `<% … %>`, `${name}`, `{name}`. */
const PLACEHOLDER = /\{\{|<%|\$\{|\{\w/;

/** The wiki-link around the cursor. Undefined where there is none, or where completion should keep out of it. */
export const linkPlaceAt = (line: CursorLine, inTable: boolean): LinkPlace | undefined => {
  const { text, at } = line;
  const open = text.lastIndexOf('[[', at - 2);
  if (open < 0 || open + 2 > at || isEscaped(text, open)) return undefined;
  const before = text.slice(open + 2, at);
  if (/[[\]]/.test(before)) return undefined;
  const tail = tailOf(text, at, before);
  if (tail === undefined) return undefined;
  const content = before + text.slice(at, tail.contentEnd);
  if (content.length > MAX_CONTENT || PLACEHOLDER.test(content)) return undefined;

  const bar = content.indexOf('|');
  const barStart = bar > 0 && content[bar - 1] === '\\' ? bar - 1 : bar;
  // In a table a bar behind a half-written link is the border of the next cell.
  if (inTable && !tail.closed && bar >= 0 && barStart === bar && /^\s|\s$/.test(content.slice(bar - 1, bar))) {
    return undefined;
  }
  const path = bar < 0 ? content : content.slice(0, barStart);
  const hash = path.indexOf('#');
  const part = bar >= 0 && bar < before.length ? 'label' : hash >= 0 && hash < before.length ? 'fragment' : 'target';
  const partStart = part === 'label' ? bar + 1 : part === 'fragment' ? hash + 1 : 0;
  const inContent = line.start + open + 2;
  return {
    start: line.start + open,
    end: line.start + tail.end,
    part,
    embed: text[open - 1] === '!' && !isEscaped(text, open - 1),
    typed: before.slice(partStart).replace(/\\$/, ''),
    target: (hash < 0 ? path : path.slice(0, hash)).trim(),
    fragment: hash < 0 ? undefined : path.slice(hash + 1).trim(),
    fragmentStart: inContent + (hash < 0 ? path.length : hash + 1),
    pathEnd: inContent + path.length,
    label: bar < 0 ? undefined : content.slice(bar + 1).trim(),
  };
};

/** Where the link goes on and ends behind the cursor. Undefined for what is a markdown link, `[[7]](https://…)`. */
const tailOf = (
  text: string,
  at: number,
  before: string,
): { contentEnd: number; end: number; closed: boolean } | undefined => {
  const close = /^[^[\]]*\]\]/.exec(text.slice(at, at + MAX_CONTENT));
  if (close !== null) {
    const end = at + close[0].length;
    if (text[end] === '(' || (text[end] === '[' && text[end + 1] !== '[')) return undefined;
    return { contentEnd: end - 2, end, closed: true };
  }
  // Half-written: the rest of a word under the cursor belongs to it, and a bracket that was closed singly.
  const word = /\S$/.test(before) ? (/^[\p{L}\p{N}\p{M}_/-]*/u.exec(text.slice(at))?.[0].length ?? 0) : 0;
  const contentEnd = at + word;
  return { contentEnd, end: text[contentEnd] === ']' ? contentEnd + 1 : contentEnd, closed: false };
};

/** Whether an odd number of backslashes stands before a character. */
export const isEscaped = (text: string, at: number): boolean => {
  let backslashes = 0;
  while (text[at - 1 - backslashes] === '\\') backslashes++;
  return backslashes % 2 === 1;
};
