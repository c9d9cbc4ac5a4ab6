// What the detector of process data is measured on. Data that is not at hand is left out with a word.
import { meansOverSeeds, type ValidationRow } from "../table.ts";
import { attributionRows } from "./mspc-attribution.ts";
import { dataFolder, hasData } from "./mspc-data.ts";
import { skabForestRows, skabNormalRows, skabRows } from "./mspc-skab.ts";
import { dynamicPcaRows, tepRows } from "./mspc-tep.ts";

/** Columns of its rows: ours, one that always alarms, one that flags by chance. */
export const mspcColumns = ["ours", "always", "by chance"] as const;

/** All rows; what limits them goes to `notes`. */
export function mspcRows(
  seeds: readonly number[],
  notes: string[],
  tell: (text: string) => void,
): ValidationRow[] {
  const [seed = 1] = seeds;
  const folder = dataFolder();
  const rows: ValidationRow[] = [];
  const overSeeds = (measure: (folder: string, seed: number) => ValidationRow[]): ValidationRow[] =>
    meansOverSeeds(
      seeds.map((one) => measure(folder, one)),
      notes,
    );
  for (const [name, measure] of [
    ["tep", () => tepRows(folder, seed)],
    ["tep", () => dynamicPcaRows(folder)],
    ["skab", () => skabRows(folder, seed)],
    ["skab", () => overSeeds(skabForestRows)],
    ["skab", () => skabNormalRows(folder, notes)],
    ["tep", () => overSeeds(attributionRows)],
  ] as const) {
    if (!hasData(folder, name)) {
      notes.push(`${name} was left out: ${folder}/${name} is not at hand (--data DIR names another folder).`);
      continue;
    }
    tell(`${name} ...`);
    rows.push(...measure());
  }
  notes.push(
    "Detectors look back only; limits come from calibration rows alone, at a false rate of 1 % a row.",
    "TEP table: limits on d00_te as the classic protocol has it. SKAB: the leaderboard's protocol; published T2+Q 0.76 / 26.62 / 24.92,",
    "Conv-AE 0.78 / 13.55 / 28.02 flags rows from windows that reach 58 rows ahead. Its change points: best published 32.42.",
    "SKAB normal run: its temperatures move one way from beginning to end, so that a baseline of the past does not hold; and thresholds on rows are no budget",
    "of incidents; the run has 15 blocks of 10 min where a budget of 2 in a shift asks for 23 of one asset.",
  );
  return rows;
}
