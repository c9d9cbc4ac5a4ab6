// The load of the frames benchmark, the same for every format: a plant of 10,000 signals and rows that change.
import { type PlantFile, plantSchema } from "#shared/model/plant-schema.ts";

export const stationCount = 1000;
export const signalsPerStation = 10;
export const signalCount = stationCount * signalsPerStation;
/** Frames, or batches of JSON, a second. */
export const framesPerS = 20;
export const updatesPerS = 100_000;
export const updatesPerFrame = updatesPerS / framesPerS;
/** Rows of the tables "per 10,000 rows". */
export const rowsPerTable = 10_000;

/** A plant of stations with plain signals; nothing else of it matters here. */
export function loadPlant(): PlantFile {
  return plantSchema.parse({
    schema: 1,
    id: "bench",
    name: "Bench",
    timeZone: "UTC",
    assets: Array.from({ length: stationCount }, (_, station) => ({
      id: `S${String(station).padStart(4, "0")}`,
      name: `Station ${station}`,
      level: "station",
      pose: { x: station % 50, y: Math.floor(station / 50) },
      size: { length: 0.5, width: 0.5, height: 1 },
      signals: Array.from({ length: signalsPerStation }, (__, signal) => ({
        name: `signal${signal}`,
        unit: "A",
      })),
    })),
  });
}

/** One update as batched JSON carries it: tag, time, value and quality, about 97 bytes. */
export interface JsonUpdate {
  readonly tag: string;
  readonly timestamp: number;
  readonly value: number;
  readonly quality: string;
}

/** A batch of updates; trusted, because checking each would only make the baseline slower. */
export function parseUpdates(text: string): readonly JsonUpdate[] {
  return JSON.parse(text) as readonly JsonUpdate[];
}
