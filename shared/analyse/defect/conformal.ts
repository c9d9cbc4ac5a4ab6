// Split conformal calibration: a score becomes the share of clean scores that are as bad (Vovk et al. 2005). The promise holds for
// scores that could have come in any order. Rows of a machine could not: blocks of them nearly can, so flags are budgeted by
// the largest score of each block.

/** p = (1 + number of calibration scores >= score) / (n + 1). `sorted`: calibration scores, ascending. */
export function conformalP(sorted: Float64Array, score: number): number {
  return (1 + sorted.length - lowerBound(sorted, score)) / (sorted.length + 1);
}

/** Whether no calibration score is as bad: then p is the least that so many of them can say, and not how rare the score is. */
export function isBeyondAll(sorted: Float64Array, score: number): boolean {
  return lowerBound(sorted, score) === sorted.length;
}

/** Clean scores in any order, made ready for `conformalP`. */
export function sortedScores(scores: Iterable<number>): Float64Array {
  return Float64Array.from(scores).sort();
}

/**
 * Adaptive conformal inference (Gibbs and Candes 2021): a row is flagged at p <= alpha, then alpha goes up by gain x (rate - flagged),
 * flagged being 1 or 0. Of n rows the share rate + (rate / gain + 1) / n is flagged at most, whatever the scores do, and in the long run
 * `rate`. For that it takes each row for a clean one: a fault that stays comes to be usual as drift does. Alpha may leave 0 to 1.
 */
export class AdaptiveRate {
  readonly #rate: number;
  readonly #gain: number;
  #alpha: number;

  /** `rate`: wanted share of flags, where alpha begins; `gain`: how fast alpha follows, above 0 (0.005 is the paper's). */
  constructor(rate: number, gain: number) {
    this.#rate = rate;
    this.#gain = gain;
    this.#alpha = rate;
  }

  /** At which p the next row is flagged. */
  get alpha(): number {
    return this.#alpha;
  }

  /** Whether the next row, of this p, is flagged. Rows that are not judged are not told it. */
  isFlagged(p: number): boolean {
    const flagged = p <= this.#alpha;
    this.#alpha += this.#gain * (this.#rate - (flagged ? 1 : 0));
    return flagged;
  }
}

/** The largest score of each whole block of `blockRows` rows in a row; what is left at the end counts for none. NaN is skipped. */
export function blockMaxima(scores: ArrayLike<number>, blockRows: number): number[] {
  const maxima: number[] = [];
  for (let from = 0; from + blockRows <= scores.length; from += blockRows) {
    let largest = -Infinity;
    for (let row = from; row < from + blockRows; row += 1) {
      const score = scores[row] ?? NaN;
      // Math.max would let one NaN swallow the block.
      if (score > largest) largest = score;
    }
    if (largest > -Infinity) maxima.push(largest);
  }
  return maxima;
}

/** How many false incidents are allowed, and of how many judgements they are. */
export interface FlagBudget {
  /** False incidents per line and shift, of all assets together. */
  readonly falsePerShift: number;
  readonly blocksPerShift: number;
  readonly assets: number;
}

/** Either a threshold on the largest score of a block, or how far learning is. */
export type BlockThreshold =
  | { readonly isReady: true; readonly threshold: number; readonly tail: number; readonly blocks: number }
  | { readonly isReady: false; readonly blocks: number; readonly needed: number; readonly text: string };

/**
 * The threshold that a block of a clean shift exceeds with the budget's probability, tail = falsePerShift / (blocks x assets).
 * Refuses while there are fewer than 1 / tail - 1 clean blocks: no score could be rare enough then.
 */
export function blockThreshold(cleanMaxima: readonly number[], budget: FlagBudget): BlockThreshold {
  const tail = Math.min(1, budget.falsePerShift / (budget.blocksPerShift * budget.assets));
  const blocks = cleanMaxima.length;
  // Rounding must not ask for one block more than the formula does.
  const needed = Math.max(1, Math.ceil(1 / tail - 1e-9) - 1);
  if (blocks < needed)
    return { isReady: false, blocks, needed, text: `learning, ${blocks} of ${needed} blocks` };
  const sorted = sortedScores(cleanMaxima);
  // p <= tail means that at most tail (n + 1) - 1 clean blocks are as bad.
  const asBad = Math.floor(tail * (blocks + 1) + 1e-9) - 1;
  return { isReady: true, threshold: sorted[blocks - 1 - asBad] ?? Infinity, tail, blocks };
}

/** How many of the ascending numbers are below `value`. */
function lowerBound(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? Infinity) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
