// A CSV file as times and numbers: the first column is the time, every other one that holds numbers is a column of the table.
import type { Problem } from "#shared/base/problem.ts";
import type { NumberTable } from "#shared/analyse/defect/table.ts";
import { type CsvRecord, detectSeparator } from "#shared/import/csv-parser.ts";
import { type DecimalMark, isNoValueText, parseNumber } from "#shared/import/number-text.ts";
import { readBeginning, readCsvFile } from "../import/csv-file.ts";

/** A column is one of numbers when at least this share of its filled cells are. */
const leastNumberShare = 0.9;

export interface NumberFile {
  readonly path: string;
  /** As they are written. */
  readonly times: readonly string[];
  readonly table: NumberTable;
  /** Columns without any value: a sensor that was dead all the time. */
  readonly empty: readonly string[];
}

/**
 * Reads a file; undefined when nothing of it can be used, and `problems` says why. Rows of another width are left out and told;
 * a cell without a number counts as missing.
 */
export async function readNumberFile(path: string, problems: Problem[]): Promise<NumberFile | undefined> {
  const refuse = (id: string, message: string, hint: string, line?: number): undefined =>
    void problems.push({
      path: [path],
      id,
      severity: "error",
      message,
      hint,
      file: path,
      ...(line === undefined ? {} : { line }),
    });
  let beginning: string;
  try {
    beginning = await readBeginning(path, 64 * 1024);
  } catch (cause) {
    // Not `isFileError`: reading a folder fails without naming its path.
    if (!(cause instanceof Error && "syscall" in cause && "code" in cause)) throw cause;
    const isAbsent = cause.code === "ENOENT";
    return refuse(
      isAbsent ? "not-found" : "unreadable",
      isAbsent ? "It does not exist." : `It cannot be read (${String(cause.code)}).`,
      "Check the path: it takes a CSV file.",
    );
  }
  if (beginning.includes("\u0000"))
    return refuse(
      "no-csv",
      "It is no CSV file: it holds bytes that no text has.",
      "Export the values as CSV.",
    );
  const separator = detectSeparator(beginning);
  const records: CsvRecord[] = [];
  for await (const block of readCsvFile(path, separator))
    for (const record of block.records) records.push(record);
  const [head, ...body] = records;
  if (head === undefined || head.fault !== undefined || head.fields.length < 2)
    return refuse(
      "no-csv",
      head === undefined ? "It is empty." : "It is no CSV file: its first line is not one of column names.",
      "Give a CSV file: a line with the names of the columns, then the time and numbers in each line.",
      head === undefined ? undefined : 1,
    );
  const names = head.fields.map((name, column) => name.trim() || `column ${column + 1}`);
  const double = names.find((name, column) => names.indexOf(name) !== column);
  if (double !== undefined)
    return refuse("double-column", `Two columns are called "${double}".`, "Give each its own name.", 1);
  const rows = body.filter(({ fault, fields }) => fault === undefined && fields.length === names.length);
  const [odd] = body.filter((record) => !rows.includes(record)).slice(0, 1);
  if (odd !== undefined)
    problems.push({
      path: [path],
      id: "unreadable-row",
      severity: "warning",
      message: odd.fault ?? `The row has ${odd.fields.length} fields, the first line ${names.length}.`,
      hint: "Rows like it were left out.",
      file: path,
      line: odd.line,
      count: body.length - rows.length,
    });
  if (rows.length === 0)
    return refuse("too-few-rows", "It has no rows below its first line.", "Give the rows as well.");
  const decimal = decimalOf(rows, separator);
  const columns: { name: string; cells: Float64Array }[] = [];
  const empty: string[] = [];
  for (let column = 1; column < names.length; column += 1) {
    const cells = new Float64Array(rows.length).fill(NaN);
    let filled = 0;
    let numbers = 0;
    rows.forEach(({ fields }, row) => {
      const text = fields[column] ?? "";
      if (isNoValueText(text)) return;
      filled += 1;
      const value = parseNumber(text, decimal);
      if (value === undefined) return;
      numbers += 1;
      cells[row] = value;
    });
    if (filled === 0) empty.push(names[column] ?? "");
    if (numbers > 0 && numbers >= leastNumberShare * filled)
      columns.push({ name: names[column] ?? "", cells });
  }
  if (columns.length === 0)
    return refuse(
      "no-numeric-column",
      "No column but the first holds numbers.",
      "The first column is the time; at least one other must hold numbers.",
    );
  const values = new Float64Array(rows.length * columns.length);
  columns.forEach(({ cells }, column) =>
    cells.forEach((value, row) => (values[row * columns.length + column] = value)),
  );
  return {
    path,
    times: rows.map(({ fields }) => (fields[0] ?? "").trim()),
    table: { columns: columns.map(({ name }) => name), rows: rows.length, values },
    empty,
  };
}

/** A comma is a decimal mark only where it does not separate, and where points do not do. */
function decimalOf(rows: readonly CsvRecord[], separator: string): DecimalMark {
  if (separator === ",") return ".";
  const cells = rows.slice(0, 200).flatMap(({ fields }) => fields.slice(1));
  const readable = (mark: DecimalMark): number =>
    cells.filter((text) => parseNumber(text, mark) !== undefined).length;
  return readable(",") > readable(".") ? "," : ".";
}

/** `file` with the columns of `like`, in its order; a column that it has not got is a problem, one too many is left out. */
export function sameColumns(file: NumberFile, like: NumberFile, problems: Problem[]): NumberFile | undefined {
  const places = like.table.columns.map((name) => file.table.columns.indexOf(name));
  const lost = like.table.columns.filter((name, index) => places[index] === -1 && !file.empty.includes(name));
  if (lost.length > 0) {
    const more = lost.length > 5 ? ` and ${lost.length - 5} more` : "";
    problems.push({
      path: [file.path],
      id: "other-columns",
      severity: "error",
      message: `It has no numbers in ${lost
        .slice(0, 5)
        .map((name) => `"${name}"`)
        .join(", ")}${more}, which ${like.path} has.`,
      hint: "Give files with the same columns.",
      file: file.path,
    });
    return undefined;
  }
  const extra = file.table.columns.filter((name) => !like.table.columns.includes(name));
  if (extra.length > 0)
    problems.push({
      path: [file.path],
      id: "more-columns",
      severity: "warning",
      message: `${extra
        .slice(0, 5)
        .map((name) => `"${name}"`)
        .join(
          ", ",
        )}${extra.length > 5 ? ` and ${extra.length - 5} more` : ""} ${extra.length === 1 ? "is" : "are"} not in ${like.path}.`,
      hint: "They were left out.",
      file: file.path,
    });
  const width = file.table.columns.length;
  const values = new Float64Array(file.table.rows * places.length);
  for (let row = 0; row < file.table.rows; row += 1)
    places.forEach((place, column) => {
      values[row * places.length + column] =
        place < 0 ? NaN : (file.table.values[row * width + place] ?? NaN);
    });
  return { ...file, table: { columns: like.table.columns, rows: file.table.rows, values } };
}
