import type {
  Block,
  Citation,
  Comment,
  Definition,
  Dialect,
  Field,
  Heading,
  Link,
  LinkFault,
  ListItem,
  Mention,
} from '../page.ts';
import { cheapHash } from '../memo.ts';
import type { Span } from '../text.ts';

/** What the parser has found so far in one page. Lives only while that page is parsed. */
export interface PageBuilder {
  readonly text: string;
  readonly dialect: Dialect;
  readonly headings: Heading[];
  readonly links: Link[];
  readonly mentions: Mention[];
  readonly blocks: Block[];
  readonly fields: Field[];
  readonly items: (Omit<ListItem, 'blockEnd'> & { blockEnd: number })[];
  readonly citations: Citation[];
  readonly definitions: Definition[];
  readonly faults: LinkFault[];
  readonly comments: Comment[];
  readonly tables: Span[];
  readonly inert: { start: number; end: number }[];
  summary: Span | undefined;
  /** Where the next special character of inline text is, seen from `from`. */
  readonly special: { source: string; from: number; at: number };
}

export const newBuilder = (text: string, dialect: Dialect): PageBuilder => ({
  text,
  dialect,
  headings: [],
  links: [],
  mentions: [],
  blocks: [],
  fields: [],
  items: [],
  citations: [],
  definitions: [],
  faults: [],
  comments: [],
  tables: [],
  inert: [],
  summary: undefined,
  special: { source: '', from: 0, at: -1 },
});

const MAX_COMMENT = 200;

/** Marks a stretch as not prose; one that touches the last is joined to it. */
export const addInert = (builder: PageBuilder, start: number, end: number): void => {
  const last = builder.inert[builder.inert.length - 1];
  if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end);
  else builder.inert.push({ start, end });
};

/** Notes the HTML comment `<!-- … -->` that fills the span, unless it is long. */
export const addComment = (builder: PageBuilder, start: number, end: number): void => {
  if (end - start > MAX_COMMENT) return;
  builder.comments.push({ start, end, text: own(builder.text.slice(start + 4, end - 3).trim()) });
};

/** V8 copies a substring shorter than this; a longer one points into the string that it was cut from. */
const SHARED_FROM = 13;

/**
 * A copy of a substring that does not keep the text it was cut from alive. Texts with any character beyond Latin-1 take
 * two bytes a character, and so do their substrings; what is built from character codes takes one where it can.
 */
export const own = (piece: string): string => {
  const { length } = piece;
  if (length < SHARED_FROM) return piece;
  let copy = '';
  for (let i = 0; i < length; i += CHUNK) {
    const codes = new Array<number>(Math.min(CHUNK, length - i));
    for (let j = 0; j < codes.length; j++) codes[j] = piece.charCodeAt(i + j);
    copy += String.fromCharCode(...codes);
  }
  return copy;
};

const CHUNK = 1024;

/** Recently made copies by a cheap hash; a newer one takes an older one's place, so the table stays small. */
const TABLE_SIZE = 1 << 16;
const copies = new Array<string>(TABLE_SIZE).fill('');

/** Like `own`, for what a vault repeats (targets, labels, headings): equal strings mostly share one copy. */
export const intern = (piece: string): string => {
  if (piece.length < SHARED_FROM) return piece;
  const slot = cheapHash(piece) & (TABLE_SIZE - 1);
  const known = copies[slot];
  if (known === piece) return known;
  const copy = own(piece);
  copies[slot] = copy;
  return copy;
};
