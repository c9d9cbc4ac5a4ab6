// One signal of a cyclic machine cut at the starts of its cycles, each cycle as the same number of points whatever it lasted.

/** Values of one signal, in order of time; each holds until the next. */
export interface SignalValues {
  readonly timesMs: ArrayLike<number>;
  /** NaN = no usable value. */
  readonly values: ArrayLike<number>;
}

export interface Cycle {
  readonly fromMs: number;
  readonly toMs: number;
  /** Means over equal pieces of the cycle. */
  readonly points: Float64Array;
}

/** More of a cycle without a value, and it is not judged. */
const mostMissingShare = 0.1;

/**
 * The cycles between neighbouring starts (the last start only ends one). Each point is the mean over its piece of the cycle, so a
 * spike between two points is not lost. Pieces without a value take the one before; a cycle that lacks more than a tenth is left out,
 * and so is one that lasts more than twice the middle one: something stood in between.
 */
export function cutCycles(signal: SignalValues, startsMs: readonly number[], points: number): Cycle[] {
  const lasted = startsMs.slice(1).map((startMs, index) => startMs - startsMs[index]!);
  const middleMs = lasted.toSorted((a, b) => a - b)[lasted.length >> 1] ?? NaN;
  const cycles: Cycle[] = [];
  let at = 0;
  for (let index = 0; index + 1 < startsMs.length; index += 1) {
    const [fromMs, toMs] = [startsMs[index]!, startsMs[index + 1]!];
    // The value that holds at the start.
    while (at + 1 < signal.timesMs.length && signal.timesMs[at + 1]! <= fromMs) at += 1;
    if (toMs - fromMs > 2 * middleMs || !(toMs > fromMs)) continue;
    const means = meansOf(signal, at, fromMs, toMs, points);
    if (means !== undefined) cycles.push({ fromMs, toMs, points: means });
  }
  return cycles;
}

function meansOf(
  { timesMs, values }: SignalValues,
  first: number,
  fromMs: number,
  toMs: number,
  points: number,
): Float64Array | undefined {
  const pieceMs = (toMs - fromMs) / points;
  const sums = new Float64Array(points);
  const knownMs = new Float64Array(points);
  for (let at = first; at < timesMs.length && timesMs[at]! < toMs; at += 1) {
    const value = values[at]!;
    if (Number.isNaN(value)) continue;
    const untilMs = Math.min(toMs, timesMs[at + 1] ?? toMs);
    let nowMs = Math.max(fromMs, timesMs[at]!);
    let piece = Math.min(points - 1, Math.floor((nowMs - fromMs) / pieceMs));
    while (nowMs < untilMs && piece < points) {
      const endMs = piece === points - 1 ? untilMs : Math.min(untilMs, fromMs + (piece + 1) * pieceMs);
      sums[piece]! += value * Math.max(0, endMs - nowMs);
      knownMs[piece]! += Math.max(0, endMs - nowMs);
      nowMs = endMs;
      piece += 1;
    }
  }
  const missing = knownMs.filter((ms) => ms <= 0).length;
  if (missing > mostMissingShare * points) return undefined;
  let last = NaN;
  const means = sums.map((sum, piece) => (last = knownMs[piece]! > 0 ? sum / knownMs[piece]! : last));
  // A gap at the very start has none before it.
  const begin = means.findIndex((value) => !Number.isNaN(value));
  return means.fill(means[begin]!, 0, begin);
}
