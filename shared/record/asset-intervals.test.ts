// Intervals of assets are what counting every microsecond gives, late facts included, and they add up to the known time exactly.
import { describe, expect, test } from "vitest";
import { smallPlant } from "../../tests/support/small-plant.ts";
import { lateFacts } from "../../tests/support/late-facts.ts";
import { textOfUtf8 } from "../base/text.ts";
import type { Fact } from "../model/fact.ts";
import type { AssetState } from "../model/state.ts";
import type { AssetInterval } from "./asset-interval-json.ts";
import { atOnceBounds, AssetIntervals, type IntervalLength, liveBounds } from "./asset-intervals.ts";

const plant = smallPlant();
const startMs = Date.UTC(2026, 10, 23, 6, 0, 3, 250);

interface ToldInterval {
  readonly lengthMs: IntervalLength;
  readonly startMs: number;
  readonly interval: AssetInterval;
}

interface Counted {
  /** Microseconds by state; what is not known is not in it. */
  readonly states: Readonly<Record<string, number>>;
  readonly finished: number;
  readonly scrapped: number;
}

function history(seed: number, count: number, lateMs: number): Fact[] {
  const facts: Fact[] = [];
  for (const fact of lateFacts(plant, { seed, startMs, stepMs: 2_500, lateMs })) {
    if (facts.length === count) return facts;
    facts.push(fact);
  }
  return facts;
}

/** What the fold tells of facts, in the order in which it is told. */
function toldOf(
  facts: readonly Fact[],
  endMs: number,
  bounds: typeof liveBounds,
  before: readonly Fact[] = [],
): ToldInterval[] {
  const told: ToldInterval[] = [];
  const fold = new AssetIntervals({
    plant,
    startMs,
    before,
    ...bounds,
    tell: (lengthMs, fromMs, json) =>
      told.push({ lengthMs, startMs: fromMs, interval: JSON.parse(textOfUtf8(json) ?? "") as AssetInterval }),
  });
  for (const fact of facts) {
    if (fact.receivedMs >= fold.dueMs) fold.advance(fact.receivedMs);
    fold.take(fact);
  }
  fold.finish(endMs);
  return told;
}

/** The newest of each interval, in order of time. */
function newest(told: readonly ToldInterval[], lengthMs: IntervalLength): ToldInterval[] {
  const byStart = new Map(
    told.filter((each) => each.lengthMs === lengthMs).map((each) => [each.startMs, each]),
  );
  return [...byStart.values()].sort((a, b) => a.startMs - b.startMs);
}

const us = (ms: number): number => Math.round(ms * 1000);

/** Counts from the facts themselves, each change and each part by its own time. */
function countOf(
  facts: readonly Fact[],
  row: number,
  fromUs: number,
  toUs: number,
  hasEnd: boolean,
): Counted {
  const changes = facts
    .flatMap((fact) =>
      fact.kind === "state" && fact.asset === row ? [{ at: us(fact.timeMs), state: fact.state }] : [],
    )
    .sort((a, b) => a.at - b.at);
  const states: Record<string, number> = {};
  for (const [index, { at, state }] of changes.entries()) {
    const spent = Math.min(toUs, changes[index + 1]?.at ?? Infinity) - Math.max(fromUs, at);
    if (spent > 0 && state !== "unknown") states[state] = (states[state] ?? 0) + spent;
  }
  const parts = facts.flatMap((fact) => (fact.kind === "part" && fact.assetRow === row ? [fact.event] : []));
  const count = (...verbs: string[]): number =>
    parts.filter(({ verb, timeMs }) => {
      const at = us(timeMs);
      return verbs.includes(verb) && at >= fromUs && (at < toUs || (hasEnd && at === toUs));
    }).length;
  return { states, finished: count("leave", "ship"), scrapped: count("scrap") };
}

/** Every asset of every interval as its schema says it is read: what is left out holds. */
function readOf(intervals: readonly ToldInterval[]): { fromUs: number; toUs: number; assets: Counted[] }[] {
  const held = new Map<string, AssetState>();
  return intervals.map(({ lengthMs, startMs: fromMs, interval }) => {
    const fromUs = us(fromMs);
    const lengthUs = Math.round(interval.lengthS * 1_000_000);
    const assets = plant.assets.map(({ id }): Counted => {
      const share = interval.assets[id];
      if (share === undefined) {
        const state = lengthMs === 10_000 ? (held.get(id) ?? "unknown") : "unknown";
        return { states: state === "unknown" ? {} : { [state]: lengthUs }, finished: 0, scrapped: 0 };
      }
      const states = Object.entries(share.states);
      held.set(id, share.end ?? (states[0]?.[0] as AssetState | undefined) ?? "unknown");
      const micros = states.map(([state, seconds]) => [state, Math.round(seconds * 1_000_000)] as const);
      return {
        states: Object.fromEntries(micros),
        finished: share.finished ?? 0,
        scrapped: share.scrapped ?? 0,
      };
    });
    return { fromUs, toUs: fromUs + lengthUs, assets };
  });
}

describe.each([
  ["live", liveBounds],
  ["made at once", atOnceBounds],
] as const)("a recording that is %s", (_name, bounds) => {
  test.each([1, 2, 3])("tells what counting gives, whatever was late (history %i)", (seed) => {
    const facts = history(seed, 2500, 40 * 60_000);
    const endMs = (facts.at(-1)?.receivedMs ?? 0) + 4_321;
    const told = toldOf(facts, endMs, bounds);
    for (const lengthMs of [10_000, 60_000] as const) {
      const read = readOf(newest(told, lengthMs));
      expect([read[0]?.fromUs, read.at(-1)?.toUs]).toEqual([us(startMs), us(endMs)]);
      const known = plant.assets.map(() => 0);
      for (const [index, { fromUs, toUs, assets }] of read.entries()) {
        expect(fromUs).toBe(index === 0 ? us(startMs) : read[index - 1]?.toUs);
        expect(assets).toEqual(
          plant.assets.map(({ row }) => countOf(facts, row, fromUs, toUs, index === read.length - 1)),
        );
        for (const [row, { states }] of assets.entries())
          known[row] = Object.values(states).reduce((sum, each) => sum + each, known[row] ?? 0);
      }
      expect(known).toEqual(
        plant.assets.map(({ row }) =>
          Object.values(countOf(facts, row, us(startMs), us(endMs), true).states).reduce((a, b) => a + b, 0),
        ),
      );
    }
  });
});

const state = (timeMs: number, word: AssetState, receivedMs = timeMs): Fact => ({
  kind: "state",
  asset: 0,
  state: word,
  mode: "production",
  nativeState: "",
  timeMs,
  receivedMs,
});
const minutes = (told: readonly ToldInterval[]): unknown[] =>
  newest(told, 60_000).map(({ interval }) => [interval.lengthS, interval.assets["M1"]?.states]);

test("the first and the last interval are cut at the recording's ends, and begin with what held", () => {
  const told = toldOf([state(startMs + 20_000, "down")], startMs + 80_000, liveBounds, [
    state(startMs - 9_000, "run"),
  ]);
  expect(minutes(told)).toEqual([
    [56.75, { run: 20, down: 36.75 }],
    [23.25, { down: 23.25 }],
  ]);
});

test("an interval that was told is told again when something of it comes late, and only then", () => {
  const facts = [
    state(startMs, "run"),
    state(startMs + 200_000, "idle"),
    state(startMs + 10_000, "down", startMs + 201_000),
  ];
  const told = toldOf(facts, startMs + 210_000, liveBounds).filter(({ lengthMs }) => lengthMs === 60_000);
  const starts = told.map((each) => (each.startMs - startMs + 3_250) / 60_000);
  expect(starts.map((each) => Math.max(0, Math.round(each)))).toEqual([0, 1, 2, 0, 1, 2, 3]);
});

test("what comes later than the horizon changes what is told from the horizon on", () => {
  const hour = 3_600_000;
  const facts = Array.from(
    { length: 180 },
    (_, minute): Fact => ({ ...state(startMs + minute * 60_000, "run"), asset: 1 }) as Fact,
  );
  const late = state(startMs + 60_000, "down", startMs + 3 * hour);
  const told = toldOf([state(startMs, "run"), ...facts, late], startMs + 3 * hour + 1_000, liveBounds);
  const states = readOf(newest(told, 10_000)).map(({ assets }) => Object.keys(assets[0]?.states ?? {})[0]);
  const changed = states.indexOf("down");
  expect(states.slice(0, changed).every((word) => word === "run")).toBe(true);
  expect(states.slice(changed).every((word) => word === "down")).toBe(true);
  expect(Math.round(states.length - changed) / 360).toBeCloseTo(1, 1);
});

test("years in which nothing happens are one interval", () => {
  const years = 40 * 365 * 24 * 3_600_000;
  const told = toldOf(
    [state(startMs, "run"), state(startMs + years, "down")],
    startMs + years + 5_000,
    atOnceBounds,
  );
  expect(told.length).toBeLessThan(20);
  expect(newest(told, 60_000).reduce((sum, { interval }) => sum + interval.lengthS, 0)).toBeCloseTo(
    years / 1000 + 5,
    3,
  );
});
