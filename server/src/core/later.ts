/** A value that is made when it is first asked for, or before that bit by bit. To the one who asks it is always there. */
export interface Later<T> {
  readonly get: () => T;
  /** The value if it has been made. */
  readonly known: () => T | undefined;
  /** Works on it until it is made or `isOver` says to stop, which is asked after each bit. Whether it is made. */
  readonly work: (isOver: () => boolean) => boolean;
}

/** A value that `make` will make; each `yield` ends a bit of the work. */
export const later = <T>(make: () => Generator<void, T>): Later<T> => {
  let work: Generator<void, T> | undefined;
  let value: { readonly made: T } | undefined;
  const workUntil = (isOver: () => boolean): boolean => {
    while (value === undefined) {
      work ??= make();
      const { done, value: result } = work.next();
      if (done === true) {
        value = { made: result };
        work = undefined;
      } else if (isOver()) return false;
    }
    return true;
  };
  return {
    get: () => {
      workUntil(never);
      return (value as { readonly made: T }).made;
    },
    known: () => value?.made,
    work: workUntil,
  };
};

/** A value that is there already. */
export const made = <T>(value: T): Later<T> => ({ get: () => value, known: () => value, work: () => true });

const never = (): boolean => false;
