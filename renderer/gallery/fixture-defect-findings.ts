// Findings on defects, one of each kind, made up by hand, and the course of the signals they rest on. For the gallery and tests only.
import { hash32 } from "#shared/base/random.ts";
import type {
  AffectedPart,
  DefectClass,
  DefectFinding,
  EstimateInfo,
  ModelInfo,
  SignalEvidence,
  SuspectInfo,
  Witness,
} from "#shared/model/defect-schema.ts";
import { fixtureStartMs } from "./fixture-plant.ts";

export const at = (minute: number): number => fixtureStartMs + minute * 60_000;
export const dayMs = 86_400_000;
const estimate = (value: number, lo: number, hi?: number): EstimateInfo => ({
  value,
  lo,
  ...(hi === undefined ? {} : { hi }),
});

export const model: ModelInfo = {
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

export const jointHigh: DefectClass = {
  id: "B50/jointResistance/high",
  assetId: "B50",
  characteristic: "jointResistance",
  side: "high",
};
export const seamNarrow: DefectClass = {
  id: "B20/seamWidth/low",
  assetId: "B20",
  characteristic: "seamWidth",
  side: "low",
};
export const angleHigh: DefectClass = {
  id: "D20/angleHigh/high",
  assetId: "D20",
  characteristic: "angleHigh",
  side: "high",
};

export const signal = (
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
    // The last two have not come there yet.
    ...(index < 12 ? { pictureAt: "B20" } : {}),
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

const pair: SuspectInfo = {
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
  // What 960 clean blocks can say at most.
  oneInShifts: 961 / 48,
  isRarer: true,
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

export const earlierFinding: DefectFinding = {
  ...machineFinding,
  id: "0a55d3c8810e7b92",
  onsetMs: at(6),
  detectedMs: at(9),
  endMs: at(14),
  oneInShifts: 0.7,
  isRarer: undefined,
  p: 0.04,
  score: 3.1,
  // Another sort of thing: its dismissal says nothing of what came later.
  signals: machineFinding.signals.slice(-1).map((one) => ({ ...one, share: 1 })),
  alsoAt: [],
};

/** The course of a signal that a finding rests on: as expected up to the onset, then on its way to what was observed. */
export function evidenceValue(signalId: string, timeMs: number): number | undefined {
  for (const { signals, onsetMs, detectedMs, endMs } of [machineFinding, sensorFinding]) {
    const evidence = signals.find((each) => each.signal === signalId);
    if (evidence === undefined) continue;
    const { observed, expected, normalLow, normalHigh } = evidence;
    const isOff = timeMs > onsetMs && timeMs < (endMs ?? Infinity);
    const share = isOff ? Math.min(1, (timeMs - onsetMs) / (detectedMs - onsetMs)) : 0;
    const noise = (hash32(signalId, Math.floor(timeMs / 20_000)) % 1000) / 1000 - 0.5;
    return expected + (observed - expected) * share + noise * (normalHigh - normalLow) * 0.4;
  }
  return undefined;
}
