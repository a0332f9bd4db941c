/** Long work in small slices: a person who types or asks comes first. */
export interface Turns {
  /** Somebody asked or typed, or files changed. */
  readonly asked: () => void;
  /** A slice of work that says when it is over. */
  readonly slice: () => { readonly isOver: () => boolean };
  /** Settled when the next slice may begin: at once if nobody asks, else after a quiet moment, in the end anyway. */
  readonly next: () => Promise<void>;
}

/** Length of a slice, of a quiet moment, and of the longest wait for one; in milliseconds. */
const SLICE = 4;
const QUIET = 50;
const LONGEST = 1000;

export const createTurns = (): Turns => {
  let lastAsked = -Infinity;
  return {
    asked: () => (lastAsked = performance.now()),
    slice: () => {
      const end = performance.now() + SLICE;
      return { isOver: () => performance.now() > end };
    },
    next: async () => {
      const end = performance.now() + LONGEST;
      await wait(0);
      while (performance.now() - lastAsked < QUIET && performance.now() < end) await wait(QUIET / 2);
    },
  };
};

const wait = (milliseconds: number): Promise<void> => new Promise(resolve => setTimeout(resolve, milliseconds));
