// Which facts make a row, and which do not.
import { describe, expect, it } from "vitest";
import type { Fact } from "#shared/model/fact.ts";
import type { AssetState } from "#shared/model/state.ts";
import { dutyScalesMs, type WatchRow, WatchRows } from "./rows.ts";
import { minuteMs, testFacts, testPlant, testStartMs } from "../../../../tests/support/watch-line.ts";

type Told = readonly [second: number, what: AssetState | number, lateS?: number];

/** Rows of M from states and values of `pressure` at seconds. */
function rowsOf(told: readonly Told[], untilS: number, extra: readonly Fact[] = []): WatchRow[] {
  const rows: WatchRow[] = [];
  const watch = new WatchRows(testPlant, (row) => rows.push(row));
  const facts = told.map(([second, what, lateS = 0]): Fact => {
    const times = { timeMs: testStartMs + (second - lateS) * 1000, receivedMs: testStartMs + second * 1000 };
    return typeof what === "number"
      ? {
          kind: "sample",
          signal: testPlant.signalRowById.get("M/pressure") ?? -1,
          value: what,
          quality: "good",
          ...times,
        }
      : { kind: "state", asset: 0, state: what, mode: "production", nativeState: "", ...times };
  });
  for (const fact of [...facts, ...extra].sort((a, b) => a.receivedMs - b.receivedMs)) watch.take(fact);
  watch.advance(testStartMs + untilS * 1000);
  return rows.filter(({ asset }) => asset === 0);
}

const pressureOf = (row: WatchRow | undefined): number | undefined => row?.values[2];

describe("a row", () => {
  it("is the mean of what a machine showed while it ran, by arrival in whole minutes of plant time", () => {
    const rows = rowsOf(
      [
        [-70, "run"],
        [-30, 1],
        [0, 40],
        [59, 42],
        [60, 50],
      ],
      120,
    );
    expect(rows.map((row) => [(row.fromMs - testStartMs) / 1000, row.state, pressureOf(row)])).toEqual([
      [-120, "unknown", NaN],
      [-60, "run", 1],
      [0, "run", 41],
      [60, "run", 50],
    ]);
  });
  it("has no value for a signal that told none, and none of a signal is taken for zero", () => {
    const [, row] = rowsOf([[-70, "run"]], 60);
    expect([...(row?.values ?? [])].every(Number.isNaN)).toBe(true);
  });
  it("leaves out what came while the machine stood, right after it began to run, or long after its time", () => {
    const told: Told[] = [
      [-70, "run"],
      [5, 40],
      [10, "starved"],
      [15, 99],
      [20, "run"],
      [22, 98],
      [40, 42],
      [50, 97, 3],
    ];
    expect(pressureOf(rowsOf(told, 60)[2])).toBe(41);
  });
  it("counts what comes with the change of state, whichever is told first", () => {
    const order = [
      [-70, "run"],
      [15, "blocked"],
      [15.000001, 40],
      [15.01, 99],
    ] as const;
    expect(pressureOf(rowsOf(order, 60)[2])).toBe(40);
  });
  it("leaves out backfill and bad values", () => {
    const sample = {
      kind: "sample",
      signal: 2,
      value: 99,
      timeMs: testStartMs + 9000,
      receivedMs: testStartMs + 9000,
    } as const;
    const row = rowsOf(
      [
        [-70, "run"],
        [5, 40],
      ],
      60,
      [
        { ...sample, quality: "good", backfill: true },
        { ...sample, quality: "bad" },
      ],
    )[2];
    expect(pressureOf(row)).toBe(40);
  });
  it("is not judged when the machine was down, or ran for too short", () => {
    const states = (told: readonly Told[]) => rowsOf(told, 60).at(-1)?.state;
    expect(
      states([
        [-70, "run"],
        [30, "down"],
        [40, "run"],
      ]),
    ).toBe("down");
    expect(
      states([
        [-70, "starved"],
        [55, "run"],
      ]),
    ).not.toBe("run");
    expect(
      states([
        [-70, "starved"],
        [45, "run"],
      ]),
    ).toBe("run");
  });
  it("knows how much the machine ran lately, exactly", () => {
    const rows = rowsOf(
      [
        [-120, "run"],
        [0, "starved"],
        [60, "run"],
      ],
      120,
    );
    const [scaleMs] = dutyScalesMs;
    const cooled = Math.exp(-minuteMs / scaleMs);
    // Mean over the minute of 1 - (1 - cooled) exp(-t / scale).
    const mean = 1 - ((1 - cooled) * scaleMs * (1 - cooled)) / minuteMs;
    expect(rows.at(-1)?.duty[0]).toBeCloseTo(mean, 12);
  });
});

describe("the variant of a row", () => {
  it("is that of the part at work, and none while it changes", () => {
    const rows: WatchRow[] = [];
    const watch = new WatchRows(testPlant, (row) => rows.push(row));
    for (const fact of testFacts(1, 1)) watch.take(fact);
    watch.advance(testStartMs + 3_600_000);
    const variants = rows.filter(({ asset }) => asset === 0).map(({ variant }) => variant);
    expect([variants[5], variants[29], variants[30], variants[31]]).toEqual(["a", "a", undefined, "b"]);
  });
});
