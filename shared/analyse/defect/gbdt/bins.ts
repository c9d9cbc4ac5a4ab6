// Values as small whole numbers, so that a split is looked for over at most 255 places and not over every row.
import type { NumberTable } from "./tree-set.ts";

/** The bin of rows without a value. */
export const missingBin = 0;

/** A table in bins. Bin b >= 1 of a feature holds the values above `edges[b - 2]` and up to `edges[b - 1]`; the last has no upper edge. */
export interface BinnedTable {
  readonly rows: number;
  readonly bins: readonly Uint8Array[];
  /** Upper edges of the bins 1, 2, … but the last, ascending: the thresholds that a split can have. */
  readonly edges: readonly Float64Array[];
}

/** Edges half-way between neighbouring values: all where there are few, else at equal counts of rows. */
function edgesOf(column: Float64Array, mostBins: number): Float64Array {
  const sorted = column.filter((value) => !Number.isNaN(value)).sort();
  const distinct: number[] = [];
  const upTo: number[] = [];
  for (let at = 0; at < sorted.length; at += 1) {
    if (at + 1 < sorted.length && sorted[at + 1] === sorted[at]) continue;
    distinct.push(sorted[at]!);
    upTo.push(at + 1);
  }
  const edges: number[] = [];
  const between = (index: number): number => {
    const middle = distinct[index]! + (distinct[index + 1]! - distinct[index]!) / 2;
    // Neighbouring doubles have nothing between them: the lower one is the edge then.
    return middle < distinct[index + 1]! ? middle : distinct[index]!;
  };
  if (distinct.length <= mostBins) {
    for (let index = 0; index + 1 < distinct.length; index += 1) edges.push(between(index));
    return Float64Array.from(edges);
  }
  let taken = 0;
  for (let index = 0; index + 1 < distinct.length && edges.length + 1 < mostBins; index += 1) {
    const wanted = (sorted.length - taken) / (mostBins - edges.length);
    if (upTo[index]! - taken < wanted) continue;
    edges.push(between(index));
    taken = upTo[index]!;
  }
  return Float64Array.from(edges);
}

/** Puts a table into at most `mostBins` (2 to 255) bins a feature. */
export function binned(table: NumberTable, mostBins: number): BinnedTable {
  const edges = table.columns.map((column) => edgesOf(column, mostBins));
  const bins = table.columns.map((column, feature) => {
    const featureEdges = edges[feature]!;
    const out = new Uint8Array(table.rows);
    for (let row = 0; row < table.rows; row += 1) {
      const value = column[row]!;
      if (Number.isNaN(value)) continue;
      let low = 0;
      let high = featureEdges.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (value <= featureEdges[middle]!) high = middle;
        else low = middle + 1;
      }
      out[row] = low + 1;
    }
    return out;
  });
  return { rows: table.rows, bins, edges };
}
