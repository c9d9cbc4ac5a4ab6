// Truth of a serial line: 120,000 parts, each station 5 % faster in turn, with the same random numbers.
import { replaySerial } from "#shared/analyse/bottleneck/serial-line.ts";
import { truthFactor, truthOfBatches, type LineTruth } from "./gains.ts";
import { drawRun, type SerialCase } from "./serial-families.ts";

const truthParts = 120_000;
const batches = 40;

/** Lengths of equal batches of a run, from when each part left; the first is left out, because the line starts empty. */
function batchLengthsS(outS: Float64Array): number[] {
  const size = outS.length / (batches + 1);
  return Array.from(
    { length: batches },
    (_, batch) => (outS[(batch + 2) * size - 1] ?? NaN) - (outS[(batch + 1) * size - 1] ?? NaN),
  );
}

/** Gain of every station of a case, by durations 5 % shorter and by durations 10 % shorter. */
export function serialTruth(line: SerialCase): LineTruth {
  const { work } = drawRun(line, (truthParts / batches) * (batches + 1), "truth");
  const lengthsS = (station: number, factor: number): number[] =>
    batchLengthsS(replaySerial(work, station, factor));
  const baseS = lengthsS(-1, 1);
  const rows = (factor: number): number[][] => line.stations.map((_, station) => lengthsS(station, factor));
  return { ...truthOfBatches(baseS, rows(truthFactor)), gains10: truthOfBatches(baseS, rows(0.9)).gains };
}
