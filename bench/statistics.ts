/** The value below which `share` (0 to 1) of the samples lie, by nearest rank; `NaN` without samples. */
export const percentile = (samples: readonly number[], share: number): number => {
  const sorted = samples.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
};

/** The middle sample, or the lower of the two middle ones; `NaN` without samples. */
export const median = (samples: readonly number[]): number => percentile(samples, 0.5);

/** Milliseconds on a clock that only goes forward, to the nanosecond. */
export const now = (): number => Number(process.hrtime.bigint()) / 1e6;

/** How many milliseconds `work` takes. */
export const timed = async (work: () => unknown): Promise<number> => {
  const start = now();
  await work();
  return now() - start;
};
