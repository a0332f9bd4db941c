/** A stretch of a text: UTF-16 code-unit offsets, `end` exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A place in a text as LSP counts it: line from 0, character in UTF-16 code units from the line's start. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** A replacement of one span by other text; offsets are of the text before any edit. */
export interface TextEdit {
  readonly span: Span;
  readonly newText: string;
}

/**
 * The offset at which each line starts; the first is 0. Line ends are `\n`, `\r\n` and a lone `\r`, as in LSP.
 */
export const lineStartsOf = (text: string): Uint32Array => {
  const starts: number[] = [0];
  if (text.indexOf('\r') < 0) {
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  } else {
    for (let i = 0; i < text.length; i++) {
      const c = text.charCodeAt(i);
      if (c === 10 || (c === 13 && text.charCodeAt(i + 1) !== 10)) starts.push(i + 1);
    }
  }
  return new Uint32Array(starts);
};

/** The line (from 0) that holds an offset. */
export const lineAt = (lineStarts: Uint32Array, offset: number): number => {
  let low = 0;
  let high = lineStarts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((lineStarts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
};

/** An offset as line and character. */
export const positionAt = (lineStarts: Uint32Array, offset: number): Position => {
  const line = lineAt(lineStarts, offset);
  return { line, character: offset - (lineStarts[line] ?? 0) };
};

/**
 * A line and character as an offset. A line past the end gives `length`; a character past the line's end gives the
 * start of the next line less one at most (LSP: "defaults back to the line length").
 */
export const offsetAt = (lineStarts: Uint32Array, length: number, position: Position): number => {
  const start = lineStarts[position.line];
  if (start === undefined) return position.line < 0 ? 0 : length;
  const next = lineStarts[position.line + 1];
  const limit = next === undefined ? length : next - 1;
  return Math.max(start, Math.min(start + position.character, limit));
};

/** A span as line and character at both ends. */
export const rangeOf = (lineStarts: Uint32Array, span: Span): Range => ({
  start: positionAt(lineStarts, span.start),
  end: positionAt(lineStarts, span.end),
});

/** Whether an offset touches a span; the end counts, so a cursor right behind a word is still on it. */
export const touches = (span: Span, offset: number): boolean => span.start <= offset && offset <= span.end;

/** The text after edits. They must not overlap; order does not matter. */
export const applyEdits = (text: string, edits: readonly TextEdit[]): string => {
  let result = '';
  let at = 0;
  for (const edit of [...edits].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end)) {
    result += text.slice(at, edit.span.start) + edit.newText;
    at = edit.span.end;
  }
  return result + text.slice(at);
};

/** Index of the first of these (in text order) that starts at `offset` or behind it. */
export const firstFrom = (list: readonly Span[], offset: number): number => {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle]?.start ?? Infinity) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
};
