// The constraint of the demo line as a page is told of it: live, with questions at several times, and from the recording of the same shift.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { defined } from "#shared/base/assert.ts";
import { ManualTimers } from "#shared/base/timers.ts";
import type {
  BottleneckInfo,
  DueStopInfo,
  FlowInfo,
  WhatIfInfo,
} from "#shared/host-api/bottleneck-schema.ts";
import { createHostClient, type HostClient } from "#shared/host-api/client.ts";
import { memoryChannelPair } from "#shared/host-api/memory-channel.ts";
import { createSimulatedPlant } from "#shared/simulate/live.ts";
import { demoFiles, demoPlant } from "../../../tests/support/demo-run.ts";
import { ManualSource } from "../../../tests/support/host-fixture.ts";
import { Host } from "../pipeline.ts";
import { RecordingStore } from "../record/recording-store.ts";
import { isStarred } from "../record/retention.ts";

// 06:00 in the demo's zone.
const startMs = Date.UTC(2026, 0, 5, 5);
const minuteMs = 60_000;

async function connect(host: Host, recording?: string): Promise<HostClient> {
  const { host: hostEnd, page } = memoryChannelPair();
  host.addViewer(hostEnd, "operate");
  const client = createHostClient(page);
  await client.call("session.open", recording === undefined ? {} : { recording });
  return client;
}

describe("the demo shift", () => {
  let dataDir: string;
  let host: Host;
  let early: BottleneckInfo;
  let late: BottleneckInfo;
  let reviewed: BottleneckInfo;
  let flow: FlowInfo;
  let due: DueStopInfo;
  let whatIf: WhatIfInfo;

  beforeAll(async () => {
    dataDir = mkdtempSync(join(tmpdir(), "gemba-bottleneck-"));
    const timers = new ManualTimers(startMs);
    const store = await RecordingStore.open(dataDir, true, isStarred);
    const plant = demoPlant();
    const source = new ManualSource(timers.clock, true);
    host = new Host({ live: { plant, source }, store, wall: timers.clock, timers, version: "test" });
    const running = host.run();
    const simulated = createSimulatedPlant({ plant, ...demoFiles(), seed: 7, startMs });
    if (!simulated.ok) throw new Error(simulated.problems[0]?.message);
    const advanceTo = (minutes: number): void => {
      for (let timeMs = timers.clock.nowMs(); timeMs <= startMs + minutes * minuteMs; timeMs += minuteMs) {
        timers.clock.set(timeMs);
        source.push(...simulated.value.advance(timeMs));
        source.heartbeat();
      }
    };
    advanceTo(30);
    const page = await connect(host);
    early = await page.call("bottleneck.report", {});
    advanceTo(160);
    late = await page.call("bottleneck.report", {});
    flow = await page.call("flow.rates", {});
    due = await page.call("bottleneck.dueStop", { resource: "B10b", minutes: 12 });
    whatIf = await page.call("bottleneck.whatIf", {
      changes: [{ kind: "parallel", resource: "B10", count: 1 }],
    });
    source.end();
    await running;
    await store.refresh();
    const { recordings } = await host.recordings();
    const recording = defined(recordings[0], "recording");
    const review = await connect(host, recording.id);
    reviewed = await review.call("bottleneck.report", { fromMs: late.window.fromMs, toMs: late.window.toMs });
  }, 60_000);
  afterAll(() => {
    host.close();
    rmSync(dataDir, { recursive: true });
  });

  test("names the weld cell once units have left, and says what it rests on", () => {
    expect(late.ranking[0]?.resource).toBe("B10");
    expect(late.ranking[0]?.members).toEqual(["B10a", "B10b"]);
    expect(late.coverage).toBeGreaterThan(0.95);
    expect(late.level).toBe("L3");
    expect(late.stretches[0]?.resource).toBe("B10");
    expect(late.unitName).toBe("packs");
    expect(late.provenance.inputHash).toMatch(/^[0-9a-f]{16}$/);
  });

  test("says little of its first half hour", () => {
    expect(early.window.toMs - early.window.fromMs).toBeLessThanOrEqual(30 * minuteMs);
    expect(early.stretches.filter(({ provisional }) => !provisional)).toEqual([]);
  });

  test("counts the flow of the last quarter of an hour, into the assembly and out of the line as well", () => {
    expect(flow.toMs - flow.fromMs).toBe(15 * minuteMs);
    const perHour = new Map(flow.ways.map((way) => [`${way.from} ${way.to}`, way.perHour]));
    // What a cell passes on is what its stations pass on; four modules go into a tray.
    expect((perHour.get("B10-in B10a") ?? 0) + (perHour.get("B10-in B10b") ?? 0)).toBeGreaterThan(100);
    const trays = perHour.get("D10-trays D10") ?? 0;
    expect(trays).toBeGreaterThan(20);
    expect(perHour.get("D10-modules D10")).toBe(4 * trays);
    expect(perHour.get("SUP-CELLS A10")).toBeGreaterThan(100);
    expect(perHour.get("D90 SHIP")).toBeGreaterThan(20);
  });

  test("says when a stop that is due costs least", () => {
    expect(due.costs.length).toBeGreaterThan(4);
    for (const { atMs, unitsLost } of due.costs) {
      expect(atMs).toBeGreaterThanOrEqual(late.window.toMs);
      expect(unitsLost).toBeGreaterThanOrEqual(0);
    }
  });

  test("a third weld cell makes more, and another station limits the line then", () => {
    expect(whatIf.units.mean).toBeGreaterThan(whatIf.baseUnits);
    expect(whatIf.baseUnits).toBe(late.window.units);
    expect(whatIf.nextConstraint).toBeDefined();
    expect(whatIf.nextConstraint).not.toBe("B10");
  });

  test("is the same in the recording", () => {
    expect(reviewed.window).toEqual(late.window);
    expect(reviewed.stretches.filter(({ provisional }) => !provisional)).toEqual(
      late.stretches.filter(({ provisional }) => !provisional),
    );
    const shares = (info: BottleneckInfo): [string, string][] =>
      info.ranking.map(({ resource, share }) => [resource, share.toFixed(3)]);
    expect(shares(reviewed)).toEqual(shares(late));
  });

  test("runs from plan to actual", () => {
    const { planUnits, losses, stockUnits, pace, residualUnits, actualUnits } = defined(
      late.waterfall,
      "waterfall",
    );
    const lost = losses.reduce((sum, { units }) => sum + units, 0);
    const ahead = pace.reduce((sum, { aheadUnits }) => sum + aheadUnits, 0);
    expect(planUnits - lost + stockUnits + ahead - residualUnits).toBeCloseTo(actualUnits, 6);
    expect(Math.abs(residualUnits)).toBeLessThan(2);
    expect(actualUnits).toBe(late.window.units);
  });
});
