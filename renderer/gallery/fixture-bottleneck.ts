// The constraint of the fixture's shift, made up: one that was, one that is, one whose change is uncertain, and one without a lane.
import type { BottleneckInfo, FlowInfo } from "#shared/host-api/bottleneck-schema.ts";
import type { Plant } from "#shared/model/plant.ts";
import { fixtureNowMs, fixtureStartMs } from "./fixture-plant.ts";

const minuteMs = 60_000;
const at = (minutes: number): number => fixtureStartMs + minutes * minuteMs;

const cells = { B10: ["B10a", "B10b"], D40: ["D40a", "D40b"], D80: ["D80a", "D80b"] } as const;
const resource = (id: string): { resource: string; members?: string[] } => {
  const members = Object.entries(cells).find(([cell]) => cell === id)?.[1];
  return members === undefined ? { resource: id } : { resource: id, members: [...members] };
};

const shares = { B10: 0.42, D20: 0.23, "SUP-TRAYS": 0.14, D40: 0.11, D30: 0.06, B50: 0.03, D65: 0.01 };

/** The report until `toMs`. */
export function fixtureReport(toMs: number = fixtureNowMs): BottleneckInfo {
  const stretch = (from: number, to: number, id: string, tie = 0): BottleneckInfo["stretches"][number] => ({
    fromMs: at(from),
    toMs: at(to),
    ...resource(id),
    provisional: false,
    tieFromMs: at(from - tie),
    tieToMs: at(from + tie),
  });
  return {
    window: { fromMs: fixtureStartMs, toMs, units: 41 },
    unitName: "packs",
    named: "B10",
    word: "likely",
    ranking: Object.entries(shares).map(([id, share], index) => ({
      ...resource(id),
      share,
      pBest: index === 0 ? 0.72 : 0.05,
      lost: [],
      soleShare: 0,
      shiftShare: 0,
    })),
    tieSet: ["B10"],
    coverage: 0.998,
    thin: [],
    level: "L3",
    methods: [],
    stretches: [
      stretch(0, 22, "B10"),
      stretch(22, 30, "D40", 3),
      stretch(30, 41, "SUP-TRAYS", 2),
      stretch(41, 56, "D20", 4),
      stretch(56, 64, "B10", 2),
    ],
    settledToMs: at(64),
    stops: [],
    warnings: [],
    isWhole: true,
    provenance: { engine: "fixture", seed: 1, inputHash: "0000000000000000" },
  };
}

/** As much on each way as its stations can do, less after the constraint. */
export function fixtureFlow({ links }: Plant, toMs: number = fixtureNowMs): FlowInfo {
  const perHour = (from: string, kind: string): number =>
    kind === "rework" || kind === "scrap" ? 8 : from.startsWith("D") ? 36 : 140;
  return {
    fromMs: toMs - 15 * minuteMs,
    toMs,
    ways: links.map(({ from, to, kind }) => ({ from, to, perHour: perHour(from, kind) })),
  };
}

/** A report in which some resources share the critical path, and the first of them limits the line at a time. */
export function reportOf(ids: readonly string[], timeMs: number): BottleneckInfo {
  const window = { fromMs: timeMs - 30 * minuteMs, toMs: timeMs + 30 * minuteMs };
  return {
    ...fixtureReport(timeMs),
    window: { ...window, units: 20 },
    ranking: ids.map((id, index) => ({
      ...resource(id),
      share: 0.4 / (index + 1),
      pBest: index === 0 ? 0.8 : 0.05,
      lost: [],
      soleShare: 0,
      shiftShare: 0,
    })),
    stretches: ids.slice(0, 1).map((id) => ({ ...window, ...resource(id), provisional: false })),
  };
}
