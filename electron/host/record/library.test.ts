// What pages can do with recordings through a host: look at one while the plant is live, cut a piece out, star it.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ManualTimers } from "#shared/base/timers.ts";
import { createHostClient, type HostClient } from "#shared/host-api/client.ts";
import { parseMessageHeader } from "#shared/host-api/message.ts";
import { memoryChannelPair } from "#shared/host-api/memory-channel.ts";
import { ManualSource, settle } from "../../../tests/support/host-fixture.ts";
import { smallPlant } from "../../../tests/support/small-plant.ts";
import { Host } from "../pipeline.ts";
import { RecordingStore } from "./recording-store.ts";
import { isStarred } from "./retention.ts";

const startMs = Date.UTC(2026, 10, 23, 6);
let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "gemba-library-"));
});
afterEach(() => {
  rmSync(dataDir, { recursive: true });
});

async function startHost(atMs: number): Promise<{ host: Host; source: ManualSource; timers: ManualTimers }> {
  const timers = new ManualTimers(atMs);
  const source = new ManualSource(timers.clock);
  const store = await RecordingStore.open(dataDir, true, isStarred);
  const host = new Host({
    live: { plant: smallPlant(), source },
    store,
    wall: timers.clock,
    timers,
    version: "test",
  });
  void host.run();
  return { host, source, timers };
}

function connect(host: Host): HostClient {
  const { host: hostEnd, page } = memoryChannelPair();
  host.addViewer(hostEnd, "operate");
  const client = createHostClient(page);
  client.onFrame((bytes) => {
    const header = parseMessageHeader(bytes);
    if (header.ok) client.acknowledge(header.value.request);
  });
  return client;
}

test("a page cuts a piece of the live plant, opens it, stars it, and goes back to live", async () => {
  const { host, source, timers } = await startHost(startMs);
  for (let second = 0; second < 60; second += 1) {
    source.push({ kind: "value", key: "M1/load", timeMs: startMs + second * 1000, value: second });
    await timers.advance(1000, settle);
  }
  const live = connect(host);
  const session = await live.call("session.open", {});
  expect([session.hasLive, session.recording]).toEqual([true, undefined]);
  const { recording } = await live.call("recording.trim", {
    fromMs: startMs + 20_000,
    toMs: startMs + 30_000,
    name: "../A stop: on M1?",
  });
  expect([recording.name, recording.startMs, recording.endMs]).toEqual([
    ".._A stop_ on M1_.mcap",
    startMs + 20_000,
    startMs + 30_000,
  ]);

  const page = connect(host);
  const cut = await page.call("session.open", { recording: recording.id });
  expect([cut.recording?.id, cut.playhead.mode, cut.playhead.range]).toEqual([
    recording.id,
    "paused",
    { startMs: startMs + 20_000, endMs: startMs + 30_000, open: false },
  ]);
  const { value } = await page.call("timeline.samples", {
    signal: "M1/load",
    fromMs: startMs,
    toMs: startMs + 60_000,
    maxPoints: 100,
  });
  // What is pushed arrives just after what was complete: 19 holds when the cut begins, and 30, of its last moment, came just after it.
  expect([Math.min(...value.map(Number)), Math.max(...value.map(Number))]).toEqual([19, 30]);

  const starred = await page.call("recording.star", { id: recording.id, starred: true });
  expect(starred.recording.starred).toBe(true);
  const { recordings, recorder } = await page.call("recordings.list", {});
  expect(recordings.map(({ id, starred: isKept }) => [id, isKept])).toEqual([[recording.id, true]]);
  expect([recorder.state, host.problems.list()]).toEqual(["recording", []]);
  expect((await page.call("session.open", {})).recording).toBeUndefined();
  host.close();
});

test("after a restart the live timeline reaches back through the recordings, with a gap between", async () => {
  const first = await startHost(startMs);
  first.source.push({ kind: "value", key: "M1/program", timeMs: startMs, value: "O1000" });
  first.source.push({ kind: "state", asset: "M1", timeMs: startMs, state: "run" });
  await first.timers.advance(1_500, settle);
  first.host.close();

  const againMs = startMs + 600_000;
  const store = await RecordingStore.open(dataDir, true, isStarred);
  const timers = new ManualTimers(againMs);
  const source = new ManualSource(timers.clock);
  const live = { plant: smallPlant(), source };
  const { createTwin } = await import("#shared/twin/twin.ts");
  const strings = await store.stringsOf(createTwin(live.plant), source);
  expect(strings).toEqual(["O1000"]);
  const host = new Host({ live, store, strings, wall: timers.clock, timers, version: "test" });
  void host.run();
  source.push({ kind: "value", key: "M1/program", timeMs: againMs, value: "O2000" });
  source.push({ kind: "state", asset: "M1", timeMs: againMs, state: "down" });
  await timers.advance(100, settle);
  const page = connect(host);
  const session = await page.call("session.open", {});
  expect(session.playhead.range.startMs).toBeCloseTo(startMs, 1);
  expect(session.strings).toEqual(["O1000", "O2000"]);
  const { lanes } = await page.call("timeline.lanes", {
    assets: ["M1"],
    fromMs: session.playhead.range.startMs,
    toMs: againMs + 50,
    maxSegments: 10,
  });
  expect(lanes[0]?.segments.map(({ state }) => state)).toEqual(["run", "unknown", "down"]);
  const { gaps } = await page.call("timeline.gaps", { fromMs: startMs, toMs: againMs + 50 });
  expect(gaps.map(({ toMs }) => Math.round(toMs))).toEqual([againMs]);
  await page.call("playhead.set", { mode: "paused", timeMs: startMs + 500 });
  expect((await page.call("asset.detail", { asset: "M1", limit: 5 })).state).toBe("run");
  await page.call("playhead.set", { mode: "paused", timeMs: startMs + 300_000 });
  expect((await page.call("asset.detail", { asset: "M1", limit: 5 })).state).toBe("unknown");
  host.close();
});
