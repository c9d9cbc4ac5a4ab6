// Reports on defects in every state a panel may meet, and people's verdicts on them, made up by hand. For the gallery and tests only.
import { likenessOf } from "#shared/analyse/defect/similar.ts";
import type { VerdictRecord } from "#shared/host-api/people-schema.ts";
import type { AlarmLoad, DefectFinding, DefectReport, ParetoRow } from "#shared/model/defect-schema.ts";
import { wilson } from "#shared/analyse/defect/quality/proportion.ts";
import {
  angleHigh,
  at,
  dayMs,
  earlierFinding,
  jointHigh,
  machineFinding,
  model,
  qualityFinding,
  seamNarrow,
  sensorFinding,
  signal,
} from "./fixture-defect-findings.ts";
import { fixtureNowMs, fixtureStartMs } from "./fixture-plant.ts";

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
  ownModels: [
    {
      name: "press-ae",
      version: "1.2",
      assetId: "B10b",
      state: "watching",
      model: {
        ...model,
        name: "press-ae",
        version: "1.2",
        trainedOn: "Press 4, May 2026",
        isSimulated: false,
      },
    },
    {
      name: "weld-net",
      version: "0.9",
      assetId: "D20",
      state: "disabled",
      why: "It gave no answer within 1 s, and was ended.",
      hint: "Use a smaller or simpler model.",
    },
  ],
};

const watch: DefectReport["watch"] = [
  { assetId: "B10b", timeMs: at(63), score: 4.2, signals: machineFinding.signals.slice(0, 2) },
  { assetId: "C10", timeMs: at(41), score: 2.9, signals: sensorFinding.signals.slice(0, 1) },
  {
    assetId: "D20",
    timeMs: at(18),
    score: 1.1,
    risesSinceMs: at(2),
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
    ownModels: [],
  },
} satisfies Record<string, DefectReport>;
export type FixtureDefectsName = keyof typeof fixtureDefects;

const said = (
  finding: Pick<DefectFinding, "id" | "assetId" | "onsetMs"> & Partial<Pick<VerdictRecord, "like">>,
  more: Pick<VerdictRecord, "verdict"> & Partial<VerdictRecord>,
): VerdictRecord => ({
  id: `v-${finding.id}`,
  kind: "verdict",
  atMs: fixtureNowMs,
  by: "desk",
  findingId: finding.id,
  assetId: finding.assetId,
  onsetMs: finding.onsetMs,
  like: finding.like ?? { kind: "condition", shares: [] },
  model: { name: model.name, version: model.version, sha256: model.sha256 },
  ...more,
});

/** The first alarm of the morning was none; one of last week at the same cell was so, with another name. */
export const fixtureVerdicts: readonly VerdictRecord[] = [
  said(
    { ...earlierFinding, like: likenessOf(earlierFinding) },
    {
      verdict: "dismiss",
      reason: "nuisance",
      text: "Somebody stood in the light curtain",
    },
  ),
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
