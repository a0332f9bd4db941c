import type { BlockState } from './blockState.ts';
import { isBlank, isLineBreak } from './blockState.ts';
import { parseInline } from './inline.ts';
import { addInert, intern, own } from './pageBuilder.ts';

export const continueParagraph = (state: BlockState): void => {
  for (const container of state.containers) {
    if (container.kind !== 'quote') continue;
    state.gaps.push(state.lineStart, state.at);
    break;
  }
  state.leafEnd = state.lineEnd;
  noteField(state, false);
};

export const closeParagraph = (state: BlockState): void => {
  takeDefinitions(state);
  const { builder, leafStart, leafEnd } = state;
  if (leafStart >= leafEnd) return;
  if (
    builder.summary === undefined ||
    (builder.headings.length > 0 && builder.summary.start < (builder.headings[0]?.start ?? 0))
  )
    builder.summary = { start: leafStart, end: leafEnd };
  const { source, base } = paragraphSource(state);
  parseInline(builder, { source, base, start: leafStart - base, end: leafEnd - base, place: 'prose' });
};

/** The paragraph's text; where quote marks stand in it, a copy in which they are blanks. */
const paragraphSource = (state: BlockState): { source: string; base: number } => {
  const { text, gaps, leafStart, leafEnd } = state;
  if (gaps.length === 0) return { source: text, base: 0 };
  let source = '';
  let at = leafStart;
  for (let i = 0; i < gaps.length; i += 2) {
    const start = Math.max(at, gaps[i] ?? 0);
    const end = gaps[i + 1] ?? 0;
    if (end <= start) continue;
    source += text.slice(at, start) + ' '.repeat(end - start);
    at = end;
  }
  return { source: source + text.slice(at, leafEnd), base: leafStart };
};

export const isUnderline = (state: BlockState, c: number): boolean => {
  const { text, lineEnd } = state;
  let at = state.at;
  while (at < lineEnd && text.charCodeAt(at) === c) at++;
  while (at < lineEnd && isBlank(text.charCodeAt(at))) at++;
  return at === lineEnd;
};

/** The open paragraph becomes a heading, unless it held nothing but link definitions. */
export const setextHeading = (state: BlockState, level: 1 | 2): boolean => {
  takeDefinitions(state);
  if (state.leafStart >= state.leafEnd) return false;
  const { builder, text, lineEnd } = state;
  const { source, base } = paragraphSource(state);
  const start = state.leafStart;
  const end = state.leafEnd;
  let lineStart = start;
  while (lineStart > 0 && !isLineBreak(text.charCodeAt(lineStart - 1))) lineStart--;
  const name = source.slice(start - base, end - base).replace(/\s*[\r\n]\s*/g, ' ');
  builder.headings.push({ start: lineStart, end: lineEnd, level, text: own(name), textStart: start, textEnd: end });
  parseInline(builder, { source, base, start: start - base, end: end - base, place: 'prose' });
  state.leaf = 'none';
  return true;
};

/** What follows link definitions is a block of its own, as markdown-it has it, unless it may be the last one's title. */
export const endDefinitions = (state: BlockState): void => {
  if (state.text.charCodeAt(state.leafStart) !== 91) return;
  const c = state.text.charCodeAt(state.at);
  if (c === 34 || c === 39 || c === 40) return;
  takeDefinitions(state);
  if (state.leafStart >= state.leafEnd) state.leaf = 'none';
};

/** Takes link definitions (`[7]: url "title"`) from the open paragraph's start; they are not prose. */
const takeDefinitions = (state: BlockState): void => {
  const { builder, text } = state;
  while (state.leafStart < state.leafEnd && text.charCodeAt(state.leafStart) === 91) {
    if (state.nextDefinition < state.leafStart) {
      const found = text.indexOf(']:', state.leafStart);
      state.nextDefinition = found < 0 ? Infinity : found;
    }
    if (state.nextDefinition >= state.leafEnd) return;
    const { source, base } = paragraphSource(state);
    const match = definitionAt(source, state.leafStart - base, state.leafEnd - base);
    if (match?.[1] === undefined) return;
    const target = match[2] ?? match[3] ?? '';
    const start = state.leafStart;
    const targetStart = start + match[0].indexOf(target, match[0].indexOf(']:') + 2);
    builder.definitions.push({
      start,
      end: start + match[0].length,
      label: own(match[1].trim()),
      target: own(target),
      targetStart,
      targetEnd: targetStart + target.length,
    });
    let next = start + match[0].length;
    addInert(builder, start, next);
    while (next < state.leafEnd && /\s/.test(source.charAt(next - base))) next++;
    state.leafStart = next;
  }
};

const DEFINITION =
  /[ \t]*\[(?!\^)((?:[^[\]\\]|\\.)*[^[\]\\\s](?:\\.|\s)*)\]:[ \t]*(?:\r?\n[ \t]*)?(?:<([^<>\n]*)>|([^\s<]\S*))(?:(?:[ \t]+|[ \t]*\r?\n[ \t]*)("(?:[^"\\]|\\[\s\S])*"|'(?:[^'\\]|\\[\s\S])*'|\((?:[^()\\]|\\[\s\S])*\)))?[ \t]*(?=\r|\n|$)/y;

const DEFINITION_ALONE =
  /[ \t]*\[(?!\^)((?:[^[\]\\]|\\.)*[^[\]\\\s](?:\\.|\s)*)\]:[ \t]*(?:\r?\n[ \t]*)?(?:<([^<>\n]*)>|([^\s<]\S*))[ \t]*(?=\r|\n|$)/y;

const definitionAt = (source: string, start: number, end: number): RegExpExecArray | undefined => {
  for (const pattern of [DEFINITION, DEFINITION_ALONE]) {
    pattern.lastIndex = start;
    const match = pattern.exec(source);
    if (match !== null && start + match[0].length <= end) return match;
  }
  return undefined;
};

const MAX_FIELD_VALUE = 40;

/** Notes `**Key:** value` or `**Key**: value` at the start of a line. */
export const noteField = (state: BlockState, bullet: boolean): void => {
  const { text, at, lineEnd, builder } = state;
  if (text.charCodeAt(at) !== 42 || text.charCodeAt(at + 1) !== 42) return;
  // A list item's first paragraph starts where the item already noted it.
  if (builder.fields[builder.fields.length - 1]?.start === state.lineStart) return;
  const close = text.indexOf('**', at + 2);
  if (close < 0 || close >= lineEnd || close - at > 80) return;
  const inside = text.charCodeAt(close - 1) === 58;
  if (!inside && text.charCodeAt(close + 2) !== 58) return;
  const keyEnd = inside ? close - 1 : close;
  const key = text.slice(at + 2, keyEnd);
  if (key.trim() === '' || /[[\]`]/.test(key)) return;
  let valueStart = inside ? close + 2 : close + 3;
  let valueEnd = lineEnd;
  while (valueStart < valueEnd && isBlank(text.charCodeAt(valueStart))) valueStart++;
  while (valueEnd > valueStart && isBlank(text.charCodeAt(valueEnd - 1))) valueEnd--;
  builder.fields.push({
    start: state.lineStart,
    end: lineEnd,
    key: intern(key.trim()),
    keyStart: at + 2,
    keyEnd,
    value: own(text.slice(valueStart, Math.min(valueEnd, valueStart + MAX_FIELD_VALUE))),
    valueStart,
    valueEnd,
    heading: builder.headings.length - 1,
    bullet,
  });
};
