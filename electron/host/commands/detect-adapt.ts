// `gemba detect --adapt`: flags at a rate that follows what is flagged, of rows that were judged.
import { AdaptiveRate } from "#shared/analyse/defect/conformal.ts";
import type { JudgedRow } from "./judged-rows.ts";

/** What came of it, beside the flags. */
export interface Adapted {
  readonly flags: readonly boolean[];
  /** The least p that so many clean rows can tell. */
  readonly leastP: number;
  /** Judged rows at which the rate was below that: none of them could be flagged, however far off it was. */
  readonly mutedRows: number;
}

/** Flags of rows in order of time; a row that is not judged changes nothing. */
export function adaptedFlags(
  rows: readonly JudgedRow[],
  { falseRate, gain, calibrationRows }: { falseRate: number; gain: number; calibrationRows: number },
): Adapted {
  const rate = new AdaptiveRate(falseRate, gain);
  const leastP = 1 / (calibrationRows + 1);
  let mutedRows = 0;
  const flags = rows.map(({ p }) => {
    if (p === null) return false;
    if (rate.alpha < leastP) mutedRows += 1;
    return rate.isFlagged(p);
  });
  return { flags, leastP, mutedRows };
}

/** The same in words, for the summary. */
export function adaptedNotes({ leastP, mutedRows }: Adapted): string[] {
  return [
    "--adapt takes every row for a clean one: a fault that stays is flagged where it begins and then comes to be usual",
    ...(mutedRows === 0
      ? []
      : [
          `rows at which nothing could be flagged, however far off: ${mutedRows} (after flags the limit on p lay below ${leastP.toPrecision(2)}, the least that the clean rows can tell)`,
        ]),
  ];
}
