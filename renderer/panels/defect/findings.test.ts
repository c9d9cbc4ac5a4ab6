// Findings in their order, from one to the next, what is like them, and how often a model was right.
import { describe, expect, test } from "vitest";
import type { VerdictRecord } from "#shared/host-api/people-schema.ts";
import {
  earlierFinding,
  machineFinding,
  model,
  qualityFinding,
  sensorFinding,
} from "../../gallery/fixture-defect-findings.ts";
import { fixtureDefects, fixtureVerdicts } from "../../gallery/fixture-defect-panels.ts";
import {
  byUrgency,
  commonPlace,
  inOrder,
  neighbour,
  pairCells,
  precisionOf,
  similarTo,
  stateOf,
  statusCounts,
  toVisit,
  type Verdicts,
  wantedOf,
} from "./findings.ts";

const { findings } = fixtureDefects.full;
const verdicts = new Map(fixtureVerdicts.map((record) => [record.findingId, record]));
const none = new Map<string, VerdictRecord>();
const ids = (list: readonly { id: string }[]): string[] => list.map(({ id }) => id);

describe("order", () => {
  test("newest first is by detection, the other way by onset", () => {
    expect(ids(inOrder(findings, "newest"))).toEqual(
      ids([qualityFinding, machineFinding, sensorFinding, earlierFinding]),
    );
    expect(ids(inOrder(findings, "onset"))).toEqual(
      ids([earlierFinding, sensorFinding, machineFinding, qualityFinding]),
    );
  });

  test("a dismissed one is dismissed whether or not it goes on", () => {
    expect([machineFinding, sensorFinding, earlierFinding].map((each) => stateOf(each, verdicts))).toEqual([
      "open",
      "over",
      "dismissed",
    ]);
  });

  test("from one to the next, round and round, past the dismissed; from nowhere to the first", () => {
    const visited = toVisit(findings, verdicts);
    expect(ids(visited)).toEqual(ids([sensorFinding, machineFinding, qualityFinding]));
    expect([
      neighbour(visited, machineFinding.id, 1)?.id,
      neighbour(visited, qualityFinding.id, 1)?.id,
      neighbour(visited, sensorFinding.id, -1)?.id,
      neighbour(visited, earlierFinding.id, 1)?.id,
      neighbour([], undefined, 1),
    ]).toEqual([qualityFinding.id, sensorFinding.id, qualityFinding.id, sensorFinding.id, undefined]);
  });
});

describe("units", () => {
  const { affected } = qualityFinding;

  test("counts by status, and the place where most are", () => {
    expect(statusCounts(affected)).toEqual([
      { status: "escaped", count: 3 },
      { status: "found", count: 6 },
      { status: "atRisk", count: 5 },
    ]);
    expect(commonPlace(affected)).toMatchObject({ place: { assetId: "D10-modules" }, count: 7 });
  });

  test("one here and one there, or nobody knows where, is no common place", () => {
    const [first = expect.fail(), second = expect.fail()] = affected;
    expect(commonPlace([first, second])).toBeUndefined();
    expect(
      commonPlace([first, second].map((part) => ({ ...part, now: { state: "unknown" } as const }))),
    ).toBeUndefined();
  });

  test("what escaped is fetched first, then what is at risk", () => {
    expect([...new Set(byUrgency(affected).map(({ status }) => status))]).toEqual([
      "escaped",
      "atRisk",
      "found",
    ]);
  });
});

test("four cells of a pair come with both first and neither last; a suspect without them has none", () => {
  const [pair = expect.fail(), single = expect.fail()] = qualityFinding.suspects;
  const mixed = { ...pair, cells: pairCells(pair).reverse() };
  expect(pairCells(mixed).map(({ has }) => has)).toEqual([
    [true, true],
    [true, false],
    [false, true],
    [false, false],
  ]);
  expect(pairCells(single)).toEqual([]);
});

describe("what people said", () => {
  test("like a finding are earlier ones of its kind at its asset, and verdicts there on others", () => {
    const similar = similarTo(machineFinding, findings, verdicts);
    expect(similar.map(({ id, finding, said }) => [id, finding?.id, said?.verdict])).toEqual([
      [earlierFinding.id, earlierFinding.id, "dismiss"],
      ["91ce07b3a4f86d20", undefined, "relabel"],
      ["2d6b8f01c9e35a47", undefined, "confirm"],
    ]);
    expect(similarTo(qualityFinding, findings, verdicts)).toEqual([]);
  });

  test("precision counts what was confirmed or relabelled, for one model alone", () => {
    expect(precisionOf(verdicts, model.sha256)).toMatchObject({ right: 2, judged: 3 });
    expect(precisionOf(verdicts, model.sha256).share.value).toBeCloseTo(2 / 3, 12);
    expect(precisionOf(verdicts, "another")).toEqual({
      over: "all",
      right: 0,
      judged: 0,
      share: { lo: 0, hi: 1 },
    });
    expect(precisionOf(none, model.sha256).judged).toBe(0);
  });

  test("precision is told over those that chance chose as soon as ten of them are judged", () => {
    const [first = expect.fail()] = verdicts.values();
    const judged = (count: number, digit: string): VerdictRecord[] =>
      Array.from({ length: count }, (_, index) => ({
        ...first,
        findingId: digit + String(index).padStart(15, "0"),
        verdict: digit === "0" && index > 0 ? "confirm" : "dismiss",
      }));
    const of = (records: readonly VerdictRecord[]): Verdicts =>
      new Map(records.map((record) => [record.findingId, record]));
    const nine = precisionOf(of([...judged(9, "0"), ...judged(20, "f")]), model.sha256);
    expect([nine.over, nine.right, nine.judged]).toEqual(["all", 8, 29]);
    const ten = precisionOf(of([...judged(10, "0"), ...judged(20, "f")]), model.sha256);
    expect([ten.over, ten.right, ten.judged]).toEqual(["random", 9, 10]);
  });

  test("a verdict is wanted of what may be chance and was not judged", () => {
    expect([...wantedOf(findings, verdicts)]).toEqual([[sensorFinding.id, "uncertain"]]);
    expect([...wantedOf(findings, none)]).toEqual([
      [earlierFinding.id, "random"],
      [sensorFinding.id, "uncertain"],
    ]);
  });
});
