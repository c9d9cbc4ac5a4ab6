import { describe, expect, it, test } from "vitest";
import type { AssetState } from "#shared/model/state.ts";
import { type Episode, type EpisodeRule, EpisodeTracker, gatedByDefault, incidentsOf } from "./episodes.ts";

const rule: EpisodeRule = {
  onP: 0.01,
  offP: 0.05,
  needed: 3,
  of: 4,
  gatedStates: gatedByDefault,
  settleMs: 3,
};

/** Episodes of rows one millisecond apart: `x` unusual, `.` usual, `~` between the thresholds, `-` not valid, `i` idle. */
function episodesOf(rows: string): Episode[] {
  const tracker = new EpisodeTracker("B10", rule);
  const episodes: Episode[] = [];
  const ps: Record<string, number> = { x: 0.001, ".": 0.5, "~": 0.03, "-": NaN, i: 0.001 };
  [...rows].forEach((row, timeMs) => {
    const state: AssetState = row === "i" ? "idle" : "run";
    const { began } = tracker.step({ timeMs, p: ps[row] ?? NaN, state });
    if (began !== undefined) episodes.push(began);
  });
  return episodes;
}
const spans = (rows: string) =>
  episodesOf(rows).map(({ onsetMs, detectedMs, endMs, endedBy }) => [onsetMs, detectedMs, endMs, endedBy]);

describe("an episode", () => {
  it("needs three unusual rows of four", () => {
    expect(spans("x.x.x.x.")).toEqual([]);
    expect(spans("..xx.x")).toEqual([[2, 5, undefined, undefined]]);
  });
  it("ends with four usual rows in a row, at its last unusual one", () => {
    expect(spans("xxx...x....")).toEqual([[0, 2, 6, "usual"]]);
  });
  it("is kept by rows between the thresholds, and not begun by them", () => {
    expect(spans("~~~~~~")).toEqual([]);
    expect(spans("xxx...~...~")).toEqual([[0, 2, undefined, undefined]]);
  });
  it("takes no notice of rows that are not valid", () => {
    expect(spans("x-x-x....")).toEqual([[0, 4, 4, "usual"]]);
  });
  it("ends when the machine stands, and does not begin while it stands or warms up", () => {
    expect(spans("xxxiiixxxx..")).toEqual([[0, 2, 2, "state"]]);
    expect(spans("iiixxxxxx")).toEqual([[5, 7, undefined, undefined]]);
  });
});

describe("incidents", () => {
  const episode = (assetId: string, onsetMs: number, endMs?: number): Episode => ({
    assetId,
    onsetMs,
    detectedMs: onsetMs,
    p: 0.001,
    unusualRows: 3,
    ...(endMs === undefined ? {} : { endMs }),
  });
  const transitsMs: Readonly<Record<string, number>> = { "A>B": 60, "B>C": 60, "A>C": 120 };
  const grouping = {
    transitMs: (from: string, to: string): number | undefined => transitsMs[`${from}>${to}`],
    sameAssetGapMs: 10,
  };
  const names = (episodes: readonly Episode[]) =>
    incidentsOf(episodes, grouping).map(({ root, episodes: members }) => [
      root.assetId,
      members.map(({ assetId }) => assetId).join(""),
    ]);
  it("run down the line from the asset where they began", () => {
    expect(names([episode("C", 150), episode("A", 0, 40), episode("B", 70, 90)])).toEqual([["A", "ABC"]]);
  });
  it("do not run up the line, nor later than a part takes", () => {
    expect(names([episode("B", 0, 5), episode("A", 10, 20), episode("C", 500)])).toEqual([
      ["B", "B"],
      ["A", "A"],
      ["C", "C"],
    ]);
  });
  it("take in the same asset's next episode when it comes soon", () => {
    expect(names([episode("A", 0, 5), episode("A", 15, 20), episode("A", 31)])).toEqual([
      ["A", "AA"],
      ["A", "A"],
    ]);
  });
  test("end with their last episode", () => {
    const ends = [
      [episode("A", 0, 5), episode("B", 4, 30)],
      [episode("A", 0, 5), episode("B", 4)],
    ].map((episodes) => incidentsOf(episodes, grouping)[0]?.endMs);
    expect(ends).toEqual([30, undefined]);
  });
});
