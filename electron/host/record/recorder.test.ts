// What the recorder does with its folder: rolls, goes on after a disk that failed, keeps to its budget. Time is the test's.
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ProblemList } from "#shared/base/problem.ts";
import { ManualTimers } from "#shared/base/timers.ts";
import type { Fact } from "#shared/model/fact.ts";
import { createTwin } from "#shared/twin/twin.ts";
import { settle } from "../../../tests/support/host-fixture.ts";
import { smallPlant } from "../../../tests/support/small-plant.ts";
import { FileTimeline } from "../timeline/file-timeline.ts";
import { LiveTimeline } from "../timeline/live-timeline.ts";
import { RingTimeline } from "../timeline/ring.ts";
import { Recorder } from "./recorder.ts";
import { recoverFolder } from "./recover.ts";
import { isStarred, keepToBudget, peoplePath } from "./retention.ts";

const startMs = Date.UTC(2026, 10, 23, 6);
const hourMs = 3_600_000;
const twin = createTwin(smallPlant());
let dir: string;
let timers: ManualTimers;
let problems: ProblemList;

beforeEach(() => {
  dir = join(mkdtempSync(join(tmpdir(), "gemba-recorder-")), "recordings");
  timers = new ManualTimers(startMs);
  problems = new ProblemList(() => timers.clock.nowMs());
});
afterEach(() => {
  rmSync(join(dir, ".."), { recursive: true, force: true });
});

function start(): Recorder {
  return new Recorder({
    dir,
    twin,
    source: { id: "s", label: "S", simulated: false },
    wall: timers.clock,
    timers,
    version: "test",
    problems,
    isStarred,
  });
}

const state = (timeMs: number, word: "run" | "down"): Fact => ({
  kind: "state",
  asset: 0,
  state: word,
  mode: "production",
  nativeState: word,
  timeMs,
  receivedMs: timeMs,
});
const part = (timeMs: number, verb: "create" | "enter" | "ship"): Fact => ({
  kind: "part",
  assetRow: 0,
  receivedMs: timeMs,
  event: { verb, serial: "P1", asset: "M1", product: "pack", timeMs },
});

const files = (): string[] =>
  readdirSync(dir)
    .filter((name) => name.endsWith(".mcap"))
    .sort();
async function opened(name: string): Promise<FileTimeline> {
  const outcome = await FileTimeline.open(join(dir, name), name);
  if (!outcome.ok) throw new Error(outcome.problems[0]?.message);
  return outcome.value;
}

test("rolls at midnight, and the next file begins with what holds: states and the lives of the parts in work", async () => {
  const recorder = start();
  recorder.append([state(startMs, "run"), part(startMs, "create"), part(startMs + 1000, "enter")]);
  // 23:30 UTC is past midnight in the plant's zone.
  const nextDayMs = startMs + 17.5 * hourMs;
  await timers.advance(nextDayMs - startMs, settle);
  recorder.append([part(nextDayMs, "ship")]);
  recorder[Symbol.dispose]();
  expect(files()).toHaveLength(2);
  const second = await opened(files()[1] ?? "");
  expect(second.range()).toEqual({ startMs: nextDayMs, endMs: nextDayMs, open: false });
  expect((await second.lanes([0], startMs, nextDayMs + 1000, 10))[0]?.map(({ state: word }) => word)).toEqual(
    ["run"],
  );
  expect((await second.part("P1", nextDayMs))?.events.map(({ verb }) => verb)).toEqual([
    "create",
    "enter",
    "ship",
  ]);
  expect((await second.marks({ fromMs: 0, toMs: nextDayMs, limit: 10 })).length).toBe(0);
  second.close();
});

test("a folder that fails stops recording with a problem; a minute later it goes on, and nothing saved is lost", async () => {
  const recorder = start();
  recorder.append([state(startMs, "run")]);
  await timers.advance(1_000, settle);
  const away = join(dir, "..", "away");
  renameSync(dir, away);
  writeFileSync(dir, "in the way");
  // The shift changes: a new file cannot be made there.
  const nextDayMs = startMs + 20 * hourMs;
  recorder.append([state(nextDayMs, "run")]);
  expect([recorder.info.state, problems.list().map(({ id }) => id)]).toEqual([
    "stopped",
    ["recording-stopped"],
  ]);
  recorder.append([state(nextDayMs + 10_000, "run")]);
  expect(recorder.info.state).toBe("stopped");

  rmSync(dir);
  renameSync(away, dir);
  await timers.advance(60_000, settle);
  recorder.append([state(nextDayMs + 70_000, "down")]);
  expect([recorder.info.state, problems.list()]).toEqual(["recording", []]);
  recorder[Symbol.dispose]();
  expect(files()).toHaveLength(2);
  const [first, second] = [await opened(files()[0] ?? ""), await opened(files()[1] ?? "")];
  expect((await first.stateAt(startMs)).nativeState(0)).toBe("run");
  expect((await second.stateAt(nextDayMs + 70_000)).nativeState(0)).toBe("down");
  first.close();
  second.close();
});

test("what it writes can be seen while it is written, farther back than the ring, as if it were one", async () => {
  const ring = new RingTimeline("live", twin, 1);
  const recorder = start();
  const live = new LiveTimeline(
    ring,
    () => [],
    () => recorder.growing,
  );
  const append = (facts: Fact[]): void => {
    recorder.append(facts);
    ring.append(facts);
    recorder.advance(facts.at(-1)?.receivedMs ?? 0);
    ring.advance(facts.at(-1)?.receivedMs ?? 0);
  };
  const hours = 4;
  for (let second = 0; second < hours * 3600; second += 5) {
    const timeMs = startMs + second * 1000;
    append([
      { kind: "sample", signal: 0, value: second, quality: "good", timeMs, receivedMs: timeMs },
      state(timeMs, Math.floor(second / 600) % 2 === 0 ? "run" : "down"),
    ]);
  }
  const endMs = ring.range().endMs;
  expect(live.range()).toEqual({ startMs, endMs, open: true });
  for (const second of [5, 1000, 5000, 9_999, 10_850, 12_000, 14_000]) {
    const seen = await live.stateAt(startMs + second * 1000);
    expect([seen.signalValue[0], seen.nativeState(0)]).toEqual([
      second - (second % 5),
      Math.floor(second / 600) % 2 === 0 ? "run" : "down",
    ]);
  }
  const lane = (await live.lanes([0], startMs, endMs, 1000))[0] ?? [];
  expect([lane.length, lane[0]?.fromMs, lane.at(-1)?.toMs]).toEqual([24, startMs, endMs]);
  const facts = await live.facts(startMs + hourMs, startMs + 3.5 * hourMs);
  expect(facts.length).toBe((2.5 * 3600 * 2) / 5);
  const series = await live.samples(0, startMs, endMs, 200);
  expect([series.value[0], series.value.at(-1), series.timeMs.toSorted((a, b) => a - b)]).toEqual([
    0,
    hours * 3600 - 5,
    series.timeMs,
  ]);
  recorder[Symbol.dispose]();
});

test("a recorder that did not end is finished by the next start", () => {
  const recorder = start();
  recorder.append([state(startMs, "run")]);
  const name = files()[0] ?? "";
  expect(existsSync(join(dir, `${name}.journal`))).toBe(true);
  expect(recoverFolder(dir)).toMatchObject([{ id: "recording-finished" }]);
  expect(existsSync(join(dir, `${name}.journal`))).toBe(false);
  expect(recoverFolder(dir)).toEqual([]);
});

describe("the budget", () => {
  const make = (name: string, ageS: number, bytes: number): string => {
    mkdirSync(dir, { recursive: true });
    const path = join(dir, name);
    writeFileSync(path, Buffer.alloc(bytes));
    utimesSync(path, 1_000_000 - ageS, 1_000_000 - ageS);
    return path;
  };
  const budget = (budgetBytes: number, freeBytes = 1e12): string[] =>
    keepToBudget({ dir, budgetBytes, freeBytes, leastFreeBytes: 1000, isStarred });

  test("deletes the oldest first, and never one that is starred or being written", () => {
    const starred = make("a.mcap", 50, 100);
    writeFileSync(peoplePath(starred), '{"kind":"star","starred":true}\n');
    const old = make("b.mcap", 40, 100);
    writeFileSync(peoplePath(old), '{"kind":"star","starred":true}\n{"kind":"star","starred":false}\n');
    const growing = make("c.mcap", 30, 100);
    writeFileSync(`${growing}.journal`, "");
    const next = make("d.mcap", 20, 100);
    make("e.mcap", 10, 100);
    expect(budget(350)).toEqual([old, next]);
    expect(existsSync(peoplePath(old))).toBe(false);
    expect(budget(350)).toEqual([]);
  });
  test("makes room on a disk that is nearly full", () => {
    const old = make("a.mcap", 20, 600);
    make("b.mcap", 10, 600);
    expect(budget(1e9, 500)).toEqual([old]);
  });
});
