// Open data that detectors are measured on: Tennessee Eastman and SKAB, read where they lie, never copied. Absent on most machines.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import type { NumberTable } from "#shared/analyse/defect/table.ts";

/** The folder of open data: `--data DIR`, else beside the project. */
export function dataFolder(): string {
  const at = process.argv.indexOf("--data");
  return (
    (at > 0 ? process.argv[at + 1] : undefined) ??
    fileURLToPath(new URL("../../../../shared/data", import.meta.url))
  );
}

function textOf(path: string): string {
  return gunzipSync(readFileSync(path)).toString("utf8");
}

/** Rows after which the fault of a Tennessee Eastman test file is there. */
export const tepFaultRow = 160;

/** A file of Tennessee Eastman: `d00` is clean, `dNN_te` holds fault NN after row 160. */
export function readTep(folder: string, name: string): NumberTable {
  let rows = textOf(`${folder}/tep/${name}.dat.gz`)
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/).map(Number));
  // d00 is stored with columns as rows.
  if (rows.length === 52) rows = (rows[0] ?? []).map((_, row) => rows.map((column) => column[row] ?? NaN));
  const columns = Array.from({ length: 52 }, (_, i) => (i < 41 ? `XMEAS(${i + 1})` : `XMV(${i - 40})`));
  return { columns, rows: rows.length, values: Float64Array.from(rows.flat()) };
}

/** A run of SKAB with its labels. */
export interface SkabRun {
  readonly name: string;
  readonly table: NumberTable;
  readonly isAnomaly: readonly boolean[];
  readonly isChange: readonly boolean[];
  readonly timesS: readonly number[];
}

/** The 34 labelled runs. */
export function readSkab(folder: string): SkabRun[] {
  return ["valve1", "valve2", "other"].flatMap((part) =>
    readdirSync(`${folder}/skab/${part}`)
      .sort()
      .map((name) => {
        const [head = [], ...rows] = textOf(`${folder}/skab/${part}/${name}`)
          .trim()
          .split("\n")
          .map((line) => line.split(";"));
        return {
          name: `${part}/${name}`,
          table: {
            columns: head.slice(1, 9),
            rows: rows.length,
            values: Float64Array.from(rows.flatMap((row) => row.slice(1, 9).map(Number))),
          },
          isAnomaly: rows.map((row) => Number(row[9]) > 0),
          isChange: rows.map((row) => Number(row[10]) > 0),
          timesS: rows.map((row) => Date.parse(`${row[0] ?? ""}Z`) / 1000),
        };
      }),
  );
}

/** Whether the data of `name` is there. */
export function hasData(folder: string, name: "tep" | "skab"): boolean {
  return existsSync(`${folder}/${name}`);
}

/** The run of SKAB in which nothing was done to the rig: 9,405 rows, about one a second. */
export function readSkabNormal(folder: string): NumberTable {
  const [head = [], ...rows] = textOf(`${folder}/skab/anomaly-free/anomaly-free.csv.gz`)
    .trim()
    .split("\n")
    .map((line) => line.split(";"));
  return {
    columns: head.slice(1),
    rows: rows.length,
    values: Float64Array.from(rows.flatMap((row) => row.slice(1).map(Number))),
  };
}
