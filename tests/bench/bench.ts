// `npm run bench -- NAME [--json] [--only ROW]`: runs tests/bench/NAME.ts, prints its table, keeps it in
// tests/bench/results/NAME.json. With `--only`, a benchmark that knows rows measures just that one, and nothing is kept.
// A missed target is printed, not an error: times depend on the machine.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus } from "node:os";
import { type BenchTable, printedTable } from "./table.ts";

const folder = new URL("./", import.meta.url);

interface Benchmark {
  run(only?: string): Promise<BenchTable>;
}

function isBenchmark(value: unknown): value is Benchmark {
  return typeof value === "object" && value !== null && "run" in value && typeof value.run === "function";
}

/** Files beside this one that export `run`. */
function benchmarkNames(): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
    .filter((file) => /^export async function run\(/m.test(readFileSync(new URL(file, folder), "utf8")))
    .map((file) => file.slice(0, -".ts".length));
}

const args = process.argv.slice(2);
const json = args.includes("--json");
const only = args.includes("--only") ? args[args.indexOf("--only") + 1] : undefined;
const [name] = args.filter((arg) => !arg.startsWith("--"));
if (name === undefined || !benchmarkNames().includes(name)) {
  process.stderr.write(
    `Usage: npm run bench -- NAME [--json] [--only ROW]\nNAME is one of: ${benchmarkNames().join(", ")}\n`,
  );
  process.exit(2);
}

const benchmark: unknown = await import(new URL(`${name}.ts`, folder).href);
if (!isBenchmark(benchmark)) throw new Error(`Bug: ${name}.ts exports no run()`);
const table = await benchmark.run(only);

const results = new URL("results/", folder);
if (!existsSync(results)) mkdirSync(results);
const machine = { node: process.version, cpu: cpus()[0]?.model ?? "unknown", cores: availableParallelism() };
const document = JSON.stringify(
  { bench: name, at: new Date().toISOString(), machine, ...table },
  undefined,
  2,
);
if (only === undefined) writeFileSync(new URL(`${name}.json`, results), `${document}\n`);
process.stdout.write(`${json ? document : printedTable(table)}\n`);
// A benchmark may leave a browser's sockets behind; its result is complete here.
process.exit(0);
