/** Texts with how often each occurs: the commonest first, of equals the first in the alphabet. */
export const byCount = (texts: Iterable<string>): readonly (readonly [text: string, count: number])[] =>
  [...countsOf(texts)].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));

/** What occurs most often, of equals the first; undefined for none. */
export const commonest = <T>(all: Iterable<T>): T | undefined => {
  let best: readonly [value: T | undefined, count: number] = [undefined, 0];
  for (const each of countsOf(all)) if (each[1] > best[1]) best = each;
  return best[0];
};

/** What more than half of several are; undefined where nothing is. */
export const majority = <T>(all: readonly T[]): T | undefined => {
  const value = commonest(all);
  return 2 * all.filter(each => each === value).length > all.length ? value : undefined;
};

const countsOf = <T>(all: Iterable<T>): ReadonlyMap<T, number> => {
  const counts = new Map<T, number>();
  for (const each of all) counts.set(each, (counts.get(each) ?? 0) + 1);
  return counts;
};
