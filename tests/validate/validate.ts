// `npm run validate -- SUBJECT [--regenerate] [--workers N] [--seed N] [--data DIR] [--json]`: measures SUBJECT against what is known to be
// true (tests/validate/SUBJECT/validate.ts), prints one table and keeps it in tests/validate/results/SUBJECT.json.
// `--regenerate` first makes the committed truth and calibration anew. A missed target is printed; only a broken oracle or a
// truth that no longer follows from its generator ends with an error.
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus } from "node:os";
import { parseArgs } from "node:util";
import { printedValidation, type ValidationTable } from "./table.ts";

const folder = new URL("./", import.meta.url);

/** What a subject is asked. */
export interface ValidationOptions {
  readonly regenerate: boolean;
  readonly workers: number;
  /** Chooses the lines whose truth is computed anew. */
  readonly seed: number;
  /** Tells how far it is. */
  readonly tell: (text: string) => void;
}

/** What a subject answers: the table, and what is broken rather than missed. */
export interface ValidationResult {
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
    `Usage: npm run validate -- SUBJECT [--regenerate] [--workers N] [--seed N] [--data DIR] [--json]\nSUBJECT is one of: ${subjects.join(", ")}\n`,
  );
  process.exit(2);
}

const subject: unknown = await import(new URL(`${name}/validate.ts`, folder).href);
if (!isSubject(subject)) throw new Error(`Bug: ${name}/validate.ts exports no validate()`);
const { table, broken } = await subject.validate({
  regenerate: values.regenerate,
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
process.stdout.write(`${values.json ? document : printedValidation(table)}\n`);
for (const text of broken) process.stderr.write(`BROKEN: ${text}\n`);
process.exit(broken.length === 0 ? 0 : 1);
