// Losses, stops and hours as a page asks for them, over the real host; reasons and notes reach every page at once.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createHostClient, type HostClient } from "#shared/host-api/client.ts";
import type { HostEvent } from "#shared/host-api/events.ts";
import { memoryChannelPair } from "#shared/host-api/memory-channel.ts";
import { type Plant, resolvePlant } from "#shared/model/plant.ts";
import { plantSchema } from "#shared/model/plant-schema.ts";
import type { AssetState } from "#shared/model/state.ts";
import { type HostFixture, settle, startSmallHost } from "../../../tests/support/host-fixture.ts";

const minuteMs = 60_000;
/** 07:00 in Berlin. */
const sevenMs = Date.UTC(2026, 10, 23, 6);

function linePlant(): Plant {
  return resolvePlant(
    plantSchema.parse({
      schema: 1,
      id: "line",
      name: "Line",
      timeZone: "Europe/Berlin",
      reasons: [{ code: "technical", text: "Technical", reasons: [{ code: "wire", text: "Wire break" }] }],
      calendars: [
        {
          id: "c",
          shifts: [
            {
              name: "Early",
              from: "07:00",
              to: "15:00",
              days: [1, 2, 3, 4, 5, 6, 7],
              breaks: [{ from: "07:20", to: "07:30" }],
            },
          ],
        },
      ],
      assets: [
        { id: "M", name: "M", level: "station", idealCycleS: { a: 60, b: 120 }, calendar: "c" },
        { id: "OUT", name: "Out", level: "demand" },
        { id: "SIDE", name: "Side", level: "station", idealCycleS: 10, calendar: "c" },
      ],
      links: [{ from: "M", to: "OUT" }],
      plan: { taktS: 120, calendar: "c", countAt: "OUT", unitName: "packs" },
    }),
  );
}

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "gemba-losses-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

interface Desk {
  readonly fixture: HostFixture;
  readonly client: HostClient;
  readonly events: HostEvent[];
}

function openPage(fixture: HostFixture, right: "view" | "operate"): Pick<Desk, "client" | "events"> {
  const { host: hostEnd, page: pageEnd } = memoryChannelPair();
  fixture.host.addViewer(hostEnd, right);
  const client = createHostClient(pageEnd);
  const events: HostEvent[] = [];
  client.onEvent((event) => events.push(event));
  return { client, events };
}

/** The first 40 minutes of a shift: 10 run, 6 down, 4 run, a break of 10, 10 run; parts on the way. */
async function shift(plant = linePlant()): Promise<Desk> {
  const fixture = startSmallHost({ paced: true, plant, peopleFile: join(folder, "live.people.jsonl") });
  const { source, clock } = fixture;
  const state = (word: AssetState, code?: string): void => {
    source.push({
      kind: "state",
      asset: "M",
      state: word,
      nativeState: word.toUpperCase(),
      timeMs: clock.nowMs(),
      ...(code === undefined ? {} : { reason: { code, text: `text of ${code}`, source: "machine" } }),
    });
  };
  const part = (serial: string, variant: string, verb: "ship" | "scrap"): void => {
    const at = { kind: "part", serial, timeMs: clock.nowMs() } as const;
    source.push({ ...at, verb: "create", asset: "M", variant, product: "pack" });
    source.push({ ...at, verb: "enter", asset: "M" });
    if (verb === "scrap") source.push({ ...at, verb: "scrap", asset: "M" });
    else {
      source.push({ ...at, verb: "leave", asset: "M", to: "OUT" });
      source.push({ ...at, verb: "ship", asset: "OUT" });
    }
  };
  state("run");
  for (let made = 0; made < 5; made += 1) {
    await fixture.advance(2 * minuteMs);
    part(`a${made}`, "a", "ship");
  }
  state("down", "E-17");
  await fixture.advance(6 * minuteMs);
  state("run");
  await fixture.advance(4 * minuteMs);
  part("b0", "b", "ship");
  part("x0", "b", "scrap");
  state("planned", "break");
  await fixture.advance(10 * minuteMs);
  state("run");
  await fixture.advance(10 * minuteMs);
  source.heartbeat();
  const page = openPage(fixture, "operate");
  await page.client.call("session.open", {});
  await settle();
  return { fixture, ...page };
}

describe("losses.shift", () => {
  test("the line end: elements, OEE, and nothing lost on the way", async () => {
    const { client } = await shift();
    const losses = await client.call("losses.shift", {});
    expect(losses).toMatchObject({
      shift: { name: "Early", productionDay: "2026-11-23" },
      fromMs: sevenMs,
      toMs: sevenMs + 40 * minuteMs,
      assets: ["M"],
      isLineEnd: true,
      unitName: "packs",
      breakMs: 10 * minuteMs,
      plannedBusyMs: 30 * minuteMs,
      productionMs: 24 * minuteMs,
      produced: 7,
      good: 6,
      idealGoodMs: 7 * minuteMs,
      speedLossMs: 15 * minuteMs,
      qualityLossMs: 2 * minuteMs,
      coverage: 1,
      oee: 7 / 30,
    });
    const sum = losses.losses.reduce((total, { lostMs }) => total + lostMs, 0);
    expect(losses.idealGoodMs + losses.speedLossMs + losses.qualityLossMs + losses.unknownMs + sum).toBe(
      losses.plannedBusyMs,
    );
    expect(losses.why).toBeUndefined();
  });

  test("elsewhere technical availability only, and what was never heard of is not known", async () => {
    const { client } = await shift();
    const losses = await client.call("losses.shift", { asset: "SIDE" });
    expect(losses).toMatchObject({
      isLineEnd: false,
      assets: ["SIDE"],
      coverage: 0,
      unknownMs: 30 * minuteMs,
    });
    expect([losses.oee, losses.effectiveness]).toEqual([undefined, undefined]);
    expect(losses.why).toContain("Nothing was recorded");
  });

  test("the playhead decides: earlier is less", async () => {
    const { client } = await shift();
    await client.call("playhead.set", { mode: "paused", timeMs: sevenMs + 12 * minuteMs });
    await settle();
    const losses = await client.call("losses.shift", {});
    expect([losses.plannedBusyMs, losses.productionMs, losses.good]).toEqual([
      12 * minuteMs,
      10 * minuteMs,
      5,
    ]);
  });

  test("a plant without a plan says what is missing", async () => {
    const fixture = startSmallHost();
    const { client } = openPage(fixture, "view");
    await client.call("session.open", {});
    expect((await client.call("losses.shift", {})).why).toContain("no plan");
    expect((await client.call("losses.shift", { asset: "M1" })).why).toContain("no calendar");
    expect((await client.call("losses.hours", {})).why).toContain("no plan");
    await expect(client.call("losses.shift", { asset: "no" })).rejects.toMatchObject({
      failure: { code: "invalid" },
    });
  });
});

describe("losses.stops", () => {
  test("a stop with the machine's words; a person's reason comes before it and goes into the sums", async () => {
    const { client, events, fixture } = await shift();
    const other = openPage(fixture, "view");
    await other.client.call("session.open", {});
    const before = await client.call("losses.stops", { limit: 10 });
    expect(before).toMatchObject({
      count: 1,
      lostMs: 6 * minuteMs,
      stops: [
        {
          assetId: "M",
          fromMs: sevenMs + 10 * minuteMs,
          toMs: sevenMs + 16 * minuteMs,
          state: "down",
          open: false,
          nativeState: "DOWN",
          machine: { code: "E-17", text: "text of E-17" },
        },
      ],
      byReason: [{ code: "E-17", listed: false, count: 1 }],
    });
    const [stop] = before.stops;
    await client.call("people.add", {
      kind: "reason",
      assetId: "M",
      fromMs: stop?.fromMs ?? 0,
      code: "wire",
      text: "Wire break",
    });
    await settle();
    expect([events, other.events].map((heard) => heard.some(({ name }) => name === "people"))).toEqual([
      true,
      true,
    ]);
    const after = await other.client.call("losses.stops", { limit: 10 });
    expect(after.stops[0]).toMatchObject({
      machine: { code: "E-17" },
      person: { code: "wire", text: "Wire break", by: "desk" },
    });
    expect(after.byReason.map(({ code, level }) => [code, level])).toEqual([
      ["technical", 0],
      ["wire", 1],
    ]);
    const losses = await client.call("losses.shift", {});
    expect(losses.reasons.find(({ bucket }) => bucket === "down")).toMatchObject({ code: "wire" });
  });

  test("an answer is as long as asked for, its sums are of all", async () => {
    const { client, fixture } = await shift();
    for (let stop = 0; stop < 5; stop += 1) {
      for (const word of ["microstop", "run"] as const) {
        const timeMs = fixture.clock.nowMs();
        fixture.source.push({ kind: "state", asset: "SIDE", state: word, nativeState: "", timeMs });
        await fixture.advance((stop + 1) * 1000);
      }
    }
    fixture.source.heartbeat();
    await fixture.advance(500);
    const list = await client.call("losses.stops", { limit: 3, order: "duration" });
    expect([list.stops.length, list.count, list.stops.map(({ assetId }) => assetId)]).toEqual([
      3,
      6,
      ["M", "SIDE", "SIDE"],
    ]);
    expect(list.byAsset).toEqual([
      { assetId: "M", lostMs: 6 * minuteMs, count: 1 },
      { assetId: "SIDE", lostMs: 15_000, count: 5 },
    ]);
    expect((await client.call("losses.stops", { asset: "SIDE", limit: 10 })).count).toBe(5);
  });
});

test("losses.hours: the plan by takt, what came, and the main loss of the line end", async () => {
  const { client } = await shift();
  const board = await client.call("losses.hours", {});
  expect(board).toMatchObject({ unitName: "packs", shift: { name: "Early" }, assets: ["M"] });
  expect(board.hours).toHaveLength(8);
  expect(board.hours[0]).toEqual({
    fromMs: sevenMs,
    toMs: sevenMs + 60 * minuteMs,
    plannedMs: 50 * minuteMs,
    plan: 25,
    planSoFar: 15,
    actual: 6,
    difference: -9,
    cumulated: -9,
    mainLoss: { bucket: "speed", lostMs: 15 * minuteMs },
  });
  expect(board.hours[1]?.actual).toBeUndefined();
});

describe("notes", () => {
  test("a note is listed, and is a mark of its time; taken back it is neither", async () => {
    const { client } = await shift();
    const timeMs = sevenMs + 11 * minuteMs;
    const { record } = await client.call("people.add", { kind: "note", timeMs, assetId: "M", text: "Smoke" });
    const all = { fromMs: sevenMs, toMs: sevenMs + 60 * minuteMs };
    const { marks } = await client.call("timeline.marks", { ...all, asset: "M", limit: 100 });
    expect(marks.filter(({ kind }) => kind === "note")).toEqual([
      { timeMs, asset: "M", kind: "note", text: "Smoke" },
    ]);
    expect(marks.map((mark) => mark.timeMs)).toEqual(
      marks.map((mark) => mark.timeMs).toSorted((a, b) => b - a),
    );
    expect((await client.call("people.list", { ...all, kind: "note" })).records).toEqual([record]);
    await client.call("people.remove", { id: record.id });
    expect((await client.call("people.list", all)).records).toEqual([]);
  });

  test("who may only look may not add, and without a folder nobody may", async () => {
    const { fixture } = await shift();
    const viewer = openPage(fixture, "view");
    await viewer.client.call("session.open", {});
    const note = { kind: "note", timeMs: sevenMs, text: "x" } as const;
    await expect(viewer.client.call("people.add", note)).rejects.toMatchObject({
      failure: { code: "refused" },
    });
    const nowhere = openPage(startSmallHost(), "operate");
    await nowhere.client.call("session.open", {});
    await expect(nowhere.client.call("people.add", note)).rejects.toMatchObject({
      failure: { code: "refused" },
    });
    expect((await nowhere.client.call("people.list", { fromMs: 0, toMs: sevenMs })).why).toContain("kept");
    const asset = openPage(fixture, "operate");
    await asset.client.call("session.open", {});
    await expect(asset.client.call("people.add", { ...note, assetId: "no" })).rejects.toMatchObject({
      failure: { code: "invalid" },
    });
  });
});
