// The kept table of a validation as rows to read: what was measured, what others had, what was wanted.
import { z } from "zod";

/** What was measured: the engine that names what limits a line, and the one that finds what is not as usual. */
export const validationSubjects = ["bottleneck", "defect"] as const;
export type ValidationSubject = (typeof validationSubjects)[number];

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

export function isProtocolPart(part: string): part is ProtocolPart {
  return (protocolParts as readonly string[]).includes(part);
}

/** How a measure turned out; `open` = it has no target, or no cases. */
export type Outcome = "met" | "missed" | "open";

export interface ValidationLine {
  /** Of the constraint a `ProtocolPart`, of defects the data it was measured on. */
  readonly part: string;
  readonly measure: string;
  readonly ours: number | undefined;
  /** The best other method; of defects what alarms always, and what alarms by chance. */
  readonly others: readonly (number | undefined)[];
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

/** Reads a committed table. */
export function readValidation(json: unknown, subject: ValidationSubject): KeptValidation {
  const { engine, date, rows, notes } = keptTable.parse(json);
  if (subject === "defect") {
    const lines = rows.map((row): ValidationLine => {
      const [, part = "", measure = row.measure] = /^(\S+?):? (.*)$/.exec(row.measure) ?? [];
      const [ours, always, byChance] = row.values.map((value) => value ?? undefined);
      // Not every row has both: each stays in its own column.
      return { ...outcomeOf(row), part, measure, ours, others: [always, byChance] };
    });
    return { engine, date, lines, notes };
  }
  const lines = rows.map((row): ValidationLine => {
    const { measure, values, target } = row;
    const part = partOfLetter[measure.slice(0, measure.indexOf(" "))] ?? "other";
    // The second column is our own path, but where it is what a forecast is compared with.
    const others = values.slice(part === "data" ? 1 : 2).filter((value) => value !== null);
    const isLessBetter = target?.startsWith("<=") === true;
    const best = isLessBetter ? Math.min(...others) : Math.max(...others);
    return {
      ...outcomeOf(row),
      part,
      measure: part === "other" ? measure : measure.slice(2),
      ours: values[0] ?? undefined,
      others: [others.length === 0 ? undefined : best],
    };
  });
  return { engine, date, lines, notes };
}

type KeptRow = z.infer<typeof keptTable>["rows"][number];

function outcomeOf({
  unit,
  target,
  isMet,
  cases,
}: KeptRow): Pick<ValidationLine, "unit" | "target" | "outcome" | "cases"> {
  return { unit, target, cases, outcome: isMet === undefined ? "open" : isMet ? "met" : "missed" };
}

/** A measured value, as exactly as it means anything. */
export function valueText(value: number | undefined): string {
  if (value === undefined) return "–";
  if (Number.isInteger(value)) return String(value);
  if (Math.abs(value) >= 10) return value.toFixed(1);
  return Math.abs(value) < 0.001 ? value.toExponential(1) : value.toPrecision(3);
}
