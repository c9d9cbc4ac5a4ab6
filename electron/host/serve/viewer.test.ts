import { expect, test } from "vitest";
import { createHostClient } from "#shared/host-api/client.ts";
import { decodeFrame, type DecodedFrame } from "#shared/frame/decode.ts";
import { flagAllRows, flagFollowing, messageKinds, stateOfCode } from "#shared/frame/layout.ts";
import type { HostEvent } from "#shared/host-api/events.ts";
import { memoryChannelPair } from "#shared/host-api/memory-channel.ts";
import { type HostFixture, settle, startSmallHost } from "../../../tests/support/host-fixture.ts";

interface Page {
  readonly client: ReturnType<typeof createHostClient>;
  readonly frames: DecodedFrame[];
  readonly events: HostEvent[];
  /** Acknowledge frames as they come. */
  draws: boolean;
}

async function openPage(fixture: HostFixture, right: "view" | "operate" = "view"): Promise<Page> {
  const { host: hostEnd, page: pageEnd } = memoryChannelPair();
  fixture.host.addViewer(hostEnd, right);
  const client = createHostClient(pageEnd);
  const page: Page = { client, frames: [], events: [], draws: true };
  client.onFrame((bytes) => {
    const frame = decodeFrame(bytes, {
      assets: 3,
      signals: 2,
      paths: fixture.timeline.twin.paths.paths.length,
    });
    if (!frame.ok) throw new Error(frame.problems[0]?.message);
    page.frames.push(frame.value);
    if (page.draws) client.acknowledge(frame.value.sequence);
  });
  client.onEvent((event) => page.events.push(event));
  await client.call("session.open", {});
  await settle();
  return page;
}

const run = (timeMs: number) =>
  ({ kind: "state", asset: "M1", state: "run", nativeState: "ACTIVE", timeMs }) as const;
const stateOfM1 = (frame: DecodedFrame | undefined): string | undefined => {
  const index = frame?.assetRow.indexOf(0) ?? -1;
  return index < 0 ? undefined : stateOfCode(frame?.assetState[index] ?? 0);
};

test("the first frame holds every row and follows live", async () => {
  const fixture = startSmallHost();
  const page = await openPage(fixture);
  const first = page.frames[0];
  expect([
    first?.assetCount,
    first?.signalCount,
    (first?.flags ?? 0) & (flagAllRows | flagFollowing),
  ]).toEqual([3, 2, flagAllRows | flagFollowing]);
});

test("a change reaches the page within a tick, and only what changed is sent", async () => {
  const fixture = startSmallHost();
  const page = await openPage(fixture);
  fixture.source.push(run(fixture.clock.nowMs()));
  await fixture.advance(200);
  const frame = page.frames.find((one) => one.sequence > 1 && one.assetCount > 0);
  expect([frame?.assetCount, frame?.signalCount, stateOfM1(frame)]).toEqual([1, 0, "run"]);
});

test("a page that does not draw gets two frames and then, when it does, everything it missed", async () => {
  const fixture = startSmallHost();
  const page = await openPage(fixture);
  page.draws = false;
  await fixture.advance(1000);
  const behind = page.frames.length;
  fixture.source.push(run(fixture.clock.nowMs()));
  await fixture.advance(1000);
  expect(page.frames.length).toBe(behind);
  page.draws = true;
  page.client.acknowledge(page.frames.at(-1)?.sequence ?? 0);
  await fixture.advance(200);
  expect(page.frames.slice(behind).map(stateOfM1)).toContain("run");
});

test("a paused playhead on an unchanged place sends no frame at all", async () => {
  const fixture = startSmallHost();
  const page = await openPage(fixture);
  await fixture.advance(1000);
  await page.client.call("playhead.set", { mode: "paused" });
  await settle();
  const before = page.frames.length;
  fixture.source.push(run(fixture.clock.nowMs()));
  await fixture.advance(60_000);
  expect(page.frames.length).toBe(before);
});

test("scrubbing back shows the past, and following shows now again", async () => {
  const fixture = startSmallHost();
  const page = await openPage(fixture);
  const startMs = fixture.clock.nowMs();
  await fixture.advance(10_000);
  fixture.source.push(run(fixture.clock.nowMs()));
  await fixture.advance(1_000);
  await page.client.call("playhead.set", { mode: "paused", timeMs: startMs + 5_000 });
  await settle();
  expect([page.frames.at(-1)?.timeMs, stateOfM1(page.frames.at(-1))]).toEqual([startMs + 5_000, "unknown"]);
  await page.client.call("playhead.set", { mode: "following" });
  await settle();
  expect(stateOfM1(page.frames.at(-1))).toBe("run");
});

test("playing fast from the past catches up and goes on following", async () => {
  const fixture = startSmallHost();
  const page = await openPage(fixture);
  const startMs = fixture.clock.nowMs();
  await fixture.advance(60_000);
  await page.client.call("playhead.set", { mode: "playing", timeMs: startMs, speed: 30 });
  await fixture.advance(3_000);
  const playheads = page.events.flatMap((event) => (event.name === "playhead" ? [event.playhead.mode] : []));
  expect([playheads.at(-1), ((page.frames.at(-1)?.flags ?? 0) & flagFollowing) !== 0]).toEqual([
    "following",
    true,
  ]);
});

test("a state that is told late is told to a page, wherever its playhead is, from when on lanes are others", async () => {
  const fixture = startSmallHost();
  const page = await openPage(fixture);
  const startMs = fixture.clock.nowMs();
  await fixture.advance(60_000);
  fixture.source.push(run(fixture.clock.nowMs()));
  await fixture.advance(2_000);
  await page.client.call("playhead.set", { mode: "paused", timeMs: startMs + 5_000 });
  fixture.source.push(
    { ...run(startMs + 30_000), state: "down" },
    { ...run(startMs + 20_000), state: "idle" },
    { ...run(fixture.clock.nowMs()), asset: "M2" },
  );
  await fixture.advance(3_000);
  expect(page.events.filter(({ name }) => name === "lateStates")).toEqual([
    { name: "lateStates", items: [{ asset: 0, fromMs: startMs + 20_000 }] },
  ]);
});

test("state changes are told one by one, however many fall into one frame", async () => {
  const fixture = startSmallHost();
  const page = await openPage(fixture);
  const now = fixture.clock.nowMs();
  fixture.source.push(run(now), { ...run(now), state: "down" }, run(now));
  await fixture.advance(200);
  const told = page.events.flatMap((event) =>
    event.name === "transitions" ? event.items.map((item) => item.state) : [],
  );
  expect(told).toEqual(["run", "down", "run"]);
});

test("the host pulses twice a second", async () => {
  const fixture = startSmallHost();
  const page = await openPage(fixture);
  await fixture.advance(5_000);
  expect(page.events.filter((event) => event.name === "pulse").length).toBe(10);
});

test("a second viewer has a playhead of its own, and closing one leaves the other", async () => {
  const fixture = startSmallHost();
  const first = await openPage(fixture);
  const second = await openPage(fixture);
  await fixture.advance(5_000);
  await first.client.call("playhead.set", { mode: "paused" });
  first.client.close();
  await fixture.advance(1_000);
  const before = second.frames.length;
  fixture.source.push(run(fixture.clock.nowMs()));
  await fixture.advance(500);
  expect([
    fixture.host.viewerCount,
    second.frames.length > before,
    stateOfM1(second.frames.findLast((frame) => frame.assetCount > 0)),
  ]).toEqual([1, true, "run"]);
});

test("a page that comes back is put where it was", async () => {
  const fixture = startSmallHost();
  const page = await openPage(fixture);
  await fixture.advance(20_000);
  const placeMs = fixture.clock.nowMs() - 12_000;
  const timelineId = (await page.client.call("playhead.set", { mode: "paused", timeMs: placeMs })).timelineId;
  page.client.close();
  const { host: hostEnd, page: pageEnd } = memoryChannelPair();
  fixture.host.addViewer(hostEnd, "view");
  const again = createHostClient(pageEnd);
  const session = await again.call("session.open", {
    resume: { timelineId, mode: "paused", timeMs: placeMs, speed: 1 },
  });
  expect([session.playhead.mode, session.playhead.timeMs, session.notice]).toEqual([
    "paused",
    placeMs,
    undefined,
  ]);
});

test("a silent source is lost after two seconds and its assets are unknown, not frozen", async () => {
  const fixture = startSmallHost();
  const page = await openPage(fixture);
  fixture.source.push(run(fixture.clock.nowMs()));
  await fixture.advance(3_000);
  const [source] = (await page.client.call("sources.list", {})).sources;
  expect([source?.state, stateOfM1(page.frames.findLast((frame) => frame.assetCount > 0))]).toEqual([
    "lost",
    "unknown",
  ]);
});

test("nothing can be injected into a plant that is real", async () => {
  const fixture = startSmallHost();
  const page = await openPage(fixture, "operate");
  await expect(
    page.client.call("simulation.inject", { kind: "foulGlass", asset: "M1", durationS: 60 }),
  ).rejects.toThrow(/not simulated/);
});

test("a page that pauses between two ticks is told so in a frame: its clock stands still there", async () => {
  const fixture = startSmallHost();
  const page = await openPage(fixture);
  await fixture.advance(1000);
  const { timeMs } = await page.client.call("playhead.set", { mode: "paused" });
  await settle();
  const last = page.frames.at(-1);
  expect([last?.timeMs, last?.speed, (last?.flags ?? 0) & flagFollowing]).toEqual([timeMs, 0, 0]);
});

test("when the source ends, followers are paused at its last moment and their clocks stand still", async () => {
  const fixture = startSmallHost();
  const page = await openPage(fixture);
  await fixture.advance(1000);
  fixture.source.end();
  await fixture.advance(1000);
  const { endMs } = fixture.timeline.range();
  const last = page.frames.at(-1);
  const told = page.events.findLast((event) => event.name === "playhead");
  expect([last?.timeMs, last?.speed, (last?.flags ?? 0) & flagFollowing, told?.playhead.mode]).toEqual([
    endMs,
    0,
    0,
    "paused",
  ]);
});

test("texts that came while the page looked elsewhere are there when it returns", async () => {
  const fixture = startSmallHost();
  const page = await openPage(fixture);
  await fixture.advance(1000);
  await page.client.call("playhead.set", { mode: "paused" });
  fixture.source.push({ kind: "value", key: "M1/program", timeMs: fixture.clock.nowMs(), value: "O4711" });
  await fixture.advance(1000);
  await page.client.call("playhead.set", { mode: "following" });
  await settle();
  const texts = page.events.flatMap((event) => (event.name === "strings" ? event.texts : []));
  expect([page.frames.at(-1)?.signalValue[1], texts]).toEqual([0, ["O4711"]]);
});

test("moves that were placed at their ends by fast play are sent again when play slows down", async () => {
  const fixture = startSmallHost();
  const page = await openPage(fixture);
  const startMs = fixture.clock.nowMs();
  await fixture.advance(60_000);
  fixture.source.push({
    kind: "part",
    verb: "enter",
    serial: "P",
    asset: "M1",
    timeMs: fixture.clock.nowMs(),
  });
  fixture.source.push({
    kind: "part",
    verb: "leave",
    serial: "P",
    asset: "M1",
    to: "B1",
    timeMs: fixture.clock.nowMs(),
    arriveMs: fixture.clock.nowMs() + 60_000,
  });
  await fixture.advance(30_000);
  await page.client.call("playhead.set", { mode: "playing", timeMs: startMs, speed: 100 });
  await fixture.advance(800);
  await page.client.call("playhead.set", { mode: "playing", speed: 1 });
  await fixture.advance(200);
  const from = page.frames.findLast((frame) => frame.moveCount > 0)?.moveWords[2] ?? 0;
  expect((from & 0xffff) < 65_535).toBe(true);
});

test("a page that plays along the old end of the timeline misses nothing that is forgotten", async () => {
  const fixture = startSmallHost();
  const page = await openPage(fixture);
  const { timeline } = fixture;
  const startMs = fixture.clock.nowMs();
  const load = (atMs: number, value: number): void => {
    const timeMs = startMs + atMs;
    timeline.append([{ kind: "sample", signal: 0, value, quality: "good", timeMs, receivedMs: timeMs }]);
  };
  for (let value = 1; value <= 2000; value += 1) load(value / 2, value);
  const other = { kind: "sample", signal: 1, value: 0, quality: "good" } as const;
  timeline.append([{ ...other, timeMs: startMs + 31_000, receivedMs: startMs + 31_000 }]);
  timeline.advance(startMs + 3_600_500);
  await page.client.call("playhead.set", { mode: "playing", timeMs: 0, speed: 1 });
  await settle();
  // Two seconds later the first second is forgotten, in the middle of which the page still is.
  timeline.append([{ ...other, timeMs: startMs + 3_602_000, receivedMs: startMs + 3_602_000 }]);
  timeline.advance(startMs + 3_602_000);
  await fixture.advance(100);
  const shown = page.frames.findLast((frame) => frame.signalRow.includes(0));
  expect([page.frames.at(-1)?.timeMs, shown?.signalValue[shown.signalRow.indexOf(0)]]).toEqual([
    startMs + 2_000,
    2000,
  ]);
});

test("a page that is gone before it was served leaves nothing behind", async () => {
  const fixture = startSmallHost();
  const { host: hostEnd } = memoryChannelPair();
  let sent = 0;
  hostEnd.close();
  fixture.host.addViewer({ ...hostEnd, send: () => (sent += 1) }, "view");
  await fixture.advance(5_000);
  expect([fixture.host.viewerCount, sent]).toEqual([0, 0]);
});

test("a channel that breaks while it sends costs its own viewer only, and is told of", async () => {
  const fixture = startSmallHost();
  const { host: hostEnd, page: pageEnd } = memoryChannelPair();
  let broken = false;
  const send = (bytes: Uint8Array): void => {
    if (broken && bytes[0] === messageKinds.frame) throw new Error("the wire is cut");
    hostEnd.send(bytes);
  };
  fixture.host.addViewer({ ...hostEnd, send }, "view");
  await createHostClient(pageEnd).call("session.open", {});
  broken = true;
  await fixture.advance(500);
  expect([fixture.host.viewerCount, fixture.host.problems.list().map(({ id }) => id)]).toEqual([
    0,
    ["viewer-failed"],
  ]);
});

test("a page that asks for hardly any frames a second gets one a minute, not a flood", async () => {
  const fixture = startSmallHost();
  const page = await openPage(fixture);
  await page.client.call("view.pace", { hz: 1e-12 });
  const before = page.frames.length;
  await fixture.advance(61_000);
  expect(page.frames.length - before).toBe(1);
});

test("a place on another timeline, from before another plant was opened, is not gone back to", async () => {
  const fixture = startSmallHost();
  const { host: hostEnd, page: pageEnd } = memoryChannelPair();
  fixture.host.addViewer(hostEnd, "view");
  const resume = { timelineId: "another", mode: "paused", timeMs: 0, speed: 1 } as const;
  const opened = await createHostClient(pageEnd).call("session.open", { resume });
  expect([opened.playhead.mode, opened.notice]).toEqual(["following", undefined]);
});

test("a place that came back with a speed nobody can play at is refused", async () => {
  const fixture = startSmallHost();
  const { host: hostEnd, page: pageEnd } = memoryChannelPair();
  fixture.host.addViewer(hostEnd, "view");
  const again = createHostClient(pageEnd);
  const resume = { timelineId: "x", mode: "playing", timeMs: 0, speed: 1e9 } as const;
  await expect(again.call("session.open", { resume })).rejects.toThrow(/resume.speed/);
});

test("lanes of very many assets stay a small answer: each asset once, thinned to fit", async () => {
  const fixture = startSmallHost();
  const page = await openPage(fixture);
  const { timeline } = fixture;
  const startMs = fixture.clock.nowMs();
  const states = ["run", "down"] as const;
  for (let change = 1; change <= 60_000; change += 1) {
    const timeMs = startMs + change * 50;
    const state = states[change % 2] ?? "run";
    const told = { kind: "state", mode: "production", nativeState: "", state, timeMs } as const;
    timeline.append([0, 1, 2].map((asset) => ({ ...told, asset, receivedMs: timeMs })));
  }
  const ask = (assets: string[], maxSegments: number) =>
    page.client.call("timeline.lanes", { assets, fromMs: startMs, toMs: startMs + 3_000_000, maxSegments });
  const often = await ask(new Array<string>(2_000).fill("M1"), 20_000);
  expect([often.lanes.length, often.lanes[0]?.segments.length]).toEqual([1, 20_000]);
});
