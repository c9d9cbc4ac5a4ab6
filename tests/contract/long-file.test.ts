// Three days in one file, with tens of thousands of short states and marks: at any zoom and wherever the window is, the page
// finds every one of them, by the requests that it makes. Some are told hours late, and many at one instant.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ManualTimers } from "#shared/base/timers.ts";
import { seededRandom } from "#shared/base/random.ts";
import { createHostClient } from "#shared/host-api/client.ts";
import { memoryChannelPair } from "#shared/host-api/memory-channel.ts";
import type { MarkKind, TimeSpan } from "#shared/host-api/requests.ts";
import type { Fact, StateFact } from "#shared/model/fact.ts";
import { type Plant, resolvePlant } from "#shared/model/plant.ts";
import { plantSchema } from "#shared/model/plant-schema.ts";
import { type AssetState, assetStates, isStop, stateUrgency } from "#shared/model/state.ts";
import { createTwin } from "#shared/twin/twin.ts";
import { Host } from "../../electron/host/pipeline.ts";
import { RecordingStore } from "../../electron/host/record/recording-store.ts";
import { RecordingWriter } from "../../electron/host/record/recording-writer.ts";
import { resolutionFor } from "../../electron/host/serve/lane-resolution.ts";
import type { HostCaller } from "../../renderer/live/live-context.ts";
import { LiveTable } from "../../renderer/live/live-table.ts";
import { LanesFeed, resolutionOf } from "../../renderer/panels/timeline/lanes-feed.ts";
import {
  laneBars,
  type LanesView,
  msPerPixel,
  xOfTime,
} from "../../renderer/panels/timeline/lanes-layout.ts";
import { clusterMarks } from "../../renderer/panels/timeline/mark-clusters.ts";
import { MarksFeed } from "../../renderer/panels/timeline/marks-feed.ts";
import { RangeFeed } from "../../renderer/panels/timeline/range-feed.ts";
import { fitWindow } from "../../renderer/panels/timeline/time-window.ts";
import { shownKinds } from "../../renderer/state/timeline.ts";
import { historyHead, historyStartMs } from "../support/random-facts.ts";

const hourMs = 3_600_000;
const range: TimeSpan = { fromMs: historyStartMs, toMs: historyStartMs + 72 * hourMs };
const stations = 8;

const plant: Plant = resolvePlant(
  plantSchema.parse({
    schema: 1,
    id: "long",
    name: "Long",
    timeZone: "Europe/Berlin",
    assets: Array.from({ length: stations }, (_, index) => ({
      id: `M${index}`,
      name: `Machine ${index}`,
      level: "station",
      pose: { x: index * 4, y: 0 },
      size: { length: 2, width: 2, height: 2 },
    })),
  }),
);

/** What happened in the three days, in order of arrival. Every shift all machines change at one instant. */
function threeDays(): Fact[] {
  const random = seededRandom(5);
  const below = (limit: number): number => Math.floor(random.next() * limit);
  const facts: Fact[] = [];
  const late = (): number => (below(40) === 0 ? below(2 * hourMs) : 0);
  for (const { row: asset } of plant.assets) {
    const tell = (timeMs: number, state: AssetState, lateMs = 0): void => {
      const times = { timeMs, receivedMs: Math.min(range.toMs, timeMs + lateMs) };
      const told: StateFact = { kind: "state", asset, state, mode: "production", nativeState: "", ...times };
      facts.push(lateMs > 0 ? { ...told, backfill: true } : told);
    };
    let timeMs = range.fromMs;
    while (timeMs < range.toMs) {
      tell(timeMs, assetStates[below(assetStates.length)] ?? "run", late());
      // Bursts of short ones, and stretches of minutes.
      timeMs += 1 + (below(4) > 0 ? below(4_000) : below(330_000));
    }
    for (let shift = 1; shift < 9; shift += 1) tell(range.fromMs + shift * 8 * hourMs + 0.5, "setup");
  }
  for (let count = 0; count < 3000; count += 1) {
    const timeMs = range.fromMs + below(72 * hourMs);
    const receivedMs = Math.min(range.toMs, timeMs + late());
    const asset = below(stations);
    if (count % 3 === 0) {
      const finding = {
        id: String(count),
        kind: "condition" as const,
        assetId: `M${asset}`,
        serials: [],
        onsetMs: timeMs,
        detectedMs: receivedMs,
        provisional: false,
        engine: { name: "test", version: "1" },
        evidence: [],
        detail: {},
      };
      facts.push({ kind: "finding", timeMs, receivedMs, finding });
    } else if (count % 3 === 1)
      facts.push({
        kind: "condition",
        asset,
        key: "c",
        level: count % 2 === 0 ? "fault" : "normal",
        code: "",
        text: `Message ${count}`,
        timeMs,
        receivedMs,
      });
    else {
      const order = { id: `O${count}`, variant: "", quantity: 1, plannedStartMs: timeMs, sequence: count };
      facts.push({ kind: "order", timeMs, receivedMs, order, assetRow: asset });
    }
  }
  // Messages of one instant, just where an answer of 20,000 marks ends.
  const times = facts.flatMap((fact) => trueMark(fact)?.timeMs ?? []).sort((a, b) => b - a);
  const timeMs = times[20_000 - 3] ?? 0;
  for (let count = 0; count < 6; count += 1) {
    const text = `At once ${count}`;
    const times = { timeMs, receivedMs: timeMs };
    facts.push({ kind: "condition", asset: 0, key: "c", level: "fault", code: "", text, ...times });
  }
  return facts.sort((a, b) => a.receivedMs - b.receivedMs);
}

/** A mark as a text, to compare lists of them. */
interface TrueMark {
  readonly timeMs: number;
  readonly kind: MarkKind;
  readonly text: string;
}

const dir = mkdtempSync(join(tmpdir(), "gemba-long-file-"));
const truth: { readonly changes: StateFact[][]; readonly marks: TrueMark[] } = {
  changes: plant.assets.map(() => []),
  marks: [],
};
let caller: HostCaller;
let close: () => void;

beforeAll(async () => {
  const facts = threeDays();
  for (const fact of facts) {
    if (fact.kind === "state") truth.changes[fact.asset]?.push(fact);
    const mark = trueMark(fact);
    if (mark !== undefined) truth.marks.push(mark);
  }
  for (const changes of truth.changes) changes.sort((a, b) => a.timeMs - b.timeMs);
  truth.marks.sort((a, b) => a.timeMs - b.timeMs);

  const path = join(dir, "long.mcap");
  const writer = new RecordingWriter({ path, twin: createTwin(plant), head: historyHead, journal: false });
  writer.append(facts);
  writer.advance(range.toMs);
  writer.finish();
  const timers = new ManualTimers(range.toMs);
  const store = await RecordingStore.open(dir, true, () => false);
  const recording = store.catalogue.grant(path);
  const host = new Host({ store, recording, wall: timers.clock, timers, version: "test" });
  const { host: hostEnd, page: pageEnd } = memoryChannelPair();
  const viewer = host.addViewer(hostEnd, "view");
  caller = createHostClient(pageEnd);
  await caller.call("session.open", {});
  close = () => {
    viewer[Symbol.dispose]();
    store.close();
  };
});
afterAll(() => {
  close();
  rmSync(dir, { recursive: true });
});

function trueMark(fact: Fact): TrueMark | undefined {
  const mark = (timeMs: number, kind: MarkKind, asset: number, what: string): TrueMark => ({
    timeMs,
    kind,
    text: `M${asset} ${what}`,
  });
  switch (fact.kind) {
    case "state":
      return isStop(fact.state) ? mark(fact.timeMs, "stop", fact.asset, fact.state) : undefined;
    case "condition":
      return mark(fact.timeMs, "condition", fact.asset, fact.text);
    case "order":
      return mark(fact.timeMs, "order", fact.assetRow ?? -1, fact.order.id);
    case "finding":
      return mark(fact.timeMs, "finding", Number(fact.finding.assetId.slice(1)), fact.finding.kind);
    case "sample":
    case "part":
    case "result":
    case "travel":
    case "link":
    case "string":
      return undefined;
  }
}

/** What a page keeps of the timeline. */
function openPage() {
  const table = new LiveTable(plant, new ManualTimers(range.toMs).clock);
  [table.startMs, table.endMs] = [range.fromMs, range.toMs];
  return {
    table,
    lanes: new LanesFeed(caller, table),
    marks: new MarksFeed(caller, table),
    whole: new RangeFeed(caller, table),
  };
}

function viewOf(window: TimeSpan, width: number): LanesView {
  const sizes = { height: 300, nameWidth: 200, axisHeight: 24, marksHeight: 20, laneHeight: 22 };
  return { ...window, width: width + 200, ...sizes, scrollTop: 0, laneCount: stations };
}

/** From five seconds to everything, anywhere; each zoom as likely as another. */
const windows = fc
  .record({ middleMs: fc.integer({ min: 0, max: 72 * hourMs }), closer: fc.integer({ min: 0, max: 156 }) })
  .map(({ middleMs: sinceMs, closer }) => {
    const middleMs = range.fromMs + sinceMs;
    const halfMs = (36 * hourMs) / 2 ** (closer / 10);
    return fitWindow({ fromMs: middleMs - halfMs, toMs: middleMs + halfMs }, range);
  });
/** Windows that a person looks at one after the other on a screen of some width. */
const walks = fc.record({
  seen: fc.array(windows, { minLength: 1, maxLength: 4 }),
  width: fc.integer({ min: 300, max: 3600 }),
});

/** The most urgent rank of what touches each pixel; Infinity = nothing does. */
function ranksOf(view: LanesView, stretches: Iterable<TimeSpan & { readonly state: string }>): number[] {
  const ranks = new Array<number>(view.width - view.nameWidth).fill(Infinity);
  for (const { fromMs, toMs, state } of stretches) {
    const from = Math.max(0, Math.floor(xOfTime(view, fromMs)) - view.nameWidth);
    const to = Math.min(ranks.length, Math.ceil(xOfTime(view, toMs)) - view.nameWidth);
    const rank = stateUrgency.indexOf(state as AssetState);
    for (let x = from; x < Math.max(to, from + 1) && x < ranks.length; x += 1)
      ranks[x] = Math.min(ranks[x] ?? Infinity, rank);
  }
  return ranks;
}

function* trueStretches(row: number, { fromMs, toMs }: TimeSpan) {
  const changes = truth.changes[row] ?? [];
  for (const [index, change] of changes.entries()) {
    const endMs = changes[index + 1]?.timeMs ?? range.toMs;
    if (endMs > Math.max(fromMs, change.timeMs) && change.timeMs < toMs)
      yield { fromMs: change.timeMs, toMs: endMs, state: change.state };
  }
}

/** The smallest of each number and its neighbours that far around. */
function leastNear(ranks: readonly number[], reach: number): number[] {
  return ranks.map((_, x) => Math.min(...ranks.slice(Math.max(0, x - reach), x + reach + 1)));
}

test("each pixel of a lane shows the most urgent of what happened in it", async () => {
  await fc.assert(
    fc.asyncProperty(walks, async ({ seen, width }) => {
      const page = openPage();
      const rows = plant.assets.map(({ row }) => row);
      for (const window of seen) {
        const view = viewOf(window, width);
        const asked = resolutionOf(msPerPixel(view));
        await page.lanes.want(rows, view, asked);
        // An answer of many lanes over a very wide screen is a little coarser than a pixel.
        const spanMs = Math.min(range.toMs - range.fromMs, 1.5 * (view.toMs - view.fromMs));
        const reach = Math.ceil((2 * resolutionFor(asked, spanMs, 10_000)) / msPerPixel(view));
        for (const row of rows) {
          const lane = page.lanes.laneOf(row, view, asked);
          const bars = laneBars(view, lane?.segments ?? []);
          const shown = new Array<number>(width).fill(Infinity);
          for (const bar of bars)
            shown.fill(
              stateUrgency.indexOf(bar.state),
              bar.x - view.nameWidth,
              bar.x - view.nameWidth + bar.width,
            );
          const happened = ranksOf(view, trueStretches(row, view));
          const [near, really] = [leastNear(shown, reach), leastNear(happened, reach)];
          const hidden = happened.findIndex((rank, x) => (near[x] ?? Infinity) > rank);
          expect(hidden, `a pixel of M${row} that hides a state`).toBe(-1);
          // At the edges a merged stretch holds what happened beyond them.
          const inside = shown.slice(reach, width - reach);
          const invented = inside.findIndex((rank, x) => rank < (really[x + reach] ?? Infinity));
          expect(invented, `a pixel of M${row} that shows what did not happen`).toBe(-1);
        }
      }
    }),
    { numRuns: 20, seed: 3 },
  );
});

test("lanes of a day stay whole while their newest seconds are added", async () => {
  const { lanes, table } = openPage();
  table.endMs = range.fromMs + 24 * hourMs;
  for (let second = 0; second < 3; second += 1) {
    const view = viewOf({ fromMs: range.fromMs, toMs: table.endMs }, 1000);
    await lanes.want([0], view, resolutionOf(msPerPixel(view)));
    const lane = lanes.laneOf(0, view, resolutionOf(msPerPixel(view)));
    expect([lane?.fromMs, lane?.toMs]).toEqual([view.fromMs, view.toMs]);
    table.endMs += 1000;
  }
});

test("every mark of a window is in what the page fetched for it, and in one cluster", async () => {
  expect(truth.marks.length).toBeGreaterThan(20_000);
  await fc.assert(
    fc.asyncProperty(walks, async ({ seen, width }) => {
      const { marks } = openPage();
      for (const window of seen) {
        await marks.want(window, shownKinds);
        const isIn = ({ timeMs }: { timeMs: number }): boolean =>
          timeMs >= window.fromMs && timeMs <= window.toMs;
        const lineOf = ({ timeMs, text }: { timeMs: number; text: string }): string => `${timeMs} ${text}`;
        const told = marks.marks
          .filter(isIn)
          .map(({ timeMs, asset, text }) => lineOf({ timeMs, text: `${asset} ${text}` }))
          .sort();
        const wanted = truth.marks.filter(isIn).map(lineOf).sort();
        expect(told.length).toBe(wanted.length);
        expect(told.findIndex((line, index) => line !== wanted[index])).toBe(-1);
        const view = viewOf(window, width);
        const clusters = clusterMarks(marks.marks, window.fromMs, window.toMs, (at) => xOfTime(view, at), 6);
        expect(clusters.reduce((sum, { count }) => sum + count, 0)).toBe(wanted.length);
      }
    }),
    { numRuns: 20, seed: 3 },
  );
});

test("the overview counts every mark once, in the bucket of its time", async () => {
  const { whole } = openPage();
  await whole.want(shownKinds);
  for (const kind of shownKinds) {
    const ofKind = truth.marks.filter((mark) => mark.kind === kind);
    const wanted: number[] = [];
    for (const { timeMs } of ofKind) {
      const bucket = Math.floor((timeMs - whole.fromMs) / whole.bucketMs);
      wanted[bucket] = (wanted[bucket] ?? 0) + 1;
    }
    const counted = whole.density[kind] ?? [];
    expect(counted.reduce((sum, count) => sum + count, 0)).toBe(ofKind.length);
    wanted.forEach((count, bucket) => expect(counted[bucket]).toBe(count));
  }
});

test("steps from mark to mark leave none out, forward and backward", async () => {
  const times = [...new Set(truth.marks.map(({ timeMs }) => timeMs))];
  const random = seededRandom(6);
  for (let walk = 0; walk < 20; walk += 1) {
    let index = Math.floor(random.next() * times.length);
    const direction = walk % 2 === 0 ? "forward" : "backward";
    for (let step = 0; step < 10; step += 1) {
      const fromMs = times[index] ?? 0;
      const found = await caller.call("timeline.step", {
        by: "mark",
        kinds: [...shownKinds],
        fromMs,
        direction,
      });
      index += direction === "forward" ? 1 : -1;
      expect(found.timeMs).toBe(times[index]);
      if (found.timeMs === undefined) break;
    }
  }
});
