import type { FrontMatterField, FrontMatterReading, FrontMatterValue } from '../page.ts';
import { isBreak } from '../lines.ts';
import { isBlank } from './blockState.ts';
import { intern } from './pageBuilder.ts';
import type { Span } from '../text.ts';

const LINE = /([A-Za-z_][\w-]*):(?:[ \t]+([^\r\n]*?))?[ \t]*(?:\r\n|\n|\r|$)/y;
const BLANK_OR_COMMENT = /(?:[ \t]*|#[^\r\n]*)(?:\r\n|\n|\r)/y;

/**
 * Reads front matter that has only lines `key: scalar`, which is nearly every page; undefined for anything else, which
 * is then YAML's. What it reads, YAML 1.2 (core schema) reads the same way: a differential test holds it to that.
 *
 * @param text the page's text; `start` and `end` delimit the lines between the dashes.
 */
export const readPlainFrontMatter = (text: string, start: number, end: number): FrontMatterReading | undefined => {
  const fields: FrontMatterField[] = [];
  const strings: Span[] = [];
  let at = start;
  while (at < end) {
    LINE.lastIndex = at;
    const match = LINE.exec(text);
    if (match?.[1] === undefined) {
      BLANK_OR_COMMENT.lastIndex = at;
      const skipped = BLANK_OR_COMMENT.exec(text);
      if (skipped === null || skipped[0].length === 0) return undefined;
      at += skipped[0].length;
      continue;
    }
    const key = intern(match[1]);
    if (hasKey(fields, key)) return undefined;
    const source = match[2] ?? '';
    const value = readScalar(source);
    if (value === undefined) return undefined;
    const keyEnd = at + key.length;
    const valueEnd = endBefore(source === '' ? isBreak : isSpace, text, at + match[0].length);
    const valueStart = valueEnd - source.length;
    fields.push({ key, start: at, end: valueEnd, keyEnd, value, valueStart, valueEnd });
    if (typeof value === 'string') {
      const quoted = source.charCodeAt(0) === 34 || source.charCodeAt(0) === 39 ? 1 : 0;
      strings.push({ start: valueStart + quoted, end: valueEnd - quoted });
    }
    at += match[0].length;
  }
  return { fields, error: undefined, strings };
};

const hasKey = (fields: readonly FrontMatterField[], key: string): boolean => {
  for (const field of fields) if (field.key === key) return true;
  return false;
};

const isSpace = (code: number): boolean => isBlank(code) || isBreak(code);

/** Where such characters before `end` begin. */
const endBefore = (isSuch: (code: number) => boolean, text: string, end: number): number => {
  let at = end;
  while (isSuch(text.charCodeAt(at - 1))) at--;
  return at;
};

const INTEGER = /^(?:0|[1-9]\d{0,14})$/;
const DATE = /^\d{4}-\d\d(?:-\d\d)?$/;
const PLAIN = /^[\p{L}][^#:\t\x00-\x1f\x7f\ufeff]*(?::[^\s#:][^#:\t\x00-\x1f\x7f\ufeff]*)*$/u;
const DOUBLE_QUOTED = /^"[^"\\\x00-\x08\x0b-\x1f\x7f\ufeff]*"$/;
const SINGLE_QUOTED = /^'[^'\x00-\x08\x0b-\x1f\x7f\ufeff]*'$/;
const WORDS: ReadonlyMap<string, FrontMatterValue> = new Map<string, FrontMatterValue>([
  ['', null],
  ['~', null],
  ...['null', 'Null', 'NULL'].map(word => [word, null] as const),
  ...['true', 'True', 'TRUE'].map(word => [word, true] as const),
  ...['false', 'False', 'FALSE'].map(word => [word, false] as const),
]);

const readScalar = (source: string): FrontMatterValue | undefined => {
  const word = WORDS.get(source);
  if (word !== undefined) return word;
  const first = source.charCodeAt(0);
  if (first === 34) return DOUBLE_QUOTED.test(source) ? intern(source.slice(1, -1)) : undefined;
  if (first === 39) return SINGLE_QUOTED.test(source) ? intern(source.slice(1, -1)) : undefined;
  if (INTEGER.test(source)) return Number(source);
  return DATE.test(source) || PLAIN.test(source) ? intern(source) : undefined;
};
