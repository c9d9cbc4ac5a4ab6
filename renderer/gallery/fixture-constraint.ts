// Reports on the constraint in every state a panel may meet, made up by hand. For the gallery and tests only.
import type {
  AdviceInfo,
  BottleneckInfo,
  RankedInfo,
  StopCost,
  WaterfallInfo,
  WhatIfInfo,
} from "#shared/host-api/bottleneck-schema.ts";
import { fixtureNowMs, fixtureStartMs } from "./fixture-plant.ts";

const minuteMs = 60_000;
const at = (minute: number): number => fixtureStartMs + minute * minuteMs;

const losses: WaterfallInfo["losses"] = [
  {
    resource: "B10",
    members: ["B10a", "B10b"],
    reason: "breakdown",
    code: "E-2107",
    text: "Axis 3 following error",
    minutes: 4.4,
    units: 2.8,
  },
  {
    resource: "B10",
    members: ["B10a", "B10b"],
    reason: "microstop",
    code: "jam",
    text: "Part jammed",
    minutes: 2.6,
    units: 1.6,
  },
  {
    resource: "D40",
    members: ["D40a", "D40b"],
    reason: "breakdown",
    code: "breakdown",
    text: "Breakdown",
    minutes: 1.9,
    units: 1.2,
  },
  {
    resource: "SUP-TRAYS",
    reason: "supply",
    code: "lateSupply",
    text: "Supply late",
    minutes: 1.1,
    units: 0.7,
  },
  {
    resource: "D30",
    reason: "operator",
    code: "operatorAway",
    text: "Operator away",
    minutes: 0.8,
    units: 0.5,
  },
  { resource: "B10", members: ["B10a", "B10b"], reason: "slow", minutes: 0.6, units: 0.4 },
  { resource: "D20", reason: "microstop", code: "jam", text: "Part jammed", minutes: 0.03, units: 0.02 },
  {
    resource: "D80",
    members: ["D80a", "D80b"],
    reason: "setup",
    code: "setup",
    text: "Change of variant",
    minutes: 0.02,
    units: 0.01,
  },
];
const lostUnits = losses.reduce((sum, { units }) => sum + units, 0);
/** What the fixture's board at the top says at this moment: one fact, told once. */
export const fixtureOutput = { actual: 41, plan: 45 } as const;
const stockUnits = 1.4;
const aheadUnits = 2.1;

const waterfall: WaterfallInfo = {
  planUnits: fixtureOutput.plan,
  actualUnits: fixtureOutput.actual,
  losses,
  stockUnits,
  pace: [
    { resource: "B10", members: ["B10a", "B10b"], minutes: 52, units: 33, aheadUnits: 1.5 },
    { resource: "D40", members: ["D40a", "D40b"], minutes: 11, units: 8, aheadUnits: 0.6 },
  ],
  residualUnits: fixtureOutput.plan - lostUnits + stockUnits + aheadUnits - fixtureOutput.actual,
};

const stop = (
  assetId: string,
  fromMinute: number,
  minutes: number,
  text: string,
  code: string,
  more: Partial<StopCost>,
): StopCost => ({
  assetId,
  fromMs: at(fromMinute),
  toMs: Math.min(at(fromMinute + minutes), fixtureNowMs),
  open: false,
  code,
  text,
  ...more,
});

const stops: readonly StopCost[] = [
  stop("D40a", 10, 19, "Breakdown", "breakdown", { unitsLost: 0 }),
  stop("B10a", 40, 7, "Axis 3 following error", "E-2107", { unitsLost: 2.6 }),
  stop("SUP-TRAYS", 55, 6, "Supply late", "lateSupply", { unitsLost: 0.7 }),
  stop("D30", 61, 3, "Operator away", "operatorAway", { unitsLost: 0.4 }),
  stop("B10b", 33, 1.2, "Part jammed", "jam", { unitsLost: 0.3 }),
  stop("D65", 64, 20, "Screw feeder empty", "F-18", {
    open: true,
    unitsLost: 0,
    losesFromMs: fixtureNowMs + 7 * minuteMs,
    lossPerHour: 37.5,
  }),
  stop("D80b", 66, 20, "Isolation tester does not answer", "C-04", {
    open: true,
    unitsLost: 0.6,
    losesFromMs: fixtureNowMs - minuteMs,
    lossPerHour: 6,
  }),
  stop("A20", 70, 20, "Part jammed", "jam", { open: true, unitsLost: 0 }),
];

const ranking: readonly RankedInfo[] = [
  {
    resource: "B10",
    members: ["B10a", "B10b"],
    share: 0.64,
    pBest: 0.93,
    gain10: { mean: 1.9, lo: 1.1, hi: 2.6 },
    lost: [
      { reason: "ideal", minutes: 38.4, parts: 22.1 },
      { reason: "breakdown", code: "E-2107", text: "Axis 3 following error", minutes: 4.4, parts: 2.5 },
      { reason: "microstop", code: "jam", text: "Part jammed", minutes: 2.6, parts: 1.5 },
      { reason: "slow", minutes: 0.6, parts: 0.3 },
      { reason: "setup", code: "setup", text: "Change of variant", minutes: 0.4, parts: 0.2 },
    ],
    soleShare: 0.5,
    shiftShare: 0.2,
  },
  {
    resource: "D80",
    members: ["D80a", "D80b"],
    share: 0.17,
    pBest: 0.05,
    gain10: { mean: 0.4, lo: 0, hi: 0.9 },
    lost: [{ reason: "ideal", minutes: 11, parts: 6.3 }],
    soleShare: 0.1,
    shiftShare: 0.1,
  },
  {
    resource: "D40",
    members: ["D40a", "D40b"],
    share: 0.12,
    pBest: 0.02,
    gain10: { mean: 0.2, lo: -0.1, hi: 0.6 },
    lost: [{ reason: "breakdown", code: "breakdown", text: "Breakdown", minutes: 1.9, parts: 1.1 }],
    soleShare: 0.05,
    shiftShare: 0.05,
  },
  {
    resource: "SUP-TRAYS",
    share: 0.04,
    pBest: 0,
    gain10: { mean: 0.1, lo: 0, hi: 0.3 },
    lost: [],
    soleShare: 0,
    shiftShare: 0,
  },
  {
    resource: "D30",
    share: 0.03,
    pBest: 0,
    gain10: { mean: 0, lo: 0, hi: 0.2 },
    lost: [],
    soleShare: 0,
    shiftShare: 0,
  },
];

/** One resource stands out. */
export const clearReport: BottleneckInfo = {
  window: { fromMs: fixtureStartMs, toMs: fixtureNowMs, units: fixtureOutput.actual },
  unitName: "packs",
  named: "B10",
  word: "clear",
  ranking: [...ranking],
  tieSet: ["B10"],
  coverage: 0.998,
  thin: [],
  level: "L3",
  methods: [
    { name: "utilisation", pick: "B10", score: 0.94 },
    { name: "activePeriodAverage", pick: "B10", score: 412 },
    { name: "activePeriodShifting", pick: "B10", score: 0.61 },
    { name: "turningPoint", pick: "B10", score: 0.05 },
    { name: "arrow", pick: "D80", score: 0.12 },
    { name: "walk", pick: "B10", score: 0.58 },
  ],
  stretches: [
    { fromMs: fixtureStartMs, toMs: at(17), resource: "B10", members: ["B10a", "B10b"], provisional: false },
    {
      fromMs: at(17),
      toMs: at(28),
      resource: "D40",
      members: ["D40a", "D40b"],
      provisional: false,
      tieFromMs: at(14),
      tieToMs: at(19),
    },
    { fromMs: at(28), toMs: at(58), resource: "B10", members: ["B10a", "B10b"], provisional: false },
    { fromMs: at(58), toMs: at(61), resource: "SUP-TRAYS", provisional: false },
    { fromMs: at(61), toMs: at(68), resource: "B10", members: ["B10a", "B10b"], provisional: false },
    { fromMs: at(68), toMs: fixtureNowMs, resource: "B10", members: ["B10a", "B10b"], provisional: true },
  ],
  settledToMs: at(68),
  waterfall,
  stops: [...stops],
  forecast: {
    atMs: fixtureNowMs,
    horizons: [
      { horizonS: 300, p: { B10: 0.91, D80: 0.06, D65: 0.03 }, persistence: { B10: 1 } },
      { horizonS: 900, p: { B10: 0.66, D80: 0.13, D65: 0.21 }, persistence: { B10: 0.88, D80: 0.08 } },
      {
        horizonS: 3600,
        p: { B10: 0.42, D20: 0.31, D80: 0.2, D65: 0.07 },
        persistence: { B10: 0.71, D80: 0.15 },
      },
    ],
    unitsAtShiftEnd: { mean: 262, lo: 254, hi: 269 },
  },
  warnings: [],
  isWhole: true,
  provenance: { engine: "gemba-bottleneck 1", seed: 1, inputHash: "8666f9781c57cdea" },
};

/** Two that tie, with a warning and a silent station. */
const tiedReport: BottleneckInfo = {
  ...clearReport,
  word: "two candidates",
  named: undefined,
  ranking: ranking.map((each) =>
    each.resource === "B10"
      ? { ...each, share: 0.4, pBest: 0.52, gain10: { mean: 1.1, lo: 0.3, hi: 1.8 } }
      : each.resource === "D80"
        ? { ...each, share: 0.38, pBest: 0.44, gain10: { mean: 1, lo: 0.2, hi: 1.7 } }
        : each,
  ),
  tieSet: ["B10", "D80"],
  coverage: 0.93,
  thin: [{ resource: "D65", coverage: 0.71 }],
  level: "L2",
  warnings: [
    "Durations of D30 follow its waiting: a person sets the pace there, and reruns may promise too much.",
  ],
};

/** Nothing stands out. */
const unknownReport: BottleneckInfo = {
  ...clearReport,
  word: "not known",
  named: undefined,
  tieSet: [],
  ranking: ranking.map((each, index) => ({ ...each, share: 0.22 - index * 0.01, pBest: 0.3 - index * 0.04 })),
  methods: clearReport.methods.map(({ name, score }) => ({ name, score })),
  stretches: [],
  settledToMs: undefined,
  forecast: undefined,
};

/** The path is there, what needs reruns is not. */
const computingReport: BottleneckInfo = {
  ...clearReport,
  word: "likely",
  ranking: ranking.map((each) => ({ ...each, gain10: undefined })),
  methods: [],
  stops: stops.map((each) => ({
    ...each,
    unitsLost: undefined,
    losesFromMs: undefined,
    lossPerHour: undefined,
  })),
  forecast: undefined,
};

/** Nothing left the line yet. */
const nothingReport: BottleneckInfo = {
  ...clearReport,
  window: { fromMs: fixtureStartMs, toMs: at(3), units: 0 },
  named: undefined,
  word: "not known",
  ranking: [],
  tieSet: [],
  coverage: 0,
  methods: [],
  stretches: [],
  settledToMs: undefined,
  waterfall: undefined,
  stops: [],
  forecast: undefined,
  why: "No unit has left the line since 06:00, so nothing can be followed back. The first pack takes about 40 min.",
};

export const fixtureReports = {
  clear: clearReport,
  tied: tiedReport,
  unknown: unknownReport,
  computing: computingReport,
  nothing: nothingReport,
} as const;
export type FixtureReportName = keyof typeof fixtureReports;

export const fixtureAdvice: readonly AdviceInfo[] = [
  {
    change: { kind: "parallel", resource: "B10", count: 1 },
    gainPerHour: { mean: 3.4, lo: 2.3, hi: 4.4 },
    nextConstraint: "D80",
  },
  {
    change: { kind: "cycle", resource: "B10", factor: 0.9 },
    gainPerHour: { mean: 1.9, lo: 1.1, hi: 2.6 },
    nextConstraint: "D80",
  },
  {
    change: { kind: "repair", resource: "B10", factor: 0.5 },
    gainPerHour: { mean: 1.2, lo: 0.5, hi: 1.9 },
    nextConstraint: "B10",
  },
  {
    change: { kind: "buffer", resource: "B10-in", capacity: 16 },
    gainPerHour: { mean: 0.2, lo: -0.1, hi: 0.6 },
    nextConstraint: "B10",
  },
];

/** A rerun that answers something sensible for any changes. */
export function fixtureWhatIf(changes: number): WhatIfInfo {
  const gain = 1.9 + (changes - 1) * 0.8;
  const base = 34.6;
  const hours = (fixtureNowMs - fixtureStartMs) / 3_600_000;
  const rate = (by: number): number => base + gain + by;
  return {
    baseUnits: fixtureOutput.actual,
    units: { mean: rate(0) * hours, lo: rate(-0.8) * hours, hi: rate(0.7) * hours },
    unitsPerHour: { base, changed: { mean: rate(0), lo: rate(-0.8), hi: rate(0.7) } },
    nextConstraint: "D80",
    shares: [
      { resource: "D80", members: ["D80a", "D80b"], share: 0.47 },
      { resource: "B10", members: ["B10a", "B10b"], share: 0.31 },
    ],
  };
}
