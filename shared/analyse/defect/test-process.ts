// A small process for tests: hidden causes that wander slowly, sensors that follow them with noise. Equal seeds, equal rows.
import { seededRandom } from "#shared/base/random.ts";
import type { NumberTable } from "./table.ts";

/** Clean rows of `sensors` sensors that follow two causes; `persistence` = how much of a cause stays from row to row. */
export function cleanProcess(
  rows: number,
  seed: number,
  { sensors = 6, persistence = 0.7 }: { sensors?: number; persistence?: number } = {},
): NumberTable {
  const random = seededRandom(seed);
  const normal = (): number =>
    Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
  const causes = [normal(), normal()];
  const values = new Float64Array(rows * sensors);
  for (let row = 0; row < rows; row += 1) {
    for (let cause = 0; cause < 2; cause += 1)
      causes[cause] = persistence * (causes[cause] ?? 0) + Math.sqrt(1 - persistence ** 2) * normal();
    for (let sensor = 0; sensor < sensors; sensor += 1)
      values[row * sensors + sensor] =
        20 +
        sensor +
        Math.cos(sensor) * (causes[0] ?? 0) +
        Math.sin(sensor) * (causes[1] ?? 0) +
        0.4 * normal();
  }
  return { columns: Array.from({ length: sensors }, (_, sensor) => `s${sensor}`), rows, values };
}

/** The table with `change` done to one column from a row on. */
export function changed(
  table: NumberTable,
  column: number,
  fromRow: number,
  change: (value: number, row: number) => number,
): NumberTable {
  const values = Float64Array.from(table.values);
  const width = table.columns.length;
  for (let row = fromRow; row < table.rows; row += 1)
    values[row * width + column] = change(values[row * width + column] ?? NaN, row);
  return { ...table, values };
}
