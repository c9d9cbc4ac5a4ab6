// A CSV text as a table of parts. Knows no files.
import type { Outcome, Problem } from "#shared/base/problem.ts";
import { columnNames } from "#shared/import/columns.ts";
import { type CsvRecord, CsvParser, detectSeparator } from "#shared/import/csv-parser.ts";
import { columnOfText, type PartTable } from "./part-table.ts";

/** Rows of which the line is told; more of the same kind are counted. */
const mostToldLines = 5;

/** The table a CSV text holds, its first row being the names of the columns; `file` is its name in problems. */
export function tableOfText(text: string, file: string): Outcome<PartTable> {
  const problem = (
    id: string,
    severity: "error" | "warning",
    message: string,
    hint: string,
    line?: number,
  ): Problem => ({
    path: [file],
    id,
    severity,
    message,
    hint,
    file,
    ...(line === undefined ? {} : { line }),
  });
  const noTable = (message: string): Outcome<PartTable> => ({
    ok: false,
    problems: [
      problem(
        "no-table",
        "error",
        message,
        "Give a CSV file as UTF-8 text: names of columns in the first row, one part a row.",
      ),
    ],
  });
  if (text.includes("\0")) return noTable(`${file} is no text.`);
  const separator = detectSeparator(text.slice(0, 64 * 1024));
  const records: CsvRecord[] = [];
  new CsvParser(separator).push(text.replace(/^\uFEFF/, ""), true, (record) => records.push(record));
  const [header, ...body] = records;
  if (header === undefined) return noTable(`${file} is empty.`);
  if (header.fault !== undefined || header.fields.length < 2)
    return noTable(`${file} is no CSV: its first row has fewer than two columns.`);

  const names = columnNames(header.fields);
  // A row that goes on behind the last column keeps what stands below the names: its values fit their columns in every file seen.
  const good = body.filter(({ fault, fields }) => fault === undefined && fields.length >= names.length);
  if (good.length === 0) return noTable(`${file} has no row with ${names.length} columns below its header.`);
  const problems: Problem[] = [];
  let untold = 0;
  for (const { line, fault, fields } of body) {
    const isLong = fields.slice(names.length).some((field) => field.trim() !== "");
    if (fault === undefined && fields.length >= names.length && !isLong) continue;
    if (problems.length === mostToldLines) {
      untold += 1;
      continue;
    }
    const counts = `The row has ${fields.length} columns, the header ${names.length}`;
    const message = fault ?? `${counts}; ${isLong ? "what is behind the last one" : "it"} was left out.`;
    const hint = "Correct the row; a text with a separator in it needs quotes.";
    problems.push(problem("bad-row", "warning", message, hint, line));
  }
  if (untold > 0)
    problems.push(problem("bad-rows", "warning", `So are ${untold} more rows.`, "Correct them likewise."));
  // A comma is the decimal mark where it does not part columns and a semicolon or tab does.
  const decimal = separator !== "," && usesDecimalComma(good) ? "," : ".";
  const columns = names.map((name, index) =>
    columnOfText(
      name,
      good.map(({ fields }) => fields[index]!),
      decimal,
    ),
  );
  return { ok: true, value: { rows: good.length, columns }, problems };
}

function usesDecimalComma(records: readonly CsvRecord[]): boolean {
  let commas = 0;
  let points = 0;
  for (const { fields } of records.slice(0, 200))
    for (const field of fields) {
      if (/^\s*[+-]?\d+,\d+\s*$/.test(field)) commas += 1;
      if (/^\s*[+-]?\d+\.\d+\s*$/.test(field)) points += 1;
    }
  return commas > points;
}
