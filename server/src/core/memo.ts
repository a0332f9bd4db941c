/** A cheap hash of a string: its length and every third character from the end. */
export const cheapHash = (text: string): number => {
  let hash = text.length;
  for (let i = text.length - 1; i >= 0; i -= 3) hash = (hash * 31 + text.charCodeAt(i)) | 0;
  return hash ^ (hash >>> 15);
};

/**
 * Remembers the answers of a pure function of one string, in a table of fixed size where a newer entry takes an older
 * one's place. Besides the work it saves the copies: equal questions get the same string or list.
 */
export const memoised = <T>(compute: (text: string) => T, size = 1 << 16): ((text: string) => T) => {
  const keys = new Array<string | undefined>(size).fill(undefined);
  const answers = new Array<T | undefined>(size).fill(undefined);
  return text => {
    const slot = cheapHash(text) & (size - 1);
    if (keys[slot] === text) return answers[slot] as T;
    const answer = compute(text);
    keys[slot] = text;
    answers[slot] = answer;
    return answer;
  };
};

/**
 * Remembers the answers of a pure function of one value for the last `limit` to `2 * limit` values asked about, where a
 * memory of all would take more than the values themselves.
 */
export const recentlyMemoised = <K extends object, V>(compute: (key: K) => V, limit: number): ((key: K) => V) => {
  let recent = new Map<K, V>();
  let older = new Map<K, V>();
  return key => {
    let known = recent.get(key);
    if (known !== undefined) return known;
    known = older.get(key) ?? compute(key);
    if (recent.size >= limit) {
      older = recent;
      recent = new Map();
    }
    recent.set(key, known);
    return known;
  };
};
