/**
 * How a property is tried: so often, from a seed that is always the same. `RUNS` and `SEED` in the environment look further, as before
 * a release or where something was found.
 */
export const runs = (numRuns: number, seed = 1): { readonly seed: number; readonly numRuns: number } => ({
  seed: Number(process.env['SEED'] ?? seed),
  numRuns: Number(process.env['RUNS'] ?? numRuns),
});
