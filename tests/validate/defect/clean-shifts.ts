// Clean shifts of a simulated process: is the budget of false incidents kept where there are enough clean blocks to keep it by?
import { DetectorRun, fitDetector, calibrate } from "#shared/analyse/defect/detector.ts";
import { rowOf } from "#shared/analyse/defect/table.ts";
import { cleanProcess } from "#shared/analyse/defect/test-process.ts";
import { toldIncidents } from "#shared/analyse/defect/told-incidents.ts";
import { judged, type ValidationRow } from "../table.ts";

const mostFalse = 2;
const shifts = 10;
const rowMs = 10_000;
const shiftRows = (8 * 3600_000) / rowMs;
/** Clean shifts that calibrate: 48 blocks each. */
const calibrationShifts = 2;
/** Each of them learns and calibrates anew. */
const lines = 5;

/** Ten clean shifts of one asset with six sensors and slow causes, for each of some seeds. */
export function cleanShiftRows(seed: number, notes: string[]): ValidationRow[] {
  const perShift: number[] = [];
  for (let line = 0; line < lines; line += 1) {
    const of = (rows: number, part: number) =>
      cleanProcess(rows, 1000 * seed + 100 * line + part, { persistence: 0.97 });
    const model = fitDetector(of(shiftRows, 0));
    const calibration = calibrate(model, of(calibrationShifts * shiftRows, 1));
    for (let shift = 0; shift < shifts; shift += 1) {
      const table = of(shiftRows, 2 + shift);
      const run = new DetectorRun(model, calibration);
      const timesMs = Array.from({ length: table.rows }, (_, row) => row * rowMs);
      const scores = Float64Array.from(timesMs, (_, row) => run.step(rowOf(table, row)).score);
      const told = toldIncidents(calibration.inOrder, rowMs, { timesMs, scores }, mostFalse);
      if (told.learning !== undefined) throw new Error("Bug: too few clean blocks were simulated");
      perShift.push(told.incidents.length);
    }
  }
  const count = perShift.reduce((sum, one) => sum + one, 0);
  const all = lines * shifts;
  // Shifts of one line share its limit, so the spread is taken between lines.
  const byLine = Array.from(
    { length: lines },
    (_, line) =>
      perShift.slice(line * shifts, (line + 1) * shifts).reduce((sum, one) => sum + one, 0) / shifts,
  );
  notes.push(
    `Simulated clean shifts: ${count} false incidents in ${all} shifts of ${lines} lines; per shift ${Math.min(...byLine).toFixed(1)} to ${Math.max(...byLine).toFixed(1)} by line (nominal ${mostFalse}). The limit of a line comes from ${calibrationShifts * 48} clean blocks.`,
  );
  return [
    judged(
      {
        measure: "Simulated clean shifts, on a budget: false incidents a shift",
        values: [count / all],
        unit: "",
        cases: all,
      },
      { most: mostFalse },
    ),
  ];
}
