import type { BlockState } from './blockState.ts';
import {
  closeTo,
  contentEnd,
  fillContainers,
  isBlank,
  isDigit,
  isEmptyFrom,
  matchContainers,
  passQuoteMark,
  popContainer,
  pushContainer,
  skipBlanks,
} from './blockState.ts';
import {
  atxHeading,
  closeLeaf,
  commentBlock,
  continuesLeaf,
  extendItems,
  fenceStart,
  htmlStart,
  isThematicBreak,
} from './leafBlocks.ts';
import type { PageBuilder } from './pageBuilder.ts';
import { addInert } from './pageBuilder.ts';
import { continueParagraph, endDefinitions, isUnderline, noteField, setextHeading } from './paragraph.ts';
import { startsTable, tableRow } from './table.ts';

/**
 * Reads the block structure of CommonMark with GFM tables, as markdown-it does, line by line, and hands the source of
 * each paragraph, heading and table row to `parseInline`. `start` is where the text behind the front matter begins.
 */
export const parseBlocks = (builder: PageBuilder, lineStarts: Uint32Array, start: number, firstLine: number): void => {
  const { text } = builder;
  const state: BlockState = {
    builder,
    text,
    containers: [],
    items: 0,
    leaf: 'none',
    at: start,
    column: 0,
    base: 0,
    lineStart: start,
    lineEnd: start,
    leafStart: 0,
    leafEnd: 0,
    gaps: [],
    fence: 0,
    fenceLength: 0,
    htmlEnd: undefined,
    nextBar: -1,
    nextDefinition: -1,
    commentEnd: -1,
  };
  const lines = lineStarts.length;
  for (let line = firstLine; line < lines; line++) {
    state.lineStart = lineStarts[line] ?? 0;
    const next = line + 1 < lines ? (lineStarts[line + 1] ?? text.length) : text.length;
    state.lineEnd = contentEnd(text, state.lineStart, next);
    if (state.commentEnd > state.lineStart) continue;
    readLine(state, line + 1 < lines ? next : -1, lineStarts[line + 2] ?? text.length);
  }
  closeLeaf(state);
  while (state.containers.length > 0) popContainer(state);
};

const readLine = (state: BlockState, nextStart: number, nextEnd: number): void => {
  const matched = state.containers.length === 0 ? quickStart(state) : matchContainers(state);
  const all = matched === state.containers.length;
  const blank = state.at >= state.lineEnd;
  const indent = state.column - state.base;
  if (all && continuesLeaf(state, blank, indent)) return;
  if (blank) {
    closeLeaf(state);
    closeTo(state, matched);
    return;
  }
  if (state.leaf === 'paragraph') endDefinitions(state);
  const interrupting = state.leaf === 'paragraph' && all;
  const kept = startBlocks(state, matched, interrupting, nextStart, nextEnd);
  if (kept < 0) return;
  if (state.leaf === 'paragraph' && !(indent > 3 && !all && endsLazyParagraph(state, matched))) {
    // A paragraph goes on, lazily even where the line lacks the marks of its containers.
    continueParagraph(state);
    return;
  }
  if (state.leaf === 'table' && all && indent < 4) {
    tableRow(state);
    return;
  }
  closeLeaf(state);
  closeTo(state, kept);
  openLeaf(state);
};

const quickStart = (state: BlockState): number => {
  state.at = state.lineStart;
  state.column = 0;
  state.base = 0;
  skipBlanks(state);
  return 0;
};

/**
 * markdown-it measures a lazy line's indentation from the item it left, so that one which would start a block there ends
 * the paragraph, though outside the item it is indented code.
 */
const endsLazyParagraph = (state: BlockState, matched: number): boolean => {
  const { text, at, lineEnd, column } = state;
  const innermost = state.containers[state.containers.length - 1];
  if (innermost === undefined || state.containers.some((other, i) => i >= matched && other.kind === 'quote'))
    return false;
  if (column - innermost.content > 3) return false;
  const c = text.charCodeAt(at);
  const marker = column - innermost.outer < 4 ? MARKER.exec(text.slice(at, Math.min(lineEnd, at + 11))) : null;
  return (
    marker !== null ||
    c === 62 ||
    (c === 35 && atxHeading(state) !== undefined) ||
    ((c === 96 || c === 126) && fenceStart(state, c) !== undefined) ||
    ((c === 45 || c === 42 || c === 95) && isThematicBreak(state, c)) ||
    (c === 60 && htmlStart(state, true) !== undefined)
  );
};

const MARKER = /^(?:[-+*]|\d{1,9}[.)])(?:[ \t]|$)/;

const USED = -1;

const MAX_NESTING = 100;

/**
 * Opens the blocks that start on this line, containers first. Gives -1 if that uses the line up, else how many
 * containers what is left of the line belongs to. `interrupting`: an open paragraph would go on here otherwise.
 */
const startBlocks = (
  state: BlockState,
  matched: number,
  interrupting: boolean,
  nextStart: number,
  nextEnd: number,
): number => {
  const { text } = state;
  let kept = matched;
  let inParagraph = interrupting;
  for (;;) {
    // Indented code, unless a paragraph goes on. Nesting is bounded, as in markdown-it, so that no line costs much.
    if (state.column - state.base > 3 || kept >= MAX_NESTING) return kept;
    if (startsTable(state, kept, nextStart, nextEnd)) return USED;
    const c = text.charCodeAt(state.at);
    const next = text.charCodeAt(state.at + 1);
    let leaf: (() => void) | undefined;
    switch (c) {
      case 62: // >
        closeLeaf(state);
        closeTo(state, kept);
        passQuoteMark(state);
        pushContainer(state, { kind: 'quote', content: 0, outer: 0, item: -1, empty: false });
        break;
      case 35: // #
        leaf = atxHeading(state);
        if (leaf === undefined) return kept;
        break;
      case 96: // `
      case 126: // ~
        if (next !== c) return kept;
        leaf = fenceStart(state, c);
        if (leaf === undefined) return kept;
        break;
      case 60: // <
        leaf = htmlStart(state, state.leaf === 'paragraph' || state.leaf === 'table');
        if (leaf === undefined) return kept;
        break;
      case 61: // =
        if (!inParagraph || !isUnderline(state, 61)) return kept;
        return underlined(state, 1) ? USED : kept;
      case 37: // %
        if (next !== 37) return kept;
        leaf = commentBlock(state);
        if (leaf === undefined) return kept;
        break;
      case 45: // -
      case 42: // *
      case 95: // _
      case 43: // +
        if (c === 45 && inParagraph && isUnderline(state, 45) && underlined(state, 2)) return USED;
        if (c !== 43 && isThematicBreak(state, c)) {
          leaf = () => undefined;
          break;
        }
        if (c === 95 || !listItem(state, kept, state.at + 1, undefined, inParagraph)) return kept;
        break;
      default: {
        if (!isDigit(c)) return kept;
        let stop = state.at + 1;
        while (isDigit(text.charCodeAt(stop)) && stop - state.at < 9) stop++;
        const mark = text.charCodeAt(stop);
        if (mark !== 46 && mark !== 41) return kept;
        const number = Number(text.slice(state.at, stop));
        if (!listItem(state, kept, stop + 1, number, inParagraph)) return kept;
      }
    }
    if (leaf !== undefined) {
      closeLeaf(state);
      closeTo(state, kept);
      leaf();
      extendItems(state, state.lineEnd);
      return USED;
    }
    // A container was opened; its content may start further blocks.
    kept = state.containers.length;
    inParagraph = false;
    if (state.at >= state.lineEnd) return USED;
  }
};

const underlined = (state: BlockState, level: 1 | 2): boolean => {
  if (!setextHeading(state, level)) return false;
  extendItems(state, state.lineEnd);
  return true;
};

const listItem = (
  state: BlockState,
  kept: number,
  behind: number,
  number: number | undefined,
  inParagraph: boolean,
): boolean => {
  const { text, lineEnd, builder } = state;
  const empty = isEmptyFrom(text, behind, lineEnd);
  if (!empty && !isBlank(text.charCodeAt(behind))) return false;
  if (inParagraph && (empty || (number !== undefined && number !== 1))) return false;
  closeLeaf(state);
  closeTo(state, kept);
  const { at, column, base: outer } = state;
  const behindColumn = column + (behind - at);
  state.at = behind;
  state.column = behindColumn;
  skipBlanks(state);
  const content = empty || state.column - behindColumn > 4 ? behindColumn + 1 : state.column;
  state.base = content;
  const top = state.items === 0;
  if (top) {
    builder.items.push({
      start: at,
      end: lineEnd,
      contentStart: Math.min(state.at, lineEnd),
      blockEnd: lineEnd,
      number,
      heading: builder.headings.length - 1,
    });
  }
  if (!top) extendItems(state, lineEnd);
  pushContainer(state, { kind: 'item', content, outer, item: top ? builder.items.length - 1 : -1, empty });
  if (!empty) noteField(state, true);
  return true;
};

/** Starts a paragraph or indented code at the scanner's place. */
const openLeaf = (state: BlockState): void => {
  fillContainers(state);
  if (state.column - state.base > 3) {
    state.leaf = 'indented';
    state.leafStart = state.at;
    state.leafEnd = state.lineEnd;
    addInert(state.builder, state.at, state.lineEnd);
    return;
  }
  state.leaf = 'paragraph';
  state.leafStart = state.at;
  state.leafEnd = state.lineEnd;
  state.gaps.length = 0;
  noteField(state, false);
};
