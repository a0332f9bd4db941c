import type { PageBuilder } from './pageBuilder.ts';

interface Container {
  readonly kind: 'quote' | 'item';
  /** For an item: the column from which on a line belongs to it. */
  readonly content: number;
  /** For an item: the column where the content of the container around its list starts. */
  readonly outer: number;
  /** Index in `builder.items`, -1 for a nested item. */
  readonly item: number;
  /** The item's own line had nothing behind its marker; a blank line right after it ends the item. */
  empty: boolean;
}

export interface BlockState {
  readonly builder: PageBuilder;
  readonly text: string;
  readonly containers: Container[];
  /** How many of the containers are list items. */
  items: number;
  leaf: 'none' | 'paragraph' | 'fence' | 'html' | 'indented' | 'table';
  /** Offset and column (tabs expanded) of the first character on the line that is neither blank nor a container's mark. */
  at: number;
  column: number;
  /** Column where the innermost container's content starts; `column - base` is the indentation. */
  base: number;
  lineStart: number;
  lineEnd: number;
  leafStart: number;
  leafEnd: number;
  /** In a paragraph inside a block quote: flat pairs of the stretches that hold `>` marks. */
  gaps: number[];
  fence: number;
  fenceLength: number;
  /** What ends the HTML block; undefined: a blank line. */
  htmlEnd: RegExp | undefined;
  /** The next `|` of the text, so that no line searches for it in vain. */
  nextBar: number;
  /** The next `]:` of the text. */
  nextDefinition: number;
  /** End of an Obsidian comment block that began on an earlier line. */
  commentEnd: number;
}

export const contentEnd = (text: string, start: number, next: number): number => {
  let end = next;
  if (end > start && text.charCodeAt(end - 1) === 10) end--;
  if (end > start && text.charCodeAt(end - 1) === 13) end--;
  return end;
};

/** Moves over blanks; `column` counts a tab as up to the next multiple of four. */
export const skipBlanks = (state: BlockState): void => {
  const { text, lineEnd } = state;
  let { at, column } = state;
  for (; at < lineEnd; at++) {
    const c = text.charCodeAt(at);
    if (c === 32) column++;
    else if (c === 9) column += 4 - (column % 4);
    else break;
  }
  state.at = at;
  state.column = column;
};

/** Goes through the open containers that this line continues; gives how many they are. */
export const matchContainers = (state: BlockState): number => {
  state.at = state.lineStart;
  state.column = 0;
  state.base = 0;
  skipBlanks(state);
  let matched = 0;
  for (const container of state.containers) {
    if (container.kind === 'quote') {
      // Unlike CommonMark, markdown-it takes a further `>` at any indentation.
      if (state.at >= state.lineEnd || state.text.charCodeAt(state.at) !== 62) break;
      passQuoteMark(state);
    } else if (state.at >= state.lineEnd) {
      if (container.empty) break;
    } else if (state.column >= container.content) state.base = container.content;
    else break;
    matched++;
  }
  return matched;
};

export const passQuoteMark = (state: BlockState): void => {
  state.at++;
  state.column++;
  const c = state.text.charCodeAt(state.at);
  state.base = state.column + (state.at < state.lineEnd && (c === 32 || c === 9) ? 1 : 0);
  skipBlanks(state);
};

export const pushContainer = (state: BlockState, container: Container): void => {
  state.containers.push(container);
  if (container.kind === 'item') state.items++;
};

export const popContainer = (state: BlockState): void => {
  const container = state.containers.pop();
  if (container?.kind === 'item') state.items--;
};

export const closeTo = (state: BlockState, count: number): void => {
  while (state.containers.length > count) popContainer(state);
};

/** The innermost items have content now. */
export const fillContainers = (state: BlockState): void => {
  for (const container of state.containers) container.empty = false;
};

export const isBlank = (c: number): boolean => c === 32 || c === 9;

export const isDigit = (c: number): boolean => c >= 48 && c <= 57;

export const isLineBreak = (c: number): boolean => c === 10 || c === 13;

export const isEmptyFrom = (text: string, from: number, lineEnd: number): boolean => {
  for (let at = from; at < lineEnd; at++) if (!isBlank(text.charCodeAt(at))) return false;
  return true;
};
