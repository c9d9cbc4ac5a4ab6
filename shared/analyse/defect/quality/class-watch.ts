// One class of bad parts, part by part: when there are more than usual, since when, and when it is as usual again.
import type { DefectClass } from "#shared/model/defect-schema.ts";
import { type BernoulliCusum, bernoulliCusum, logRatios, nextSum, runLength } from "./bernoulli-cusum.ts";
import { isOfClass } from "./classes.ts";
import { falsePerShift, type UsualRate } from "./clean-rates.ts";
import type { Measured } from "./part-ledger.ts";
import { wilson } from "./proportion.ts";

/** A stretch in which a class had more bad parts than usual. */
export interface Rise {
  readonly class: DefectClass;
  readonly usualRate: number;
  /** The first bad part of those that made it, and the one by which it was noticed. */
  readonly first: Measured;
  readonly noticed: Measured;
  /** The chart's sum over its limit when it was noticed: 1 or more. */
  readonly score: number;
  /** Shifts of the whole line between clean sums as large. */
  readonly oneInShifts: number;
  /** Known once it is over: its last bad part, and when that was known to be the last. */
  last?: Measured;
  overMs?: number;
}

/** A rate so much above the usual one is looked for, and at least one bad part in a hundred: less is hardly one cause. */
const raisedTimes = 4;
const leastRaised = 0.01;
const mostRaised = 0.5;
/** It is over when the parts since the last bad one are so much likelier at the usual rate. */
const overRatio = 20;
/** Parts a shift where nothing says how many: one in half a minute. */
const partsWithoutCycle = 960;

/** How a class is charted, and its share of the line's false incidents. */
export interface ClassBudget {
  readonly usual: UsualRate;
  readonly falsePerShift: number;
  readonly judgedPerShift: number | undefined;
}

export class ClassWatch {
  readonly class: DefectClass;
  readonly #usual: UsualRate;
  readonly #chart: BernoulliCusum;
  readonly #falsePerShift: number;
  readonly #perShift: number;
  #sum = 0;
  #first: Measured | undefined;
  #open: Rise | undefined;
  /** Since the first bad part of the rise. */
  #bad = 0;
  #judged = 0;
  /** While open: the newest bad part, what speaks for its being the last, and how much each good part adds to that. */
  #newest: Measured | undefined;
  #calm = 0;
  #steps = { good: 0, bad: 0 };

  constructor(ofClass: DefectClass, budget: ClassBudget) {
    this.class = ofClass;
    this.#usual = budget.usual;
    this.#falsePerShift = budget.falsePerShift;
    this.#perShift = budget.judgedPerShift ?? partsWithoutCycle;
    const { safeRate } = budget.usual;
    const raised = Math.min(mostRaised, Math.max(raisedTimes * safeRate, leastRaised));
    this.#chart = bernoulliCusum(safeRate, raised, this.#perShift / this.#falsePerShift);
  }

  /** Takes a part's first result for the characteristic; says which rise began or ended with it. */
  step(measured: Measured): { began?: Rise; ended?: Rise } {
    const isBad = isOfClass(measured, this.class);
    this.#judged += 1;
    if (isBad) this.#bad += 1;
    return this.#open === undefined ? this.#look(measured, isBad) : this.#follow(this.#open, measured, isBad);
  }

  #look(measured: Measured, isBad: boolean): { began?: Rise } {
    if (this.#sum === 0) {
      this.#first = isBad ? measured : undefined;
      this.#judged = 1;
      this.#bad = isBad ? 1 : 0;
    }
    this.#sum = nextSum(this.#chart, this.#sum, isBad);
    if (this.#sum < this.#chart.limit || this.#first === undefined) return {};
    const { badStep, limit, usualRate } = this.#chart;
    const falseNow = this.#perShift / runLength(badStep, this.#sum, usualRate);
    this.#open = {
      class: this.class,
      usualRate: this.#usual.rate,
      first: this.#first,
      noticed: measured,
      score: this.#sum / limit,
      oneInShifts: this.#falsePerShift / falsePerShift / falseNow,
    };
    this.#calm = 0;
    this.#sum = 0;
    this.#mark(measured);
    return { began: this.#open };
  }

  // The same likelihood ratio the other way round: from the newest bad part on, good parts speak for the usual rate.
  #follow(open: Rise, measured: Measured, isBad: boolean): { ended?: Rise } {
    if (isBad) {
      this.#calm = Math.max(0, this.#calm - this.#steps.bad);
      this.#mark(measured);
      return {};
    }
    this.#calm -= this.#steps.good;
    if (this.#calm < Math.log(overRatio) || this.#newest === undefined) return {};
    open.last = this.#newest;
    open.overMs = measured.timeMs;
    this.#open = undefined;
    return { ended: open };
  }

  /** The newest bad part: the rate so far, at the least it may be, says what good parts after it are worth. */
  #mark(measured: Measured): void {
    this.#newest = measured;
    const raised = Math.max(this.#chart.raisedRate, wilson(this.#bad, this.#judged).lo);
    this.#steps = logRatios(this.#chart.usualRate, raised);
  }
}
