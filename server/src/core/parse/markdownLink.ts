import type { LinkKind } from '../page.ts';
import type { Scanner } from './inlineScanner.ts';
import { own } from './pageBuilder.ts';

export const citation = (scanner: Scanner, label: string, start: number, end: number): void => {
  scanner.builder.citations.push({ start: scanner.base + start, end: scanner.base + end, label: own(label.trim()) });
};

interface Destination {
  readonly url: string;
  readonly urlStart: number;
  readonly end: number;
}

const DESTINATION =
  /\([ \t\r\n]*(?:<((?:[^<>\n\\]|\\.)*)>|((?:[^\s()\\]|\\.|\((?:[^\s()\\]|\\.|\([^\s()]*\))*\))*))(?:[ \t\r\n]+(?:"(?:[^"\\]|\\[\s\S])*"|'(?:[^'\\]|\\[\s\S])*'|\((?:[^()\\]|\\[\s\S])*\)))?[ \t\r\n]*\)/y;

/** `(url "title")` at an offset. */
export const readDestination = (scanner: Scanner, at: number): Destination | undefined => {
  const { source, end } = scanner;
  DESTINATION.lastIndex = at;
  const match = DESTINATION.exec(source);
  if (match === null || at + match[0].length > end) return undefined;
  const url = match[1] ?? match[2] ?? '';
  const urlStart = url === '' ? at + 1 : source.indexOf(url, at + 1);
  return { url, urlStart, end: at + match[0].length };
};

/** A markdown link's text is kept this far; nothing compares it. */
const MAX_LABEL = 80;

export const addMarkdownLink = (
  scanner: Scanner,
  kind: LinkKind,
  start: number,
  labelStart: number,
  labelEnd: number,
  { url, urlStart, end }: Destination,
): void => {
  const { builder, base, source, place } = scanner;
  const hash = url.indexOf('#');
  const target = hash < 0 ? url : url.slice(0, hash);
  const targetStart = base + urlStart;
  const fragmentStart = targetStart + (hash < 0 ? target.length : hash + 1);
  // What looked like an identifier in the link's text belongs to the link.
  while ((builder.mentions[builder.mentions.length - 1]?.start ?? -1) >= base + start) builder.mentions.pop();
  builder.links.push({
    kind,
    start: base + start,
    end: base + end,
    target: own(target),
    targetStart,
    targetEnd: targetStart + target.length,
    fragment: hash < 0 ? undefined : own(url.slice(hash + 1)),
    fragmentStart,
    fragmentEnd: targetStart + url.length,
    label: own(source.slice(labelStart, Math.min(labelEnd, labelStart + MAX_LABEL))),
    labelStart: base + labelStart,
    labelEnd: base + labelEnd,
    heading: builder.headings.length - 1,
    place,
    faulty: false,
  });
};
