/**
 * A small seeded random generator, so that a generated vault is the same on every machine and in every run.
 */
export interface Random {
  /** A number from 0 (included) to 1 (excluded). */
  readonly next: () => number;
  /** An integer from `low` to `high`, both included. */
  readonly integer: (low: number, high: number) => number;
  /** One of `items`, which must not be empty. */
  readonly pick: <T>(items: readonly T[]) => T;
}

/**
 * A random generator for the seed `parts`: the same parts always give the same numbers. Seeding by page number keeps each
 * page's text independent of the order in which pages are written.
 */
export const randomFrom = (...parts: readonly number[]): Random => {
  let state = parts.reduce((hash, part) => Math.imul(hash ^ part, 0x9e3779b1) + 0x7f4a7c15, 0x2545f491) | 0;
  const next = (): number => {
    // A Weyl sequence whose steps are scrambled by two multiply-and-shift rounds (the mulberry32 construction).
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const integer = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1));
  const pick = <T>(items: readonly T[]): T => {
    const item = items[integer(0, items.length - 1)];
    if (item === undefined) throw new Error('pick() needs at least one item');
    return item;
  };
  return { next, integer, pick };
};
