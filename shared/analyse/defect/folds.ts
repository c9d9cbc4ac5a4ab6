// Which rows are learnt from and which are judged.
import { seededRandom } from "#shared/base/random.ts";

/** Rows of one part of a cross-validation. */
export interface Fold {
  readonly train: Int32Array;
  readonly test: Int32Array;
}

/** `count` folds with as nearly equal shares of every class as can be; `classes` is a number for each row. */
export function stratifiedFolds(classes: ArrayLike<number>, count: number, seed: number): Fold[] {
  const random = seededRandom(seed);
  const fold = new Uint8Array(classes.length);
  const rowsOf = new Map<number, number[]>();
  for (let row = 0; row < classes.length; row += 1) {
    const rows = rowsOf.get(classes[row]!) ?? [];
    rows.push(row);
    rowsOf.set(classes[row]!, rows);
  }
  let next = 0;
  for (const label of [...rowsOf.keys()].sort((a, b) => a - b)) {
    const rows = rowsOf.get(label) ?? [];
    shuffle(rows, random);
    // Dealt on where the class before ended, so that the folds are of equal size too.
    for (const row of rows) {
      fold[row] = next % count;
      next += 1;
    }
  }
  const all = Int32Array.from({ length: classes.length }, (_, row) => row);
  return Array.from({ length: count }, (_, index) => ({
    train: all.filter((row) => fold[row] !== index),
    test: all.filter((row) => fold[row] === index),
  }));
}

/** The first 70 % of the rows to learn from, the last 30 % to judge by: rows are in order of time. */
export function timeFold(rows: number): Fold {
  const all = Int32Array.from({ length: rows }, (_, row) => row);
  const begin = Math.floor(rows * 0.7);
  return { train: all.subarray(0, begin), test: all.subarray(begin) };
}

/** `count` stretches of rows that follow each other, each judged by a model of the others. */
export function blockFolds(rows: number, count: number): Fold[] {
  const all = Int32Array.from({ length: rows }, (_, row) => row);
  return Array.from({ length: count }, (_, index) => {
    const from = Math.round((rows * index) / count);
    const to = Math.round((rows * (index + 1)) / count);
    return { train: all.filter((row) => row < from || row >= to), test: all.subarray(from, to) };
  });
}

function shuffle(list: number[], random: { next(): number }): void {
  for (let at = list.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random.next() * (at + 1));
    [list[at], list[other]] = [list[other]!, list[at]!];
  }
}
