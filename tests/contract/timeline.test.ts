import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { RecordingWriter } from "../../electron/host/record/recording-writer.ts";
import { FileTimeline } from "../../electron/host/timeline/file-timeline.ts";
import { RingTimeline } from "../../electron/host/timeline/ring.ts";
import type { Fact } from "#shared/model/fact.ts";
import { resolvePlant } from "#shared/model/plant.ts";
import { plantSchema } from "#shared/model/plant-schema.ts";
import { createTwin } from "#shared/twin/twin.ts";
import { timelineContract } from "./timeline-contract.ts";

describe("the live ring", () => {
  timelineContract((twin, facts, endMs) => {
    const ring = new RingTimeline("ring", twin, 1);
    ring.append(facts);
    ring.advance(endMs);
    return Promise.resolve(ring);
  });

  const twin = createTwin(
    resolvePlant(
      plantSchema.parse({
        schema: 1,
        id: "r",
        name: "R",
        timeZone: "UTC",
        assets: [{ id: "A", name: "A", level: "station", signals: [{ name: "x" }] }],
      }),
    ),
  );

  test("forgets what is older than an hour and still knows the state an hour ago", async () => {
    const ring = new RingTimeline("ring", twin, 1);
    const hours = 3;
    for (let second = 0; second < hours * 3600; second += 1) {
      const timeMs = second * 1000;
      ring.append([
        { kind: "sample", signal: 0, value: second, quality: "good", timeMs, receivedMs: timeMs },
      ]);
    }
    ring.advance(hours * 3_600_000);
    const { startMs, endMs } = ring.range();
    expect(endMs - startMs).toBe(3_600_000);
    expect((await ring.facts(-Infinity, Infinity)).length).toBeLessThan(3600 * 1.5);
    expect((await ring.stateAt(startMs)).signalValue[0]).toBe(startMs / 1000);
  });

  test("a state that is told late has its place in the lane, and is not in it as known before", async () => {
    const ring = new RingTimeline("ring", twin, 1);
    const told = { kind: "state", asset: 0, mode: "production", nativeState: "" } as const;
    ring.append([
      { ...told, state: "microstop", timeMs: 0, receivedMs: 0 },
      { ...told, state: "down", timeMs: 100, receivedMs: 100 },
      { ...told, state: "run", timeMs: 40, receivedMs: 105, backfill: true },
    ]);
    const lane = async (knownAtMs?: number): Promise<unknown> =>
      (await ring.lanes([0], 0, 200, 10, knownAtMs))[0]?.map(({ fromMs, toMs, state }) => [
        fromMs,
        toMs,
        state,
      ]);
    expect(await lane(104)).toEqual([
      [0, 100, "microstop"],
      [100, 200, "down"],
    ]);
    expect(await lane()).toEqual([
      [0, 40, "microstop"],
      [40, 100, "run"],
      [100, 200, "down"],
    ]);
  });

  test("forgets keyframes of a quiet plant by age too, not only with many facts", () => {
    const ring = new RingTimeline("ring", twin, 1);
    for (let minute = 0; minute < 900; minute += 1) {
      const timeMs = minute * 60_000;
      ring.append([{ kind: "sample", signal: 0, value: 1, quality: "good", timeMs, receivedMs: timeMs }]);
    }
    const heldMs = 899 * 60_000 - ring.heldFromMs();
    expect([heldMs >= 3_600_000, heldMs < 1.5 * 3_600_000]).toEqual([true, true]);
  });

  test("a fact that comes after its time was complete arrives after it, so no viewer misses it", async () => {
    const ring = new RingTimeline("ring", twin, 1);
    ring.advance(10_000);
    const seenUpToMs = ring.range().endMs;
    const late: Fact = {
      kind: "sample",
      signal: 0,
      value: 1,
      quality: "good",
      timeMs: 9_000,
      receivedMs: ring.arrivalMs(9_000),
    };
    ring.append([late]);
    ring.advance(11_000);
    expect(await ring.facts(seenUpToMs, 11_000)).toEqual([late]);
  });
});

describe("a recording", () => {
  const dir = mkdtempSync(join(tmpdir(), "gemba-recordings-"));
  const open: FileTimeline[] = [];
  let files = 0;
  afterAll(() => {
    for (const timeline of open) timeline.close();
    rmSync(dir, { recursive: true });
  });

  timelineContract(async (twin, facts, endMs) => {
    // File descriptors are few; the timeline before this one is not asked any more.
    for (const timeline of open.splice(0)) timeline.close();
    files += 1;
    const path = join(dir, `${files}.mcap`);
    const startMs = facts[0]?.receivedMs ?? 0;
    const head = {
      sourceId: "s",
      sourceLabel: "S",
      simulated: false,
      startMs,
      createdMs: 0,
      gembaVersion: "test",
    };
    const writer = new RecordingWriter({ path, twin, head });
    writer.append(facts);
    writer.advance(endMs);
    writer.finish();
    const opened = await FileTimeline.open(path, "file");
    if (!opened.ok) throw new Error(opened.problems.map(({ message }) => message).join("\n"));
    expect(opened.problems).toEqual([]);
    open.push(opened.value);
    return opened.value;
  });
});
