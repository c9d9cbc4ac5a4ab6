// Factors of parts: "tool = B", "force 3.2 to 4.1", and two of them together. A factor is a yes or no for each part.
import type { PartTable } from "../part-table.ts";

export interface Factor {
  /** In words: `tool = B`, `force > 4.1`, `tool = B and force > 4.1`. */
  readonly text: string;
  /** The columns it is made of. */
  readonly columns: readonly string[];
  /** 1 = the part has it. */
  readonly has: Uint8Array;
}

/** Numbers are parted at their quintiles: fine enough for a limit, coarse enough for parts in each. */
const numberBins = 5;
const mostLevels = 50;

/** The factors of each column of the table that at least `leastParts` parts have, and as many lack. */
export function factorsOf(table: PartTable, leastParts: number): Factor[] {
  return table.columns
    .flatMap((column): Factor[] => {
      const of = (text: string, test: (row: number) => boolean): Factor => ({
        text: `${column.name} ${text}`,
        columns: [column.name],
        has: Uint8Array.from({ length: table.rows }, (_, row) => (test(row) ? 1 : 0)),
      });
      if (column.kind === "word") {
        const counts = new Int32Array(column.levels.length);
        for (const code of column.codes) if (code >= 0) counts[code]! += 1;
        return [...column.levels.keys()]
          .sort((a, b) => counts[b]! - counts[a]!)
          .slice(0, mostLevels)
          .map((code) => of(`= ${column.levels[code]!}`, (row) => column.codes[row] === code));
      }
      const { values } = column;
      const edges = quantiles(values);
      return [-1, ...edges.keys()].map((at) => {
        const from = edges[at] ?? -Infinity;
        const to = edges[at + 1] ?? Infinity;
        const text =
          at < 0
            ? `<= ${short(to)}`
            : to === Infinity
              ? `> ${short(from)}`
              : `${short(from)} to ${short(to)}`;
        return of(text, (row) => values[row]! > from && values[row]! <= to);
      });
    })
    .filter(({ has }) => isSupported(has, leastParts));
}

/** Two factors of different columns together, where enough parts have both. */
export function together(one: Factor, two: Factor, leastParts: number): Factor | undefined {
  if (one.columns.some((name) => two.columns.includes(name))) return undefined;
  const has = one.has.map((flag, row) => flag & two.has[row]!);
  if (!isSupported(has, leastParts)) return undefined;
  return { text: `${one.text} and ${two.text}`, columns: [...one.columns, ...two.columns], has };
}

function isSupported(has: Uint8Array, leastParts: number): boolean {
  const count = has.reduce((sum, flag) => sum + flag, 0);
  return count >= leastParts && has.length - count >= leastParts;
}

/** Inner edges of the bins, each once. */
function quantiles(values: Float64Array): number[] {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  const edges = Array.from(
    { length: numberBins - 1 },
    (_, index) => sorted[Math.floor((sorted.length * (index + 1)) / numberBins) - 1] ?? NaN,
  );
  return [...new Set(edges)].filter((edge) => edge < (sorted.at(-1) ?? NaN));
}

function short(value: number): string {
  return String(Number(value.toPrecision(4)));
}
