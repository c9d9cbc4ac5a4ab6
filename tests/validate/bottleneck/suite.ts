// The synthetic benchmark: which line belongs to which seed. Seeds 1-500 fit the calibration, 501-1000 are reported.
import { engineCase, engineFamilies, type EngineCase, type EngineFamily } from "./engine-families.ts";
import { engineTruth } from "./engine-truth.ts";
import type { LineTruth } from "./gains.ts";
import { serialCase, serialFamilies, type SerialCase, type SerialFamily } from "./serial-families.ts";
import { serialTruth } from "./serial-truth.ts";

export type SuiteCase =
  | { readonly kind: "serial"; readonly line: SerialCase }
  | { readonly kind: "engine"; readonly line: EngineCase };

/** 25 seeds in turn: 60 lines of each serial family and 20 of each other one in 500 seeds. */
const turn: readonly (SerialFamily | EngineFamily)[] = [
  ...serialFamilies,
  ...serialFamilies,
  ...serialFamilies,
  ...engineFamilies,
];

const seeds = (first: number, last: number): number[] =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index);

/** Lines that the calibration is fitted on. */
export const fitSeeds = seeds(1, 500);
/** Lines that results are reported on. */
export const reportSeeds = seeds(501, 1000);

function isSerial(family: SerialFamily | EngineFamily): family is SerialFamily {
  return serialFamilies.some((serial) => serial === family);
}

/** The line of a seed, from 1 on. */
export function suiteCase(seed: number): SuiteCase {
  const family = turn[(seed - 1) % turn.length] ?? "E";
  return isSerial(family)
    ? { kind: "serial", line: serialCase(family, seed) }
    : { kind: "engine", line: engineCase(family, seed) };
}

/** Its truth; two for a line with a planned switch, before and after. */
export function suiteTruth(seed: number): readonly LineTruth[] {
  const one = suiteCase(seed);
  return one.kind === "serial" ? [serialTruth(one.line)] : engineTruth(one.line);
}
