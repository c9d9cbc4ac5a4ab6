// Gains with their standard errors: the truth that every line of the suite is judged by.

/** What each resource would bring, in the order of the line's resources. */
export interface LineTruth {
  /** Output gained by durations 5 % shorter, as a fraction. */
  readonly gains: readonly number[];
  /** Resources that may be the best: the one with the most, and all that are less than 2 standard errors behind. */
  readonly best: readonly number[];
  /** Output gained by durations 10 % shorter; for serial lines only. */
  readonly gains10?: readonly number[];
}

/** What truth shortens durations to. */
export const truthFactor = 0.95;

/**
 * Gains from the lengths of batches of equally many units: `base` and one row for each resource, all with the same random
 * numbers. The standard error of a difference comes from its spread over the batches.
 */
export function truthOfBatches(baseS: readonly number[], fasterS: readonly (readonly number[])[]): LineTruth {
  const batches = baseS.length;
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  const wholeS = sum(baseS);
  const gains = fasterS.map((rows) => wholeS / sum(rows) - 1);
  const top = gains.indexOf(Math.max(...gains));
  const topRows = fasterS[top] ?? [];
  const best = gains.flatMap((_, resource) => {
    const differencesS = (fasterS[resource] ?? []).map((row, batch) => row - (topRows[batch] ?? 0));
    const meanS = sum(differencesS) / batches;
    const varianceS = sum(differencesS.map((d) => (d - meanS) ** 2)) / (batches - 1);
    return meanS <= 2 * Math.sqrt(varianceS / batches) ? [resource] : [];
  });
  return { gains: gains.map((gain) => Math.round(gain * 1e5) / 1e5), best };
}
