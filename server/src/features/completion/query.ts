import { fold } from '../../core/paths.ts';

/** What the author typed to find something by: words in any order, case and punctuation aside. */
export interface Query {
  /** The words as typed, joined by one space. */
  readonly joined: string;
  readonly words: readonly string[];
  /** Whether it was written as a path. */
  readonly isPath: boolean;
}

/** More than this is prose behind a forgotten `[[`, not a search. */
const MAX_LENGTH = 200;

/** Reads what was typed. Undefined where it is too long to be a search. */
export const queryOf = (typed: string): Query | undefined => {
  if (typed.length > MAX_LENGTH) return undefined;
  const joined = wordsOf(typed);
  return { joined, words: joined === '' ? [] : joined.split(' '), isPath: typed.includes('/') };
};

/** A text as searches see it: folded, every run of other than letters and digits one space, trimmed. */
export const wordsOf = (text: string): string => {
  const folded = fold(text);
  return (/^[ -~]*$/.test(folded) ? folded.match(/[a-z0-9]+/g) : folded.match(/[\p{L}\p{N}\p{M}]+/gu))?.join(' ') ?? '';
};

/**
 * How well one text fits, given as `wordsOf` sees it: 0 not at all, 1 every word is somewhere in it, 2 every word starts
 * one of its words, 3 it starts with the query, 4 it is the query. An empty query fits everything alike.
 */
const fitOf = (query: Query, words: string): number => {
  if (query.joined === '') return 1;
  if (words === query.joined) return 4;
  if (words.startsWith(query.joined)) return 3;
  const spaced = ` ${words}`;
  if (!query.words.every(word => spaced.includes(word))) return 0;
  return query.words.every(word => spaced.includes(` ${word}`)) ? 2 : 1;
};

/** The entries whose text fits, best first, else in the order given. */
export const bestFits = <T>(query: Query, all: readonly T[], textOf: (entry: T) => string): readonly T[] =>
  bestWords(query, all, entry => wordsOf(textOf(entry)));

/** The same for entries whose texts are at hand as `wordsOf` sees them. */
export const bestWords = <T>(query: Query, all: readonly T[], words: (entry: T) => string): readonly T[] =>
  all
    .map(entry => ({ entry, fit: fitOf(query, words(entry)) }))
    .filter(({ fit }) => fit > 0)
    .sort((a, b) => b.fit - a.fit)
    .map(({ entry }) => entry);
