/** The text that a list has most often, the first in the alphabet of several; undefined for an empty list. */
export const commonest = (texts: readonly string[]): string | undefined => {
  const times = new Map<string, number>();
  for (const text of texts) times.set(text, (times.get(text) ?? 0) + 1);
  return [...times].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))[0]?.[0];
};
