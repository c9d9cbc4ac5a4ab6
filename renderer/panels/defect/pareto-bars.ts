// Bars of bad parts with the share that they have of all, added up. Pure.
import type { DefectFinding, EstimateInfo, ParetoRow } from "#shared/model/defect-schema.ts";

export interface ParetoBar {
  readonly row: ParetoRow;
  /** Of the longest bar, 0 to 1. */
  readonly length: number;
  /** Of all bad parts, with those above, 0 to 1. */
  readonly together: number;
}

/** Most bad first; rows without a bad part have no bar. */
export function paretoBars(rows: readonly ParetoRow[]): ParetoBar[] {
  const bad = rows.filter((row) => row.bad > 0).sort((a, b) => b.bad - a.bad);
  const all = bad.reduce((sum, row) => sum + row.bad, 0);
  const most = bad[0]?.bad ?? 1;
  let sum = 0;
  return bad.map((row) => {
    sum += row.bad;
    return { row, length: row.bad / most, together: sum / all };
  });
}

/** A scale for rates that all intervals fit on, from 0: its end is 1, 2 or 5 times a power of ten, at most 1. */
export function rateScale(rates: readonly EstimateInfo[]): number {
  const most = Math.max(0.001, ...rates.map(({ value = 0, hi }) => hi ?? value));
  const power = 10 ** Math.floor(Math.log10(most));
  const end = [1, 2, 5, 10].map((step) => step * power).find((each) => each >= most - 1e-12) ?? most;
  return Math.min(1, end);
}

/** Where the axis of yields begins: a round number below the lowest interval, so that what differs is seen. */
export function yieldAxisLow(rates: readonly EstimateInfo[]): number {
  const lowest = Math.min(1, ...rates.map(({ lo }) => lo));
  const step = lowest > 0.9 ? 0.02 : lowest > 0.5 ? 0.1 : 0.5;
  return Math.max(0, Math.floor(lowest / step + 1e-9) * step);
}

/** The finding that a row is about: its class, else what it names among the suspects; the newest. */
export function findingOf(row: ParetoRow, findings: readonly DefectFinding[]): DefectFinding | undefined {
  return findings.findLast((finding) =>
    row.class === undefined
      ? finding.suspects.some(({ factors }) =>
          factors.some(({ level, assetId }) => level === row.key || assetId === row.key),
        )
      : finding.class?.id === row.class.id,
  );
}
