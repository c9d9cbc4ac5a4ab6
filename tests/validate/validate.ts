// `npm run validate -- SUBJECT [--regenerate | --calibrate] [--keep] [--workers N] [--seed N] [--data DIR] [--json]`: measures SUBJECT against what is known to be
// true (tests/validate/SUBJECT/validate.ts), prints one table and keeps it in tests/validate/results/SUBJECT.json.
// `--regenerate` first makes the committed truth and calibration anew, `--calibrate` the calibration alone; `--keep` also writes the
// table to assets/validation/SUBJECT.json, which the app shows. A missed target is printed; only a broken oracle or a
// truth that no longer follows from its generator ends with an error.
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus } from "node:os";
import { parseArgs } from "node:util";
import { printedValidation, type ValidationTable } from "./table.ts";

const folder = new URL("./", import.meta.url);
const assets = new URL("../../assets/validation/", folder);

/** What a subject is asked. */
export interface ValidationOptions {
  readonly regenerate: boolean;
  readonly calibrate: boolean;
  readonly workers: number;
  /** Chooses the lines whose truth is computed anew. */
  readonly seed: number;
  /** Tells how far it is. */
  readonly tell: (text: string) => void;
}

/** What a subject answers: the table, and what is broken rather than missed. */
export interface ValidationResult {
  /** Name and version of what was measured. */
  readonly engine: string;
  readonly table: ValidationTable;
  readonly broken: readonly string[];
}

interface Subject {
  validate(options: ValidationOptions): Promise<ValidationResult>;
}

function isSubject(value: unknown): value is Subject {
  return (
    typeof value === "object" && value !== null && "validate" in value && typeof value.validate === "function"
  );
}

const subjects = readdirSync(folder).filter((name) => existsSync(new URL(`${name}/validate.ts`, folder)));
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    regenerate: { type: "boolean", default: false },
    calibrate: { type: "boolean", default: false },
    keep: { type: "boolean", default: false },
    workers: { type: "string", default: "1" },
    seed: { type: "string" },
    json: { type: "boolean", default: false },
    // Read by the subjects that measure on open data.
    data: { type: "string" },
  },
});
const [name] = positionals;
if (name === undefined || !subjects.includes(name)) {
  process.stderr.write(
    `Usage: npm run validate -- SUBJECT [--regenerate | --calibrate] [--keep] [--workers N] [--seed N] [--data DIR] [--json]\nSUBJECT is one of: ${subjects.join(", ")}\n`,
  );
  process.exit(2);
}

const subject: unknown = await import(new URL(`${name}/validate.ts`, folder).href);
if (!isSubject(subject)) throw new Error(`Bug: ${name}/validate.ts exports no validate()`);
const { engine, table, broken } = await subject.validate({
  regenerate: values.regenerate,
  calibrate: values.regenerate || values.calibrate,
  workers: Number(values.workers),
  // Other lines every day, the same all day long.
  seed: values.seed === undefined ? Math.floor(Date.now() / 86_400_000) : Number(values.seed),
  tell: (text) => process.stderr.write(`${text}\n`),
});

const results = new URL("results/", folder);
if (!existsSync(results)) mkdirSync(results);
const machine = { node: process.version, cpu: cpus()[0]?.model ?? "unknown", cores: availableParallelism() };
const document = JSON.stringify(
  { validation: name, at: new Date().toISOString(), machine, ...table, broken },
  undefined,
  2,
);
writeFileSync(new URL(`${name}.json`, results), `${document}\n`);
if (values.keep) {
  const kept = {
    schema: 1,
    engine,
    date: new Date().toISOString().slice(0, 10),
    ...table,
    // Times are of one machine and say nothing on another; and what is not a number cannot stand in JSON.
    rows: table.rows
      .filter(({ unit }) => unit !== "ms")
      .map((row) => ({
        ...row,
        values: row.values.map((value) => (value === undefined || !Number.isFinite(value) ? null : value)),
      })),
  };
  const text = JSON.stringify(kept, (_, value: unknown) =>
    typeof value === "number" ? Number(value.toPrecision(6)) : value,
  );
  mkdirSync(assets, { recursive: true });
  writeFileSync(new URL(`${name}.json`, assets), `${text.replaceAll('{"measure"', '\n{"measure"')}\n`);
}
process.stdout.write(`${values.json ? document : printedValidation(table)}\n`);
for (const text of broken) process.stderr.write(`BROKEN: ${text}\n`);
process.exit(broken.length === 0 ? 0 : 1);
