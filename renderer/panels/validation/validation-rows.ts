// The kept table of a validation as rows to read: what was measured, what the best other method had, what was wanted.
import { z } from "zod";

const keptTable = z.object({
  schema: z.literal(1),
  engine: z.string(),
  date: z.string(),
  rows: z.array(
    z.object({
      measure: z.string(),
      values: z.array(z.number().nullable()),
      unit: z.string(),
      target: z.string().optional(),
      isMet: z.boolean().optional(),
      cases: z.number().optional(),
    }),
  ),
  notes: z.array(z.string()),
});

/** Parts of the protocol, in its order: exact, synthetic lines, faulty logs, open data, speed. */
export const protocolParts = ["exact", "lines", "faults", "data", "other"] as const;
export type ProtocolPart = (typeof protocolParts)[number];

/** How a measure turned out; `open` = it has no target, or no cases. */
export type Outcome = "met" | "missed" | "open";

export interface ValidationLine {
  readonly part: ProtocolPart;
  readonly measure: string;
  readonly ours: number | undefined;
  readonly bestOther: number | undefined;
  readonly unit: string;
  readonly target: string | undefined;
  readonly outcome: Outcome;
  readonly cases: number | undefined;
}

export interface KeptValidation {
  readonly engine: string;
  readonly date: string;
  readonly lines: readonly ValidationLine[];
  readonly notes: readonly string[];
}

const partOfLetter: Readonly<Record<string, ProtocolPart>> = {
  A: "exact",
  B: "lines",
  C: "faults",
  E: "data",
};

/** Reads the committed table. */
export function readValidation(json: unknown): KeptValidation {
  const { engine, date, rows, notes } = keptTable.parse(json);
  const lines = rows.map(({ measure, values, unit, target, isMet, cases }): ValidationLine => {
    const part = partOfLetter[measure.slice(0, measure.indexOf(" "))] ?? "other";
    // The second column is our own path, but where it is what a forecast is compared with.
    const others = values.slice(part === "data" ? 1 : 2).filter((value) => value !== null);
    const isLessBetter = target?.startsWith("<=") === true;
    return {
      part,
      measure: part === "other" ? measure : measure.slice(2),
      ours: values[0] ?? undefined,
      bestOther: others.length === 0 ? undefined : isLessBetter ? Math.min(...others) : Math.max(...others),
      unit,
      target,
      outcome: isMet === undefined ? "open" : isMet ? "met" : "missed",
      cases,
    };
  });
  return { engine, date, lines, notes };
}

/** A measured value, as exactly as it means anything. */
export function valueText(value: number | undefined): string {
  if (value === undefined) return "–";
  if (Number.isInteger(value)) return String(value);
  if (Math.abs(value) >= 10) return value.toFixed(1);
  return Math.abs(value) < 0.001 ? value.toExponential(1) : value.toPrecision(3);
}
