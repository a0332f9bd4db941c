import type { BlockState } from './blockState.ts';
import { closeTo, contentEnd, fillContainers, matchContainers } from './blockState.ts';
import { closeLeaf } from './leafBlocks.ts';
import { parseTableRow } from './tableRow.ts';

/** A line with a bar over a delimiter row of as many columns is a table's head. */
export const startsTable = (state: BlockState, kept: number, nextStart: number, nextEnd: number): boolean => {
  const { text, at, lineEnd } = state;
  if (nextStart < 0 || state.leaf === 'table') return false;
  if (state.nextBar < at) {
    const found = text.indexOf('|', at);
    state.nextBar = found < 0 ? Infinity : found;
  }
  if (state.nextBar >= lineEnd) return false;
  const delimiters = nextContent(state, kept, nextStart, contentEnd(text, nextStart, nextEnd));
  if (delimiters === undefined || !DELIMITER_ROW.test(delimiters)) return false;
  // A lone dash and blank is a list item.
  if (/^-[ \t]/.test(delimiters)) return false;
  if (countColumns(delimiters) !== countColumns(text.slice(at, lineEnd))) return false;
  closeLeaf(state);
  closeTo(state, kept);
  fillContainers(state);
  state.leaf = 'table';
  state.leafStart = at;
  tableRow(state);
  return true;
};

const DELIMITER_ROW = /^\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/;

/** What the next line holds behind the marks of the first `kept` containers; undefined if it lacks one of them. */
const nextContent = (state: BlockState, kept: number, lineStart: number, lineEnd: number): string | undefined => {
  const c = state.text.charCodeAt(lineStart);
  // Cheap refusal: a delimiter row starts with one of few characters.
  if (c !== 124 && c !== 45 && c !== 58 && c !== 32 && c !== 62 && c !== 9) return undefined;
  const ahead: BlockState = { ...state, lineStart, lineEnd, containers: state.containers.slice(0, kept) };
  if (matchContainers(ahead) < kept || ahead.column - ahead.base > 3) return undefined;
  return state.text.slice(ahead.at, lineEnd);
};

const countColumns = (row: string): number => {
  const trimmed = row.trim();
  let bars = 0;
  for (let i = 0; i < trimmed.length; i++)
    if (trimmed.charCodeAt(i) === 124 && trimmed.charCodeAt(i - 1) !== 92) bars++;
  if (trimmed.startsWith('|')) bars--;
  if (trimmed.length > 1 && trimmed.endsWith('|') && !trimmed.endsWith('\\|')) bars--;
  return bars + 1;
};

export const tableRow = (state: BlockState): void => {
  state.leafEnd = state.lineEnd;
  parseTableRow(state.builder, {
    source: state.text,
    base: 0,
    start: state.at,
    end: state.lineEnd,
    place: 'table',
  });
};
