/** Where the line starts that holds an offset; a line break belongs to the line that it ends. */
export const lineStartIn = (text: string, offset: number): number => {
  let at = beforeBreak(text, offset);
  while (at > 0 && !isBreak(text.charCodeAt(at - 1))) at--;
  return at;
};

/** Where the line ends that holds an offset, without its line break. */
export const lineEndIn = (text: string, offset: number): number => {
  let at = beforeBreak(text, offset);
  while (at < text.length && !isBreak(text.charCodeAt(at))) at++;
  return at;
};

/** Where the line behind the one that holds an offset starts; the text's length where there is none. */
export const nextLineIn = (text: string, offset: number): number => {
  const end = lineEndIn(text, offset);
  return end >= text.length ? text.length : end + (text.startsWith('\r\n', end) ? 2 : 1);
};

/** An offset inside of `\r\n` moved before it. */
const beforeBreak = (text: string, offset: number): number =>
  text.charCodeAt(offset) === 10 && text.charCodeAt(offset - 1) === 13 ? offset - 1 : offset;

/** Whether a character code is that of a line break, or of half of one. */
export const isBreak = (c: number): boolean => c === 10 || c === 13;

/** How a text ends its lines: by its first line break; `\n` where it has none. */
export const lineBreakOf = (text: string): string => /\r\n|\n|\r/.exec(text)?.[0] ?? '\n';

/** Whether nothing but blanks stands in a stretch. */
export const isBlankIn = (text: string, start: number, end: number): boolean => text.slice(start, end).trim() === '';

/** A text with its line breaks written otherwise. */
export const withLineBreak = (text: string, lineBreak: string): string => text.replace(/\r\n|\n|\r/g, lineBreak);

/** Whether an empty line, or one of blanks, stands in a stretch that starts behind a line and ends before one. */
export const hasBlankLineIn = (text: string, start: number, end: number): boolean =>
  /(?:\r\n|\n|\r(?!\n))[ \t]*[\r\n]/.test(text.slice(start, end));
