import type { PageKind } from '../../atlas/pageIdentity.ts';
import { pageIdentity, readAliases } from '../../atlas/pageIdentity.ts';
import type { LayeredMap } from '../../core/layeredMap.ts';
import { get } from '../../core/layeredMap.ts';
import type { Page, PageId } from '../../core/page.ts';
import { baseName, folderOf, withoutExtension } from '../../core/paths.ts';
import type { Vault } from '../../core/vault.ts';
import { nameKey } from '../../core/vault.ts';
import { wordsOf } from './query.ts';

/** What a search looks at in one page; texts are as `wordsOf` gives them. */
export interface SearchEntry {
  readonly page: Page;
  readonly kind: PageKind;
  readonly id: string;
  readonly name: string;
  readonly aliases: string;
  readonly file: string;
  /** The ID as a number that sorts by kind, then by number; see `orderOfId`. */
  readonly order: number;
  readonly nameKey: string;
}

/**
 * Some pages as parallel arrays, so that a search is one pass over numbers. Each distinct word of the pages' names and
 * paths has a number: which of them a typed word fits is found once a search, not once a page.
 */
export interface Segment {
  readonly entries: readonly SearchEntry[];
  readonly kinds: Uint8Array;
  readonly orders: Float64Array;
  /** How many pages link to a page of this name; see `linkCount`. */
  readonly usage: Uint32Array;
  /**
   * Word numbers of all entries, one after the other. Those of entry `i` are its ID from `ids[i]`, its name from
   * `names[i]`, its aliases from `aliases[i]`, and from `files[i]` to `ids[i + 1]` what its file's name has besides.
   */
  readonly words: Uint32Array;
  readonly ids: Uint32Array;
  readonly names: Uint32Array;
  readonly aliases: Uint32Array;
  readonly files: Uint32Array;
  /** Which folder each entry lies in, and each folder's path as word numbers and as text. */
  readonly folders: Uint32Array;
  readonly folderWords: readonly (readonly number[])[];
  readonly folderTexts: readonly string[];
  readonly vocabulary: Vocabulary;
}

/** The distinct words, one a line, each behind a line break; `starts` are the offsets of the words. */
export interface Vocabulary {
  readonly text: string;
  readonly starts: Uint32Array;
}

export const KINDS: readonly PageKind[] = ['tactic', 'technique', 'mitigation', 'caseStudy', 'note'];

/** Above every number that `orderOfId` gives. */
export const ORDER_LIMIT = 2 ** 27;

const LETTERS = ['TA', 'T', 'M', 'CS'];

/** An ID as a number: tactics, techniques (each before its sub-techniques), mitigations, case studies, all else last. */
export const orderOfId = (id: string | undefined): number => {
  const match = id === undefined ? null : /(TA|T|M|CS)(\d{4})(?:\.(\d{3}))?$/i.exec(id);
  if (match === null) return LETTERS.length * 2 ** 24;
  const sub = match[3] === undefined ? 0 : Number(match[3]) + 1;
  return LETTERS.indexOf((match[1] ?? '').toUpperCase()) * 2 ** 24 + Number(match[2]) * 1001 + sub;
};

/**
 * The pages of a vault in two segments: the base layer that versions share, and the few pages that this version
 * changed, which take the place of those in `base` with the same path. So a keystroke costs no rebuilding.
 */
export const pageIndex = (vault: Vault): { readonly base: Segment; readonly changed: Segment } => {
  const base = known(vault.pages.base, () => segmentOf([...vault.pages.base.values()]));
  const changed = known(vault.pages.delta, () =>
    segmentOf([...vault.pages.delta.values()].filter(page => page !== undefined)),
  );
  // A list that waits for all pages to be read would be of less use than one that does not yet know what is used most.
  const mentions = vault.bodies.known()?.mentions;
  if (mentions === undefined) return { base: base.segment, changed: changed.segment };
  return {
    base: { ...base.segment, usage: usageOf(base, mentions) },
    changed: {
      ...changed.segment,
      usage: changed.segment.usage.map((_, i) => linkCount(mentions, changed.segment.entries[i])),
    },
  };
};

type Mentions = LayeredMap<readonly PageId[]>;

/** How many pages link to a page of this name, be it this one or, where names repeat, another. */
const linkCount = (mentions: Mentions, entry: SearchEntry | undefined): number =>
  entry === undefined ? 0 : (get(mentions, entry.nameKey)?.length ?? 0);

interface KnownSegment {
  readonly segment: Segment;
  /** Entries by name key; made when first needed. */
  byNameKey: ReadonlyMap<string, readonly number[]> | undefined;
  /** The base layer of mentions that `counts` were taken from. */
  mentions: object | undefined;
  counts: Uint32Array;
}

const segments = new WeakMap<object, KnownSegment>();

/** The segment of a layer of pages. Computed once a layer. */
const known = (layer: object, make: () => Segment): KnownSegment => {
  let found = segments.get(layer);
  if (found === undefined) {
    const segment = make();
    found = { segment, byNameKey: undefined, mentions: undefined, counts: segment.usage };
    segments.set(layer, found);
  }
  return found;
};

/** The counts of the mentions' base layer, kept beside the segment, with this version's changes laid over a copy. */
const usageOf = (base: KnownSegment, mentions: Mentions): Uint32Array => {
  const { entries } = base.segment;
  if (base.mentions !== mentions.base) {
    base.mentions = mentions.base;
    base.counts = Uint32Array.from(entries, entry => mentions.base.get(entry.nameKey)?.length ?? 0);
  }
  if (mentions.delta.size === 0) return base.counts;
  base.byNameKey ??= byNameKey(entries);
  const counts = base.counts.slice();
  for (const [key, pages] of mentions.delta) {
    for (const i of base.byNameKey.get(key) ?? []) counts[i] = pages?.length ?? 0;
  }
  return counts;
};

const byNameKey = (entries: readonly SearchEntry[]): ReadonlyMap<string, readonly number[]> => {
  const groups = new Map<string, number[]>();
  entries.forEach((entry, i) => {
    const group = groups.get(entry.nameKey);
    if (group === undefined) groups.set(entry.nameKey, [i]);
    else group.push(i);
  });
  return groups;
};

const memo = new WeakMap<Page, SearchEntry>();

/** What a search looks at in a page. Computed once a page value. */
const searchEntry = (page: Page): SearchEntry => {
  let entry = memo.get(page);
  if (entry === undefined) {
    const { kind, id, name } = pageIdentity(page);
    entry = {
      page,
      kind,
      id: id === undefined ? '' : wordsOf(id),
      name: wordsOf(name),
      aliases: readAliases(page).map(wordsOf).join(' '),
      file: wordsOf(withoutExtension(baseName(page.id))),
      order: orderOfId(id),
      nameKey: nameKey(page.id),
    };
    memo.set(page, entry);
  }
  return entry;
};

const segmentOf = (pages: readonly Page[]): Segment => {
  const entries = pages.map(searchEntry);
  const numbers = new Map<string, number>();
  const numberOf = (word: string): number => {
    let number = numbers.get(word);
    if (number === undefined) {
      number = numbers.size;
      numbers.set(word, number);
    }
    return number;
  };
  const folderNumbers = new Map<string, number>();
  const folderWords: (readonly number[])[] = [];
  const folderTexts: string[] = [];
  const folderNumber = (folder: string): number => {
    let number = folderNumbers.get(folder);
    if (number === undefined) {
      number = folderWords.length;
      folderNumbers.set(folder, number);
      const text = wordsOf(folder);
      folderTexts.push(text);
      folderWords.push(eachWord(text).map(numberOf));
    }
    return number;
  };
  const words: number[] = [];
  const add = (text: string): void => {
    for (const word of eachWord(text)) words.push(numberOf(word));
  };
  const n = entries.length;
  const [ids, names, aliases, files] = [n + 1, n, n, n].map(size => new Uint32Array(size)) as Arrays;
  const folders = new Uint32Array(n);
  entries.forEach((entry, i) => {
    ids[i] = words.length;
    add(entry.id);
    names[i] = words.length;
    add(entry.name);
    aliases[i] = words.length;
    add(entry.aliases);
    files[i] = words.length;
    // A word of the file's name that the page's name has too says nothing more.
    if (entry.file !== entry.name) {
      for (const word of eachWord(entry.file)) {
        const number = numberOf(word);
        if (words.indexOf(number, ids[i]) < 0) words.push(number);
      }
    }
    folders[i] = folderNumber(folderOf(entry.page.id));
  });
  ids[n] = words.length;
  return {
    entries,
    kinds: Uint8Array.from(entries, entry => KINDS.indexOf(entry.kind)),
    orders: Float64Array.from(entries, entry => entry.order),
    usage: new Uint32Array(n),
    words: Uint32Array.from(words),
    ids,
    names,
    aliases,
    files,
    folders,
    folderWords,
    folderTexts,
    vocabulary: vocabularyOf([...numbers.keys()]),
  };
};

type Arrays = [Uint32Array, Uint32Array, Uint32Array, Uint32Array];

const eachWord = (text: string): readonly string[] => (text === '' ? [] : text.split(' '));

const vocabularyOf = (words: readonly string[]): Vocabulary => {
  const starts = new Uint32Array(words.length);
  let at = 0;
  words.forEach((word, i) => {
    starts[i] = at + 1;
    at += word.length + 1;
  });
  return { text: words.map(word => `\n${word}`).join(''), starts };
};
