import { isMarkdown } from './paths.ts';

/**
 * A small number for the name that a target ends in: equal for all targets that have a link key in common (see `linkKeys`), so
 * that it tells most of them apart without their texts. 0 where it takes the key to tell: for other letters than ASCII,
 * percent-encoding, a slash at the end, and an empty target.
 */
export const targetHash = (target: string): number => {
  let start = target.length;
  while (start > 0 && !isSlash(target.charCodeAt(start - 1))) start--;
  const name = start === 0 ? target : target.slice(start);
  return keyHash(isMarkdown(name) ? name.slice(0, -3) : name);
};

/** The same for a name key (see `nameKey`). */
export const keyHash = (key: string): number => {
  if (key === '') return 0;
  let hash = 0;
  for (let i = 0; i < key.length; i++) {
    const c = key.charCodeAt(i);
    if (c > LAST_ASCII || c === PERCENT) return 0;
    // Folds letters; what else this takes for equal is told apart later.
    hash = (hash * 31 + (c | 32)) & LARGEST;
  }
  return hash || LARGEST;
};

/** A hash has room in sixteen bits. */
const LARGEST = 0xffff;
const LAST_ASCII = 127;
const PERCENT = 37;

const isSlash = (c: number): boolean => c === 47 || c === 92;
