// A table of parts as people keep it: one row a part, columns of numbers or of words. Made of text here; what learns from it
// and what looks for associations both read it.
import { type DecimalMark, isNoValueText, parseNumber } from "#shared/import/number-text.ts";

/** Numbers of one column, NaN = no value. */
export interface NumberColumn {
  readonly kind: "number";
  readonly name: string;
  readonly values: Float64Array;
}

/** Words of one column as indices into `levels`, -1 = no value. */
export interface WordColumn {
  readonly kind: "word";
  readonly name: string;
  readonly codes: Int32Array;
  readonly levels: readonly string[];
}

export type PartColumn = NumberColumn | WordColumn;

export interface PartTable {
  readonly rows: number;
  readonly columns: readonly PartColumn[];
}

/** Largest share of texts in a column of numbers that are none; they count as no value. */
const mostStrays = 0.01;

/** A column of what its cells say: numbers when all but a few are, else words. */
export function columnOfText(name: string, cells: readonly string[], decimal: DecimalMark): PartColumn {
  const values = new Float64Array(cells.length).fill(NaN);
  let numbers = 0;
  let strays = 0;
  cells.forEach((cell, row) => {
    if (isNoValueText(cell)) return;
    const number = parseNumber(cell, decimal);
    if (number === undefined) strays += 1;
    else {
      values[row] = number;
      numbers += 1;
    }
  });
  if (numbers > 0 && strays <= (numbers + strays) * mostStrays) return { kind: "number", name, values };
  const codes = new Int32Array(cells.length).fill(-1);
  const levels = new Map<string, number>();
  cells.forEach((cell, row) => {
    if (isNoValueText(cell)) return;
    const word = cell.trim();
    const code = levels.get(word) ?? levels.size;
    levels.set(word, code);
    codes[row] = code;
  });
  return { kind: "word", name, codes, levels: [...levels.keys()] };
}

/** Why a column tells nothing that holds for other parts. */
export type Uninformative = "constant" | "identifier" | "row-number";

/**
 * Whether a column is the same everywhere, a name of the part (words of which most occur once, such as serials and times), or a
 * number of the row (whole numbers that only rise): trees would learn by heart from these which parts were bad.
 */
export function uninformative(column: PartColumn): Uninformative | undefined {
  if (column.kind === "word") {
    if (column.levels.length < 2 && !column.codes.includes(-1)) return "constant";
    const known = column.codes.reduce((sum, code) => sum + (code < 0 ? 0 : 1), 0);
    return known === 0
      ? "constant"
      : column.levels.length > known / 2 && known > 20
        ? "identifier"
        : undefined;
  }
  const { values } = column;
  let rises = values.length > 20;
  let differs = false;
  for (let row = 1; row < values.length; row += 1) {
    if (!(Number.isInteger(values[row]!) && values[row]! > values[row - 1]!)) rises = false;
    if (!Object.is(values[row], values[row - 1])) differs = true;
  }
  return differs ? (rises ? "row-number" : undefined) : "constant";
}
