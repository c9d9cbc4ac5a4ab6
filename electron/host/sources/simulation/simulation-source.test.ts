// When a simulated plant begins, what its clock shows, and how its readings come.
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { ManualClock } from "#shared/base/clock.ts";
import type { Reading } from "#shared/model/fact.ts";
import { settle } from "../../../../tests/support/host-fixture.ts";
import { projectRoot } from "../../project-root.ts";
import type { SourceRequest } from "../registry.ts";
import type { Source } from "../source.ts";
import { openSimulation } from "./simulation-source.ts";

const minuteMs = 60_000;
/** 2026-11-23, 15:00 in Berlin. */
const nowMs = Date.UTC(2026, 10, 23, 14);
/** 06:00 in Berlin that day. */
const shiftMs = Date.UTC(2026, 10, 23, 5);

interface Run {
  readonly source: Source;
  readonly wall: ManualClock;
  /** Batches of readings as they were pushed. */
  readonly batches: (readonly Reading[])[];
  /** Starts the source; it then waits until `goOn`. */
  start(): void;
  goOn(): Promise<void>;
  stop(): Promise<void>;
}

async function open(options: Partial<SourceRequest> = {}, takesMs = 0): Promise<Run> {
  const wall = new ManualClock(nowMs);
  let next: () => void = () => undefined;
  const opened = await openSimulation({
    spec: "simulation",
    plantDir: join(projectRoot, "assets/plants/demo"),
    speed: 1,
    cold: false,
    seed: 7,
    wall,
    wait: () => new Promise((resolve) => (next = resolve)),
    ...options,
  });
  if (!opened.ok) throw new Error(opened.problems[0]?.message);
  const { source } = opened.value;
  let completeMs = -Infinity;
  const batches: (readonly Reading[])[] = [];
  const abort = new AbortController();
  const nothing = (): void => undefined;
  const push = (readings: readonly Reading[]): void => {
    batches.push(readings);
    // Working takes time.
    wall.advance(takesMs);
    expect(Math.min(Infinity, readings[0]?.timeMs ?? Infinity)).toBeGreaterThanOrEqual(completeMs);
  };
  const heartbeat = (): void => {
    completeMs = source.clock.nowMs();
  };
  let running = Promise.resolve();
  const goOn = async (): Promise<void> => {
    next();
    await settle();
  };
  return {
    source,
    wall,
    batches,
    start: () => {
      const sink = { push, heartbeat, counted: nothing, report: nothing, clear: nothing };
      running = source.start(sink, abort.signal);
    },
    goOn,
    stop: async () => {
      abort.abort();
      await goOn();
      await running;
    },
  };
}
const timesOf = (run: Run): number[] => run.batches.flat().map((reading) => reading.timeMs);

describe("the scripted shift", () => {
  test("of today has run for 65 minutes when somebody first looks", async () => {
    const run = await open();
    run.start();
    const times = timesOf(run);
    expect([times[0], run.source.clock.nowMs()]).toEqual([shiftMs, shiftMs + 65 * minuteMs]);
    expect(times.at(-1)).toBeLessThanOrEqual(shiftMs + 65 * minuteMs);
    expect(times.length).toBeGreaterThan(10_000);
    await run.stop();
  });
  test("is told in order of time, a minute of it at most at once", async () => {
    const run = await open();
    run.start();
    const times = timesOf(run);
    expect(times.every((timeMs, index) => timeMs >= (times[index - 1] ?? timeMs))).toBe(true);
    const spansMs = run.batches.map((batch) => (batch.at(-1)?.timeMs ?? 0) - (batch[0]?.timeMs ?? 0));
    expect(Math.max(...spansMs)).toBeLessThanOrEqual(minuteMs);
    await run.stop();
  });
  test("waits for its host: what passes between opening and starting does not count", async () => {
    const run = await open({ speed: 600 });
    run.wall.advance(20_000);
    run.start();
    expect(run.source.clock.nowMs()).toBe(shiftMs + 65 * minuteMs);
    await run.stop();
  });
  test("can be entered at a time of its day", async () => {
    const startMs = shiftMs + 20 * minuteMs;
    const run = await open({ startMs });
    run.start();
    expect([timesOf(run)[0], run.source.clock.nowMs()]).toEqual([shiftMs, startMs]);
    await run.stop();
  });
  test("of the day before is meant by a time before the shift, at its local start, also over a change of the clocks", async () => {
    // 04:00 in Berlin on the day the clocks went forward.
    const run = await open({ startMs: Date.UTC(2026, 2, 29, 2) });
    run.start();
    expect(timesOf(run)[0]).toBe(Date.UTC(2026, 2, 28, 5));
    await run.stop();
  });
});

describe("a cold start", () => {
  test("begins now, without a past", async () => {
    const run = await open({ cold: true });
    run.start();
    expect([timesOf(run)[0], run.source.clock.nowMs()]).toEqual([nowMs, nowMs]);
    await run.stop();
  });
  test("begins at the time asked for", async () => {
    const startMs = Date.UTC(2020, 0, 1, 3);
    const run = await open({ cold: true, startMs });
    run.start();
    expect([timesOf(run)[0], run.source.clock.nowMs()]).toEqual([startMs, startMs]);
    await run.stop();
  });
});

describe("a running simulation", () => {
  test("keeps to its speed", async () => {
    const run = await open({ cold: true, speed: 60 });
    run.start();
    run.wall.advance(10_000);
    await run.goOn();
    expect(run.source.clock.nowMs()).toBe(nowMs + 10 * minuteMs);
    await run.stop();
  });
  test("never says that more was told than was, however long the telling takes", async () => {
    const run = await open({ speed: 600 }, 20);
    run.start();
    for (let step = 0; step < 20; step += 1) {
      run.wall.advance(50);
      await run.goOn();
    }
    expect(run.source.clock.nowMs()).toBeGreaterThan(shiftMs + 75 * minuteMs);
    await run.stop();
  });
  test("hands what a frozen process missed on in pieces, all of it", async () => {
    const run = await open({ cold: true, speed: 60 });
    run.start();
    const before = run.batches.length;
    run.wall.advance(minuteMs);
    await run.goOn();
    const missed = run.batches.slice(before);
    const spansMs = missed.map((batch) => (batch.at(-1)?.timeMs ?? 0) - (batch[0]?.timeMs ?? 0));
    expect([missed.length, Math.max(...spansMs) <= minuteMs]).toEqual([60, true]);
    expect((missed.at(-1)?.at(-1)?.timeMs ?? 0) - nowMs).toBeGreaterThan(59 * minuteMs);
    await run.stop();
  });
  test("stands still when the wall clock is set back", async () => {
    const run = await open({ cold: true });
    run.start();
    run.wall.advance(minuteMs);
    await run.goOn();
    const count = timesOf(run).length;
    run.wall.advance(-30_000);
    await run.goOn();
    expect(timesOf(run).length).toBe(count);
    await run.stop();
  });
  test("does what a visitor asks, and says what it cannot", async () => {
    const run = await open();
    run.start();
    const stop = (asset: string) => run.source.inject?.({ kind: "stop", asset, durationS: 60 });
    expect([stop("A30")?.ok, stop("nowhere")?.ok]).toEqual([true, false]);
    await run.stop();
  });
});
