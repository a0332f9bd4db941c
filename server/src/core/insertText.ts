import { isBlankIn, lineBreakOf, lineEndIn, nextLineIn } from './lines.ts';
import type { TextEdit } from './text.ts';

/**
 * The edit that puts lines as a block of their own behind the line that ends at `offset`: a blank line before them, and one
 * behind where something else follows.
 */
export const blockBehind = (text: string, offset: number, lines: readonly string[]): TextEdit => {
  const lineBreak = lineBreakOf(text);
  const next = nextLineIn(text, offset);
  const isLast = isBlankIn(text, offset, text.length);
  const end = isLast || isBlankIn(text, next, lineEndIn(text, next)) ? '' : lineBreak;
  return { span: { start: offset, end: offset }, newText: lineBreak + lineBreak + lines.join(lineBreak) + end };
};
