import { distance } from 'fastest-levenshtein';

/** A name like another, and how unlike: 0 equal, up to 1 for the least that still counts. */
export type LikeName = readonly [name: string, unlike: number];

/** A set of names that is asked again and again. */
export interface NameIndex {
  /** The names like a query, in the order of the index. */
  readonly like: (query: string) => readonly LikeName[];
}

/** So much of the longer name may differ. */
export const MOST_EDITS = 0.34;

/** Names beyond this length are not compared letter by letter. */
const LONGEST = 200;

/** How unlike two names are; `Infinity` beyond what counts. One that holds the other is like it too. */
export const unlikeness = (query: string, name: string): number => {
  if (query === name) return 0;
  const [short, long] = query.length < name.length ? [query, name] : [name, query];
  const contained = short.length >= 4 && long.includes(short) ? 0.3 + 0.5 * (1 - short.length / long.length) : Infinity;
  if (long.length - short.length > MOST_EDITS * long.length || long.length > LONGEST) return contained;
  const edits = distance(query, name) / long.length;
  return Math.min(contained, edits <= MOST_EDITS ? edits / MOST_EDITS : Infinity);
};

/** With fewer names it is quicker to compare each. */
const FEW = 1000;

/** Makes an index of names: of many, by the pairs of letters in them, so that few must be compared letter by letter. */
export const indexNames = (names: Iterable<string>): NameIndex => {
  const all = [...names];
  return all.length < FEW ? { like: query => compared(all, query) } : indexPairs(all);
};

const compared = (names: readonly string[], query: string): readonly LikeName[] => {
  const like: LikeName[] = [];
  for (const name of names) {
    const unlike = unlikeness(query, name);
    if (unlike <= 1) like.push([name, unlike]);
  }
  return like;
};

/**
 * One edit destroys at most two pairs of neighbouring letters. So of two names that are `n` edits apart each has all pairs of the other but
 * `2n`, and one that holds another has all of its pairs.
 */
const indexPairs = (names: readonly string[]): NameIndex => {
  const places = new Map<number, number>();
  const sizes: number[] = [];
  const pairCounts = new Uint16Array(names.length);
  for (const [i, name] of names.entries()) {
    const pairs = pairsOf(name);
    pairCounts[i] = pairs.size;
    for (const pair of pairs) {
      const place = places.get(pair) ?? places.size;
      places.set(pair, place);
      sizes[place] = (sizes[place] ?? 0) + 1;
    }
  }
  // For each pair the names that have it, one list behind the other.
  const ends = new Uint32Array(sizes.length + 1);
  sizes.forEach((size, place) => (ends[place + 1] = (ends[place] ?? 0) + size));
  const starts = ends.slice(0, -1);
  const lists = new Uint32Array(ends.at(-1) ?? 0);
  for (const [i, name] of names.entries()) {
    for (const pair of pairsOf(name)) {
      const place = places.get(pair) ?? 0;
      const at = starts[place] ?? 0;
      lists[at] = i;
      starts[place] = at + 1;
    }
  }
  /** Names that may have no pair in common with one that is like them: the short, and those that repeat themselves. */
  const odd = names.map((name, i) => isOdd(name, pairCounts[i] ?? 0));
  /** How many pairs each name has in common with the query: one list for all queries, as it is as long as the names. */
  const shared = new Uint16Array(names.length);

  const like = (query: string): readonly LikeName[] => {
    const pairs = pairsOf(query);
    if (isOdd(query, pairs.size)) return compared(names, query);
    shared.fill(0);
    for (const pair of pairs) {
      const place = places.get(pair);
      if (place === undefined) continue;
      for (let at = ends[place] ?? 0; at < (ends[place + 1] ?? 0); at++) {
        const i = lists[at] ?? 0;
        shared[i] = (shared[i] ?? 0) + 1;
      }
    }
    const mayBeLike = (name: string, i: number): boolean => {
      const [common, own] = [shared[i] ?? 0, pairCounts[i] ?? 0];
      const edits = Math.floor(MOST_EDITS * Math.max(name.length, query.length));
      return common >= Math.min(own, pairs.size) || common >= Math.max(own, pairs.size) - 2 * edits;
    };
    return compared(
      names.filter((name, i) => odd[i] === true || ((shared[i] ?? 0) > 0 && mayBeLike(name, i))),
      query,
    );
  };
  return { like };
};

/** The pairs of neighbouring UTF-16 code units of a text. */
const pairsOf = (text: string): ReadonlySet<number> => {
  const pairs = new Set<number>();
  for (let i = 1; i < text.length; i++) pairs.add(text.charCodeAt(i - 1) * 0x10000 + text.charCodeAt(i));
  return pairs;
};

/** Whether edits that still count could leave no pair of a name of this length. */
const isOdd = ({ length }: string, pairs: number): boolean => pairs <= 2 * Math.floor(MOST_EDITS * length);
