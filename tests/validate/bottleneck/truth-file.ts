// The committed truth of the suite: `truth.json`, made by `npm run validate -- bottleneck --regenerate`.
// A line of the file is a seed and its truths: gains in 1/100,000, the best ones, and gains by 10 % where there are any.
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { Worker } from "node:worker_threads";
import type { LineTruth } from "./gains.ts";
import { fitSeeds, reportSeeds, suiteTruth } from "./suite.ts";

const folder = new URL("./", import.meta.url);
const file = new URL("truth.json", folder);
const generator = [
  "engine-families.ts",
  "engine-truth.ts",
  "gains.ts",
  "serial-families.ts",
  "serial-truth.ts",
  "suite.ts",
];
const unit = 1e5;

type StoredTruth = readonly [gains: number[], best: number[], gains10?: number[]];

export interface TruthFile {
  /** SHA-256 over the generator's sources when it was made. */
  readonly generator: string;
  readonly truths: ReadonlyMap<number, readonly LineTruth[]>;
}

/** SHA-256 over the sources that decide lines and truth. */
export function generatorHash(): string {
  const hash = createHash("sha256");
  for (const name of generator) hash.update(readFileSync(new URL(name, folder)));
  return hash.digest("hex");
}

/** The committed truth. */
export function readTruth(): TruthFile {
  const stored = JSON.parse(readFileSync(file, "utf8")) as {
    generator: string;
    lines: readonly [seed: number, ...truths: StoredTruth[]][];
  };
  const fractions = (values: readonly number[]): number[] => values.map((value) => value / unit);
  const truths = stored.lines.map(
    ([seed, ...rows]) =>
      [
        seed,
        rows.map(([gains, best, gains10]) => ({
          gains: fractions(gains),
          best,
          ...(gains10 === undefined ? {} : { gains10: fractions(gains10) }),
        })),
      ] as const,
  );
  return { generator: stored.generator, truths: new Map(truths) };
}

/** Computes the truth of all seeds anew and writes the file; `workers` threads share the seeds. */
export async function writeTruth(workers: number): Promise<void> {
  const seeds = [...fitSeeds, ...reportSeeds];
  const hash = generatorHash();
  const found = new Map<number, readonly LineTruth[]>();
  if (workers < 2) for (const seed of seeds) found.set(seed, suiteTruth(seed));
  else
    await Promise.all(
      Array.from({ length: workers }, (_, index) => {
        const own = seeds.filter((seed) => seed % workers === index);
        return new Promise<void>((done, failed) => {
          const worker = new Worker(new URL("truth-worker.ts", folder), { workerData: own });
          worker.on("message", ([seed, truths]: [number, LineTruth[]]) => found.set(seed, truths));
          worker.on("error", failed);
          worker.on("exit", () => done());
        });
      }),
    );
  const whole = (values: readonly number[]): number[] => values.map((value) => Math.round(value * unit));
  const lines = seeds.map((seed) =>
    JSON.stringify([
      seed,
      ...(found.get(seed) ?? []).map(({ gains, best, gains10 }) => [
        whole(gains),
        best,
        ...(gains10 === undefined ? [] : [whole(gains10)]),
      ]),
    ]),
  );
  writeFileSync(file, `{"schema":1,"generator":"${hash}","lines":[\n${lines.join(",\n")}\n]}\n`);
}

/** Seeds of a truth file whose line, computed anew, differs: ten of them are tried, other ones every time by `pick`. */
export function changedTruths(truth: TruthFile, pick: (below: number) => number): number[] {
  const seeds = [...truth.truths.keys()];
  return Array.from({ length: 10 }, () => seeds[pick(seeds.length)] ?? 1).filter(
    (seed) => JSON.stringify(suiteTruth(seed)) !== JSON.stringify(truth.truths.get(seed)),
  );
}
