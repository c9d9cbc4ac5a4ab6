// Rows of the table on the five serial families: who is named, how sure, and what a faster station is said to bring.
import { calibratedP } from "#shared/analyse/bottleneck/confidence.ts";
import { calibrationTable } from "#shared/analyse/bottleneck/calibration-table.ts";
import { seenDurations } from "#shared/analyse/bottleneck/resampled-serial.ts";
import { resampledGain } from "#shared/analyse/bottleneck/what-if-serial.ts";
import { judged, type ValidationRow } from "../table.ts";
import { hardFamilies } from "./serial-families.ts";
import {
  captured,
  isHard,
  methodNames,
  percent,
  topOne,
  windowParts,
  type WindowRecord,
} from "./serial-study.ts";

const methods = methodNames.map((_, method) => method);

function accuracy(
  measure: string,
  records: readonly WindowRecord[],
): Omit<ValidationRow, "target" | "isMet"> {
  return {
    measure,
    values: methods.map((method) => topOne(records, method)),
    unit: "%",
    cases: records.length,
  };
}

function gain(measure: string, records: readonly WindowRecord[]): Omit<ValidationRow, "target" | "isMet"> {
  return {
    measure,
    values: methods.map((method) =>
      percent(records, ({ truth, picks }) => captured(truth, picks[method] ?? -1)),
    ),
    unit: "%",
    cases: records.length,
  };
}

/** A pick with what was said of it. */
interface Said {
  readonly parts: number;
  readonly p: number;
  readonly isRight: number;
}

function saidOf(records: readonly WindowRecord[]): Said[] {
  return records.map(({ picks, rawP, parts, truth }) => {
    const pick = picks[0] ?? -1;
    return {
      parts,
      p: calibratedP(calibrationTable.pick, rawP[pick] ?? 0, parts),
      isRight: truth.best.includes(pick) ? 1 : 0,
    };
  });
}

function calibrationRows(said: readonly Said[]): ValidationRow[] {
  const bins = Array.from({ length: 10 }, (_, bin) =>
    said.filter(({ p }) => Math.min(9, Math.floor(p * 10)) === bin),
  );
  const errors = bins.map((bin) => percent(bin, ({ isRight, p }) => isRight - p));
  const judgedErrors = errors.filter((_, bin) => (bins[bin]?.length ?? 0) >= 100).map(Math.abs);
  return [
    judged(
      {
        measure: "B calibration: worst bin of 100 cases or more",
        values: [Math.max(...judgedErrors)],
        unit: "points",
        cases: said.length,
      },
      { most: 5 },
    ),
    ...bins.flatMap((bin, index): ValidationRow[] =>
      bin.length === 0
        ? []
        : [
            {
              measure: `B right more often than said, said ${index * 10}-${index * 10 + 10} %`,
              values: [errors[index]],
              unit: "points",
              cases: bin.length,
            },
          ],
    ),
    ...windowParts.map((parts) => {
      const sure = said.filter((one) => one.parts === parts && one.p >= 0.9);
      return judged(
        {
          measure: `B right when sure (P >= .9), ${parts} parts`,
          values: [percent(sure, ({ isRight }) => isRight)],
          unit: "%",
          cases: sure.length,
        },
        { least: 90 },
      );
    }),
  ];
}

/** Every other window: the twins of a what-if take longest of all. */
function whatIfRows(records: readonly WindowRecord[]): ValidationRow[] {
  const asked = ([960, 4800] as const).map((parts) => {
    const own = records.filter((record) => isHard(record) && record.parts === parts && record.seed % 2 === 0);
    const found = own.map(({ picks, work, truth, seed }) => {
      const pick = picks[0] ?? 0;
      const gain10 = truth.gains10?.[pick] ?? NaN;
      return { gain10, said: resampledGain(seenDurations(work), work.places, pick, { seed }) };
    });
    return { parts, found };
  });
  const limits: Readonly<Record<number, number>> = { 960: 0.9, 4800: 0.4 };
  return [
    ...asked.map(({ parts, found }) =>
      judged(
        {
          measure: `B what-if -10 %, ${parts} parts: mean error`,
          values: [percent(found, ({ gain10, said }) => Math.abs(said.mean - gain10))],
          unit: "points",
          cases: found.length,
        },
        { most: limits[parts] ?? NaN },
      ),
    ),
    ...asked.map(({ parts, found }): ValidationRow => ({
      measure: `B what-if -10 %, ${parts} parts: bias`,
      values: [percent(found, ({ gain10, said }) => said.mean - gain10)],
      unit: "points",
      cases: found.length,
    })),
    ...asked.map(({ parts, found }) =>
      judged(
        {
          measure: `B what-if interval holds the truth, ${parts} parts`,
          values: [percent(found, ({ gain10, said }) => (gain10 >= said.lo && gain10 <= said.hi ? 1 : 0))],
          unit: "%",
          cases: found.length,
        },
        { least: 90 },
      ),
    ),
  ];
}

/** All rows of the serial families. */
export function serialRows(records: readonly WindowRecord[], notes: string[]): ValidationRow[] {
  const hard = (parts: number): WindowRecord[] =>
    records.filter((record) => isHard(record) && record.parts === parts);
  const easy = (parts: number): WindowRecord[] =>
    records.filter((record) => record.family === "E" && record.parts === parts);
  const clear = hard(4800).filter(({ isClear }) => isClear);
  const tied = hard(4800).filter(({ truth }) => truth.best.length > 1);
  notes.push(
    `Hard families: ${((100 * clear.length) / hard(4800).length).toFixed(0)} % of the windows are of clear lines (second gain below 70 % of the best), ` +
      `${((100 * tied.length) / hard(4800).length).toFixed(0)} % of lines with ties (any of the tied counts as right).`,
  );
  return [
    accuracy("B hard families, 240 parts: top-1", hard(240)),
    judged(accuracy("B hard families, 960 parts: top-1", hard(960)), { least: 72 }),
    accuracy("B hard families, 4,800 parts: top-1", hard(4800)),
    gain("B hard families, 240 parts: gain captured", hard(240)),
    judged(gain("B hard families, 960 parts: gain captured", hard(960)), { least: 92 }),
    judged(gain("B hard families, 4,800 parts: gain captured", hard(4800)), { least: 97 }),
    judged(accuracy("B clear lines, 4,800 parts: top-1", clear), { least: 95 }),
    judged(accuracy("B easy lines, 240 parts: top-1", easy(240)), { least: 92 }),
    judged(accuracy("B easy lines, 960 parts: top-1", easy(960)), { least: 100 }),
    ...hardFamilies.map((family) =>
      accuracy(
        `B family ${family}, 960 parts: top-1`,
        hard(960).filter((record) => record.family === family),
      ),
    ),
    ...calibrationRows(saidOf(records)),
    ...whatIfRows(records),
  ];
}
