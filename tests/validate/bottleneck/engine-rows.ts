// Rows of the table that need the analysis of logs; empty until it is plugged in.
import { judged, type ValidationRow } from "../table.ts";
import { analyse } from "./analyse-hook.ts";
import { engineFamilies, type EngineCase } from "./engine-families.ts";
import { engineRecords, switchRecords, type EngineRecord } from "./engine-study.ts";
import type { Fault } from "./noted-log.ts";
import { captured, isClearLine, percent } from "./serial-study.ts";
import { reportSeeds } from "./suite.ts";
import type { TruthFile } from "./truth-file.ts";

const right = ({ pick, truth }: EngineRecord): number => (truth.best.includes(pick) ? 1 : 0);

/** Top-1 by family at 960 units, gain captured, and the switch. */
export function engineRows(truths: TruthFile["truths"], notes: string[]): ValidationRow[] {
  if (analyse === undefined) {
    notes.push("B (families of the engine), C and the switch are empty: no analysis of logs is plugged in.");
    return [];
  }
  const records = engineRecords(reportSeeds, truths, analyse);
  const clear = records.filter(({ truth }) => isClearLine(truth));
  const switches = switchRecords(reportSeeds, analyse);
  return [
    ...engineFamilies.map((family): ValidationRow => {
      const own = records.filter((record) => record.family === family);
      return {
        measure: `B ${family}, 960 units: top-1`,
        values: [percent(own, right)],
        unit: "%",
        cases: own.length,
      };
    }),
    {
      measure: "B these families: top-1",
      values: [percent(records, right)],
      unit: "%",
      cases: records.length,
    },
    {
      measure: "B their clear lines: top-1",
      values: [percent(clear, right)],
      unit: "%",
      cases: clear.length,
    },
    {
      measure: "B their gain captured",
      values: [percent(records, ({ truth, pick }) => captured(truth, pick))],
      unit: "%",
      cases: records.length,
    },
    judged(
      {
        measure: "B switch told within 3 cycles",
        values: [percent(switches, ({ lateCycles }) => (lateCycles <= 3 ? 1 : 0))],
        unit: "%",
        cases: switches.length,
      },
      { least: 90 },
    ),
    judged(
      {
        measure: "B switch, Roser's case: cycles late",
        values: [switches[0]?.lateCycles ?? NaN],
        unit: "cycles",
        cases: 1,
      },
      { most: 3 },
    ),
  ];
}

/** The best station says nothing. */
const silent = ({ candidates, scene }: EngineCase): Fault => ({
  kind: "silent",
  resource: Math.min(1, scene.line.stations.length - 1, candidates.length - 1),
});

const faults: readonly (readonly [string, Fault | ((one: EngineCase) => Fault) | undefined])[] = [
  ["sound", undefined],
  ["1 % of events dropped", { kind: "drop", share: 0.01 }],
  ["3 % dropped", { kind: "drop", share: 0.03 }],
  ["10 % dropped", { kind: "drop", share: 0.1 }],
  ["30 % dropped", { kind: "drop", share: 0.3 }],
  ["jitter .1 s", { kind: "jitter", mostS: 0.1 }],
  ["jitter 1 s", { kind: "jitter", mostS: 1 }],
  ["jitter 5 s", { kind: "jitter", mostS: 5 }],
  ["times in whole seconds", { kind: "quantise", stepS: 1 }],
  ["clocks 2 s apart", { kind: "skew", mostS: 1 }],
  ["clocks 10 s apart", { kind: "skew", mostS: 5 }],
  ["5 % of events twice", { kind: "duplicate", share: 0.05 }],
  ["one silent station", silent],
];

/** Accuracy, confidence and coverage of faulty logs, on every other line of the engine's families. */
export function faultRows(truths: TruthFile["truths"]): ValidationRow[] {
  const hook = analyse;
  if (hook === undefined) return [];
  const seeds = reportSeeds.filter((seed) => Math.floor((seed - 1) / 25) % 2 === 0);
  return faults.flatMap(([name, fault]): ValidationRow[] => {
    const records = engineRecords(seeds, truths, hook, fault);
    const cases = records.length;
    return [
      { measure: `C ${name}: top-1`, values: [percent(records, right)], unit: "%", cases },
      { measure: `C ${name}: mean confidence`, values: [percent(records, ({ p }) => p)], unit: "%", cases },
      {
        measure: `C ${name}: mean coverage`,
        values: [percent(records, ({ coverage }) => coverage)],
        unit: "%",
        cases,
      },
    ];
  });
}
