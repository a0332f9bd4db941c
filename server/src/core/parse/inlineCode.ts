import type { Scanner } from './inlineScanner.ts';
import { closerEnd, indexWithin } from './inlineScanner.ts';
import { addComment, addInert } from './pageBuilder.ts';

export const codeSpan = (scanner: Scanner): void => {
  const { source, at, end } = scanner;
  let run = at + 1;
  while (run < end && source.charCodeAt(run) === 96) run++;
  scanner.at = run;
  scanner.lastTicks ??= lastBacktickRuns(source, at, end);
  if ((scanner.lastTicks.get(run - at) ?? -1) <= at) return;
  // A closer exists, so what this walks over is consumed.
  for (let i = run; i < end;) {
    if (source.charCodeAt(i) !== 96) {
      i++;
      continue;
    }
    const first = i;
    while (i < end && source.charCodeAt(i) === 96) i++;
    if (i - first === run - at) {
      skipInert(scanner, at, i);
      return;
    }
  }
};

/** Where the last run of backticks of each length starts. */
const lastBacktickRuns = (source: string, start: number, end: number): Map<number, number> => {
  const runs = new Map<number, number>();
  for (let i = start; i >= 0; i = indexWithin(source, '`', i, end)) {
    if (source.charCodeAt(i) !== 96) break;
    const first = i;
    while (i < end && source.charCodeAt(i) === 96) i++;
    runs.set(i - first, first);
  }
  return runs;
};

const skipInert = (scanner: Scanner, start: number, end: number): void => {
  addInert(scanner.builder, scanner.base + start, scanner.base + end);
  scanner.at = end;
};

const ATTRIBUTE = String.raw`\s+[a-zA-Z_:][a-zA-Z0-9:._-]*(?:\s*=\s*(?:[^"'=<>${'`'}\x00-\x20]+|'[^']*'|"[^"]*"))?`;

const OPEN_TAG = String.raw`<[A-Za-z][A-Za-z0-9-]*(?:${ATTRIBUTE})*\s*\/?>`;

const CLOSE_TAG = String.raw`<\/[A-Za-z][A-Za-z0-9-]*\s*>`;

const TAG = new RegExp(`${OPEN_TAG}|${CLOSE_TAG}`, 'y');

const AUTOLINK = /<(?:[a-zA-Z][a-zA-Z0-9+.-]{1,31}:[^<>\x00-\x20]*|[\w.!#$%&'*+/=?^`{|}~-]+@[\w.-]+)>/y;

/** An open or close tag alone on its line (CommonMark's HTML block, kind 7). */
export const TAG_LINE = new RegExp(`(?:${OPEN_TAG}|${CLOSE_TAG})\\s*$`, 'y');

export const html = (scanner: Scanner): void => {
  const { source, at, end, builder, base } = scanner;
  const next = source.charCodeAt(at + 1);
  scanner.at = at + 1;
  if (next === 33 && source.startsWith('!--', at + 1)) {
    const short = source.startsWith('>', at + 4) ? at + 5 : source.startsWith('->', at + 4) ? at + 6 : 0;
    const stop = short > 0 ? short : closerEnd(scanner, '-->', at + 4);
    if (stop === undefined || stop > end) return;
    if (short === 0) addComment(builder, base + at, base + stop);
    skipInert(scanner, at, stop);
  } else if (next === 63 || next === 33) {
    const cdata = source.startsWith('![CDATA[', at + 1);
    if (next === 33 && !cdata && !/[A-Za-z]/.test(source.charAt(at + 2))) return;
    const stop = closerEnd(scanner, next === 63 ? '?>' : cdata ? ']]>' : '>', at + 2);
    if (stop !== undefined) skipInert(scanner, at, stop);
  } else {
    for (const pattern of [AUTOLINK, TAG]) {
      pattern.lastIndex = at;
      const match = pattern.exec(source);
      if (match === null || at + match[0].length > end) continue;
      skipInert(scanner, at, at + match[0].length);
      return;
    }
  }
};

/** Obsidian's `%% comment %%`. */
export const percentComment = (scanner: Scanner): void => {
  const { source, at } = scanner;
  if (source.charCodeAt(at + 1) !== 37) {
    scanner.at = at + 1;
    return;
  }
  const stop = closerEnd(scanner, '%%', at + 2);
  if (stop === undefined) scanner.at = at + 2;
  else skipInert(scanner, at, stop);
};
