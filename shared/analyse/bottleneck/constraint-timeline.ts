// Who limited the line, moment by moment: the critical paths of the units that left some forty units later, averaged, and cut into
// stretches so that a change of name must be worth its while. A moment is settled once those units have left.
import { type Contenders, contendersOf } from "./contenders.ts";
import { type CriticalPath, criticalPath } from "./critical-path.ts";
import type { LineLog } from "./line-log.ts";

/** Grids of the shares, seconds: the widest that is well below the time between two units. */
const gridsS = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600] as const;
const gridOfPace = 0.67;
/** A moment is judged by the units that leave so many units after it: by then a queue between two stations has saved them or not. */
const judgedBy = { from: 32, to: 48 } as const;
/** A change of name must be worth the time of so many units on the path. */
const changeWorth = 5;
/** A change may lie where moving it there loses less than this part of what a change must be worth. */
const tieWorth = 0.5;
/** Times between units whose median counts. */
const paceUnits = 50;

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
  /** shares[bin * contenders + contender]: seconds on the path, summed over the exits that judge the bin. */
  #shares = new Float64Array(0);
  /** Exits that judge a bin, and what they saw unexplained. */
  #exits = new Float64Array(0);
  #beganS = NaN;
  #gridS = NaN;
  #done = 0;
  #coveredToS = NaN;

  constructor(log: LineLog, tieS: number) {
    this.#log = log;
    this.#tieS = tieS;
    this.contenders = contendersOf(log);
  }

  /** The middle time between two units that leave, of the last ones; NaN before the second. */
  get paceS(): number {
    return this.#paceS(this.#done);
  }

  /** Until when the shares will not change any more; NaN while nothing is. */
  get settledToS(): number {
    return this.#coveredToS;
  }

  /** Takes in what has left since the last call. */
  update(): void {
    const log = this.#log;
    if (Number.isNaN(this.#beganS)) this.#beganS = log.startedS;
    for (; this.#done < log.shippedS.length; this.#done += 1) {
      const exitS = log.shippedS[this.#done] ?? NaN;
      const paceS = this.#paceS(this.#done + 1);
      if (!(paceS > 0)) continue;
      if (Number.isNaN(this.#gridS))
        this.#gridS = gridsS.findLast((gridS) => gridS <= paceS * gridOfPace) ?? gridsS[0];
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
      for (let at = 0; at < count; at += 1)
        sums[at] = (sums[at] ?? 0) + (this.#shares[bin * count + at] ?? 0) / exits;
    }
    if (bins > 0) for (let at = 0; at < count; at += 1) sums[at] = (sums[at] ?? 0) / bins;
    return sums;
  }

  /** The settled stretches, oldest first: the sequence of names that leaves least of the path to others, changes counted in. */
  stretches(): Stretch[] {
    const bins = Math.max(0, Math.floor((this.#coveredToS - this.#beganS) / this.#gridS)) || 0;
    const count = this.contenders.list.length;
    if (bins === 0) return [];
    const worth = (changeWorth * this.paceS) / this.#gridS;
    const cost = (bin: number, at: number): number => {
      const exits = this.#exits[bin] ?? 0;
      return exits === 0 ? 1 : 1 - (this.#shares[bin * count + at] ?? 0) / exits;
    };
    // Viterbi: best[at] = least cost until here when the constraint here is `at`.
    let best = new Float64Array(count);
    const from = new Int16Array(bins * count);
    for (let bin = 0; bin < bins; bin += 1) {
      let cheapest = 0;
      for (let at = 1; at < count; at += 1) if (best[at]! < best[cheapest]!) cheapest = at;
      const next = new Float64Array(count);
      for (let at = 0; at < count; at += 1) {
        const stays = bin === 0 || best[at]! <= best[cheapest]! + worth;
        from[bin * count + at] = stays ? at : cheapest;
        next[at] = (stays ? best[at]! : best[cheapest]! + worth) + cost(bin, at);
      }
      best = next;
    }
    let at = 0;
    for (let other = 1; other < count; other += 1) if (best[other]! < best[at]!) at = other;
    const names = new Int16Array(bins);
    for (let bin = bins - 1; bin >= 0; bin -= 1) {
      names[bin] = at;
      at = from[bin * count + at]!;
    }
    const found: Stretch[] = [];
    for (let bin = 0; bin < bins;) {
      const name = names[bin]!;
      let end = bin;
      while (end < bins && names[end] === name) end += 1;
      const before = bin === 0 ? -1 : names[bin - 1]!;
      const [low, high] =
        before < 0 ? [bin, bin] : this.#tie(bin, before, name, worth * tieWorth, bins, cost);
      found.push({
        fromS: this.#beganS + bin * this.#gridS,
        toS: end === bins ? this.#coveredToS : this.#beganS + end * this.#gridS,
        contender: name,
        tieFromS: this.#beganS + low * this.#gridS,
        tieToS: this.#beganS + high * this.#gridS,
      });
      bin = end;
    }
    return found;
  }

  /** How far a change from one name to another at `bin` may be moved, losing less than `slack`. */
  #tie(
    bin: number,
    before: number,
    after: number,
    slack: number,
    bins: number,
    cost: (bin: number, at: number) => number,
  ): [number, number] {
    let low = bin;
    let lost = 0;
    for (let at = bin - 1; at >= 0; at -= 1) {
      lost += cost(at, after) - cost(at, before);
      if (lost > slack) break;
      low = at;
    }
    let high = bin;
    lost = 0;
    for (let at = bin; at < bins; at += 1) {
      lost += cost(at, before) - cost(at, after);
      if (lost > slack) break;
      high = at + 1;
    }
    return [low, high];
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

  #paceS(units: number): number {
    const { shippedS } = this.#log;
    const steps: number[] = [];
    for (let at = Math.max(1, units - paceUnits); at < units; at += 1)
      steps.push((shippedS[at] ?? NaN) - (shippedS[at - 1] ?? NaN));
    steps.sort((a, b) => a - b);
    return steps[steps.length >> 1] ?? NaN;
  }
}
