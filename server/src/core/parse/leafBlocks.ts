import type { Heading } from '../page.ts';
import type { BlockState } from './blockState.ts';
import { isBlank } from './blockState.ts';
import { parseInline } from './inline.ts';
import { TAG_LINE } from './inlineCode.ts';
import { indexWithin } from './inlineScanner.ts';
import { addComment, addInert, intern } from './pageBuilder.ts';
import { closeParagraph } from './paragraph.ts';

/** Ends the open leaf block; a paragraph's text is read now. */
export const closeLeaf = (state: BlockState): void => {
  const { leaf, builder } = state;
  if (leaf === 'paragraph') closeParagraph(state);
  else if (leaf === 'html') closeHtml(state);
  else if (leaf === 'table') builder.tables.push({ start: state.leafStart, end: state.leafEnd });
  if (leaf !== 'none') {
    state.leaf = 'none';
    extendItems(state, state.leafEnd);
  }
};

/** The open items reach at least to this offset: the end of a leaf that was closed, or of a line that was used up. */
export const extendItems = (state: BlockState, end: number): void => {
  if (state.items === 0) return;
  for (const { item } of state.containers) {
    const open = state.builder.items[item];
    if (open !== undefined) open.blockEnd = Math.max(open.blockEnd, end);
  }
};

/** A line inside fenced or indented code or HTML, or one that ends them. True if the line is used up. */
export const continuesLeaf = (state: BlockState, blank: boolean, indent: number): boolean => {
  const { builder, lineStart, lineEnd } = state;
  switch (state.leaf) {
    case 'fence':
      addInert(builder, lineStart, lineEnd);
      state.leafEnd = lineEnd;
      joinInert(state);
      if (!blank && indent < 4 && closesFence(state)) closeLeaf(state);
      return true;
    case 'html':
      if (state.htmlEnd === undefined ? blank : false) return false;
      state.leafEnd = lineEnd;
      if (state.htmlEnd?.test(state.text.slice(state.at, lineEnd)) === true) closeLeaf(state);
      return true;
    case 'indented':
      if (!blank && indent < 4) return false;
      if (!blank) {
        addInert(builder, state.leafEnd, lineEnd);
        state.leafEnd = lineEnd;
      }
      return true;
    default:
      return false;
  }
};

/** Makes the code block's inert stretch one, over the line breaks in it. */
const joinInert = (state: BlockState): void => {
  const { inert } = state.builder;
  const last = inert[inert.length - 1];
  const before = inert[inert.length - 2];
  if (last === undefined || before === undefined || before.end < state.leafStart) return;
  before.end = last.end;
  inert.pop();
};

const closesFence = (state: BlockState): boolean => {
  const { text, lineEnd, fence, fenceLength } = state;
  let at = state.at;
  while (at < lineEnd && text.charCodeAt(at) === fence) at++;
  if (at - state.at < fenceLength) return false;
  while (at < lineEnd && isBlank(text.charCodeAt(at))) at++;
  return at === lineEnd;
};

export const atxHeading = (state: BlockState): (() => void) | undefined => {
  const { text, lineEnd } = state;
  let at = state.at;
  while (text.charCodeAt(at) === 35 && at - state.at < 7) at++;
  const level = at - state.at;
  if (level > 6 || (at < lineEnd && !isBlank(text.charCodeAt(at)))) return undefined;
  return () => {
    let start = at;
    while (start < lineEnd && isBlank(text.charCodeAt(start))) start++;
    let end = lineEnd;
    while (end > start && isBlank(text.charCodeAt(end - 1))) end--;
    let closing = end;
    while (closing > start && text.charCodeAt(closing - 1) === 35) closing--;
    if (closing === start || (closing < end && isBlank(text.charCodeAt(closing - 1)))) end = closing;
    while (end > start && isBlank(text.charCodeAt(end - 1))) end--;
    addHeading(state, level as Heading['level'], state.lineStart, lineEnd, Math.min(start, end), end);
  };
};

const addHeading = (
  state: BlockState,
  level: Heading['level'],
  start: number,
  end: number,
  textStart: number,
  textEnd: number,
): void => {
  const { builder, text } = state;
  builder.headings.push({ start, end, level, text: intern(text.slice(textStart, textEnd)), textStart, textEnd });
  parseInline(builder, { source: text, base: 0, start: textStart, end: textEnd, place: 'prose' });
};

export const isThematicBreak = (state: BlockState, c: number): boolean => {
  const { text, lineEnd } = state;
  let count = 0;
  for (let at = state.at; at < lineEnd; at++) {
    const d = text.charCodeAt(at);
    if (d === c) count++;
    else if (!isBlank(d)) return false;
  }
  return count >= 3;
};

export const fenceStart = (state: BlockState, c: number): (() => void) | undefined => {
  const { text, lineEnd } = state;
  let at = state.at;
  while (at < lineEnd && text.charCodeAt(at) === c) at++;
  const length = at - state.at;
  if (length < 3) return undefined;
  if (c === 96) {
    if (indexWithin(text, '`', at, lineEnd) >= 0) return undefined;
  }
  const start = state.at;
  return () => {
    state.leaf = 'fence';
    state.fence = c;
    state.fenceLength = length;
    state.leafStart = start;
    state.leafEnd = lineEnd;
    addInert(state.builder, start, lineEnd);
  };
};

const RAW_TAGS = /^<(?:script|pre|style|textarea)(?:[\s>]|$)/i;

const RAW_END = /<\/(?:script|pre|style|textarea)>/i;

const BLOCK_TAGS =
  /^<\/?(?:address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul)(?:\s|\/?>|$)/i;

/** CommonMark's seven kinds of HTML block; the last does not interrupt a paragraph. */
export const htmlStart = (state: BlockState, interrupting: boolean): (() => void) | undefined => {
  const { text, lineEnd, at } = state;
  const next = text.charCodeAt(at + 1);
  const letter = (next | 32) >= 97 && (next | 32) <= 122;
  if (!letter && next !== 33 && next !== 47 && next !== 63) return undefined;
  const line = text.slice(at, Math.min(lineEnd, at + 400));
  let end: RegExp | undefined;
  if (RAW_TAGS.test(line)) end = RAW_END;
  else if (line.startsWith('<!--')) end = /-->/;
  else if (line.startsWith('<?')) end = /\?>/;
  else if (/^<![A-Z]/.test(line)) end = />/;
  else if (line.startsWith('<![CDATA[')) end = /\]\]>/;
  else if (!BLOCK_TAGS.test(line)) {
    if (interrupting) return undefined;
    TAG_LINE.lastIndex = 0;
    if (!TAG_LINE.test(text.slice(at, lineEnd))) return undefined;
  }
  return () => {
    state.leaf = 'html';
    state.leafStart = at;
    state.leafEnd = lineEnd;
    state.htmlEnd = end;
    if (end?.test(text.slice(at, lineEnd)) === true) closeLeaf(state);
  };
};

const closeHtml = (state: BlockState): void => {
  const { builder, text, leafStart, leafEnd } = state;
  addInert(builder, leafStart, leafEnd);
  for (let from = leafStart; ;) {
    const start = indexWithin(text, '<!--', from, leafEnd);
    const end = start < 0 ? -1 : indexWithin(text, '-->', start + 4, leafEnd);
    if (end < 0) return;
    addComment(builder, start, end + 3);
    from = end + 3;
  }
};

/** A line that starts with `%%` and has no second `%%` opens a comment up to the next one, blank lines included. */
export const commentBlock = (state: BlockState): (() => void) | undefined => {
  const { text, lineEnd, at } = state;
  const close = text.indexOf('%%', at + 2);
  if (close < 0 || close < lineEnd) return undefined;
  return () => {
    addInert(state.builder, at, close + 2);
    extendItems(state, close + 2);
    state.commentEnd = close + 2;
  };
};
