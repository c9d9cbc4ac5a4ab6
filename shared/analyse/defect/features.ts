// What trees are grown on: numbers as they are, words as one yes-or-no each, and how two numbers stand to each other.
import type { NumberTable } from "./gbdt/tree-set.ts";
import type { NumberColumn, PartColumn, PartTable } from "./part-table.ts";

/** One input of the trees, and the columns of the part table that it is made of. */
export type Feature =
  | { readonly kind: "number"; readonly column: number }
  | { readonly kind: "word"; readonly column: number; readonly level: string }
  | { readonly kind: PairKind; readonly column: number; readonly other: number };

/** `difference` and `product` of two columns of numbers. */
export type PairKind = "difference" | "product";

/** Words of a column that get a feature of their own: the most frequent. */
const mostLevels = 32;
/** A word on fewer rows than this says nothing. */
const leastLevelRows = 5;
/**
 * Pairs are made of at most this many columns of numbers. A cut along one axis at a time finds a difference or a product only
 * as a staircase that costs many rows a step; of few columns all pairs are cheap, of many they would drown the columns themselves.
 */
const mostPairedColumns = 12;

/** The features of a table, chosen by some of its rows without looking at any label. */
export function featuresOf(whole: PartTable, rows: Int32Array): Feature[] {
  const table = onRows(whole, rows);
  const features = table.columns.flatMap(ownFeatures);
  const numeric = table.columns.flatMap((column, index) =>
    column.kind === "number" && isMeasured(column) ? [{ column, index }] : [],
  );
  if (numeric.length > mostPairedColumns) return features;
  numeric.forEach((one, at) => {
    for (const two of numeric.slice(at + 1)) {
      if (rangesOverlap(one.column, two.column))
        features.push({ kind: "difference", column: one.index, other: two.index });
      features.push({ kind: "product", column: one.index, other: two.index });
    }
  });
  return features;
}

function onRows({ columns }: PartTable, rows: Int32Array): PartTable {
  return {
    rows: rows.length,
    columns: columns.map((column) =>
      column.kind === "number"
        ? { ...column, values: Float64Array.from(rows, (row) => column.values[row]!) }
        : { ...column, codes: Int32Array.from(rows, (row) => column.codes[row]!) },
    ),
  };
}

function ownFeatures(column: PartColumn, index: number): Feature[] {
  if (column.kind === "number") return [{ kind: "number", column: index }];
  const rows = new Int32Array(column.levels.length);
  for (const code of column.codes) if (code >= 0) rows[code]! += 1;
  return column.levels
    .map((level, code) => ({ level, rows: rows[code]! }))
    .filter((one) => one.rows >= leastLevelRows)
    .sort((a, b) => b.rows - a.rows)
    .slice(0, mostLevels)
    .map(({ level }) => ({ kind: "word", column: index, level }));
}

/** More than a few values: codes and flags are not paired. */
function isMeasured({ values }: NumberColumn): boolean {
  return new Set(values).size > 10;
}

/** A difference has a sense only between values of one unit; ranges that touch are the sign of it that a table has. */
function rangesOverlap(one: NumberColumn, two: NumberColumn): boolean {
  const [lowOne, highOne] = middleRange(one.values);
  const [lowTwo, highTwo] = middleRange(two.values);
  const reach = (highOne - lowOne + highTwo - lowTwo) * 2;
  return lowOne - highTwo <= reach && lowTwo - highOne <= reach;
}

/** The 5 % and 95 % quantiles. */
function middleRange(values: Float64Array): [number, number] {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  const at = (share: number): number => sorted[Math.round((sorted.length - 1) * share)] ?? NaN;
  return [at(0.05), at(0.95)];
}

/** The features' values on some rows of a table with the columns that `featuresOf` saw. A word not seen then has no feature. */
export function featureValues(table: PartTable, features: readonly Feature[], rows: Int32Array): NumberTable {
  const columns = features.map((feature) => {
    const value = valueOf(table, feature);
    return Float64Array.from(rows, value);
  });
  return { rows: rows.length, columns };
}

function valueOf(table: PartTable, feature: Feature): (row: number) => number {
  const column = table.columns[feature.column];
  if (feature.kind === "word") {
    if (column?.kind !== "word") return () => NaN;
    const wanted = column.levels.indexOf(feature.level);
    return (row) => (column.codes[row]! < 0 ? NaN : column.codes[row] === wanted ? 1 : 0);
  }
  if (column?.kind !== "number") return () => NaN;
  if (feature.kind === "number") return (row) => column.values[row]!;
  const other = table.columns[feature.other];
  if (other?.kind !== "number") return () => NaN;
  return feature.kind === "difference"
    ? (row) => column.values[row]! - other.values[row]!
    : (row) => column.values[row]! * other.values[row]!;
}

/** A feature in words: `Torque`, `Type = L`, `Torque x Wear`, `Air - Process`. */
export function featureName(table: PartTable, feature: Feature): string {
  const name = (column: number): string => table.columns[column]?.name ?? `column ${column + 1}`;
  switch (feature.kind) {
    case "number":
      return name(feature.column);
    case "word":
      return `${name(feature.column)} = ${feature.level}`;
    case "difference":
      return `${name(feature.column)} - ${name(feature.other)}`;
    case "product":
      return `${name(feature.column)} x ${name(feature.other)}`;
  }
}
