// The whole engine on clean shifts of the demo line that nothing was learnt from: how many of its findings, of whatever kind, are false.
import { DefectEngine } from "#shared/analyse/defect/defect-engine.ts";
import { demoPlant } from "../../support/demo-run.ts";
import { sha256 } from "../../../electron/host/analyse/sha256.ts";
import { demoFacts, shiftStartMs } from "../../support/demo-facts.ts";
import { demoLearnt } from "../../support/demo-watch.ts";
import { judged, type ValidationRow } from "../table.ts";
import { poissonInterval } from "./poisson.ts";

const cleanSeeds = Array.from({ length: 10 }, (_, index) => 4001 + index);
const hours = 8;

export function engineRows(notes: string[], tell: (text: string) => void): ValidationRow[] {
  const learnt = demoLearnt();
  const counts = cleanSeeds.map((seed) => {
    tell(`engine: clean shift ${seed} ...`);
    const engine = new DefectEngine(demoPlant(), learnt, sha256);
    for (const facts of demoFacts({ seed, hours, isClean: true }))
      for (const fact of facts) engine.take(fact);
    engine.advance(shiftStartMs + hours * 3_600_000);
    return engine.findings().map(({ kind, assetId }) => `${kind} ${assetId}`);
  });
  const total = counts.reduce((sum, found) => sum + found.length, 0);
  const [low, high] = poissonInterval(total);
  const shifts = cleanSeeds.length;
  notes.push(
    `Engine: ${total} false incidents in ${shifts} clean shifts, 95 % interval ${(low / shifts).toFixed(2)} to ${(high / shifts).toFixed(2)} a shift; allowed are 1.5 (1 of machines, 0.5 of parts): ${counts.flat().join(", ")}.`,
  );
  return [
    judged(
      {
        measure: "engine: false incidents per clean shift, all kinds",
        values: [total / shifts],
        unit: "",
        cases: shifts,
      },
      { most: 2 },
    ),
  ];
}
