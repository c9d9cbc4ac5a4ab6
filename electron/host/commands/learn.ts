// `gemba learn`: how well a defect, or any label of parts, can be told from their other columns.
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { parseArgs } from "node:util";
import type { Outcome, Problem } from "#shared/base/problem.ts";
import {
  type CrossValidation,
  crossValidate,
  crossValidations,
  labelsOf,
  type LearnReport,
} from "#shared/analyse/defect/cross-validate.ts";
import { type PartTable, type Uninformative, uninformative } from "#shared/analyse/defect/part-table.ts";
import { tableOfText } from "#shared/analyse/defect/text-table.ts";
import { type Command, problemLines, UsageError } from "./command.ts";

/** More labels than this are a measured value or a name, and no label. */
const mostLabels = 20;

export const learn: Command = {
  summary: "how well a defect can be told from the other columns of a table of parts",
  help: `Usage: gemba learn --table FILE --label COLUMN [--exclude COLUMN,…] [--cv stratified5|time] [--json]

  --table FILE     CSV (or .csv.gz), one part a row, names of columns in the first row
  --label COLUMN   what is to be told: two values (ok and nok, 0 and 1), or some more, each against the rest
  --exclude A,B    columns that must not be learnt from: what is known only when the defect is (give it again for a name with a comma)
  --cv KIND        stratified5: five folds by lot, equal shares of the label (the default)
                   time: learn from the first 70 % of the rows, judge on the last 30 %; rows are in order of time
  --seed N         seed of folds and sampling; equal seeds give equal reports (default: 1)
  --json           print the report as one JSON document

Names and numbers of parts (serials, times, counters) are left out by themselves, and said. Folds by lot look better than a
line ever is, because neighbours in time are on both sides: believe "time" where rows are in order.

Example: gemba learn --table parts.csv --label failed --exclude rework,scrapped --cv time
`,
  // eslint-disable-next-line @typescript-eslint/require-await -- commands answer later; this one has nothing to wait for.
  async run(args, io) {
    const { values } = parseArgs({
      args: [...args],
      options: {
        table: { type: "string" },
        label: { type: "string" },
        exclude: { type: "string", multiple: true },
        cv: { type: "string" },
        seed: { type: "string" },
        json: { type: "boolean" },
      },
    });
    if (values.table === undefined || values.label === undefined)
      throw new UsageError("give both --table FILE and --label COLUMN");
    const cv = crossValidations.find((name) => name === (values.cv ?? "stratified5"));
    if (cv === undefined)
      throw new UsageError(`--cv is ${crossValidations.join(" or ")}, not "${values.cv ?? ""}"`);
    const seed = Number(values.seed ?? "1");
    if (!Number.isInteger(seed) || seed < 0)
      throw new UsageError(`--seed needs a whole number, not "${values.seed ?? ""}"`);

    const report = learnFile(values.table, values.label, values.exclude ?? [], cv, seed);
    if (!report.ok) {
      if (values.json === true) io.out(`${JSON.stringify({ ok: false, problems: report.problems })}\n`);
      else for (const problem of report.problems) io.err(problemLines(problem));
      return 1;
    }
    for (const problem of report.problems) io.err(problemLines(problem));
    io.out(
      values.json === true ? `${JSON.stringify(report.value)}\n` : textOf(report.value, values.label, cv),
    );
    return 0;
  },
};

function learnFile(
  file: string,
  label: string,
  excluded: readonly string[],
  cv: CrossValidation,
  seed: number,
): Outcome<LearnReport> {
  const read = tableOfText(readText(file), file);
  if (!read.ok) return read;
  const problems = [...read.problems];
  const tell = (id: string, severity: Problem["severity"], message: string, hint: string): void =>
    void problems.push({ path: [file, id], id, severity, message, hint, file });
  const refuse = (id: string, message: string, hint: string): Outcome<LearnReport> => {
    tell(id, "error", message, hint);
    return { ok: false, problems };
  };
  const { columns } = read.value;
  const names = columns.map(({ name }) => name);
  const listed = names.slice(0, 30).join(", ") + (names.length > 30 ? ", …" : "");
  const target = columns.find(({ name }) => name === label);
  if (target === undefined)
    return refuse("no-label", `${file} has no column "${label}".`, `Name one of its columns: ${listed}.`);

  // A name with a comma in it is one name where the table has it so.
  const out = new Set(excluded.flatMap((text) => (names.includes(text) ? [text] : text.split(","))));
  for (const name of [...out].map((one) => one.trim()).filter((one) => !names.includes(one)))
    tell("no-such-column", "warning", `There is no column "${name}" to exclude.`, `Columns are: ${listed}.`);

  const labels = labelsOf(target);
  if (labels.names.length < 2)
    return refuse(
      "one-class",
      labels.names.length === 0
        ? `The column "${label}" is empty.`
        : `Every row has the same "${label}": ${labels.names[0] ?? ""}.`,
      "Give a table with both good and bad parts.",
    );
  if (labels.names.length > mostLabels)
    return refuse(
      "too-many-labels",
      `The column "${label}" has ${labels.names.length} different values; at most ${mostLabels} are labels.`,
      "Name a column of classes, or make one of the measured value, such as 1 above its limit.",
    );
  const rows = Int32Array.from(labels.codes.keys()).filter((row) => labels.codes[row]! >= 0);
  if (rows.length < labels.codes.length)
    tell(
      "rows-without-label",
      "warning",
      `${labels.codes.length - rows.length} rows have no "${label}"; they were left out.`,
      "Fill the column for these rows if their label is known.",
    );
  const known = { names: labels.names, codes: Int32Array.from(rows, (row) => labels.codes[row]!) };
  const counts = known.names.map((_, code) => known.codes.filter((one) => one === code).length);
  const fewest = Math.min(...counts);
  if (cv === "stratified5" && fewest < 5)
    return refuse(
      "too-few",
      `Only ${fewest} rows are "${known.names[counts.indexOf(fewest)] ?? ""}"; five folds need one each.`,
      "Give a table with more of them.",
    );
  const isSplit = (from: number, to: number): boolean =>
    known.names.every((_, code) => known.codes.subarray(from, to).includes(code));
  const begin = Math.floor(rows.length * 0.7);
  if (cv === "time" && !(isSplit(0, begin) && isSplit(begin, rows.length)))
    return refuse(
      "one-class",
      `The first 70 % or the last 30 % of the rows lack one of the labels ${known.names.join(", ")}.`,
      "Give a longer table, or use --cv stratified5.",
    );

  const table = inputs(read.value, rows, label, out, (name, why) =>
    tell(`left-out-${why}`, "info", `"${name}" was left out: ${reasons[why]}.`, "Nothing needs to be done."),
  );
  if (table.columns.length === 0)
    return refuse(
      "no-inputs",
      `Beside "${label}" no column of numbers or of words that repeat is left to learn from.`,
      "Exclude fewer columns, or add what was measured of each part.",
    );
  return { ok: true, value: crossValidate(table, known, cv, seed), problems };
}

const reasons: Readonly<Record<Uninformative, string>> = {
  constant: "it is the same in every row",
  identifier: "its words name single parts",
  "row-number": "it is a number that only rises, as a counter of rows does",
};

function inputs(
  table: PartTable,
  rows: Int32Array,
  label: string,
  excluded: ReadonlySet<string>,
  leftOut: (name: string, why: Uninformative) => void,
): PartTable {
  const trimmed = new Set([...excluded].map((name) => name.trim()));
  const columns = table.columns
    .filter(({ name }) => name !== label && !trimmed.has(name))
    .map((column) =>
      column.kind === "number"
        ? { ...column, values: Float64Array.from(rows, (row) => column.values[row]!) }
        : { ...column, codes: Int32Array.from(rows, (row) => column.codes[row]!) },
    )
    .filter((column) => {
      const why = uninformative(column);
      if (why !== undefined) leftOut(column.name, why);
      return why === undefined;
    });
  return { rows: rows.length, columns };
}

/** A file's text; one that is packed by gzip is unpacked. What cannot be unpacked stays as it is, and is no CSV then. */
function readText(file: string): string {
  const bytes = readFileSync(file);
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes.toString("utf8");
  try {
    return gunzipSync(bytes, { maxOutputLength: 512 * 1024 * 1024 }).toString("utf8");
  } catch {
    return "\0";
  }
}

function textOf(report: LearnReport, label: string, cv: CrossValidation): string {
  const share = report.positives / report.rows;
  const how = cv === "time" ? "learnt from the first 70 %, judged on the last 30 %" : "five folds by lot";
  const line = (name: string, one: { auc: number; averagePrecision: number; positives: number }): string =>
    `${name.padEnd(16)}${one.auc.toFixed(3).padStart(8)}${one.averagePrecision.toFixed(3).padStart(10)}${`${one.positives}`.padStart(11)}`;
  return `${label}: ${report.rows} rows, ${report.positives} positive (${(share * 100).toFixed(1)} %); ${how}
                     AUC  avg prec  positives
${[
  line("mean", report),
  ...report.folds.map((fold, index) => line(`fold ${index + 1}`, fold)),
  ...(report.classes ?? []).map((one) => line(`"${one.label}"`, one)),
].join("\n")}
Chance alone has AUC 0.500 and average precision ${share.toFixed(3)}.
`;
}
