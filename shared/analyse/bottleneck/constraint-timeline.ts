// Who limited the line, moment by moment: the critical paths of the units that left some forty units later, averaged, and cut into
// stretches so that a change of name must be worth its while. A moment is settled once those units have left.
import { type Contenders, contendersOf } from "./contenders.ts";
import { type CriticalPath, criticalPath } from "./critical-path.ts";
import { finiteGains } from "./finite-gains.ts";
import type { LineLog } from "./line-log.ts";
import type { Replayable } from "./twin/replay.ts";

/** Grids of the shares, seconds: the widest that is well below the time between two units. */
const gridsS = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600] as const;
const gridOfPace = 0.67;
/** A moment is judged by the units that leave so many units after it: by then a queue between two stations has saved them or not. */
const judgedBy = { from: 32, to: 48 } as const;
/** Bins of a window: some six units. */
const windowBins = 10;
/** Tried are those that do not wait for such a share of the time around. */
const busyShare = 0.86;
/** Less than this brought is nothing. */
const leastGain = 0.15;
/** Units whose times between them tell the pace, where no plan does. */
const paceUnits = 20;

/** A stretch with one constraint. Positions in `Contenders.list`; -1 = not known. */
export interface Stretch {
  readonly fromS: number;
  readonly toS: number;
  readonly contender: number;
  /** Where its beginning may lie as well: the two are too close to tell. */
  readonly tieFromS: number;
  readonly tieToS: number;
}

/** Shares of the path on a grid, which grow with the log. */
export class ConstraintTimeline {
  readonly contenders: Contenders;
  readonly #log: LineLog;
  readonly #tieS: number;
  /** shares[bin * contenders + contender]: share of the bin that the path spent there, summed over the exits that judge the bin. */
  #shares = new Float64Array(0);
  /** Gains by replay, for `windowBins` bins each. */
  readonly #tried: Float64Array[] = [];
  /** Exits that judge a bin. */
  #exits = new Float64Array(0);
  #beganS = NaN;
  #gridS = NaN;
  #paceS = NaN;
  #done = 0;
  #coveredToS = NaN;

  /** `paceS` = time between two units as planned; absent = the middle of the log's own first ones. */
  constructor(log: LineLog, tieS: number, paceS?: number) {
    this.#log = log;
    this.#tieS = tieS;
    this.contenders = contendersOf(log);
    if (paceS !== undefined) this.#paceS = paceS;
  }

  /** Time between two units, as planned or as the first ones came; NaN before enough have left. */
  get paceS(): number {
    return this.#paceS;
  }

  /** Until when the shares will not change any more; NaN while nothing is. */
  get settledToS(): number {
    return this.#coveredToS;
  }

  /** Takes in what has left since the last call. */
  update(): void {
    const log = this.#log;
    if (Number.isNaN(this.#beganS)) this.#beganS = log.startedS;
    if (!(this.#paceS > 0)) this.#paceS = this.#firstPaceS();
    const paceS = this.#paceS;
    if (!(paceS > 0)) return;
    if (Number.isNaN(this.#gridS))
      this.#gridS = gridsS.findLast((gridS) => gridS <= paceS * gridOfPace) ?? gridsS[0];
    for (; this.#done < log.shippedS.length; this.#done += 1) {
      const exitS = log.shippedS[this.#done] ?? NaN;
      const toS = exitS - judgedBy.from * paceS;
      const coveredS = Number.isNaN(this.#coveredToS) ? this.#beganS : this.#coveredToS;
      const fromS = Math.max(this.#beganS, Math.min(exitS - judgedBy.to * paceS, coveredS));
      if (toS <= fromS) continue;
      this.#add(criticalPath(log, [this.#done], { tieS: this.#tieS, untilS: fromS }), fromS, toS);
      this.#coveredToS = Math.max(coveredS, toS);
    }
  }

  /** Shares of the contenders within [fromS, toS], each bin by the mean of its exits. */
  shares(fromS: number, toS: number): Float64Array {
    const count = this.contenders.list.length;
    const sums = new Float64Array(count);
    const first = Math.max(0, Math.floor((fromS - this.#beganS) / this.#gridS));
    const last = Math.min(this.#exits.length, Math.ceil((toS - this.#beganS) / this.#gridS));
    let bins = 0;
    for (let bin = first; bin < last; bin += 1) {
      const exits = this.#exits[bin] ?? 0;
      if (exits === 0) continue;
      bins += 1;
      for (let at = 0; at < count; at += 1) sums[at] = (sums[at] ?? 0) + this.#onPath(bin, at);
    }
    if (bins > 0) for (let at = 0; at < count; at += 1) sums[at] = (sums[at] ?? 0) / bins;
    return sums;
  }

  /** The settled stretches, oldest first: each window's best, where that lasts longer than one window. */
  stretches(): Stretch[] {
    const bins = Math.max(0, Math.floor((this.#coveredToS - this.#beganS) / this.#gridS)) || 0;
    const windows = Math.ceil(bins / windowBins);
    const names = Array.from({ length: windows }, (_, window) => this.#best(window));
    // What wins a single window is more often chance than a constraint.
    for (let window = 1; window < windows - 1; window += 1) {
      const [before = -1, here = -1, after = -1] = names.slice(window - 1, window + 2);
      if (here !== before && here !== after)
        names[window] = this.#score(window, before) >= this.#score(window, after) ? before : after;
    }
    const lengthS = windowBins * this.#gridS;
    const found: Stretch[] = [];
    for (const [window, contender] of names.entries()) {
      const last = found.at(-1);
      if (last?.contender === contender) continue;
      const aboutS = this.#beganS + window * lengthS;
      const fromS = last === undefined ? aboutS : this.#changeAt(window, last.contender, contender);
      if (last !== undefined) found[found.length - 1] = { ...last, toS: fromS };
      const tieS = last === undefined ? 0 : lengthS;
      found.push({ fromS, toS: this.#coveredToS, contender, tieFromS: aboutS - tieS, tieToS: aboutS + tieS });
    }
    return found;
  }

  /** The moment near the beginning of a window at which the path goes over from one contender to the next. */
  #changeAt(window: number, before: number, after: number): number {
    const middle = window * windowBins;
    const last = Math.floor((this.#coveredToS - this.#beganS) / this.#gridS);
    let best = middle;
    let bestLead = 0;
    let lead = 0;
    // How much more of the path a later change leaves to the one before; from the middle both ways.
    for (let bin = middle; bin < Math.min(last, middle + windowBins); bin += 1) {
      lead += this.#onPath(bin, before) - this.#onPath(bin, after);
      if (lead > bestLead) [best, bestLead] = [bin + 1, lead];
    }
    lead = 0;
    for (let bin = middle - 1; bin >= Math.max(0, middle - windowBins); bin -= 1) {
      lead += this.#onPath(bin, after) - this.#onPath(bin, before);
      if (lead > bestLead) [best, bestLead] = [bin, lead];
    }
    return this.#beganS + best * this.#gridS;
  }

  /**
   * Asks replays what a little faster would have brought, for settled stretches of `windowBins` bins that were not asked about yet. Where
   * that is known it stands for the work on the path; stops, breaks and what came from outside keep their time.
   */
  refine(replayable: Replayable): void {
    while (this.refineOne(replayable));
  }

  /** Asks about the next window; false = none is left that can be judged. */
  refineOne(replayable: Replayable): boolean {
    const lengthS = windowBins * this.#gridS;
    const paceS = this.#paceS;
    const fromS = this.#beganS + this.#tried.length * lengthS;
    const judgedToS = fromS + lengthS + judgedBy.to * paceS;
    if (!(fromS + lengthS <= this.#coveredToS) || judgedToS > this.#log.endS) return false;
    const groups = this.#candidates(fromS, fromS + lengthS);
    const window = { fromS, toS: fromS + lengthS, judgedFromS: fromS + judgedBy.from * paceS, judgedToS };
    const gains = finiteGains(
      replayable,
      window,
      groups.map((at) => this.contenders.list[at]?.resources ?? []),
    );
    const known = new Float64Array(this.contenders.list.length);
    groups.forEach((at, index) => (known[at] = gains[index] ?? 0));
    this.#tried.push(known);
    return true;
  }

  /** Stations that hardly waited around a window; the others have time to spare. */
  #candidates(fromS: number, toS: number): number[] {
    const lengthS = toS - fromS;
    const [nearFromS, nearToS] = [Math.max(this.#beganS, fromS - lengthS), toS + 2 * lengthS];
    return this.contenders.list.flatMap(({ kind, resources }, at) => {
      if (kind !== "station") return [];
      const waitedS = resources.reduce(
        (sum, station) => sum + this.#log.waitedS(station, nearFromS, nearToS),
        0,
      );
      return waitedS <= (1 - busyShare) * (nearToS - nearFromS) * resources.length ? [at] : [];
    });
  }

  /** The contender of a window. */
  #best(window: number): number {
    let best = 0;
    let bestScore = -1;
    for (let at = 0; at < this.contenders.list.length; at += 1) {
      const score = this.#score(window, at);
      if (score > bestScore) [best, bestScore] = [at, score];
    }
    return best;
  }

  /**
   * How much speaks for a contender in a window: what a little faster brings, by replay where it was asked, else its time on the path.
   * Where nothing that works could have helped, something was taken away: that is on the path as well.
   */
  #score(window: number, at: number): number {
    if (this.#tried[window] !== undefined && this.#isHelped(window)) return this.#gain(window, at);
    let sum = 0;
    for (let bin = window * windowBins; bin < (window + 1) * windowBins; bin += 1)
      sum += this.#onPath(bin, at);
    return sum / windowBins;
  }

  /** Share of a bin that the path is on a contender. */
  #onPath(bin: number, at: number): number {
    const exits = this.#exits[bin] ?? 0;
    return exits === 0 ? 0 : (this.#shares[bin * this.contenders.list.length + at] ?? 0) / exits;
  }

  /** Mean gain of a contender over a window and its neighbours: one window is too short to see through the chance in it. */
  #gain(window: number, at: number): number {
    let sum = 0;
    let count = 0;
    for (
      let near = Math.max(0, window - 1);
      near <= Math.min(this.#tried.length - 1, window + 1);
      near += 1
    ) {
      sum += this.#tried[near]?.[at] ?? 0;
      count += 1;
    }
    return count === 0 ? 0 : sum / count;
  }

  #isHelped(window: number): boolean {
    return this.contenders.list.some((_, at) => this.#gain(window, at) > leastGain);
  }

  #add(path: CriticalPath, fromS: number, toS: number): void {
    const count = this.contenders.list.length;
    const bins = Math.ceil((toS - this.#beganS) / this.#gridS);
    if (bins > this.#exits.length) this.#grow(bins);
    for (let bin = Math.floor((fromS - this.#beganS) / this.#gridS); bin < bins; bin += 1) {
      const [startS, endS] = [this.#beganS + bin * this.#gridS, this.#beganS + (bin + 1) * this.#gridS];
      const inside = (Math.min(endS, toS) - Math.max(startS, fromS)) / this.#gridS;
      this.#exits[bin] = (this.#exits[bin] ?? 0) + Math.max(0, inside);
    }
    for (const piece of path.pieces) {
      if (piece.why === "unexplained") continue;
      const contender = this.contenders.ofResource[piece.resource] ?? -1;
      const endS = Math.min(piece.toS, toS);
      for (let atS = Math.max(piece.fromS, fromS); atS < endS;) {
        const bin = Math.floor((atS - this.#beganS) / this.#gridS + 1e-9);
        const nextS = Math.min(endS, this.#beganS + (bin + 1) * this.#gridS);
        const slot = bin * count + contender;
        this.#shares[slot] = (this.#shares[slot] ?? 0) + ((nextS - atS) / this.#gridS) * piece.weight;
        atS = nextS;
      }
    }
  }

  #grow(bins: number): void {
    const size = Math.max(bins, this.#exits.length * 2, 512);
    const count = this.contenders.list.length;
    const shares = new Float64Array(size * count);
    shares.set(this.#shares);
    this.#shares = shares;
    const exits = new Float64Array(size);
    exits.set(this.#exits);
    this.#exits = exits;
  }

  /** The middle time between the first units. */
  #firstPaceS(): number {
    const { shippedS } = this.#log;
    if (shippedS.length <= paceUnits) return NaN;
    const steps = shippedS.slice(1, paceUnits + 1).map((timeS, index) => timeS - (shippedS[index] ?? NaN));
    steps.sort((a, b) => a - b);
    return steps[steps.length >> 1] ?? NaN;
  }
}
