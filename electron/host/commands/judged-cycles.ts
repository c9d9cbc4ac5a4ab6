// What `gemba detect --cycles` says of cycles: as JSON, and as lines for people.
import type { Stretch } from "#shared/analyse/defect/cycle/shapes.ts";
import { rounded } from "./judged-rows.ts";

export interface JudgedCycleRow {
  /** Times of the first row and of the next cycle's, as the file writes them. */
  readonly from: string;
  readonly to: string;
  readonly score: number | null;
  readonly p: number | null;
  readonly flag: boolean;
  /** Whose shape is rarest, and where in the cycle that differs most. */
  readonly column: string | null;
  readonly where?: Stretch;
  /** Columns with scores of their own, most unusual first. */
  readonly top: readonly { readonly column: string; readonly score: number }[];
}

export interface DetectedCycles {
  readonly cycles: readonly JudgedCycleRow[];
  /** What judged them, for the JSON. */
  readonly model: Readonly<Record<string, unknown>>;
  /** The same in a sentence. */
  readonly basis: string;
}

/** Why cycles may not be judged. */
export const unjudgedBecause =
  "values lack, the count was set back, or they last less than half or over twice as long as the middle one";

/** A cycle that nothing is said of. */
export function unjudgedCycle(span: { readonly from: string; readonly to: string }): JudgedCycleRow {
  return { ...span, score: null, p: null, flag: false, column: null, top: [] };
}

export function stretchOf({ from, to, share }: Stretch): Stretch {
  return { from: rounded(from), to: rounded(to), share: rounded(share) };
}

/** How many cycles were flagged, when, by which columns and where in the cycle. */
export function cycleSummary({ cycles, basis }: DetectedCycles, falseRate: number): string {
  const flagged = cycles.filter(({ flag }) => flag);
  const unjudged = cycles.filter(({ score }) => score === null).length;
  const byColumn = Map.groupBy(flagged, ({ column }) => column ?? "");
  const lines = [
    `${flagged.length} of ${cycles.length} cycles flagged (${((100 * flagged.length) / cycles.length).toFixed(1)} %; of clean cycles at most about ${100 * falseRate} %)`,
    ...(unjudged === 0
      ? []
      : [`${unjudged} cycle${unjudged === 1 ? "" : "s"} not judged: ${unjudgedBecause}`]),
    ...(flagged[0] === undefined
      ? []
      : [`first from ${flagged[0].from}, last from ${flagged.at(-1)?.from ?? ""}`]),
    ...[...byColumn]
      .sort((a, b) => b[1].length - a[1].length)
      .map(([column, of]) => `  ${column.padEnd(28)}${String(of.length).padStart(4)}${placeOf(of)}`),
    basis,
  ];
  return `${lines.join("\n")}\n`;
}

/** Where cycles differ: the stretch that most of the others share a part with. */
function placeOf(cycles: readonly JudgedCycleRow[]): string {
  const places = cycles.flatMap(({ where }) => (where === undefined ? [] : [where]));
  const sharing = places.map(({ from, to }) => places.filter((one) => one.from < to && from < one.to).length);
  const most = places[sharing.indexOf(Math.max(...sharing))];
  if (most === undefined) return "";
  return `, most often at ${(100 * most.from).toFixed(0)} to ${(100 * most.to).toFixed(0)} % of the cycle`;
}
