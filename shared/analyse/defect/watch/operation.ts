// What a signal is expected to show for the way its asset is run: how much it ran lately (things warm up and cool down) and which
// variant it works on. Learnt from clean rows by least squares; what is left over is what the detector judges.
import { solved } from "../mspc/symmetric.ts";
import { dutyScalesMs, type WatchRow } from "./rows.ts";

/** Numbers of one column. */
export interface ColumnOperation {
  /** Of 1, each duty, and each variant but the first. */
  readonly weights: readonly number[];
  /** It differs so much between variants that without one nothing is expected. */
  readonly followsVariant: boolean;
  /** Samples that a row usually has: the mean of fewer is less sure. */
  readonly usualCount: number;
}

/** Keeps weights of what hardly varied small. */
const ridge = 1e-3;
/** Largest difference between variants, in deviations of what is left over, that does not matter. */
const mostIgnoredDifference = 0.5;

/** How many numbers say how an asset is run: 1, each duty, each variant but the first. */
export function inputsOfOperation(variants: number): number {
  return 1 + dutyScalesMs.length + Math.max(0, variants - 1);
}

/** What a row says of how its asset was run; undefined when that is not known. */
export function operationOf(row: WatchRow, variants: readonly string[]): Float64Array | undefined {
  if (row.duty.some(Number.isNaN)) return undefined;
  const place = row.variant === undefined ? -1 : variants.indexOf(row.variant);
  const others = variants.slice(1).map((_, index) => (index + 1 === place ? 1 : 0));
  return Float64Array.of(1, ...row.duty, ...others);
}

/** Learns one column from clean rows. Undefined when there are too few to tell. */
export function fitOperation(
  rows: readonly WatchRow[],
  column: number,
  variants: readonly string[],
): ColumnOperation | undefined {
  const inputs: Float64Array[] = [];
  const values: number[] = [];
  const counts: number[] = [];
  for (const row of rows) {
    const value = row.values[column] ?? NaN;
    const input = operationOf(row, variants);
    if (Number.isNaN(value) || input === undefined) continue;
    inputs.push(input);
    values.push(value);
    counts.push(row.counts[column] ?? 1);
  }
  const size = inputs[0]?.length ?? 0;
  if (inputs.length < 3 * size || size === 0) return undefined;
  // Without the mean the ridge would draw to zero what has nothing to do with how it is run.
  const middle = values.reduce((sum, value) => sum + value, 0) / values.length;
  const products = new Float64Array(size * size);
  const right = new Float64Array(size);
  inputs.forEach((input, row) => {
    for (let i = 0; i < size; i += 1) {
      right[i] = (right[i] ?? 0) + (input[i] ?? 0) * ((values[row] ?? 0) - middle);
      for (let j = 0; j < size; j += 1)
        products[i * size + j] = (products[i * size + j] ?? 0) + (input[i] ?? 0) * (input[j] ?? 0);
    }
  });
  for (let i = 0; i < size; i += 1)
    products[i * (size + 1)] = (products[i * (size + 1)] ?? 0) + ridge * inputs.length;
  const weights = Array.from(solved(products, right));
  weights[0] = (weights[0] ?? 0) + middle;
  const left = inputs.map((input, row) => (values[row] ?? 0) - expectedOf(weights, input));
  const deviation = Math.sqrt(left.reduce((sum, value) => sum + value * value, 0) / left.length);
  const byVariant = [0, ...weights.slice(size - Math.max(0, variants.length - 1))];
  const spread = variants.length < 2 ? 0 : Math.max(...byVariant) - Math.min(...byVariant);
  counts.sort((a, b) => a - b);
  return {
    weights,
    followsVariant: spread > mostIgnoredDifference * deviation,
    usualCount: counts[counts.length >> 1] ?? 1,
  };
}

/** What is expected, in the signal's unit. */
export function expectedOf(weights: readonly number[], input: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < input.length; i += 1) sum += (weights[i] ?? 0) * (input[i] ?? 0);
  return sum;
}

/**
 * How far a row's values are from what is expected, in the signals' units, column by column of `columns`; NaN = nothing to say. The
 * mean of fewer samples than usual counts for less, so that a short run is not unusual by chance.
 */
export function deviationsOf(
  row: WatchRow,
  columns: readonly number[],
  operations: readonly ColumnOperation[],
  variants: readonly string[],
): Float64Array {
  const input = operationOf(row, variants);
  const knowsVariant = row.variant !== undefined && variants.includes(row.variant);
  return Float64Array.from(columns, (column, index) => {
    const operation = operations[index];
    if (input === undefined || operation === undefined) return NaN;
    if (operation.followsVariant && !knowsVariant) return NaN;
    const sure = Math.sqrt(Math.min(1, (row.counts[column] ?? 0) / operation.usualCount));
    return ((row.values[column] ?? NaN) - expectedOf(operation.weights, input)) * sure;
  });
}
