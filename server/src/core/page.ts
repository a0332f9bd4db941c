import type { Span } from './text.ts';

/** A page's path from the vault's root, components joined by `/`, as on disk: `techniques/impact/erode.md`. */
export type PageId = string;

/**
 * What one markdown page says, and where. Everything is readonly and holds no reference to the page's text: strings in
 * it are copies. All numbers are UTF-16 offsets into the text, `end` exclusive. Lists are in text order.
 */
export interface Page {
  readonly id: PageId;
  /** Length of the text in UTF-16 code units. */
  readonly length: number;
  readonly lineStarts: Uint32Array;
  readonly frontMatter: FrontMatter | undefined;
  readonly headings: readonly Heading[];
  /** Wiki-links, embeds, markdown links and images, in prose and in front matter strings. */
  readonly links: readonly Link[];
  /** Bare identifiers in prose and in front matter strings, such as `AML.T0021`; never inside a link. */
  readonly mentions: readonly Mention[];
  readonly blocks: readonly Block[];
  readonly fields: readonly Field[];
  /** Items of lists that are not nested in another list. */
  readonly items: readonly ListItem[];
  readonly citations: readonly Citation[];
  readonly definitions: readonly Definition[];
  readonly faults: readonly LinkFault[];
  /** HTML comments of at most 200 characters. */
  readonly comments: readonly Comment[];
  readonly tables: readonly Span[];
  /** Stretches that are not prose: code, raw HTML, comments. In text order; they do not overlap. */
  readonly inert: readonly Span[];
  /** The first paragraph after the first heading (or of the page, where it has none); undefined if there is none. */
  readonly summary: Span | undefined;
}

export interface Heading extends Span {
  /** `start` is the start of its line, `end` the end of its last line, without the line break. */
  readonly level: 1 | 2 | 3 | 4 | 5 | 6;
  /** The inline source between the `#` marks, trimmed. */
  readonly text: string;
  readonly textStart: number;
  readonly textEnd: number;
}

export type LinkKind = 'wiki' | 'embed' | 'markdown' | 'image';

/**
 * `[[target#fragment|label]]`, `![[…]]`, `[label](target#fragment)` or `![label](target)`. The span runs from the first
 * `[` or `!` to behind the last bracket.
 */
export interface Link extends Span {
  readonly kind: LinkKind;
  /** The path as written, trimmed, without fragment and without a table's backslash. Empty in `[[#heading]]`. */
  readonly target: string;
  readonly targetStart: number;
  readonly targetEnd: number;
  /** What follows the first `#`: a heading, `A#B` for nested ones, or `^block`. Undefined if there is no `#`. */
  readonly fragment: string | undefined;
  /** Behind the `#`; equal to `fragmentEnd` and to `targetEnd` if there is none. */
  readonly fragmentStart: number;
  readonly fragmentEnd: number;
  readonly label: string | undefined;
  /** Behind the bar; equal to `labelEnd`, at the closing brackets, if there is no label. */
  readonly labelStart: number;
  readonly labelEnd: number;
  /** Index in `page.headings` of the nearest heading above (or the one it stands in), -1 before the first. */
  readonly heading: number;
  readonly place: 'prose' | 'table' | 'frontMatter';
  /** Part of a LinkFault, which is then its one problem. */
  readonly faulty: boolean;
}

export interface Mention extends Span {
  readonly id: string;
  readonly heading: number;
  readonly place: 'prose' | 'table' | 'frontMatter';
}

/** `^id` at the end of a block. The span covers `^id`. */
export interface Block extends Span {
  readonly id: string;
}

/** A line `**Key:** value` or `- **Key:** value` (the colon may stand outside the bold). The span covers the line. */
export interface Field extends Span {
  readonly key: string;
  readonly keyStart: number;
  readonly keyEnd: number;
  /** Trimmed source text of the value, at most 40 characters of it. */
  readonly value: string;
  readonly valueStart: number;
  readonly valueEnd: number;
  readonly heading: number;
  readonly bullet: boolean;
}

/** A list item that is not nested. The span runs from its marker to the end of its first line. */
export interface ListItem extends Span {
  /** Behind marker and spaces. */
  readonly contentStart: number;
  /** End of the item's last line, nested blocks included. */
  readonly blockEnd: number;
  /** The number of an ordered item; undefined for a bullet. */
  readonly number: number | undefined;
  readonly heading: number;
}

/** `[7]` in prose, be it alone or as `[text][7]`; not where it is the text of a link. */
export interface Citation extends Span {
  readonly label: string;
}

/** `[7]: url` */
export interface Definition extends Span {
  readonly label: string;
  readonly target: string;
  readonly targetStart: number;
  readonly targetEnd: number;
}

/**
 * `unclosed`: `[[` without `]]` (span: from the brackets to the end of what looks like its content); `unopened`: `text|label]]` without `[[`; `empty`: `[[]]`, `[[|x]]`;
 * `nested`: a link inside a link; `bar`: an unescaped bar in a table's link (span: the bar).
 */
export interface LinkFault extends Span {
  readonly kind: 'unclosed' | 'unopened' | 'empty' | 'nested' | 'bar';
  /** The span's source, at most 300 characters of it: a repair depends on what was meant. */
  readonly text: string;
}

export interface Comment extends Span {
  /** Between `<!--` and `-->`, trimmed. */
  readonly text: string;
}

/** The block between `---` lines at the page's start. The span runs from the first dash to the end of the last line's dashes. */
export interface FrontMatter extends Span {
  /** Start of the line after the opening one. */
  readonly bodyStart: number;
  /** Start of the closing `---` line. */
  readonly bodyEnd: number;
  readonly fields: readonly FrontMatterField[];
  readonly error: FrontMatterError | undefined;
}

export type FrontMatterValue =
  string | number | boolean | null | readonly FrontMatterValue[] | { readonly [key: string]: FrontMatterValue };

/** A top-level key. The span runs from the key to the end of the value. */
export interface FrontMatterField extends Span {
  readonly key: string;
  readonly keyEnd: number;
  readonly value: FrontMatterValue;
  /** The value's source, quotes included; empty (at the end of the key's line) for an empty value. */
  readonly valueStart: number;
  readonly valueEnd: number;
}

/** Why the block could not be read, and where. */
export interface FrontMatterError extends Span {
  readonly message: string;
}

/** A string scalar inside the front matter; `text` spans its source without quotes, for finding links in it. */
export interface FrontMatterReading {
  readonly fields: readonly FrontMatterField[];
  readonly error: FrontMatterError | undefined;
  /** Source spans of string scalars, without quotes. */
  readonly strings: readonly Span[];
}

/**
 * Reads the front matter that the parser does not read itself. `body` is the text between the `---` lines, `start` its
 * offset in the page, `engine` the word after the opening dashes (`js` in `---js`), empty normally. Never throws.
 */
export type ReadFrontMatter = (body: string, start: number, engine: string) => FrontMatterReading;

/** What the parser is told about a world that core does not know. */
export interface Dialect {
  readonly readFrontMatter: ReadFrontMatter;
  /** Matches a bare identifier; must be sticky (`y`) and is tried at the start of dotted upper-case words only. */
  readonly mention: RegExp | undefined;
  /** An ASCII pattern that tells of pages, before they are read to their end, which ones cannot have something; see `mayHaveMark`. */
  readonly mark?: RegExp;
}

/** The value of a front matter key if it is a string, else undefined. */
export const frontMatterString = (page: Page, key: string): string | undefined => {
  const value = page.frontMatter?.fields.find(field => field.key === key)?.value;
  return typeof value === 'string' ? value : undefined;
};

/**
 * Where a heading stands in its page's list. Lists of a packed page are made anew now and then, so what was taken from
 * one is found again by its place, not as the same object.
 */
export const headingIndex = (page: Page, heading: Span): number =>
  page.headings.findIndex(({ start }) => start === heading.start);

/** The section that a heading opens: from its start to the start of the next heading of its level or above. */
export const sectionSpan = (page: Page, heading: number): Span => {
  const own = page.headings[heading];
  if (own === undefined) return { start: 0, end: page.headings[0]?.start ?? page.length };
  let next = heading + 1;
  while ((page.headings[next]?.level ?? 0) > own.level) next++;
  return { start: own.start, end: page.headings[next]?.start ?? page.length };
};

/** A stretch of a page or of another file of the vault. */
export interface Place {
  /** A page's id, or a file's path from the vault's root. */
  readonly path: string;
  readonly span: Span;
}
