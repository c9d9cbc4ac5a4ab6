// Tables of parts of a random line with one planted cause of defects, or none: what the search for associations is judged by.
import type { PartColumn, PartTable } from "#shared/analyse/defect/part-table.ts";
import { type Random, seededRandom } from "#shared/base/random.ts";

export type PlantedKind = "tool" | "lot" | "parameter" | "none";

export interface PlantedParts {
  readonly table: PartTable;
  readonly labels: Uint8Array;
  /** The column that the cause is in. */
  readonly column: string | undefined;
}

/** Some 600 to 1,400 parts over 6 to 12 stations, each with a tool, a lot of material and a measured value; 3 to 5 % bad, and 20 to 35 % of those with the cause. */
export function plantedParts(kind: PlantedKind, seed: number): PlantedParts {
  const random = seededRandom(seed);
  const between = (low: number, high: number): number => low + (high - low) * random.next();
  const rows = Math.round(between(600, 1400));
  const stations = Math.round(between(6, 12));
  const columns: PartColumn[] = [];
  for (let station = 1; station <= stations; station += 1) {
    columns.push(words(`S${station}.tool`, rows, () => Math.floor(random.next() * 4)));
    const partsOfLot = Math.round(between(80, 200));
    // Stations change their lots at different parts.
    const begun = Math.floor(random.next() * partsOfLot);
    columns.push(words(`S${station}.lot`, rows, (row) => Math.floor((row + begun) / partsOfLot)));
    columns.push({
      kind: "number",
      name: `S${station}.force`,
      values: Float64Array.from({ length: rows }, () => gaussian(random)),
    });
  }
  const own = { tool: 0, lot: 1, parameter: 2, none: 0 }[kind];
  const cause = columns[Math.floor(random.next() * stations) * 3 + own];
  // Not the first: a lot that was begun before may have few parts here.
  const code = 1 + Math.floor(random.next() * 2);
  const isCaused = (row: number): boolean => {
    if (kind === "none" || cause === undefined) return false;
    return cause.kind === "word" ? cause.codes[row] === code : cause.values[row]! > 1;
  };
  const usual = between(0.03, 0.05);
  const caused = between(0.2, 0.35);
  const labels = Uint8Array.from({ length: rows }, (_, row) =>
    random.next() < (isCaused(row) ? caused : usual) ? 1 : 0,
  );
  return { table: { rows, columns }, labels, column: kind === "none" ? undefined : cause?.name };
}

function words(name: string, rows: number, codeOf: (row: number) => number): PartColumn {
  const codes = Int32Array.from({ length: rows }, (_, row) => codeOf(row));
  const levels = Array.from({ length: Math.max(...codes) + 1 }, (_, code) => `${name}-${code}`);
  return { kind: "word", name, codes, levels };
}

function gaussian(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
}
