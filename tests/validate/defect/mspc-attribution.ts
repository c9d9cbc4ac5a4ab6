// Faults of one sensor put into clean Tennessee Eastman rows: is the sensor named that was bent?
import { DetectorRun, fitAndCalibrate } from "#shared/analyse/defect/detector.ts";
import { type NumberTable, rowOf } from "#shared/analyse/defect/table.ts";
import { seededRandom } from "#shared/base/random.ts";
import { judged, type ValidationRow } from "../table.ts";
import { readTep, tepFaultRow } from "./mspc-data.ts";

const falseRate = 0.01;
const casesOfKind = 52;
/** Rows of a fault. */
const faultRows = 200;

type Bend = (value: number, centre: number, spread: number, rowOfFault: number, first: number) => number;

const kinds: readonly (readonly [string, Bend])[] = [
  ["bias", (value, _centre, spread) => value + 3 * spread],
  ["drift", (value, _centre, spread, row) => value + (5 * spread * row) / faultRows],
  ["stuck", (_value, _centre, _spread, _row, first) => first],
  ["gain", (value, centre) => centre + 3 * (value - centre)],
];

function bent(clean: NumberTable, column: number, from: number, by: Bend, centre: number, spread: number) {
  const values = Float64Array.from(clean.values);
  const width = clean.columns.length;
  const first = values[from * width + column] ?? NaN;
  for (let row = from; row < from + faultRows; row += 1) {
    const at = row * width + column;
    values[at] = by(values[at] ?? NaN, centre, spread, row - from, first);
  }
  return { ...clean, values };
}

/** How often the bent sensor has the largest share (top 1), or one of the three largest, over the flagged rows of its fault. */
export function attributionRows(folder: string, seed: number): ValidationRow[] {
  const { model, calibration } = fitAndCalibrate(readTep(folder, "d00"), 0.3);
  const clean = readTep(folder, "d00_te");
  const { columns, centre, spread } = model.pca.standard;
  const random = seededRandom(seed);
  const rows: ValidationRow[] = [];
  let all = 0;
  const named = { seen: 0, top1: 0, top3: 0, chance1: 0, chance3: 0 };
  for (const [kind, by] of kinds) {
    let [seen, top1, top3] = [0, 0, 0];
    for (let column = 0; column < casesOfKind; column += 1) {
      const from = tepFaultRow + Math.floor(random.next() * (clean.rows - tepFaultRow - faultRows));
      const table = bent(clean, column, from, by, centre[column] ?? NaN, spread[column] ?? NaN);
      const run = new DetectorRun(model, calibration);
      const weight = new Float64Array(columns.length);
      let flagged = 0;
      for (let row = 0; row < from + faultRows; row += 1) {
        const { p, shares } = run.step(rowOf(table, row));
        if (row < from || p > falseRate) continue;
        flagged += 1;
        shares.forEach((share, index) => (weight[index] = (weight[index] ?? 0) + share));
      }
      // Fewer could be the clean rows' own false flags.
      if (flagged < 5) continue;
      const place = [...weight].filter((value) => value > (weight[column] ?? 0)).length;
      seen += 1;
      if (place < 1) top1 += 1;
      if (place < 3) top3 += 1;
    }
    all += casesOfKind;
    named.seen += seen;
    named.top1 += top1;
    named.top3 += top3;
    rows.push(
      {
        measure: `Attribution, ${kind}: faults seen`,
        values: [(100 * seen) / casesOfKind],
        unit: "%",
        cases: casesOfKind,
      },
      {
        measure: `Attribution, ${kind}: sensor named first`,
        values: [(100 * top1) / seen, undefined, 100 / columns.length],
        unit: "%",
        cases: seen,
      },
    );
  }
  return [
    judged(
      {
        measure: "Attribution of seen faults: sensor named first",
        values: [(100 * named.top1) / named.seen, undefined, 100 / columns.length],
        unit: "%",
        cases: named.seen,
      },
      { least: 80 },
    ),
    judged(
      {
        measure: "Attribution of seen faults: among the first three",
        values: [(100 * named.top3) / named.seen, undefined, 300 / columns.length],
        unit: "%",
        cases: named.seen,
      },
      { least: 95 },
    ),
    { measure: "Attribution: faults seen", values: [(100 * named.seen) / all], unit: "%", cases: all },
    ...rows,
  ];
}
