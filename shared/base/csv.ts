// Rows as CSV text (RFC 4180), with line feeds. What reads it is shared/import/csv-parser.ts.

export type CsvCell = string | number | undefined;

/** A row without its line end. Cells with separators, quotes or line ends are quoted; undefined is empty. */
export function csvRow(cells: readonly CsvCell[]): string {
  return cells
    .map((value) => {
      const text = value === undefined ? "" : String(value);
      return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
    })
    .join(",");
}

/** A whole table: the header, then the rows, each with its line end. */
export function csvTable(header: readonly string[], rows: readonly (readonly CsvCell[])[]): string {
  return [header, ...rows].map((row) => `${csvRow(row)}\n`).join("");
}
