import { targetHash } from './nameHash.ts';
import type { Dialect, Field, FrontMatter, Heading, Link, LinkKind, ListItem, Mention, Page, PageId } from './page.ts';
import { parseFrontMatter, parsePage } from './parsePage.ts';

/** A file that was just read, without BOM. Only `again` may be kept: the others hold all that was read, or only for now. */
export interface Source {
  readonly text: () => string;
  /** What the text begins with, to the end of the front matter or beyond; undefined where there is none, or in doubt. */
  readonly head: () => string | undefined;
  /** Whether the text matches a pattern in which all characters are ASCII. */
  readonly matches: (pattern: RegExp) => boolean;
  /** The text of the file with this path, as it is when this is called; empty if it cannot be read any more. */
  readonly again: (path: string) => string;
}

/** The source of a text that is at hand. */
export const sourceOf = (text: string): Source => ({
  text: () => text,
  head: () => text,
  matches: pattern => pattern.test(text),
  again: () => text,
});

/**
 * The page of a text that is not open in an editor. Where the page has front matter, nothing else is read until something else
 * is asked of it, which for most pages of a large vault is late or never.
 */
export const closedPage = (id: PageId, source: Source, dialect: Dialect): Page => {
  const head = source.head();
  const frontMatter = head === undefined ? undefined : parseFrontMatter(head, dialect);
  if (frontMatter === undefined) return packPage(parsePage(id, source.text(), dialect));
  const closed = new ClosedPage(id, frontMatter, undefined, source.again, dialect);
  closed.isMarked = dialect.mark === undefined || source.matches(dialect.mark);
  return closed;
};

/** Whether a page may have the dialect's mark; without reading it, and true in doubt. */
export const mayHaveMark = (page: Page): boolean => !(page instanceof ClosedPage) || page.isMarked;

/**
 * A page in a fifth of the memory, for the thousands that are not open: numbers in one typed array, strings in one
 * list. It answers like the page it was made from; its lists are made when they are asked for and kept for a while.
 */
export const packPage = (page: Page): Page => {
  const closed = new ClosedPage(page.id, page.frontMatter, page);
  keepOpen(closed);
  return closed;
};

/**
 * The links of a page that may have one of some link keys, given as their `keyHash`; few others are among them. Of a packed
 * page no others are unpacked.
 */
export const linksNamed = (page: Page, hashes: ReadonlySet<number>): readonly Link[] => {
  if (page instanceof ClosedPage) return page.linksNamed(hashes);
  return page.links.filter(({ target }) => mayBeNamed(targetHash(target), hashes));
};

const mayBeNamed = (hash: number, hashes: ReadonlySet<number>): boolean => hash === 0 || hashes.has(hash);

/** Whether a page mentions one of these identifiers; a packed page is not unpacked for it. */
export const mentionsAny = (page: Page, ids: ReadonlySet<string>): boolean =>
  page instanceof ClosedPage ? page.mentionsAny(ids) : page.mentions.some(({ id }) => ids.has(id));

/** Whether a target, fragment or label of a page's links holds a text; a packed page is not unpacked for it. */
export const linksInclude = (page: Page, text: string): boolean =>
  page instanceof ClosedPage
    ? page.linksInclude(text)
    : page.links.some(link => [link.target, link.fragment, link.label].some(part => part?.includes(text)));

/** Lets go of what a closed page keeps unpacked; it is unpacked again when asked for. Nothing to do for other pages. */
export const releasePage = (page: Page): void => {
  if (page instanceof ClosedPage) page.release();
};

let isKept = false;

/**
 * A function of pages, read once a page value. A closed page keeps the answer itself: a WeakMap with fifty thousand pages makes every
 * collection of garbage longer. It has one place for that, so this can be called once; other facts take a WeakMap.
 */
export const keptWithPage = <T extends object>(read: (page: Page) => T): ((page: Page) => T) => {
  if (isKept) throw new Error('A page keeps one answer, and another function has it.');
  isKept = true;
  const others = new WeakMap<Page, T>();
  return page => {
    if (page instanceof ClosedPage) return (page.kept ??= read(page)) as T;
    let known = others.get(page);
    if (known === undefined) others.set(page, (known = read(page)));
    return known;
  };
};

/** What is kept of a page as it is, and its lists packed. */
interface Packed extends Pick<
  Page,
  'length' | 'blocks' | 'citations' | 'definitions' | 'faults' | 'comments' | 'tables' | 'inert' | 'summary'
> {
  readonly numbers: Uint16Array | Uint32Array;
  readonly strings: readonly string[];
}

/**
 * The one class of core: fifty thousand pages with getters of their own would take the memory that packing saves, so
 * they must share them by a prototype.
 */
class ClosedPage implements Page {
  /** The answer of the function that was given to `keptWithPage`. */
  kept: unknown;
  readonly id: PageId;
  readonly frontMatter: FrontMatter | undefined;
  isMarked = true;
  /** How its text is read, and with what it is parsed; undefined once that was done. */
  #again: Source['again'] | undefined;
  #dialect: Dialect | undefined;
  #packed: Packed | undefined;
  /** What was unpacked; undefined once it was released. */
  #view: Partial<View> | undefined;

  constructor(
    id: PageId,
    frontMatter: FrontMatter | undefined,
    page: Page | undefined,
    again?: Source['again'],
    dialect?: Dialect,
  ) {
    this.id = id;
    this.frontMatter = frontMatter;
    this.#again = again;
    this.#dialect = dialect;
    this.#packed = page && packed(page);
    this.#view = page;
  }

  get length(): number {
    return this.#whole.length;
  }
  get blocks(): Page['blocks'] {
    return this.#whole.blocks;
  }
  get citations(): Page['citations'] {
    return this.#whole.citations;
  }
  get definitions(): Page['definitions'] {
    return this.#whole.definitions;
  }
  get faults(): Page['faults'] {
    return this.#whole.faults;
  }
  get comments(): Page['comments'] {
    return this.#whole.comments;
  }
  get tables(): Page['tables'] {
    return this.#whole.tables;
  }
  get inert(): Page['inert'] {
    return this.#whole.inert;
  }
  get summary(): Page['summary'] {
    return this.#whole.summary;
  }
  get lineStarts(): Uint32Array {
    return this.#seen.lineStarts ?? (this.#open().lineStarts ??= lineStartsIn(this.#whole));
  }
  get headings(): readonly Heading[] {
    return this.#seen.headings ?? (this.#open().headings ??= headingsIn(this.#whole));
  }
  get links(): readonly Link[] {
    return this.#seen.links ?? (this.#open().links ??= linksIn(this.#whole));
  }
  get mentions(): readonly Mention[] {
    return this.#seen.mentions ?? (this.#open().mentions ??= mentionsIn(this.#whole));
  }
  get fields(): readonly Field[] {
    return this.#seen.fields ?? (this.#open().fields ??= fieldsIn(this.#whole));
  }
  get items(): readonly ListItem[] {
    return this.#seen.items ?? (this.#open().items ??= itemsIn(this.#whole));
  }

  linksNamed(hashes: ReadonlySet<number>): readonly Link[] {
    const { numbers, strings } = this.#whole;
    const links: Link[] = [];
    const end = startOf(numbers, 3);
    let string = at(numbers, 6);
    for (let n = startOf(numbers, 2); n < end; n += LINK) {
      if (mayBeNamed(at(numbers, n + 7), hashes)) links.push(linkIn(numbers, n, strings, string));
      string += stringsOfLink(numbers, n);
    }
    return links;
  }

  mentionsAny(ids: ReadonlySet<string>): boolean {
    const { numbers, strings } = this.#whole;
    const end = at(numbers, 8);
    for (let string = at(numbers, 7); string < end; string++) if (ids.has(strings[string] ?? '')) return true;
    return false;
  }

  linksInclude(text: string): boolean {
    const { numbers, strings } = this.#whole;
    const end = at(numbers, 7);
    for (let string = at(numbers, 6); string < end; string++) if (strings[string]?.includes(text)) return true;
    return false;
  }

  release(): void {
    this.#view = undefined;
  }

  get #whole(): Packed {
    return this.#packed ?? this.#readWhole();
  }

  #readWhole(): Packed {
    if (this.#again === undefined || this.#dialect === undefined)
      throw new Error(`${this.id} is neither packed nor to be read.`);
    const page = parsePage(this.id, this.#again(this.id), this.#dialect);
    this.#again = undefined;
    this.#dialect = undefined;
    this.#packed = packed(page);
    keepOpen(this);
    this.#view = page;
    return this.#packed;
  }

  get #seen(): Partial<View> {
    return this.#view ?? NOTHING_SEEN;
  }

  #open(): Partial<View> {
    if (this.#packed === undefined) this.#readWhole();
    if (this.#view === undefined) {
      // May release this very page, if its turn has come round.
      keepOpen(this);
      this.#view = {};
    }
    return this.#view;
  }
}

type View = { -readonly [Key in 'lineStarts' | 'headings' | 'links' | 'mentions' | 'fields' | 'items']: Page[Key] };

const NOTHING_SEEN: Partial<View> = {};

/** The pages that were unpacked last, in turn; the one that loses its place is released. */
const OPEN_MAX = 4096;
const opened: ClosedPage[] = [];
let turn = 0;

const keepOpen = (page: ClosedPage): void => {
  opened[turn]?.release();
  opened[turn] = page;
  turn = (turn + 1) % OPEN_MAX;
};

// The numbers: how many lines, headings, links, mentions, fields and items; where the strings of links, mentions and
// fields start; then each list. A heading's index is stored one higher, since -1 stands for none.
const HEADER = 9;
const HEADING = 5;
const LINK = 8;
const MENTION = 3;
const FIELD = 8;
const ITEM = 6;

const KINDS: readonly LinkKind[] = ['wiki', 'embed', 'markdown', 'image'];
const PLACES: readonly Link['place'][] = ['prose', 'table', 'frontMatter'];
const FAULTY = 16;
const FRAGMENT = 32;
const LABEL = 64;

const packed = (page: Page): Packed => {
  const { lineStarts, headings, links, mentions, fields, items } = page;
  const strings: string[] = [];
  const size =
    HEADER +
    lineStarts.length +
    headings.length * HEADING +
    links.length * LINK +
    mentions.length * MENTION +
    fields.length * FIELD +
    items.length * ITEM;
  if (scratch.length < size) scratch = new Uint32Array(2 * size);
  const numbers = scratch;
  let n = HEADER;
  for (const start of lineStarts) numbers[n++] = start;
  for (const { start, end, level, text, textStart, textEnd } of headings) {
    numbers[n++] = start;
    numbers[n++] = end;
    numbers[n++] = level;
    numbers[n++] = textStart;
    numbers[n++] = textEnd;
    strings.push(text);
  }
  numbers[6] = strings.length;
  for (const link of links) {
    const { fragment, label } = link;
    const kind = KINDS.indexOf(link.kind) + 4 * PLACES.indexOf(link.place);
    const flags =
      (link.faulty ? FAULTY : 0) + (fragment === undefined ? 0 : FRAGMENT) + (label === undefined ? 0 : LABEL);
    numbers[n++] = link.start;
    numbers[n++] = link.end;
    numbers[n++] = link.targetStart;
    numbers[n++] = link.fragmentStart;
    numbers[n++] = link.labelStart;
    numbers[n++] = link.labelEnd;
    numbers[n++] = kind + flags + 128 * (link.heading + 1);
    numbers[n++] = targetHash(link.target);
    strings.push(link.target);
    if (fragment !== undefined) strings.push(fragment);
    if (label !== undefined) strings.push(label);
  }
  numbers[7] = strings.length;
  for (const { start, id, heading, place } of mentions) {
    numbers[n++] = start;
    numbers[n++] = heading + 1;
    numbers[n++] = PLACES.indexOf(place);
    strings.push(id);
  }
  numbers[8] = strings.length;
  for (const field of fields) {
    numbers[n++] = field.start;
    numbers[n++] = field.end;
    numbers[n++] = field.keyStart;
    numbers[n++] = field.keyEnd;
    numbers[n++] = field.valueStart;
    numbers[n++] = field.valueEnd;
    numbers[n++] = field.heading + 1;
    numbers[n++] = field.bullet ? 1 : 0;
    strings.push(field.key, field.value);
  }
  for (const { start, end, contentStart, blockEnd, number, heading } of items) {
    numbers[n++] = start;
    numbers[n++] = end;
    numbers[n++] = contentStart;
    numbers[n++] = blockEnd;
    numbers[n++] = number === undefined ? 0 : number + 1;
    numbers[n++] = heading + 1;
  }
  [lineStarts, headings, links, mentions, fields, items].forEach((list, i) => (numbers[i] = list.length));
  let largest = 0;
  for (let i = 0; i < n; i++) largest = Math.max(largest, numbers[i] ?? 0);
  const narrow = largest < 65536 ? new Uint16Array(n) : new Uint32Array(n);
  narrow.set(numbers.subarray(0, n));
  const { length, blocks, citations, definitions, faults, comments, tables, inert, summary } = page;
  return {
    length,
    blocks,
    citations,
    definitions,
    faults,
    comments,
    tables,
    inert,
    summary,
    numbers: narrow,
    strings: strings.slice(),
  };
};

/** Where numbers are gathered before their count and width are known. */
let scratch = new Uint32Array(4096);

type Numbers = Uint16Array | Uint32Array;

const at = (numbers: Numbers, index: number): number => numbers[index] ?? 0;

/** Where the list behind the first `lists` lists starts. */
const startOf = (numbers: Numbers, lists: number): number => {
  let start = HEADER;
  for (let i = 0; i < lists; i++) start += at(numbers, i) * (SIZES[i] ?? 1);
  return start;
};

const SIZES = [1, HEADING, LINK, MENTION, FIELD, ITEM];

const lineStartsIn = ({ numbers }: Packed): Uint32Array =>
  new Uint32Array(numbers.subarray(HEADER, HEADER + at(numbers, 0)));

const headingsIn = ({ numbers, strings }: Packed): readonly Heading[] => {
  const first = startOf(numbers, 1);
  return Array.from({ length: at(numbers, 1) }, (_, i) => {
    const n = first + i * HEADING;
    return {
      start: at(numbers, n),
      end: at(numbers, n + 1),
      level: at(numbers, n + 2) as Heading['level'],
      text: strings[i] ?? '',
      textStart: at(numbers, n + 3),
      textEnd: at(numbers, n + 4),
    };
  });
};

const linksIn = ({ numbers, strings }: Packed): readonly Link[] => {
  const first = startOf(numbers, 2);
  let string = at(numbers, 6);
  return Array.from({ length: at(numbers, 2) }, (_, i) => {
    const n = first + i * LINK;
    const link = linkIn(numbers, n, strings, string);
    string += stringsOfLink(numbers, n);
    return link;
  });
};

/** How many strings a link has: its target, and a fragment and a label where there are. */
const stringsOfLink = (numbers: Numbers, n: number): number => {
  const packed = at(numbers, n + 6);
  return 1 + (packed & FRAGMENT ? 1 : 0) + (packed & LABEL ? 1 : 0);
};

const linkIn = (numbers: Numbers, n: number, strings: readonly string[], firstString: number): Link => {
  let string = firstString;
  const packed = at(numbers, n + 6);
  const target = strings[string++] ?? '';
  const fragment = packed & FRAGMENT ? (strings[string++] ?? '') : undefined;
  const label = packed & LABEL ? (strings[string++] ?? '') : undefined;
  const targetStart = at(numbers, n + 2);
  const fragmentStart = at(numbers, n + 3);
  return {
    kind: KINDS[packed & 3] ?? 'wiki',
    start: at(numbers, n),
    end: at(numbers, n + 1),
    target,
    targetStart,
    targetEnd: targetStart + target.length,
    fragment,
    fragmentStart,
    fragmentEnd: fragmentStart + (fragment?.length ?? 0),
    label,
    labelStart: at(numbers, n + 4),
    labelEnd: at(numbers, n + 5),
    heading: (packed >>> 7) - 1,
    place: PLACES[(packed >>> 2) & 3] ?? 'prose',
    faulty: (packed & FAULTY) !== 0,
  };
};

const mentionsIn = ({ numbers, strings }: Packed): readonly Mention[] => {
  const first = startOf(numbers, 3);
  const firstString = at(numbers, 7);
  return Array.from({ length: at(numbers, 3) }, (_, i) => {
    const n = first + i * MENTION;
    const id = strings[firstString + i] ?? '';
    const start = at(numbers, n);
    const place = PLACES[at(numbers, n + 2)] ?? 'prose';
    return { start, end: start + id.length, id, heading: at(numbers, n + 1) - 1, place };
  });
};

const fieldsIn = ({ numbers, strings }: Packed): readonly Field[] => {
  const first = startOf(numbers, 4);
  const firstString = at(numbers, 8);
  return Array.from({ length: at(numbers, 4) }, (_, i) => {
    const n = first + i * FIELD;
    return {
      start: at(numbers, n),
      end: at(numbers, n + 1),
      key: strings[firstString + 2 * i] ?? '',
      keyStart: at(numbers, n + 2),
      keyEnd: at(numbers, n + 3),
      value: strings[firstString + 2 * i + 1] ?? '',
      valueStart: at(numbers, n + 4),
      valueEnd: at(numbers, n + 5),
      heading: at(numbers, n + 6) - 1,
      bullet: at(numbers, n + 7) === 1,
    };
  });
};

const itemsIn = ({ numbers }: Packed): readonly ListItem[] => {
  const first = startOf(numbers, 5);
  return Array.from({ length: at(numbers, 5) }, (_, i) => {
    const n = first + i * ITEM;
    const number = at(numbers, n + 4);
    return {
      start: at(numbers, n),
      end: at(numbers, n + 1),
      contentStart: at(numbers, n + 2),
      blockEnd: at(numbers, n + 3),
      number: number === 0 ? undefined : number - 1,
      heading: at(numbers, n + 5) - 1,
    };
  });
};
