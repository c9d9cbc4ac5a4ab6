// The demo shift of 8 h as a recording, computed once for a run of the browser tests, and what is true in it.
import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, statSync, truncateSync } from "node:fs";
import { join } from "node:path";
import type { PlantState } from "#shared/twin/plant-state.ts";
import { stationRows } from "../../renderer/panels/common/plant-groups.ts";
import { FileTimeline } from "../../electron/host/timeline/file-timeline.ts";

const root = join(import.meta.dirname, "../..");
/** Emptied by Playwright when a run begins. */
const results = join(root, "tests/e2e/.results");

/** The file of the shift; the first call computes it. */
export function demoShiftFile(): string {
  const path = join(results, "demo-shift.mcap");
  if (existsSync(path)) return path;
  mkdirSync(results, { recursive: true });
  const args = ["simulate", "--plant", "assets/plants/demo", "--hours", "8", "--out", path];
  execFileSync(process.execPath, ["electron/host/cli.ts", ...args], { cwd: root, timeout: 120_000 });
  return path;
}

/** Puts the shift among the recordings of a data folder; `share` below 1 cuts the file off there, as a lost disk would. */
export function addDemoShift(dataDir: string, name: string, share = 1): string {
  const folder = join(dataDir, "recordings");
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${name}.mcap`);
  copyFileSync(demoShiftFile(), path);
  if (share < 1) truncateSync(path, Math.floor(statSync(path).size * share));
  return path;
}

/** What is true in a file at a time, read without any page. */
export async function truthAt(path: string, timeMs: number): Promise<PlantState> {
  const opened = await FileTimeline.open(path, "truth");
  if (!opened.ok) throw new Error(opened.problems[0]?.message);
  try {
    return await opened.value.stateAt(timeMs);
  } finally {
    opened.value.close();
  }
}

/** The shortest micro-stop that has no other near by, among the first lanes: its lane from the top, and its time. */
export async function shortestStop(
  path: string,
): Promise<{ readonly lane: number; readonly fromMs: number; readonly toMs: number }> {
  const opened = await FileTimeline.open(path, "truth");
  if (!opened.ok) throw new Error(opened.problems[0]?.message);
  const { plant } = opened.value;
  const { startMs, endMs } = opened.value.range();
  const rows = stationRows(plant).slice(0, 4);
  const lanes = await opened.value.lanes(rows, startMs, endMs, Infinity);
  opened.value.close();
  const stops = lanes.flatMap((segments, lane) => {
    const ofLane = segments.filter(({ state }) => state === "microstop");
    return ofLane
      .filter(({ fromMs }) =>
        ofLane.every((other) => other.fromMs === fromMs || Math.abs(other.fromMs - fromMs) > 300_000),
      )
      .map(({ fromMs, toMs }) => ({ lane, fromMs, toMs }));
  });
  const [shortest] = stops.sort((a, b) => a.toMs - a.fromMs - (b.toMs - b.fromMs));
  if (shortest === undefined) throw new Error("the shift has no lone micro-stop");
  return shortest;
}
