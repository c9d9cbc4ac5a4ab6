// Reports on defects in every state a panel may meet, and people's verdicts on them, made up by hand. For the gallery and tests only.
import type { VerdictRecord } from "#shared/host-api/people-schema.ts";
import type {
  AffectedPart,
  AlarmLoad,
  DefectClass,
  DefectFinding,
  DefectReport,
  EstimateInfo,
  ModelInfo,
  ParetoRow,
  SignalEvidence,
  SuspectInfo,
  Witness,
} from "#shared/model/defect-schema.ts";
import { wilson } from "#shared/analyse/defect/wilson.ts";
import { fixtureNowMs, fixtureStartMs } from "./fixture-plant.ts";

const at = (minute: number): number => fixtureStartMs + minute * 60_000;
const dayMs = 86_400_000;
const estimate = (value: number, lo: number, hi?: number): EstimateInfo => ({
  value,
  lo,
  ...(hi === undefined ? {} : { hi }),
});

const model: ModelInfo = {
  name: "mspc",
  version: "1.4",
  sha256: "9f2c4be1a07d53c8e2b6140f8d93a7c5be01d2774a6f0c9e83b5d2f1a6c07e44",
  trainedOn: "20 simulated clean shifts",
  isSimulated: true,
  trainedFromMs: fixtureStartMs - 22 * dayMs,
  trainedToMs: fixtureStartMs - 2 * dayMs,
  rows: 576_000,
  blocks: 960,
  falsePerShift: 2,
};

const jointHigh: DefectClass = {
  id: "B50/jointResistance/high",
  assetId: "B50",
  characteristic: "jointResistance",
  side: "high",
};
const seamNarrow: DefectClass = {
  id: "B20/seamWidth/low",
  assetId: "B20",
  characteristic: "seamWidth",
  side: "low",
};
const angleHigh: DefectClass = {
  id: "D20/angleHigh/high",
  assetId: "D20",
  characteristic: "angleHigh",
  side: "high",
};

const signal = (
  id: string,
  unit: string,
  share: number,
  [observed, expected, normalLow, normalHigh]: readonly [number, number, number, number],
): SignalEvidence => ({ signal: id, unit, share, observed, expected, normalLow, normalHigh });

const witness = (
  assetId: string,
  name: string,
  measures: Witness["measures"],
  shift: EstimateInfo,
  hasMoved = false,
): Witness => ({ assetId, name, measures, shift, hasMoved });

/** Fourteen modules: most wait before the marriage, one went into a pack, two are at rework. */
const affected: AffectedPart[] = Array.from({ length: 14 }, (_, index): AffectedPart => {
  const status = index < 3 ? "escaped" : index < 9 ? "found" : "atRisk";
  const madeMs = at(34 + index * 2);
  return {
    serial: `M${String(212 + index * 3).padStart(5, "0")}`,
    product: "module",
    variant: "96",
    madeMs,
    status,
    ...(status === "atRisk"
      ? {}
      : {
          result: {
            assetId: "B50",
            characteristic: "jointResistance",
            value: 91.4 + index,
            timeMs: at(48 + index * 2),
          },
        }),
    ...(status === "escaped" ? { passedAt: "B20" } : {}),
    now:
      index === 0
        ? { state: "in", assetId: "D20", into: "P00061" }
        : index === 1
          ? { state: "shipped" }
          : index === 4
            ? { state: "scrapped", assetId: "B30" }
            : index === 5
              ? { state: "moving", assetId: "C20-out" }
              : index < 4 || index > 8
                ? { state: "in", assetId: "D10-modules" }
                : { state: "held", assetId: "B30-in" },
  };
});

/** The engine tells the four cells of a pair where it can. */
const pair: SuspectInfo & { cells: { has: boolean[]; bad: number; judged: number }[] } = {
  factors: [
    { kind: "station", assetId: "B10", level: "B10b" },
    { kind: "lot", assetId: "A50", level: "L2" },
  ],
  counts: { badWith: 9, goodWith: 66, badWithout: 3, goodWithout: 334 },
  oddsRatio: estimate(15.2, 4.3, 68.4),
  lift: estimate(13.5, 4.1, 44.8),
  p: 0.0000021,
  q: 0.000084,
  goodWithSerials: ["M00209", "M00221", "M00233", "M00245"],
  cells: [
    { has: [true, true], bad: 9, judged: 75 },
    { has: [true, false], bad: 2, judged: 118 },
    { has: [false, true], bad: 1, judged: 104 },
    { has: [false, false], bad: 0, judged: 115 },
  ],
};

/** More modules fail by joint resistance than usual. */
export const qualityFinding: DefectFinding = {
  id: "5b1f0c77a2d94e10",
  kind: "quality",
  assetId: "B50",
  onsetMs: at(46),
  detectedMs: at(58),
  p: 0.00021,
  score: 6.4,
  oneInShifts: 41.7,
  signals: [],
  witnesses: [],
  class: jointHigh,
  bad: 12,
  judged: 412,
  usualRate: 0.006,
  suspects: [
    pair,
    {
      factors: [{ kind: "measured", assetId: "B10", level: "backReflection", low: 4.1 }],
      counts: { badWith: 7, goodWith: 71, badWithout: 5, goodWithout: 329 },
      oddsRatio: { lo: 1.9 },
      lift: estimate(6, 1.8, 20.3),
      p: 0.0018,
      q: 0.041,
      goodWithSerials: ["M00212"],
    },
  ],
  affected,
  spots: [{ product: "module", at: [0.3, 0.5, 1], serial: "M00212" }],
  alsoAt: [],
  model,
};

/** The weld cell b is not as usual. */
export const machineFinding: DefectFinding = {
  id: "c03e9a41d7b25f68",
  kind: "condition",
  assetId: "B10b",
  onsetMs: at(31),
  detectedMs: at(45),
  p: 0.000034,
  score: 23.8,
  oneInShifts: 260,
  signals: [
    signal("B10b/scatteredLight", "%", 0.54, [31.4, 18, 12.1, 22.6]),
    signal("B10b/glassTemperature", "Cel", 0.27, [58.2, 46.5, 41, 52.3]),
    signal("B10b/focusShift", "um", 0.13, [142, 96, 60, 131]),
    signal("B10b/laserPower", "W", 0.04, [5870, 5900, 5820, 5980]),
    signal("B10b/gasFlow", "L/min", 0.02, [24.1, 24.3, 22.8, 25.9]),
  ],
  witnesses: [
    witness("B10a", "scatteredLight", "signal", estimate(0.2, -0.4, 0.8)),
    witness("B20", "seamWidth", "characteristic", estimate(-1.9, -2.8, -1.1), true),
  ],
  suspects: [],
  affected: [],
  spots: [],
  alsoAt: [{ assetId: "B20", onsetMs: at(39) }],
  model,
};

/** One thermocouple drifts, nothing else does. */
export const sensorFinding: DefectFinding = {
  id: "e7712bd0946ac3f5",
  kind: "sensor",
  assetId: "C10",
  onsetMs: at(12),
  detectedMs: at(20),
  endMs: at(52),
  p: 0.0016,
  score: 11.2,
  oneInShifts: 8.4,
  signals: [
    signal("C10/temperature1", "Cel", 0.93, [33.8, 28.4, 27.1, 29.7]),
    signal("C10/temperature2", "Cel", 0.05, [28.3, 28.4, 27.1, 29.7]),
  ],
  witnesses: [
    witness("C10", "temperature2", "signal", estimate(-0.1, -0.6, 0.4)),
    witness("C10", "pressure", "signal", estimate(0.3, -0.3, 0.9)),
    witness("C10", "volume", "characteristic", estimate(0, -0.5, 0.5)),
    witness("C20", "beadWidth", "characteristic", estimate(0.2, -0.4, 0.7)),
  ],
  suspects: [],
  affected: [],
  spots: [],
  alsoAt: [],
  model,
};

const earlierFinding: DefectFinding = {
  ...machineFinding,
  id: "0a55d3c8810e7b92",
  onsetMs: at(6),
  detectedMs: at(9),
  endMs: at(14),
  oneInShifts: 0.7,
  p: 0.04,
  score: 3.1,
  alsoAt: [],
};

const row = (bad: number, judged: number, more: Partial<ParetoRow> & { key: string }): ParetoRow => ({
  bad,
  judged,
  rate: wilson(bad, judged),
  ...more,
});

const firstPass = (
  [
    ["A20", 395, 402],
    ["A50", 401, 401],
    ["B20", 377, 399],
    ["B50", 378, 390],
    ["C20", 352, 355],
    ["D20", 61, 64],
    ["D40", 57, 57],
    ["D80", 38, 41],
  ] as const
).map(([assetId, passed, judged], lineOrder) => ({
  assetId,
  passed,
  judged,
  rate: wilson(passed, judged),
  lineOrder,
}));

/** What watching, learning and judging looks like on an ordinary morning. */
const full: DefectReport = {
  window: { fromMs: fixtureStartMs, toMs: fixtureNowMs },
  engine: { name: "gemba-defect", version: "1" },
  model,
  findings: [qualityFinding, machineFinding, sensorFinding, earlierFinding],
  watch: [],
  pareto: {
    class: [
      row(22, 399, { key: seamNarrow.id, class: seamNarrow, assetId: "B20" }),
      row(12, 412, { key: jointHigh.id, class: jointHigh, assetId: "B50" }),
      row(7, 402, {
        key: "A20/resistance/high",
        class: { id: "A20/resistance/high", assetId: "A20", characteristic: "resistance", side: "high" },
        assetId: "A20",
      }),
      row(3, 64, { key: angleHigh.id, class: angleHigh, assetId: "D20" }),
      row(2, 41, {
        key: "D80/cellSpread/high",
        class: { id: "D80/cellSpread/high", assetId: "D80", characteristic: "cellSpread", side: "high" },
        assetId: "D80",
      }),
      row(1, 355, {
        key: "C20/beadHeight/other",
        class: { id: "C20/beadHeight/other", assetId: "C20", characteristic: "beadHeight", side: "other" },
        assetId: "C20",
      }),
    ],
    station: [
      row(27, 206, { key: "B10b", assetId: "B10b" }),
      row(7, 206, { key: "B10a", assetId: "B10a" }),
      row(7, 402, { key: "A20", assetId: "A20" }),
      row(3, 64, { key: "D20", assetId: "D20" }),
    ],
    tool: [
      row(2, 33, { key: "spindle-2", assetId: "D20" }),
      row(1, 31, { key: "spindle-1", assetId: "D20" }),
    ],
    lot: [],
  },
  firstPass,
  notJudged: [
    { assetId: "D65", why: "A third of its values are missing: torque1, torque2" },
    { assetId: "A10", why: "No rows in this window" },
  ],
};

const watch: DefectReport["watch"] = [
  { assetId: "B10b", timeMs: at(63), score: 4.2, signals: machineFinding.signals.slice(0, 2) },
  { assetId: "C10", timeMs: at(41), score: 2.9, signals: sensorFinding.signals.slice(0, 1) },
  {
    assetId: "D20",
    timeMs: at(18),
    score: 1.1,
    signals: [signal("D20/torque2", "N.m", 0.7, [38, 37, 34, 40])],
  },
];

export const fixtureDefects = {
  full,
  learning: {
    ...full,
    model: { ...model, trainedOn: "this line since Monday", isSimulated: false, blocks: 31 },
    learning: { blocks: 31, needed: 47 },
    findings: [],
    watch,
  },
  quiet: { ...full, findings: [], watch, notJudged: [] },
  unlearnt: {
    window: full.window,
    engine: full.engine,
    findings: [],
    watch: [],
    pareto: { class: [], station: [], tool: [], lot: [] },
    firstPass: [],
    notJudged: [],
  },
} satisfies Record<string, DefectReport>;
export type FixtureDefectsName = keyof typeof fixtureDefects;

const said = (
  finding: Pick<DefectFinding, "id" | "assetId" | "onsetMs">,
  more: Pick<VerdictRecord, "verdict"> & Partial<VerdictRecord>,
): VerdictRecord => ({
  id: `v-${finding.id}`,
  kind: "verdict",
  atMs: fixtureNowMs,
  by: "desk",
  findingId: finding.id,
  assetId: finding.assetId,
  onsetMs: finding.onsetMs,
  model: { name: model.name, version: model.version, sha256: model.sha256 },
  ...more,
});

/** The first alarm of the morning was none; one of last week at the same cell was so, with another name. */
export const fixtureVerdicts: readonly VerdictRecord[] = [
  said(earlierFinding, {
    verdict: "dismiss",
    reason: "nuisance",
    text: "Somebody stood in the light curtain",
  }),
  said(
    { id: "91ce07b3a4f86d20", assetId: "B10b", onsetMs: fixtureStartMs - 5 * dayMs },
    { verdict: "relabel", label: "gas nozzle worn" },
  ),
  said(
    { id: "2d6b8f01c9e35a47", assetId: "B10b", onsetMs: fixtureStartMs - 9 * dayMs },
    { verdict: "confirm" },
  ),
];

export const fixtureAlarms: AlarmLoad = {
  window: full.window,
  alarms: 17,
  perHour: 14.2,
  periods: 8,
  floods: 0,
  mostInTenMinutes: 6,
  top: [
    { assetId: "D65", code: "F-18", text: "Screw feeder empty", alarms: 6 },
    { assetId: "B10b", code: "E-2107", text: "Axis 3 following error", alarms: 4 },
    { assetId: "D80b", code: "C-04", text: "Isolation tester does not answer", alarms: 3 },
    { assetId: "A20", code: "jam", text: "Part jammed", alarms: 2 },
  ],
  topTenShare: 1,
  chattering: 1,
  fleeting: 3,
  stale: 0,
  levels: { warning: 12, fault: 5 },
  flags: 3,
};
