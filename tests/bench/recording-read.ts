// Opens a recording of the workload, seeks in it and says what that took, as JSON: a process of its own, because of its memory.
// Usage: node recording-read.ts FILE
import { seededRandom } from "#shared/base/random.ts";
import { PlantState } from "#shared/twin/plant-state.ts";
import { FileTimeline } from "../../electron/host/timeline/file-timeline.ts";
import { machines } from "./recording-workload.ts";

export const seeks = 1000;

export interface Measured {
  readonly firstStateMs: number;
  readonly lanesMs: number;
  /** Median, 95th of 100, slowest. */
  readonly seekMs: readonly [number, number, number];
  readonly trendMs: number;
  /** After the seeks, and after as many more. */
  readonly residentMB: readonly [number, number];
}

async function measure(path: string): Promise<Measured> {
  const startMs = performance.now();
  const opened = await FileTimeline.open(path, "bench");
  if (!opened.ok) throw new Error(opened.problems[0]?.message);
  const timeline = opened.value;
  const { startMs: fromMs, endMs } = timeline.range();
  await timeline.stateAt(fromMs + 1000);
  const firstStateMs = performance.now() - startMs;
  const rows = Array.from({ length: machines }, (_, row) => row);
  const lanes = await timeline.lanes(rows, fromMs, endMs, 4000);
  const lanesMs = performance.now() - startMs;
  if (lanes.length !== machines) throw new Error("lanes are missing");

  const random = seededRandom(3);
  const times: number[] = [];
  const checks: { timeMs: number; state: PlantState }[] = [];
  let afterMB = 0;
  for (let seek = 0; seek < 2 * seeks; seek += 1) {
    const timeMs = fromMs + random.next() * (endMs - fromMs);
    const beganMs = performance.now();
    const state = await timeline.stateAt(timeMs);
    if (seek === seeks) afterMB = process.memoryUsage.rss() / 1e6;
    if (seek >= seeks) continue;
    times.push(performance.now() - beganMs);
    if (seek % 100 === 0) checks.push({ timeMs, state });
  }
  const residentMB = [afterMB, process.memoryUsage.rss() / 1e6] as const;
  const trendBeganMs = performance.now();
  await timeline.samples(0, fromMs, endMs, 2000);
  const trendMs = performance.now() - trendBeganMs;
  await checkAgainstPlaying(timeline, checks);
  timeline.close();
  times.sort((a, b) => a - b);
  const at = (share: number): number => times[Math.floor(share * (times.length - 1))] ?? NaN;
  return { firstStateMs, lanesMs, seekMs: [at(0.5), at(0.95), at(1)], trendMs, residentMB };
}

/** Plays the file through once and compares the states at the times of some seeks. */
async function checkAgainstPlaying(
  timeline: FileTimeline,
  checks: { timeMs: number; state: PlantState }[],
): Promise<void> {
  const played = new PlantState(timeline.twin);
  let atMs = timeline.range().startMs - 1;
  for (const { timeMs, state } of checks.sort((a, b) => a.timeMs - b.timeMs)) {
    while (atMs < timeMs) {
      const toMs = Math.min(timeMs, atMs + 60_000);
      for (const fact of await timeline.facts(atMs, toMs)) played.apply(fact);
      atMs = toMs;
    }
    for (const column of [
      "signalValue",
      "signalTimeMs",
      "signalQuality",
      "assetState",
      "assetSinceMs",
    ] as const)
      if (!state[column].every((value, row) => value === played[column][row]))
        throw new Error(`${column} at ${timeMs} is not what playing shows`);
  }
}

const [path] = process.argv.slice(2);
if (import.meta.main && path !== undefined) process.stdout.write(JSON.stringify(await measure(path)));
