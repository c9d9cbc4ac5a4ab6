// How parts are named: a letter for the product, a prefix for the run, the running number.
import type { LineState } from "./line-state.ts";

/** Serial of the part in a row: `M00042`, or `M0314-00042` with the prefix `0314-`. */
export function serialOf(line: LineState, part: number, prefix = ""): string {
  const product = line.tables.line.products[line.parts.product[part] ?? 0] ?? "part";
  const number = String(line.parts.number[part] ?? 0);
  return `${product.slice(0, 1).toUpperCase()}${prefix}${number.padStart(5, "0")}`;
}
