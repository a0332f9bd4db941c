import type { Dialect, FrontMatter, FrontMatterReading, Page, PageId } from './page.ts';
import type { PageBuilder } from './parse/pageBuilder.ts';
import { newBuilder } from './parse/pageBuilder.ts';
import { parseBlocks } from './parse/blocks.ts';
import { parseInline } from './parse/inline.ts';
import { readPlainFrontMatter } from './parse/plainFrontMatter.ts';
import type { Span } from './text.ts';
import { lineAt, lineStartsOf } from './text.ts';

/**
 * Reads one markdown page. The only parser of the product; it runs on every page at start and on every keystroke.
 * Never throws and takes time linear in the text's length, whatever the text. The page keeps no reference to the text.
 */
export const parsePage = (id: PageId, text: string, dialect: Dialect): Page => {
  const lineStarts = lineStartsOf(text);
  const builder = newBuilder(text, dialect);
  const frontMatter = readFrontMatter(builder);
  const firstLine = frontMatter === undefined ? 0 : lineAt(lineStarts, frontMatter.end) + 1;
  const bom = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const start = frontMatter === undefined ? bom : (lineStarts[firstLine] ?? text.length);
  parseBlocks(builder, lineStarts, start, firstLine);
  return {
    id,
    length: text.length,
    lineStarts,
    frontMatter,
    headings: shared(builder.headings),
    links: shared(inOrder(builder.links)),
    mentions: shared(builder.mentions),
    blocks: shared(builder.blocks),
    fields: shared(builder.fields),
    items: shared(builder.items),
    citations: shared(builder.citations),
    definitions: shared(builder.definitions),
    faults: shared(inOrder(builder.faults)),
    comments: shared(builder.comments),
    tables: shared(builder.tables),
    inert: shared(builder.inert),
    summary: builder.summary,
  };
};

/**
 * The front matter alone of the text that begins so, as `parsePage` reads it; undefined where it has none, or where it
 * does not end in this text.
 */
export const parseFrontMatter = (head: string, dialect: Dialect): FrontMatter | undefined =>
  readBlock(head, dialect)?.frontMatter;

const NOTHING: readonly never[] = Object.freeze([]);

/** One empty list serves all pages. */
const shared = <T>(list: readonly T[]): readonly T[] => (list.length === 0 ? NOTHING : list);

/** An image inside a link's text is found before the link that starts earlier. */
const inOrder = <T extends Span>(list: T[]): T[] => {
  for (let i = 1; i < list.length; i++) {
    if ((list[i]?.start ?? 0) < (list[i - 1]?.start ?? 0)) return list.sort((a, b) => a.start - b.start);
  }
  return list;
};

const OPENING = /\ufeff?---(?!-)[ \t]*([\w.+]*)[ \t]*(?:\r\n|\n|\r)/y;
const CLOSING = /^---[ \t]*$/gm;

/** The block between a first line `---` and the next line `---`, with the links and mentions in it. */
const readFrontMatter = (builder: PageBuilder): FrontMatter | undefined => {
  const block = readBlock(builder.text, builder.dialect);
  for (const { start, end } of block?.strings ?? []) {
    parseInline(builder, { source: builder.text, base: 0, start, end, place: 'frontMatter' });
  }
  return block?.frontMatter;
};

/** The block, and the spans of its strings; undefined where there is none or it is not closed. */
const readBlock = (
  text: string,
  dialect: Dialect,
): { readonly frontMatter: FrontMatter; readonly strings: readonly Span[] } | undefined => {
  OPENING.lastIndex = 0;
  const opening = OPENING.exec(text);
  if (opening === null) return undefined;
  const bodyStart = opening[0].length;
  CLOSING.lastIndex = bodyStart;
  const closing = CLOSING.exec(text);
  if (closing === null) return undefined;
  const bodyEnd = closing.index;
  const engine = opening[1] ?? '';
  const { fields, error, strings }: FrontMatterReading =
    (engine === '' ? readPlainFrontMatter(text, bodyStart, bodyEnd) : undefined) ??
    dialect.readFrontMatter(text.slice(bodyStart, bodyEnd), bodyStart, engine);
  const start = opening[0].charCodeAt(0) === 0xfeff ? 1 : 0;
  return { frontMatter: { start, end: bodyEnd + 3, bodyStart, bodyEnd, fields, error }, strings };
};
