// Cycles of a simulated clamp with faults of shape: are they told, where, and does T2 of the means of cycles see them as well?
import { cutCycles, type Cycle } from "#shared/analyse/defect/cycle/cut-cycles.ts";
import { fitShapes, judgeCycle, leastCycles } from "#shared/analyse/defect/cycle/shapes.ts";
import { cyclicSignal, type ShapeFault, shapeFaults } from "#shared/analyse/defect/cycle/test-cycles.ts";
import { DetectorRun, fitAndCalibrate } from "#shared/analyse/defect/detector.ts";
import type { NumberTable } from "#shared/analyse/defect/table.ts";
import { judged, type ValidationRow } from "../table.ts";

const falseRate = 0.01;
const points = 100;
/** Cycles of each fault, for each seed. */
const faultCycles = 60;
const cleanCycles = 300;

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

function cyclesOf(
  count: number,
  seed: number,
  fault?: ShapeFault,
  strength = 1,
): { cycles: Cycle[]; means: NumberTable } {
  const { signal, startsMs } = cyclicSignal(
    count,
    seed,
    fault === undefined ? [] : new Array<ShapeFault>(count).fill(fault),
    strength,
  );
  const cycles = cutCycles(signal, startsMs, points);
  // What is usually kept of a cycle: mean and duration.
  const values = cycles.flatMap((cycle) => [mean([...cycle.points]), cycle.toMs - cycle.fromMs]);
  return {
    cycles,
    means: { columns: ["mean", "duration"], rows: cycles.length, values: Float64Array.from(values) },
  };
}

/** Recall of each fault at 1 % false cycles: shapes, all flagged, and T2, SPE and MEWMA of mean and duration in the third column. */
export function cycleRows(seeds: readonly number[], notes: string[]): ValidationRow[] {
  const faults = Object.keys(shapeFaults) as ShapeFault[];
  const recalls = new Map(
    faults.map((fault) => [fault, { shape: [] as number[], quarter: [] as number[], means: [] as number[] }]),
  );
  const falseShares: { shape: number[]; means: number[] } = { shape: [], means: [] };
  let [told, placed] = [0, 0];
  for (const seed of seeds) {
    const clean = cyclesOf(leastCycles(falseRate) * 2, 100 * seed);
    const shapes = fitShapes(clean.cycles.map((cycle) => cycle.points));
    const byMeans = fitAndCalibrate(clean.means, 0.4);
    const flagged = (of: ReturnType<typeof cyclesOf>) => {
      const run = new DetectorRun(byMeans.model, byMeans.calibration);
      return {
        judgedCycles: of.cycles.map((cycle) => judgeCycle(shapes, cycle.points)),
        means: mean(
          of.cycles.map((_, row) =>
            run.step(of.means.values.subarray(2 * row, 2 * row + 2)).p <= falseRate ? 1 : 0,
          ),
        ),
      };
    };
    const usual = flagged(cyclesOf(cleanCycles, 100 * seed + 1));
    falseShares.shape.push(mean(usual.judgedCycles.map(({ p }) => (p <= falseRate ? 1 : 0))));
    falseShares.means.push(usual.means);
    faults.forEach((fault, index) => {
      const { judgedCycles, means } = flagged(cyclesOf(faultCycles, 100 * seed + 10 + index, fault));
      const hits = judgedCycles.filter(({ p }) => p <= falseRate);
      recalls.get(fault)?.shape.push(hits.length / judgedCycles.length);
      recalls.get(fault)?.means.push(means);
      const slight = flagged(cyclesOf(faultCycles, 100 * seed + 20 + index, fault, 0.25)).judgedCycles;
      recalls.get(fault)?.quarter.push(mean(slight.map(({ p }) => (p <= falseRate ? 1 : 0))));
      const [from, to] = shapeFaults[fault];
      told += hits.length;
      placed += hits.filter(
        ({ where }) => where !== undefined && where.from >= from - 0.05 && where.to <= to + 0.05,
      ).length;
    });
  }
  const all = [...recalls.values()];
  const range = (values: readonly number[]): string =>
    `${(100 * Math.min(...values)).toFixed(1)} to ${(100 * Math.max(...values)).toFixed(1)} %`;
  notes.push(
    `Cycles are simulated (a clamp's force); third column: T2, SPE and MEWMA of each cycle's mean and duration. Over ${seeds.length} seeds recall ${range(all.flatMap(({ shape }) => shape))}, false cycles ${range(falseShares.shape)}.`,
  );
  return [
    judged(
      {
        measure: "Cycles: clean ones told",
        values: [100 * mean(falseShares.shape), 100, 100 * mean(falseShares.means)],
        unit: "%",
        cases: seeds.length * cleanCycles,
      },
      { most: 2 },
    ),
    judged(
      {
        measure: "Cycles: recall of faults of shape at 1 %",
        values: [
          100 * mean(all.flatMap(({ shape }) => shape)),
          100,
          100 * mean(all.flatMap(({ means }) => means)),
        ],
        unit: "%",
        cases: seeds.length * faults.length * faultCycles,
      },
      { least: 90 },
    ),
    ...[...recalls].flatMap(([fault, { shape, quarter, means }]) => [
      {
        measure: `Cycles, ${fault}: recall`,
        values: [100 * mean(shape), 100, 100 * mean(means)],
        unit: "%",
        cases: seeds.length * faultCycles,
      },
      {
        measure: `Cycles, ${fault} a quarter as strong: recall`,
        values: [100 * mean(quarter), 100],
        unit: "%",
        cases: seeds.length * faultCycles,
      },
    ]),
    judged(
      {
        measure: "Cycles: told where the fault is",
        values: [(100 * placed) / told],
        unit: "%",
        cases: told,
      },
      { least: 80 },
    ),
  ];
}
