// What the defect engine says of the fixture's shift, made up: fouled glass at B10b, which welds badly on cells of lot L2; a
// thermocouple of the paste dispenser that is off; and the bad modules that B50 finds, with how they hang together.
import { seededRandom } from "#shared/base/random.ts";
import type {
  AffectedPart,
  DefectFinding,
  DefectReport,
  DefectSpot,
  ModelInfo,
  PartPlace,
} from "#shared/model/defect-schema.ts";
import { fixtureNowMs } from "./fixture-plant.ts";

const minuteMs = 60_000;

const model: ModelInfo = {
  name: "mspc",
  version: "1",
  sha256: "0".repeat(64),
  trainedOn: "20 simulated clean shifts",
  isSimulated: true,
  rows: 576_000,
  blocks: 960,
  falsePerShift: 2,
};

/** Where the sixteen modules of the shown finding are: how many, how, and at what. */
const whereabouts: readonly (readonly [number, PartPlace["state"], string, AffectedPart["status"]])[] = [
  [3, "in", "B30-in", "found"],
  [1, "in", "B30", "found"],
  [2, "scrapped", "SCRAP", "found"],
  [4, "in", "C10-in", "atRisk"],
  [1, "moving", "C20-out", "atRisk"],
  [3, "in", "D10-modules", "escaped"],
  [2, "in", "D20-in", "escaped"],
];

function affectedParts(toMs: number): AffectedPart[] {
  let number = 2605;
  return whereabouts.flatMap(([count, state, assetId, status]) =>
    Array.from({ length: count }, (): AffectedPart => {
      number += 3;
      const madeMs = toMs - 31 * minuteMs + (number - 2605) * 20_000;
      const isPack = assetId.startsWith("D20");
      return {
        serial: `M${String(number).padStart(5, "0")}`,
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
                value: 86 + (number % 7),
                timeMs: madeMs + 6 * minuteMs,
              },
            }),
        ...(status === "escaped" ? { passedAt: "B20" } : {}),
        now: { state, assetId, ...(isPack ? { into: "P00512" } : {}) },
      };
    }),
  );
}

/** Defects measured on modules: most along the seams at one end, a few anywhere. */
export function fixtureSpots(): DefectSpot[] {
  const random = seededRandom(11);
  const near = (middle: number, spread: number): number =>
    Math.min(1, Math.max(0, middle + (random.next() + random.next() - 1) * spread));
  return Array.from({ length: 20 }, (_, index): DefectSpot => {
    const isStray = index % 7 === 6;
    return {
      product: "module",
      at: isStray
        ? [random.next(), random.next() < 0.5 ? 0.21 : 0.79, 0.93]
        : [near(0.86, 0.12), near(0.22, 0.1), 0.93],
      serial: `M${String(2608 + 3 * (index % 11)).padStart(5, "0")}`,
    };
  });
}

/** The three findings, as known at `toMs`. */
export function fixtureDefects(toMs: number = fixtureNowMs): DefectReport {
  const common = { witnesses: [], suspects: [], affected: [], spots: [], alsoAt: [], model };
  const fouled: DefectFinding = {
    ...common,
    id: "b10bc0nd00000001",
    kind: "condition",
    assetId: "B10b",
    onsetMs: toMs - 34 * minuteMs,
    detectedMs: toMs - 29 * minuteMs,
    p: 2e-6,
    score: 31.4,
    oneInShifts: 240,
    signals: [
      {
        signal: "B10b/scatteredLight",
        unit: "%",
        share: 0.58,
        observed: 4.9,
        expected: 2.1,
        normalLow: 1.6,
        normalHigh: 2.7,
      },
      {
        signal: "B10b/glassTemperature",
        unit: "Cel",
        share: 0.31,
        observed: 48.2,
        expected: 39.5,
        normalLow: 36,
        normalHigh: 42,
      },
    ],
    affected: affectedParts(toMs),
  };
  const sensor: DefectFinding = {
    ...common,
    id: "c10sens000000002",
    kind: "sensor",
    assetId: "C10",
    onsetMs: toMs - 21 * minuteMs,
    detectedMs: toMs - 17 * minuteMs,
    p: 9e-5,
    score: 18.2,
    oneInShifts: 31,
    signals: [
      {
        signal: "C10/temperature2",
        unit: "Cel",
        share: 0.91,
        observed: 37.8,
        expected: 34.1,
        normalLow: 33.2,
        normalHigh: 35.1,
      },
    ],
    witnesses: [
      {
        assetId: "C10",
        name: "temperature1",
        measures: "signal",
        shift: { value: 0.1, lo: -0.3, hi: 0.5 },
        hasMoved: false,
      },
    ],
  };
  const quality: DefectFinding = {
    ...common,
    id: "b50qual000000003",
    kind: "quality",
    assetId: "B50",
    onsetMs: toMs - 25 * minuteMs,
    detectedMs: toMs - 12 * minuteMs,
    p: 4e-8,
    score: 24,
    oneInShifts: 900,
    signals: [],
    class: {
      id: "B50/jointResistance/high",
      assetId: "B50",
      characteristic: "jointResistance",
      side: "high",
    },
    bad: 20,
    judged: 112,
    usualRate: 0.011,
    suspects: [
      {
        factors: [
          { kind: "station", assetId: "B10", level: "B10b" },
          { kind: "lot", assetId: "A10", level: "L2" },
        ],
        counts: { badWith: 11, goodWith: 5, badWithout: 9, goodWithout: 87 },
        oddsRatio: { value: 20.6, lo: 5.9, hi: 79 },
        lift: { value: 3.9, lo: 2.4, hi: 5.9 },
        p: 3e-7,
        q: 2e-5,
        goodWithSerials: ["M02617", "M02632"],
      },
    ],
    affected: affectedParts(toMs),
    spots: fixtureSpots(),
    alsoAt: [{ assetId: "B10b", onsetMs: fouled.onsetMs }],
  };
  return reportOf([fouled, sensor, quality], toMs);
}

/** A report in which something is not as usual at each of the assets. */
export function conditionsAt(assetIds: readonly string[], toMs: number): DefectReport {
  const [first] = fixtureDefects(toMs).findings;
  return reportOf(
    first === undefined
      ? []
      : assetIds.map((assetId, index) => ({ ...first, id: `condition${index}`, assetId, affected: [] })),
    toMs,
  );
}

function reportOf(findings: DefectFinding[], toMs: number): DefectReport {
  return {
    window: { fromMs: toMs - 72 * minuteMs, toMs },
    engine: { name: "fixture", version: "1" },
    model,
    findings,
    watch: [],
    pareto: { class: [], station: [], tool: [], lot: [] },
    firstPass: [],
    notJudged: [],
    ownModels: [],
  };
}
