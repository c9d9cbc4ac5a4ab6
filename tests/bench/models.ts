// `npm run bench -- models`: how long a person's own model takes for a row, process and messages included, and its arithmetic alone.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stopwatch } from "#shared/base/clock.ts";
import { seededRandom } from "#shared/base/random.ts";
import { type ModelDetector, openModel } from "../../electron/host/models/model-detector.ts";
import {
  cardOf,
  networkModel,
  networkValues,
  seededLayers,
  writeModelFolder,
} from "../../electron/host/models/test-models.ts";
import { processTimers } from "../../electron/host/process-timers.ts";
import type { BenchTable } from "./table.ts";

const rows = 2000;
/** What a judgement may take at its slowest (p99), milliseconds. */
const mostStepMs = 20;
const signals = Array.from({ length: 64 }, (_, index) => `s${index}`);

export async function run(): Promise<BenchTable> {
  const dir = mkdtempSync(join(tmpdir(), "gemba-bench-models-"));
  try {
    return {
      title: "A model of one's own: 64 signals, layers 64-128-64 or 64-128-1, one row at a time",
      rows: [
        ...(await measured(dir, "reconstruction", 64)),
        ...(await measured(dir, "anomaly-score", 1)),
        { name: "the network in plain TypeScript, p50", value: plainMs(), unit: "ms" },
      ],
      notes: [
        `${rows} rows after 200 for warming up. Model and host are two processes: with fewer than two free cores both wait.`,
        "An anomaly score asks 17 times: once for the row, 16 times with a signal at its median.",
      ],
    };
  } finally {
    rmSync(dir, { recursive: true });
  }
}

async function measured(dir: string, task: string, outputs: number): Promise<BenchTable["rows"]> {
  const network = networkModel(seededLayers([64, 128, outputs], 1));
  const folder = await writeModelFolder(join(dir, task), network, cardOf(network, signals, { task }));
  const beganMs = stopwatch.nowMs();
  const opened = await openModel(
    folder,
    signals.map((id) => ({ id })),
    { timers: processTimers },
  );
  if (!opened.ok) throw new Error(JSON.stringify(opened.problems));
  const openMs = stopwatch.nowMs() - beganMs;
  using model = opened.value;
  await model.calibrate({ columns: signals, rows: 200, values: someValues(200) });
  const times = await stepTimes(model);
  const p99 = quantile(times, 0.99);
  return [
    { name: `${task}: start and try`, value: openMs, unit: "ms" },
    { name: `${task}: a row, p50`, value: quantile(times, 0.5), unit: "ms" },
    {
      name: `${task}: a row, p99`,
      value: p99,
      unit: "ms",
      target: `<= ${mostStepMs}`,
      pass: p99 <= mostStepMs,
    },
  ];
}

async function stepTimes(model: ModelDetector): Promise<number[]> {
  const values = someValues(rows + 200);
  const times: number[] = [];
  for (let row = 0; row < rows + 200; row += 1) {
    const beganMs = stopwatch.nowMs();
    const { valid } = await model.step(values.subarray(row * 64, (row + 1) * 64));
    if (!valid) throw new Error("a row was not judged");
    if (row >= 200) times.push(stopwatch.nowMs() - beganMs);
  }
  return times;
}

function plainMs(): number {
  const layers = seededLayers([64, 128, 64], 1);
  const input = [...someValues(1)];
  const times = Array.from({ length: rows }, () => {
    const beganMs = stopwatch.nowMs();
    networkValues(layers, input);
    return stopwatch.nowMs() - beganMs;
  });
  return quantile(times, 0.5);
}

function someValues(count: number): Float64Array {
  const random = seededRandom(3);
  return Float64Array.from({ length: count * 64 }, () => 2 * random.next() - 1);
}

function quantile(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.ceil(share * values.length) - 1] ?? Number.NaN;
}
