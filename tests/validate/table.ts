// What a validation answers, and how it is printed: one measure a row, one method a column. Measures nothing.

export interface ValidationRow {
  readonly measure: string;
  /** One value for each column of the table; absent = not measured there. */
  readonly values: readonly (number | undefined)[];
  readonly unit: string;
  /** What ours should be, as text: `>= 72`. */
  readonly target?: string;
  /** Whether our value meets it; absent = there is no target, or nothing to judge. */
  readonly isMet?: boolean;
  /** How many cases it was measured on. */
  readonly cases?: number;
}

export interface ValidationTable {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly ValidationRow[];
  /** How it was measured and what limits it, one line each. */
  readonly notes: readonly string[];
}

/** A row whose first value is judged by a least or a largest value wanted. */
export function judged(
  row: Omit<ValidationRow, "target" | "isMet">,
  wanted: { readonly least: number } | { readonly most: number },
): ValidationRow {
  const [ours] = row.values;
  const target = "least" in wanted ? `>= ${wanted.least}` : `<= ${wanted.most}`;
  if (ours === undefined || Number.isNaN(ours)) return { ...row, target };
  return { ...row, target, isMet: "least" in wanted ? ours >= wanted.least : ours <= wanted.most };
}

/**
 * Rows measured with several seeds as one row each: means, judged anew by the same target. What ours ranged over goes to `notes`, a line for
 * each row where it differs.
 */
export function meansOverSeeds(
  bySeed: readonly (readonly ValidationRow[])[],
  notes: string[],
): ValidationRow[] {
  const [first = []] = bySeed;
  return first.map((row, index) => {
    const same = bySeed.map((rows) => rows[index] ?? row);
    const values = row.values.map((_, column) => {
      const known = same.flatMap(({ values: all }) => all[column] ?? []);
      return known.length === 0 ? undefined : known.reduce((sum, value) => sum + value, 0) / known.length;
    });
    const ours = same.map(({ values: all }) => all[0] ?? NaN);
    const [low, high] = [Math.min(...ours), Math.max(...ours)];
    if (low < high)
      notes.push(
        `${row.measure}: ${short(low)} to ${short(high)}${row.unit && ` ${row.unit}`} over ${bySeed.length} seeds.`,
      );
    const mean = { ...row, values };
    const [, sign, limit] = /^(>=|<=) (.*)$/.exec(row.target ?? "") ?? [];
    if (limit === undefined) return mean;
    return judged(mean, sign === ">=" ? { least: Number(limit) } : { most: Number(limit) });
  });
}

function short(value: number | undefined): string {
  if (value === undefined || Number.isNaN(value)) return "-";
  if (Number.isInteger(value)) return String(value);
  return Math.abs(value) >= 10 ? value.toFixed(1) : value.toPrecision(3);
}

/** The table as aligned text. */
export function printedValidation(table: ValidationTable): string {
  const head = ["", ...table.columns, "unit", "target", "cases", ""];
  const cells = [
    head,
    ...table.rows.map((row) => [
      row.measure,
      ...table.columns.map((_, column) => short(row.values[column])),
      row.unit,
      row.target ?? "",
      row.cases === undefined ? "" : String(row.cases),
      row.isMet === undefined ? "" : row.isMet ? "met" : "NOT MET",
    ]),
  ];
  const widths = head.map((_, column) => Math.max(...cells.map((row) => (row[column] ?? "").length)));
  const lines = cells.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join("  ")
      .trimEnd(),
  );
  return [table.title, ...lines, ...table.notes.map((note) => `  ${note}`)].join("\n");
}
