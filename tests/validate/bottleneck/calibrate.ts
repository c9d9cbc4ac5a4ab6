// Fits the product's calibration table on the suite's first half, and writes it where the product reads it.
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import {
  fitCalibration,
  type Calibration,
  type CalibrationSample,
} from "#shared/analyse/bottleneck/confidence.ts";
import { serialWindows } from "./serial-study.ts";
import { fitSeeds } from "./suite.ts";
import type { TruthFile } from "./truth-file.ts";

const file = new URL("../../../shared/analyse/bottleneck/calibration-table.ts", import.meta.url);
/** Bands end between the lengths of windows that are tried. */
const bandLimits = [500, 2000];

/** Fits on every resource of every window of the fitting seeds. */
export function fitSuite(truths: TruthFile["truths"]): Calibration {
  const samples: CalibrationSample[] = [];
  for (const { parts, rawP, truth, picks } of serialWindows(fitSeeds, truths, false))
    rawP.forEach((p, resource) => {
      samples.push({
        parts,
        rawP: p,
        isBest: truth.best.includes(resource) ? 1 : 0,
        isPick: resource === picks[0],
      });
    });
  return fitCalibration(samples, bandLimits);
}

/** Writes the table as source, with the hash of what it was generated from. */
export function writeCalibration(calibration: Calibration, generator: string): void {
  const text = `// Made by \`npm run validate -- bottleneck --regenerate\`: what raw probabilities were worth on lines 1-500 of the suite.
import type { Calibration } from "./confidence.ts";

/** SHA-256 over the sources of the suite it was fitted on. */
export const calibrationGenerator = "${generator}";

export const calibrationTable: Calibration = ${JSON.stringify(calibration)};
`;
  writeFileSync(file, text);
  spawnSync("npx", ["--no-install", "prettier", "--write", file.pathname]);
}
