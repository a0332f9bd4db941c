// How long cases wait. What holds at once costs none of it, so a slow and busy machine gets plenty.
const slow = Boolean(process.env['CI']);

/** The most that a case waits for one thing, in milliseconds. */
export const patience = slow ? 60_000 : 20_000;

/** After this many milliseconds a key or click that has shown no effect was lost, and is given again. */
export const soon = slow ? 10_000 : 3_000;

/** The most that one try of a case takes, in milliseconds, with the opening of its window. */
export const longestTry = 9 * patience;

/** Whether a case that fails is tried once more in a fresh window. */
export const secondTry = slow;
