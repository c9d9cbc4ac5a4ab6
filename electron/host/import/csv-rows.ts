// Rows of a CSV file with their columns by name and their time read. Refuses a row with its line and the reason.
import type { ProblemReporter } from "#shared/base/problem.ts";
import { columnNames } from "#shared/import/columns.ts";
import type { CsvRecord } from "#shared/import/csv-parser.ts";
import type { CsvMapping } from "#shared/import/mapping-schema.ts";
import { TimeReader } from "#shared/import/time-text.ts";
import { type CsvBlock, readCsvFile } from "./csv-file.ts";
import { type Refusals, shown } from "./refusals.ts";

/** Second 0 of an event log that counts from its start and does not say when that was: the start of `gemba simulate`. */
export const defaultStartMs = Date.UTC(2026, 0, 5, 5);

export interface CsvRow {
  readonly line: number;
  readonly timeMs: number;
  readonly fields: readonly string[];
}

export interface CsvRowBlock {
  readonly rows: readonly CsvRow[];
  readonly bytesRead: number;
  readonly bytesTotal: number;
}

export interface CsvRowsOptions {
  readonly path: string;
  /** The file's name, for problems. */
  readonly name: string;
  readonly mapping: CsvMapping;
  readonly refusals: Refusals;
  readonly problems: ProblemReporter;
}

/** Columns by name, known once the header was read. */
export class CsvRows {
  readonly #options: CsvRowsOptions;
  readonly #times: TimeReader;
  #columns: string[] = [];
  #hasHeader = false;
  #timeIndex = -1;

  constructor(options: CsvRowsOptions) {
    this.#options = options;
    const { time, sortWindowS } = options.mapping;
    this.#times = new TimeReader({
      format: time.format,
      zone: time.zone,
      startMs: time.start === undefined ? defaultStartMs : Date.parse(time.start),
      sortWindowMs: sortWindowS * 1000,
    });
  }

  /** Index of a column; -1 when the file has none of that name. */
  indexOf(column: string | undefined): number {
    return column === undefined ? -1 : this.#columns.indexOf(column);
  }

  get columns(): readonly string[] {
    return this.#columns;
  }

  /** The instant a text of another column names, or NaN. */
  timeOf(text: string): number {
    return this.#times.read(text);
  }

  async *blocks(): AsyncGenerator<CsvRowBlock, void, undefined> {
    const { path, mapping } = this.#options;
    for await (const block of readCsvFile(path, mapping.csv.separator)) yield this.#block(block);
    this.#tellDoubled();
  }

  #block({ records, bytesRead, bytesTotal }: CsvBlock): CsvRowBlock {
    const rows: CsvRow[] = [];
    for (const record of records) {
      if (record.fault !== undefined) {
        const hint = "Mend the line, or leave it: the rest is read.";
        this.#options.refusals.refuse(record.line, undefined, "bad-row", record.fault, hint);
      } else if (this.#hasHeader) {
        const row = this.#row(record);
        if (row !== undefined) rows.push(row);
      } else {
        this.#hasHeader = true;
        this.#columns = columnNames(record.fields);
        this.#timeIndex = this.#columns.indexOf(this.#options.mapping.time.column);
        if (this.#timeIndex < 0) this.#tellNoTimeColumn();
      }
    }
    return { rows, bytesRead, bytesTotal };
  }

  #row({ line, fields }: CsvRecord): CsvRow | undefined {
    if (this.#timeIndex < 0) return undefined;
    const { refusals, mapping } = this.#options;
    const width = this.#columns.length;
    if (fields.length > width && fields.slice(width).some((field) => field.trim() !== "")) {
      refusals.refuse(
        line,
        undefined,
        "too-many-columns",
        `it has ${fields.length} columns, the header has ${width}.`,
        "Put fields that hold the separator into quotes.",
      );
      return undefined;
    }
    const text = fields[this.#timeIndex] ?? "";
    const timeMs = this.#times.read(text);
    // NaN is in no range.
    if (timeMs >= 0) return { line, timeMs, fields };
    const { zone = "", column, format } = mapping.time;
    const [message, hint] = {
      "no-time": [
        `${shown(text)} is no time of the format ${format}.`,
        "Mend it, or correct time.format in the mapping.",
      ],
      "no-zone": [`${shown(text)} has no zone.`, "Say the zone of the file's clock: --zone Europe/Berlin."],
      skipped: [
        `${shown(text)} did not exist in ${zone}: the clocks were set forward over it.`,
        "Export the times in UTC or with their offset, or correct the zone.",
      ],
      unclear: [
        `day and month of ${shown(text)} cannot be told apart.`,
        'Say in the mapping which it is: time.format "dmy" or "mdy".',
      ],
    }[this.#times.fault] as [string, string];
    refusals.refuse(line, column, `time-${this.#times.fault}`, message, hint);
    return undefined;
  }

  #tellNoTimeColumn(): void {
    const { name, mapping, problems } = this.#options;
    problems.report({
      path: ["import", name],
      id: "no-column",
      severity: "error",
      message: `${name} has no column "${mapping.time.column}"; it has ${this.#columns.slice(0, 20).join(", ")}.`,
      hint: "Correct time.column in the mapping.",
      file: name,
      line: 1,
    });
  }

  #tellDoubled(): void {
    const { doubled } = this.#times;
    const { name, mapping, problems } = this.#options;
    if (doubled === 0) return;
    problems.report({
      path: ["import", name],
      id: "doubled-hour",
      severity: "warning",
      message: `${doubled} times lie in an hour that the clocks of ${mapping.time.zone ?? "the zone"} showed twice; which of the two was told by the order of rows.`,
      hint: "Export the times in UTC or with their offset to be sure.",
      file: name,
    });
  }
}
