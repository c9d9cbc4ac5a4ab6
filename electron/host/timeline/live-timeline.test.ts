// The live timeline over the recordings of some days shows what one recording of all of it shows, though every kind of fact may be
// told half a day late: where the recording rolls cannot be seen. Recordings that tell of nothing else stay closed.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { defined } from "#shared/base/assert.ts";
import { ProblemList } from "#shared/base/problem.ts";
import { seededRandom } from "#shared/base/random.ts";
import { ManualTimers } from "#shared/base/timers.ts";
import { type Fact, validMs } from "#shared/model/fact.ts";
import type { AssetState } from "#shared/model/state.ts";
import { createTwin } from "#shared/twin/twin.ts";
import { ManualSource } from "../../../tests/support/host-fixture.ts";
import { smallPlant } from "../../../tests/support/small-plant.ts";
import { lateFacts } from "../../../tests/support/late-facts.ts";
import { historyHead, historyStartMs } from "../../../tests/support/random-facts.ts";
import { mostDelayMs } from "../record/format.ts";
import { RecordingStore } from "../record/recording-store.ts";
import { RecordingWriter } from "../record/recording-writer.ts";
import { isStarred } from "../record/retention.ts";
import { FileTimeline } from "./file-timeline.ts";
import { LiveTimeline } from "./live-timeline.ts";
import { RingTimeline } from "./ring.ts";
import type { SampleSeries } from "./timeline.ts";

const hourMs = 3_600_000;
const minuteMs = 60_000;
const twin = createTwin(smallPlant());
const rows = twin.plant.assets.map(({ row }) => row);
const dir = mkdtempSync(join(tmpdir(), "gemba-live-"));
afterAll(() => {
  rmSync(dir, { recursive: true });
});

/** A live timeline of which the recorder rolled at midnight, and how often each of its recordings was asked for. */
interface Chain {
  readonly live: LiveTimeline;
  readonly opened: number[];
  readonly startsMs: readonly number[];
  close(): void;
}

async function chainOf(name: string, facts: readonly Fact[]): Promise<Chain> {
  const timers = new ManualTimers(historyStartMs);
  const store = await RecordingStore.open(join(dir, name), true, isStarred);
  const source = new ManualSource(timers.clock);
  const problems = new ProblemList(() => timers.clock.nowMs());
  const needs = { twin, source, wall: timers.clock, timers, version: "test", problems };
  const recorder = defined(
    store.recorder(needs, [], () => undefined),
    "recorder",
  );
  const ring = new RingTimeline("live", twin, 1);
  for (const fact of facts) {
    timers.clock.set(fact.receivedMs);
    // Nothing is told for minutes, and it is known that nothing was.
    recorder.advance(fact.receivedMs - 50);
    recorder.append([fact]);
    ring.append([fact]);
  }
  const endMs = facts.at(-1)?.receivedMs ?? 0;
  recorder.advance(endMs);
  ring.advance(endMs);
  recorder.settle();
  await store.refresh();
  const past = store.pastOf(twin, source, recorder.growing?.range().startMs ?? 0);
  const opened = past.map(() => 0);
  const counted = past.map((each, index) => ({
    ...each,
    open: () => {
      opened[index] = (opened[index] ?? 0) + 1;
      return each.open();
    },
  }));
  return {
    live: new LiveTimeline(
      ring,
      () => counted,
      () => recorder.growing,
    ),
    opened,
    startsMs: [...past.map(({ startMs }) => startMs), recorder.growing?.range().startMs ?? 0],
    close: () => {
      recorder[Symbol.dispose]();
      store.close();
    },
  };
}

function someDays(): Fact[] {
  const facts: Fact[] = [];
  const options = { seed: 9, startMs: historyStartMs, stepMs: 40_000, lateMs: 14 * hourMs };
  for (const fact of lateFacts(twin.plant, options)) {
    if (fact.receivedMs > historyStartMs + 50 * hourMs) break;
    // What stays in the plant for days is only slow to write.
    if (fact.kind === "part" || fact.kind === "result") continue;
    const isAtOnce = fact.kind === "sample" && Math.abs(fact.receivedMs - fact.timeMs) < mostDelayMs;
    // Minutes are of arrivals: with a delay of seconds, what a minute ends with is not the same by both times.
    facts.push(isAtOnce ? { ...fact, timeMs: fact.receivedMs } : fact);
  }
  return facts;
}

let chain: Chain;
let whole: FileTimeline;
const facts = someDays();

beforeAll(async () => {
  const path = join(dir, "whole.mcap");
  const writer = new RecordingWriter({ path, twin, head: historyHead, journal: false });
  writer.append(facts);
  writer.finish();
  const outcome = await FileTimeline.open(path, path);
  if (!outcome.ok) throw new Error(outcome.problems[0]?.message);
  whole = outcome.value;
  chain = await chainOf("chain", facts);
}, 60_000);
afterAll(() => {
  chain.close();
  whole.close();
});

/** Windows all over the days, some of them across a roll. */
function* windows(count: number, longestMs: number): Generator<{ fromMs: number; toMs: number }> {
  const random = seededRandom(4);
  const { startMs, endMs } = whole.range();
  for (let at = 0; at < count; at += 1) {
    const isAtRoll = at % 2 === 0 && at % 6 < 2 * chain.startsMs.length - 2;
    const rollMs = chain.startsMs[1 + ((at / 2) % (chain.startsMs.length - 1))] ?? startMs;
    const longMs = 1 + random.next() * longestMs;
    const fromMs = isAtRoll ? rollMs - random.next() * longMs : startMs + random.next() * (endMs - startMs);
    yield { fromMs: Math.max(startMs, fromMs), toMs: Math.min(endMs, fromMs + longMs) };
  }
}

test("there are recordings, and facts that were told in a later one", () => {
  expect(chain.startsMs.length).toBe(3);
  const isOfAnother = (fact: Fact): boolean =>
    chain.startsMs.some((rollMs) => validMs(fact) < rollMs && fact.receivedMs > rollMs);
  expect(facts.filter((fact) => fact.kind === "state" && isOfAnother(fact)).length).toBeGreaterThan(10);
});

test("lanes are those of one recording, as known now and as known then", async () => {
  const random = seededRandom(8);
  for (const { fromMs, toMs } of windows(120, 30 * hourMs)) {
    const knownAtMs = toMs + random.next() * 20 * hourMs;
    for (const known of [undefined, knownAtMs]) {
      const shown = await chain.live.lanes(rows, fromMs, toMs, Infinity, known);
      expect(shown).toEqual(await whole.lanes(rows, fromMs, toMs, Infinity, known));
    }
  }
});

test("marks are those of one recording", async () => {
  for (const { fromMs, toMs } of windows(60, 10 * hourMs)) {
    const query = { fromMs, toMs, limit: Infinity };
    const inOrder = async (timeline: LiveTimeline | FileTimeline): Promise<unknown> =>
      (await timeline.marks(query)).map(({ timeMs, asset, text }) => `${timeMs} ${asset} ${text}`).sort();
    expect(await inOrder(chain.live)).toEqual(await inOrder(whole));
  }
});

const state = (timeMs: number, word: AssetState, receivedMs = timeMs): Fact => ({
  kind: "state",
  asset: 0,
  mode: "production",
  nativeState: "",
  state: word,
  timeMs,
  receivedMs,
});
/** Midnight in the plant's zone, when the recorder rolls. */
const midnightMs = historyStartMs + 17 * hourMs;

const dayMs = 24 * hourMs;

/** The first machine's lane around the first midnight, in minutes from it. */
async function aroundMidnight({ live }: Chain, knownAtMs?: number): Promise<unknown> {
  const window = [midnightMs - 60 * minuteMs, midnightMs + 60 * minuteMs] as const;
  const [lane = []] = await live.lanes([0], ...window, Infinity, knownAtMs);
  return lane.map(({ fromMs, toMs, state: word }) =>
    [Math.round((fromMs - midnightMs) / minuteMs), Math.round((toMs - midnightMs) / minuteMs), word].join(
      " ",
    ),
  );
}

/** Something that is told at once, so that the recording rolls. */
const sample = (timeMs: number): Fact => ({
  kind: "sample",
  signal: 0,
  value: 1,
  quality: "good",
  timeMs,
  receivedMs: timeMs,
});

/** Points, each once: what holds at a roll, and where a recording and memory meet, is told twice. */
function pointsOf({ timeMs, value }: SampleSeries): string[] {
  const points = timeMs.map((at, index) => `${at} ${String(value[index])}`);
  return points.filter((point, index) => point !== points[index - 1]);
}

test("trends are those of one recording", async () => {
  for (const { fromMs, toMs } of windows(60, 20 * minuteMs))
    for (const { row } of twin.plant.signals)
      expect(pointsOf(await chain.live.samples(row, fromMs, toMs, Infinity))).toEqual(
        pointsOf(await whole.samples(row, fromMs, toMs, Infinity)),
      );
});

/** The value that a trend holds at a time. */
function heldAt({ timeMs, value }: SampleSeries, atMs: number): number | undefined {
  return value[timeMs.findLastIndex((time) => time <= atMs)];
}

test("a long trend holds at the end of a minute what a short one does, with what was told late or holds for hours", async () => {
  let looks = 0;
  for (const { fromMs, toMs } of windows(40, 6 * hourMs)) {
    if (toMs - fromMs < 21 * minuteMs) continue;
    for (const { row } of twin.plant.signals) {
      const long = await chain.live.samples(row, fromMs, toMs, Infinity);
      for (let minute = Math.ceil(fromMs / minuteMs) + 1; minute * minuteMs < toMs; minute += 7) {
        const endMs = minute * minuteMs - 0.001;
        const short = await whole.samples(row, endMs, endMs, Infinity);
        expect(heldAt(long, endMs)).toBe(heldAt(short, endMs));
        looks += 1;
      }
    }
  }
  expect(looks).toBeGreaterThan(1000);
});

test("a state that is told after the roll, of before it, holds on both sides until another was told", async () => {
  const told = await chainOf("seam", [
    state(historyStartMs, "run"),
    sample(midnightMs + 1),
    state(midnightMs - 10 * minuteMs, "down", midnightMs + 5 * minuteMs),
    state(midnightMs + 20 * minuteMs, "idle"),
    sample(midnightMs + hourMs),
  ]);
  expect(await aroundMidnight(told)).toEqual(["-60 -10 run", "-10 20 down", "20 60 idle"]);
  expect(await aroundMidnight(told, midnightMs + 4 * minuteMs)).toEqual(["-60 60 run"]);
  told.close();
});

test("a state that was told ahead of the roll begins at its own time behind it", async () => {
  const told = await chainOf("ahead", [
    state(historyStartMs, "run"),
    state(midnightMs + 3 * minuteMs, "idle", midnightMs - minuteMs),
    sample(midnightMs + 1),
    sample(midnightMs + hourMs),
  ]);
  expect(await aroundMidnight(told)).toEqual(["-60 3 run", "3 60 idle"]);
  told.close();
});

test("a recording that tells late of nothing stays closed when an earlier one is looked at", async () => {
  const days = [0, 1, 2, 3, 4].flatMap((day) => [
    sample(historyStartMs + day * dayMs),
    state(historyStartMs + day * dayMs + 1, day % 2 === 0 ? "run" : "idle"),
  ]);
  const lateMs = historyStartMs + 2 * dayMs + hourMs;
  const told = [...days, state(historyStartMs + hourMs, "down", lateMs)];
  const chain = await chainOf(
    "closed",
    told.sort((a, b) => a.receivedMs - b.receivedMs),
  );
  const [lane = []] = await chain.live.lanes([0], historyStartMs, historyStartMs + 2 * hourMs, 10);
  expect(lane.map(({ state: word }) => word)).toEqual(["unknown", "run", "down"]);
  expect(chain.opened).toEqual([1, 0, 1, 0]);
  chain.close();
});
