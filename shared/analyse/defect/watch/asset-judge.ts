// Judges the rows of one asset as they come: how unusual each is, since when that has been rising, and which signals show it.
import type { SignalEvidence } from "#shared/model/defect-schema.ts";
import { DetectorRun } from "../detector.ts";
import { PageHinkley } from "../drift.ts";
import { defaultEpisodeRule } from "../episodes.ts";
import { filledIn } from "../mspc/conditional.ts";
import { standardised } from "../mspc/standardise.ts";
import type { AssetModel } from "./asset-model.ts";
import { deviationsOf, expectedOf, operationOf } from "./operation.ts";
import { RowGate } from "./row-gate.ts";
import { rowMs, type WatchRow } from "./rows.ts";

/** Signals that a finding names. */
const namedSignals = 5;
/** What has less of the flag than this is expected to be right when the others are worked out. */
const leastSuspectShare = 0.1;
/** One signal alone has at least this of its flag. */
const leastOneShare = 0.6;
/** A change is not looked for longer before its flag. */
const mostRiseMs = 60 * rowMs;

/** A judged row; `score` is NaN when it does not count: it stood, warmed up, or too much is missing. */
export interface Judgement {
  readonly score: number;
  readonly p: number;
  /** Since when all rows were more unusual than clean ones are on average: the row's own begin at the latest. */
  readonly sinceMs: number;
  /** Too much of the row was missing, although it ran. */
  readonly isMissing: boolean;
  /** How far each column is from what is expected, in clean deviations; NaN = not measured. */
  readonly z: Float64Array;
}

const nothing = { score: NaN, p: NaN, isMissing: false, z: new Float64Array(0) };

export class AssetJudge {
  readonly model: AssetModel;
  #run: DetectorRun;
  #rise: PageHinkley;
  #risesSinceMs = Infinity;
  readonly #gate: RowGate;
  /** The last row that was no more unusual than clean rows are on average. */
  #sinceMs = Infinity;
  #last: { row: WatchRow; z: Float64Array } | undefined;

  constructor(model: AssetModel) {
    this.model = model;
    this.#gate = new RowGate(model.learnt.leastDuty);
    this.#run = new DetectorRun(model.detector, model.calibration);
    this.#rise = new PageHinkley(model.learnt.drift);
  }

  /** How far scores have risen slowly, as a share of what counts as drift. */
  get drift(): number {
    return this.#rise.rise;
  }

  /** Since when they have been rising. */
  get risesSinceMs(): number {
    return this.#risesSinceMs;
  }

  step(row: WatchRow): Judgement {
    if (!this.#gate.lets(row)) return { ...nothing, sinceMs: row.fromMs };
    const { columns, operations, variants, detector } = this.model;
    const deviations = deviationsOf(row, columns, operations, variants);
    const { score, p, valid } = this.#run.step(deviations);
    if (!valid) return { ...nothing, sinceMs: row.fromMs, isMissing: true };
    const z = standardised(detector.pca.standard, deviations);
    this.#last = { row, z };
    this.#rise.step(score);
    this.#risesSinceMs = this.#rise.rise > 0 ? Math.min(this.#risesSinceMs, row.fromMs) : row.toMs;
    const sinceMs = Math.max(row.toMs - mostRiseMs, Math.min(row.fromMs, this.#sinceMs));
    if (score <= this.model.learnt.drift.meanScore) this.#sinceMs = row.toMs;
    return { score, p, sinceMs, isMissing: false, z };
  }

  /** Whether the last row owes its score to one signal: that has most of it, and without it the row would be usual. */
  isOneSignal(): boolean {
    const { shares, restP } = this.#run.successive();
    return Math.max(0, ...shares) >= leastOneShare && restP > defaultEpisodeRule.offP;
  }

  /** Begins anew: what was smoothed over belongs to the time before a stop, or to an episode that is over. */
  restart(): void {
    this.#run = new DetectorRun(this.model.detector, this.model.calibration);
    this.forgetRise();
  }

  /** Looks for the next rise: the one before was told and is over. */
  forgetRise(): void {
    this.#rise = new PageHinkley(this.model.learnt.drift);
    this.#risesSinceMs = Infinity;
    this.#sinceMs = Infinity;
  }

  /** The signals of the last row that counts, by their share, most first. */
  evidence(unitOf: (signal: string) => string): SignalEvidence[] {
    const last = this.#last;
    if (last === undefined) return [];
    const { row, z } = last;
    const { shares } = this.#run.successive();
    const { detector, learnt, columns, variants } = this.model;
    const input = operationOf(row, variants);
    const isSuspect = (index: number): boolean => (shares[index] ?? 0) >= leastSuspectShare;
    return learnt.columns
      .map((column, index) => ({ column, index, share: Math.min(1, shares[index] ?? 0) }))
      .sort((a, b) => b.share - a.share || a.index - b.index)
      .slice(0, namedSignals)
      .map(({ column, index, share }) => {
        const { signal, centre, spread, low, high, weights } = column;
        const others = z.map((value, other) => (other === index || isSuspect(other) ? NaN : value));
        const away = filledIn(detector.pca.covariance, others)[index] ?? 0;
        return {
          signal,
          unit: unitOf(signal),
          share,
          observed: row.values[columns[index] ?? 0] ?? NaN,
          expected: (input === undefined ? 0 : expectedOf(weights, input)) + centre + spread * away,
          normalLow: low,
          normalHigh: high,
        };
      })
      .filter(({ observed }) => !Number.isNaN(observed));
  }
}
