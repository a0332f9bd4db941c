/**
 * An immutable map for large, slowly changing data: a big `base` that versions share and a small `delta` over it.
 * Making a changed version copies only the delta; when that has grown past `DELTA_LIMIT` entries, it is merged into a
 * new base. A lookup costs at most two hash lookups.
 */
export interface LayeredMap<V> {
  readonly base: ReadonlyMap<string, V>;
  /** Overrides of `base`; `undefined` marks a removed key. */
  readonly delta: ReadonlyMap<string, V | undefined>;
  readonly size: number;
}

const DELTA_LIMIT = 512;

const EMPTY: LayeredMap<never> = { base: new Map<string, never>(), delta: new Map<string, never>(), size: 0 };

export const emptyMap = <V>(): LayeredMap<V> => EMPTY;

/** The value of a key, or undefined. */
export const get = <V>(map: LayeredMap<V>, key: string): V | undefined =>
  map.delta.size > 0 && map.delta.has(key) ? map.delta.get(key) : map.base.get(key);

export const has = <V>(map: LayeredMap<V>, key: string): boolean => get(map, key) !== undefined;

/** Every key with its value; the order is not specified. */
export function* entries<V>(map: LayeredMap<V>): Generator<readonly [string, V]> {
  if (map.delta.size === 0) {
    yield* map.base;
    return;
  }
  for (const entry of map.base) if (!map.delta.has(entry[0])) yield entry;
  for (const [key, value] of map.delta) if (value !== undefined) yield [key, value];
}

/** Every value; the order is not specified. */
export function* values<V>(map: LayeredMap<V>): Generator<V> {
  if (map.delta.size === 0) {
    yield* map.base.values();
    return;
  }
  for (const [key, value] of map.base) if (!map.delta.has(key)) yield value;
  for (const value of map.delta.values()) if (value !== undefined) yield value;
}

/**
 * The map with `changes` applied (`undefined` removes a key). Takes ownership of `changes`, which the caller must not
 * touch again: a first bulk load becomes the base without a copy.
 */
export const withChanges = <V>(map: LayeredMap<V>, changes: Map<string, V | undefined>): LayeredMap<V> => {
  if (changes.size === 0) return map;
  if (map.size === 0) {
    for (const [key, value] of changes) if (value === undefined) changes.delete(key);
    return { base: changes as Map<string, V>, delta: EMPTY.delta, size: changes.size };
  }
  let size = map.size;
  for (const [key, value] of changes) {
    const had = get(map, key) !== undefined;
    if (had && value === undefined) size--;
    else if (!had && value !== undefined) size++;
  }
  const delta = new Map(map.delta);
  for (const [key, value] of changes) delta.set(key, value);
  if (delta.size <= DELTA_LIMIT) return { base: map.base, delta, size };
  const base = new Map(map.base);
  for (const [key, value] of delta) {
    if (value === undefined) base.delete(key);
    else base.set(key, value);
  }
  return { base, delta: EMPTY.delta, size };
};
