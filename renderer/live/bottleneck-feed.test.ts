// The report is asked for no more than is needed: once for a shift that is over, every five seconds while it grows.
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ManualClock } from "#shared/base/clock.ts";
import type { Disposable } from "#shared/base/disposable.ts";
import { resolvePlant } from "#shared/model/plant.ts";
import { plantSchema } from "#shared/model/plant-schema.ts";
import { useBottleneck } from "../state/bottleneck.ts";
import { feedBottleneck } from "./bottleneck-feed.ts";
import type { HostCaller } from "./live-context.ts";
import { LiveTable } from "./live-table.ts";

const hourMs = 3_600_000;
const plant = resolvePlant(
  plantSchema.parse({
    schema: 1,
    id: "p",
    name: "P",
    timeZone: "UTC",
    assets: [
      { id: "A", name: "A", level: "station" },
      { id: "B", name: "B", level: "station" },
    ],
    links: [{ from: "A", to: "B" }],
  }),
);
const report = { stretches: [], window: { fromMs: 0, toMs: 0, units: 0 } };

let clock: ManualClock;
let table: LiveTable;
let asked: unknown[];
let open: Disposable;
let answers: "at once" | "never" | "with a refusal";
const host = {
  call: (_name: string, args: unknown) => {
    asked.push(args);
    if (answers === "never") return new Promise(() => undefined);
    return answers === "at once" ? Promise.resolve(report) : Promise.reject(new Error("no flow"));
  },
} as HostCaller;

/** The playhead stands at a time of a timeline that is known until another. */
function shown(timeMs: number, endMs: number): void {
  table.frameTimeMs = timeMs;
  table.endMs = endMs;
}
async function seconds(count: number): Promise<void> {
  for (let half = 0; half < count * 2; half += 1) {
    clock.advance(500);
    await vi.advanceTimersByTimeAsync(500);
  }
}

beforeEach(() => {
  vi.useFakeTimers();
  clock = new ManualClock(0);
  table = new LiveTable(plant, clock);
  asked = [];
  answers = "at once";
});
afterEach(() => {
  open[Symbol.dispose]();
  vi.useRealTimers();
});

test("a recording is asked for once, and anew when another shift is looked at", async () => {
  shown(hourMs, 20 * hourMs);
  open = feedBottleneck(host, table, clock);
  await seconds(30);
  expect(asked).toEqual([{ fromMs: 0, toMs: 8 * hourMs }]);
  expect(useBottleneck.getState().info).toBe(report);
  shown(9 * hourMs, 20 * hourMs);
  await seconds(1);
  expect(asked.slice(1)).toEqual([{ fromMs: 8 * hourMs, toMs: 16 * hourMs }]);
});

test("a shift that grows is asked for every five seconds, one question at a time", async () => {
  open = feedBottleneck(host, table, clock);
  for (let second = 1; second <= 20; second += 1) {
    shown(hourMs + second * 1000, hourMs + second * 1000);
    await seconds(1);
  }
  expect(asked.length).toBe(4);
  answers = "never";
  for (let second = 21; second <= 40; second += 1) {
    shown(hourMs + second * 1000, hourMs + second * 1000);
    await seconds(1);
  }
  expect(asked.length).toBe(5);
});

test("a refusal is told, the link's return asks again", async () => {
  answers = "with a refusal";
  shown(hourMs, 20 * hourMs);
  open = feedBottleneck(host, table, clock);
  await seconds(10);
  expect(asked.length).toBe(1);
  expect(useBottleneck.getState()).toMatchObject({ info: undefined, problem: "no flow" });
  table.setStale(true);
  await seconds(2);
  answers = "at once";
  table.setStale(false);
  await seconds(2);
  expect(asked.length).toBe(2);
  expect(useBottleneck.getState()).toMatchObject({ info: report, problem: undefined });
});
