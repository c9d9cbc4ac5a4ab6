// How unlike two shapes are, whatever their level and height: z-normalised Euclidean distance, at every place of a longer series at once.

/** Where in a series a query fits best, and how badly even there. */
export interface BestPlace {
  readonly distance: number;
  /** First point of the series that the query lies on. */
  readonly at: number;
}

/**
 * z-normalised distance of a query of m points at each of the n - m + 1 places of a series, by sums that run along (MASS: Mueen and
 * others 2017): d^2 = 2 m (1 - (q.t - m mq mt) / (m sq st)). Products are worked out directly, which for cycles of some hundred points beats a
 * Fourier transform. A deviation below `leastDeviation` counts as that: noise about a flat line has no shape, and must not be
 * blown up to one.
 */
export function distanceProfile(
  query: Float64Array,
  series: Float64Array,
  leastDeviation: number,
): Float64Array {
  const m = query.length;
  const [queryMean, queryVariance] = momentsOf(query);
  const queryDeviation = Math.max(leastDeviation, Math.sqrt(queryVariance));
  // Off the series' own mean, so that the squares do not drown in a high level.
  const [level] = momentsOf(series);
  let sum = 0;
  let squares = 0;
  const run = (at: number, sign: 1 | -1): void => {
    const value = series[at]! - level;
    sum += sign * value;
    squares += sign * value * value;
  };
  for (let i = 0; i < m; i += 1) run(i, 1);
  const profile = new Float64Array(series.length - m + 1);
  for (let at = 0; at < profile.length; at += 1) {
    const mean = sum / m;
    const variance = Math.max(0, squares / m - mean * mean);
    const deviation = Math.max(leastDeviation, Math.sqrt(variance));
    let product = 0;
    for (let i = 0; i < m; i += 1) product += (query[i]! - queryMean) * series[at + i]!;
    const shared = product / m / (queryDeviation * deviation);
    // With a floor the variances of the two are no longer 1 each.
    const own = queryVariance / queryDeviation ** 2 + variance / deviation ** 2;
    profile[at] = Math.sqrt(Math.max(0, m * (own - 2 * shared)));
    run(at, -1);
    if (at + m < series.length) run(at + m, 1);
  }
  return profile;
}

/** The least of a profile. */
export function bestPlace(profile: Float64Array): BestPlace {
  let at = 0;
  for (let place = 1; place < profile.length; place += 1) if (profile[place]! < profile[at]!) at = place;
  return { distance: profile[at] ?? NaN, at };
}

/** Mean and variance (n below). */
export function momentsOf(values: Float64Array): [number, number] {
  let sum = 0;
  for (const value of values) sum += value;
  const mean = sum / values.length;
  let squares = 0;
  for (const value of values) squares += (value - mean) ** 2;
  return [mean, squares / values.length];
}
