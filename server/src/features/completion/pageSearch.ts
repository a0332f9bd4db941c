import type { PageKind } from '../../atlas/pageIdentity.ts';
import type { Page, PageId } from '../../core/page.ts';
import { has } from '../../core/layeredMap.ts';
import type { Vault } from '../../core/vault.ts';
import type { SearchEntry, Segment, Vocabulary } from './pageIndex.ts';
import { KINDS, ORDER_LIMIT, orderOfId, pageIndex } from './pageIndex.ts';
import type { Query } from './query.ts';

/** What a place would rather have. It comes first whatever the rest of the order says. */
export interface Wish {
  readonly kind: PageKind | undefined;
  /** Pages that come before all others: the tactics of a step's technique. */
  readonly pages: ReadonlySet<PageId>;
}

export const NO_WISH: Wish = { kind: undefined, pages: new Set() };

/** How well a page's names fit a query; 0 is not at all, and an empty query fits every page alike. */
export const FIT = {
  none: 0,
  insidePath: 1,
  insideName: 2,
  startsInPath: 3,
  startsInName: 4,
  pathPrefix: 5,
  namePrefix: 6,
  wholeName: 7,
  wholeId: 8,
} as const;

export interface SearchOptions {
  readonly wish: Wish;
  readonly limit: number;
  /** The page that asks, which is left out. */
  readonly skip?: PageId | undefined;
  /** Leaves notes out. */
  readonly onlyIds?: boolean;
  /** Leaves out what fits worse (see `FIT`). */
  readonly atLeast?: number;
}

/**
 * The pages that a query finds, best first: what the place wishes, then how well the names fit, then how many pages
 * link there, then by ID and path. One pass over typed arrays with a bounded heap.
 */
export const searchPages = (vault: Vault, query: Query, options: SearchOptions): readonly Page[] => {
  const { base, changed } = pageIndex(vault);
  const best = boundedHeap(options.limit);
  const { delta } = vault.pages;
  searchSegment(base, query, options, best, delta.size === 0 ? () => true : path => !delta.has(path));
  searchSegment(changed, query, options, best, path => has(vault.pages, path));
  return best.sorted().map(entry => entry.page);
};

const searchSegment = (
  segment: Segment,
  query: Query,
  options: SearchOptions,
  best: Heap,
  isCurrent: (path: PageId) => boolean,
): void => {
  const { entries, kinds, orders, usage, words, ids, files, folders } = segment;
  const { wish, skip, onlyIds = false, atLeast = FIT.insidePath } = options;
  const note = KINDS.indexOf('note');
  const wishedKind = wish.kind === undefined ? -1 : KINDS.indexOf(wish.kind);
  const hasWishedPages = wish.pages.size > 0;

  const typed = [...new Set(query.words)].slice(0, MAX_WORDS);
  const flags = wordFlags(segment.vocabulary, typed);
  const folderFlags = Uint32Array.from(segment.folderWords, numbers =>
    numbers.reduce((all, n) => all | (flags[n] ?? 0), 0),
  );
  const fileStarts = query.isPath ? segment.folderTexts.map(folder => restOfPath(query.joined, folder)) : undefined;
  const starts = 2 ** typed.length - 1;
  /** Bits of the typed words in the order typed; empty if there are too many. */
  const sequence = query.words.map(word => typed.indexOf(word));
  const phrase = sequence.includes(-1) ? [] : sequence;
  const typedId = typedOrder(query);

  for (let i = 0; i < entries.length; i++) {
    const kind = kinds[i] ?? note;
    if (onlyIds && kind === note) continue;
    let fit: number = FIT.insideName;
    // An empty query looks at no word.
    if (starts !== 0) {
      const from = ids[i] ?? 0;
      const file = files[i] ?? 0;
      const end = ids[i + 1] ?? 0;
      let inName = 0;
      for (let w = from; w < file; w++) inName |= flags[words[w] ?? 0] ?? 0;
      let inPath = inName | (folderFlags[folders[i] ?? 0] ?? 0);
      for (let w = file; w < end; w++) inPath |= flags[words[w] ?? 0] ?? 0;

      // Each flag of a word's start is also set for its inside, so this refuses what lacks a word.
      if (((inPath >>> INSIDE) & starts) !== starts) continue;
      fit = wordFit(inName, inPath, starts);
      if (typedId === orders[i]) fit = FIT.wholeId;
      else {
        const fileStart = fileStarts?.[folders[i] ?? 0];
        if (fileStart !== undefined && entries[i]?.file.startsWith(fileStart)) fit = FIT.pathPrefix;
        if ((inName & starts) === starts) fit = Math.max(fit, phraseFit(segment, i, flags, phrase));
      }
    }
    if (fit < atLeast) continue;

    const wished =
      (kind === wishedKind ? 1 : 0) + (hasWishedPages && wish.pages.has(entries[i]?.page.id ?? '') ? 2 : 0);
    const score = scoreOf(wished, fit, usage[i] ?? 0, orders[i] ?? 0);
    const entry = entries[i];
    if (!best.takes(score) || entry === undefined) continue;
    const path = entry.page.id;
    if (path !== skip && isCurrent(path)) best.add(score, entry);
  }
};

/** Bit `k` of a flag: the word starts with typed word `k`; `INSIDE + k`: it contains it; `EQUAL + k`: it is it. */
const INSIDE = 10;
const EQUAL = 20;
/** More words are not looked for; so many narrow any search. */
const MAX_WORDS = 10;

/** For each word of the vocabulary, which typed words it starts with, contains or is. */
const wordFlags = ({ text, starts }: Vocabulary, typed: readonly string[]): Uint32Array => {
  const flags = new Uint32Array(starts.length);
  typed.forEach((word, k) => {
    let number = 0;
    for (let at = text.indexOf(word); at >= 0;) {
      while ((starts[number + 1] ?? Infinity) <= at) number++;
      // The first place in a word decides, since only that can be its start.
      const next = starts[number + 1];
      const start = starts[number] === at ? 1 << k : 0;
      const equal = start !== 0 && (next ?? text.length + 1) === at + word.length + 1 ? 1 << (EQUAL + k) : 0;
      flags[number] = (flags[number] ?? 0) | start | equal | (1 << (INSIDE + k));
      at = next === undefined ? -1 : text.indexOf(word, next);
    }
  });
  return flags;
};

/** The worst that holds of any word: it starts or is inside a word of the names, or of the path. */
const wordFit = (inName: number, inPath: number, starts: number): number => {
  if ((inName & starts) === starts) return FIT.startsInName;
  const inside = starts & ~inPath;
  if (inside === 0) return FIT.startsInPath;
  return ((inName >>> INSIDE) & inside) === inside ? FIT.insideName : FIT.insidePath;
};

/** How a file's name in a folder must start for the query to start its path; undefined where it cannot. */
const restOfPath = (joined: string, folder: string): string | undefined => {
  if (folder === '') return joined;
  if (folder.startsWith(joined)) return '';
  return joined.startsWith(`${folder} `) ? joined.slice(folder.length + 1) : undefined;
};

/** Whether the typed words in their order are, or start, the name or the ID. Looks at numbers only: texts are far apart. */
const phraseFit = (segment: Segment, i: number, flags: Uint32Array, phrase: readonly number[]): number => {
  const { words, ids, names, aliases } = segment;
  const last = phrase.length - 1;
  const end = aliases[i] ?? 0;
  const startsAt = (from: number): boolean => {
    if (last < 0 || from + last >= end) return false;
    for (let k = 0; k <= last; k++) {
      const bit = (phrase[k] ?? 0) + (k < last ? EQUAL : 0);
      if ((((flags[words[from + k] ?? 0] ?? 0) >>> bit) & 1) === 0) return false;
    }
    return true;
  };
  const name = names[i] ?? 0;
  if (!startsAt(name)) return startsAt(ids[i] ?? 0) ? FIT.namePrefix : FIT.none;
  const isWhole =
    name + last + 1 === end && (((flags[words[end - 1] ?? 0] ?? 0) >>> (EQUAL + (phrase[last] ?? 0))) & 1) === 1;
  return isWhole ? FIT.wholeName : FIT.namePrefix;
};

/** The order number of a query that is an ID, with or without its prefix; NaN for others, so that it equals none. */
const typedOrder = (query: Query): number => {
  const id = /^(?:[a-z]+\d* )*((?:ta|t|m|cs)\d{4}(?: \d{3})?)$/.exec(query.joined)?.[1];
  return id === undefined ? NaN : orderOfId(id.replace(' ', '.'));
};

const USAGE_LIMIT = 2 ** 16;

/** One number that sorts by wish, fit, usage and ID, in 2 + 4 + 16 + 27 bits. */
const scoreOf = (wished: number, fit: number, usage: number, order: number): number =>
  ((wished * 16 + fit) * USAGE_LIMIT + Math.min(usage, USAGE_LIMIT - 1)) * ORDER_LIMIT + (ORDER_LIMIT - 1 - order);

interface Scored {
  readonly score: number;
  readonly entry: SearchEntry;
}

/** Whether `a` comes before `b`: higher score, then the path, so that the order never depends on the vault's history. */
const isBefore = (a: Scored, b: Scored): boolean =>
  a.score > b.score || (a.score === b.score && a.entry.page.id < b.entry.page.id);

interface Heap {
  /** Whether something of this score could still get in; a cheap test before the rest is looked at. */
  readonly takes: (score: number) => boolean;
  readonly add: (score: number, entry: SearchEntry) => void;
  readonly sorted: () => readonly SearchEntry[];
}

/** Keeps the `limit` best of all that is added: a heap with the worst on top. */
const boundedHeap = (limit: number): Heap => {
  const heap: Scored[] = [];
  const at = (i: number): Scored => heap[i] as Scored;
  const swap = (i: number, j: number): void => {
    const kept = at(i);
    heap[i] = at(j);
    heap[j] = kept;
  };
  const sink = (): void => {
    for (let i = 0; ;) {
      let worst = i;
      for (let child = 2 * i + 1; child <= 2 * i + 2 && child < heap.length; child++) {
        if (isBefore(at(worst), at(child))) worst = child;
      }
      if (worst === i) return;
      swap(i, worst);
      i = worst;
    }
  };
  const rise = (): void => {
    for (let i = heap.length - 1; i > 0;) {
      const parent = (i - 1) >> 1;
      if (!isBefore(at(parent), at(i))) return;
      swap(i, parent);
      i = parent;
    }
  };
  return {
    takes: score => heap.length < limit || (limit > 0 && score >= at(0).score),
    add: (score, entry) => {
      const scored = { score, entry };
      if (heap.length < limit) {
        heap.push(scored);
        rise();
      } else if (limit > 0 && isBefore(scored, at(0))) {
        heap[0] = scored;
        sink();
      }
    },
    sorted: () => heap.sort((a, b) => (isBefore(a, b) ? -1 : 1)).map(({ entry }) => entry),
  };
};
