// A cut shows of its time what the original shows of it, what was learned after its end included: over random histories in which
// every kind of fact may be late, of a file and of the live timeline.
import { copyFileSync, mkdtempSync, rmSync, statSync, truncateSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { countBetween } from "#shared/analyse/output.ts";
import { ProblemList } from "#shared/base/problem.ts";
import { hash32, type Random, seededRandom } from "#shared/base/random.ts";
import { ManualTimers } from "#shared/base/timers.ts";
import { type Fact, validMs } from "#shared/model/fact.ts";
import type { PlantState } from "#shared/twin/plant-state.ts";
import { createTwin } from "#shared/twin/twin.ts";
import { smallPlant } from "../../../tests/support/small-plant.ts";
import { lateFacts } from "../../../tests/support/late-facts.ts";
import { historyHead, historyStartMs } from "../../../tests/support/random-facts.ts";
import { FileTimeline } from "../timeline/file-timeline.ts";
import { LiveTimeline } from "../timeline/live-timeline.ts";
import { RingTimeline } from "../timeline/ring.ts";
import type { SampleSeries, Timeline } from "../timeline/timeline.ts";
import { Recorder } from "./recorder.ts";
import { RecordingWriter } from "./recording-writer.ts";
import { isStarred } from "./retention.ts";
import { trim } from "./trim.ts";

const dir = mkdtempSync(join(tmpdir(), "gemba-trim-"));
const twin = createTwin(smallPlant());
const rows = twin.plant.assets.map(({ row }) => row);
afterAll(() => {
  rmSync(dir, { recursive: true });
});

function history(seed: number, count: number, stepMs: number): Fact[] {
  const facts: Fact[] = [];
  for (const fact of lateFacts(twin.plant, { seed, startMs: historyStartMs, stepMs })) {
    if (facts.length === count) break;
    facts.push(fact);
  }
  return facts;
}

async function opened(path: string): Promise<FileTimeline> {
  const outcome = await FileTimeline.open(path, path);
  if (!outcome.ok) throw new Error(outcome.problems[0]?.message);
  expect(outcome.problems).toEqual([]);
  return outcome.value;
}

function recorded(facts: readonly Fact[], name: string): Promise<FileTimeline> {
  const path = join(dir, name);
  const writer = new RecordingWriter({ path, twin, head: historyHead, journal: false });
  writer.append(facts);
  writer.finish();
  return opened(path);
}

let cuts = 0;
async function cutOf(timeline: Timeline, fromMs: number, toMs: number): Promise<FileTimeline> {
  const path = join(dir, `cut-${(cuts += 1)}.mcap`);
  await trim({ timeline, fromMs, toMs, path, head: historyHead });
  const cut = await opened(path);
  expect(cut.range()).toEqual({ startMs: fromMs, endMs: toMs, open: false });
  return cut;
}

/** All that a viewer can see of a state, as one number: a difference of two hundred parts is nothing to read. */
function seen(state: PlantState): number {
  const { moves } = state;
  const text = JSON.stringify([
    state.book(),
    [state.assetState, state.assetMode, state.assetFlags, state.assetCount, state.assetSinceMs].map(
      (column) => [...column],
    ),
    [state.signalValue, state.signalTimeMs, state.signalQuality].map((column) => [...column]),
    [moves.t0Ms, moves.t1Ms, moves.path, moves.look].map((column) => [...column.subarray(0, moves.count)]),
  ]);
  return hash32(text);
}

/** Points, each once: where a file and the ring meet, the live timeline has one twice. */
function pointsOf({ timeMs, value }: SampleSeries): string[] {
  const points = timeMs.map((at, index) => `${at} ${String(value[index])}`);
  return points.filter((point, index) => point !== points[index - 1]);
}

/** What a timeline shows of [fromMs, toMs], a part of the cut that begins at `cutMs`. */
async function shown(
  timeline: Timeline,
  query: { cutMs: number; fromMs: number; toMs: number; knownAtMs: number; serials: readonly string[] },
): Promise<unknown> {
  const { cutMs, fromMs, toMs, knownAtMs, serials } = query;
  const marks = await timeline.marks({ fromMs: Math.max(fromMs, cutMs + 0.001), toMs, limit: Infinity });
  const { shippedMs, scrappedMs } = timeline.shipments();
  return {
    states: [seen(await timeline.stateAt(fromMs)), seen(await timeline.stateAt(toMs))],
    now: await timeline.lanes(rows, fromMs, toMs, Infinity),
    then: await timeline.lanes(rows, fromMs, toMs, Infinity, knownAtMs),
    trends: await Promise.all(
      twin.plant.signals.map(async ({ row }) =>
        pointsOf(await timeline.samples(row, fromMs, toMs, Infinity)),
      ),
    ),
    texts: timeline.strings(),
    marks,
    parts: await Promise.all(serials.map((serial) => timeline.part(serial, toMs))),
    // A recording says with each event what kind of part it is; the ring does not. Where they meet, they are in order of time.
    events: await Promise.all(
      rows.map(async (row) => {
        const events = await timeline.partEvents(row, fromMs, toMs);
        return events.map(({ serial, verb, timeMs }) => `${timeMs} ${serial} ${verb}`).sort();
      }),
    ),
    results: await Promise.all(
      rows.map(async (row) =>
        (await timeline.results(row, toMs, 400)).filter(({ timeMs }) => timeMs > cutMs),
      ),
    ),
    gaps: timeline.gaps(fromMs, toMs),
    counts: [countBetween(shippedMs, fromMs, toMs), countBetween(scrappedMs, fromMs, toMs)],
  };
}

/** Parts that were in the plant at `fromMs`, or came by `toMs`. */
function serialsOf(facts: readonly Fact[], fromMs: number, toMs: number): string[] {
  const gone = new Set<string>();
  const there = new Set<string>();
  for (const fact of facts) {
    if (fact.kind !== "part" || validMs(fact) > toMs) continue;
    const { serial, verb } = fact.event;
    if (verb === "ship" && fact.receivedMs <= fromMs) gone.add(serial);
    there.add(serial);
  }
  // Each is looked for in the whole file: some of them are enough.
  const all = [...there].filter((serial) => !gone.has(serial));
  const step = Math.max(1, Math.floor(all.length / 12));
  return all.filter((_, index) => index % step === 0);
}

async function compare(
  timeline: Timeline,
  facts: readonly Fact[],
  random: Random,
  longMs: number,
): Promise<void> {
  const { startMs, endMs } = timeline.range();
  const fromMs = startMs + random.next() * (endMs - startMs) * 0.9;
  const toMs = Math.min(endMs, fromMs + 1000 + random.next() * longMs);
  const cut = await cutOf(timeline, fromMs, toMs);
  const serials = serialsOf(facts, fromMs, toMs);
  for (let look = 0; look < 4; look += 1) {
    const ends = [0, 1].map(() => fromMs + random.next() * (toMs - fromMs)).sort((a, b) => a - b);
    const [a = fromMs, b = toMs] = look === 0 ? [fromMs, toMs] : ends;
    const knownAtMs = fromMs + random.next() * (endMs - fromMs);
    const query = { cutMs: fromMs, fromMs: a, toMs: b, knownAtMs, serials };
    expect(await shown(cut, query)).toEqual(await shown(timeline, query));
  }
  // A cut of the cut holds what was told later as well.
  const again = await cutOf(cut, fromMs + (toMs - fromMs) / 4, toMs - (toMs - fromMs) / 4);
  const { startMs: a, endMs: b } = again.range();
  const query = { cutMs: a, fromMs: a, toMs: b, knownAtMs: b, serials: serialsOf(facts, a, b) };
  expect(await shown(again, query)).toEqual(await shown(timeline, query));
  again.close();
  cut.close();
}

test("a cut of a file shows what the file shows of that time, what was learned later included", async () => {
  for (const seed of [1, 2, 3]) {
    const facts = history(seed, 2000, 700);
    const timeline = await recorded(facts, `whole-${seed}.mcap`);
    const random = seededRandom(seed);
    for (let round = 0; round < 7; round += 1) await compare(timeline, facts, random, 400_000);
    timeline.close();
  }
});

test("so does a cut of the live timeline, from its recording and from memory", async () => {
  const facts = history(5, 5000, 1_800);
  const timers = new ManualTimers(historyStartMs);
  const problems = new ProblemList(() => timers.clock.nowMs());
  const source = { id: "s", label: "S", simulated: false };
  const recorder = new Recorder({
    dir,
    twin,
    source,
    wall: timers.clock,
    timers,
    version: "test",
    problems,
    isStarred,
  });
  const ring = new RingTimeline("live", twin, 1);
  const live = new LiveTimeline(
    ring,
    () => [],
    () => recorder.growing,
  );
  for (const fact of facts) {
    recorder.append([fact]);
    ring.append([fact]);
  }
  const endMs = facts.at(-1)?.receivedMs ?? 0;
  recorder.advance(endMs);
  ring.advance(endMs);
  recorder.settle();
  const random = seededRandom(5);
  for (let round = 0; round < 12; round += 1) await compare(live, facts, random, 600_000);
  recorder[Symbol.dispose]();
});

test("a copy of a cut that lost its tail still says where it ends", async () => {
  const facts = history(6, 1500, 700);
  const timeline = await recorded(facts, "whole-6.mcap");
  const { startMs, endMs } = timeline.range();
  const cut = await cutOf(timeline, startMs + 100_000, endMs - 400_000);
  expect((await cut.facts(cut.range().endMs, Infinity)).length).toBeGreaterThan(0);
  const path = join(dir, "tailless.mcap");
  copyFileSync(cut.reader.path, path);
  truncateSync(path, Math.floor(statSync(path).size * 0.9));
  const outcome = await FileTimeline.open(path, path);
  expect([outcome.ok && outcome.value.range(), outcome.problems.map(({ id }) => id).slice(0, 1)]).toEqual([
    cut.range(),
    ["no-index"],
  ]);
  if (outcome.ok) outcome.value.close();
  cut.close();
  timeline.close();
});
