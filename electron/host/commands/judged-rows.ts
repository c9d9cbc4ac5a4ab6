// What `gemba detect` says of rows, whoever judged them: as JSON, and as lines for people.

export interface JudgedRow {
  readonly time: string;
  readonly score: number | null;
  readonly p: number | null;
  readonly flag: boolean;
  readonly top: readonly { readonly column: string; readonly share: number }[];
}

export interface Detected {
  readonly rows: readonly JudgedRow[];
  /** Where incidents were asked for instead of rows: what is told of them as JSON, and as text instead of the rows' summary. */
  readonly incidents?: object;
  readonly summary?: string;
  /** What judged them, for the JSON. */
  readonly model: Readonly<Record<string, unknown>>;
  /** The same in a sentence. */
  readonly basis: string;
  /** How often rows are flagged, where that is not "of clean rows at most about the false rate". */
  readonly rate?: string;
  /** What else the summary must not keep silent about, in lines. */
  readonly notes?: readonly string[];
  /** Why rows may not be judged. */
  readonly unjudgedBecause: string;
}

const mostColumnsNamed = 5;

/** A row that nothing is said of. */
export function unjudgedRow(time: string): JudgedRow {
  return { time, score: null, p: null, flag: false, top: [] };
}

/** Columns with most of a row's score, most first. */
export function topColumns(columns: readonly string[], shares: ArrayLike<number>): JudgedRow["top"] {
  return columns
    .map((column, index) => ({ column, share: rounded(shares[index] ?? 0) }))
    .sort((a, b) => b.share - a.share)
    .slice(0, mostColumnsNamed);
}

/** Six decimals, unless told otherwise: more is noise that makes files long. */
export function rounded(value: number, decimals = 6): number {
  return Math.round(value * 10 ** decimals) / 10 ** decimals;
}

/** How many rows were flagged, when, and by which columns. */
export function summaryOf(
  { rows, basis, unjudgedBecause, summary, rate, notes = [] }: Detected,
  falseRate: number,
): string {
  if (summary !== undefined) return summary;
  const flagged = rows.filter(({ flag }) => flag);
  const unjudged = rows.filter(({ score }) => score === null).length;
  const weight = new Map<string, number>();
  for (const { top } of flagged)
    for (const { column, share } of top) weight.set(column, (weight.get(column) ?? 0) + share);
  const named = [...weight].sort((a, b) => b[1] - a[1]).slice(0, mostColumnsNamed);
  const lines = [
    `${flagged.length} of ${rows.length} rows flagged (${((100 * flagged.length) / Math.max(1, rows.length)).toFixed(1)} %; ${rate ?? `of clean rows at most about ${100 * falseRate} %`})`,
    ...(unjudged === 0 ? [] : [`${unjudged} rows not judged: ${unjudgedBecause}`]),
    ...(flagged[0] === undefined
      ? []
      : [`first at ${flagged[0].time}, last at ${flagged.at(-1)?.time ?? ""}`]),
    ...named.map(
      ([column, sum]) => `  ${column.padEnd(28)}${((100 * sum) / flagged.length).toFixed(0).padStart(3)} %`,
    ),
    ...notes,
    basis,
  ];
  return `${lines.join("\n")}\n`;
}
