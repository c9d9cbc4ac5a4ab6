// A model on a plant: which asset it judges, and which of the asset's rows of a minute. Calibrating and watching begin here, so that
// they see the same.
import type { Outcome } from "#shared/base/problem.ts";
import { watchedAssets, type WatchRow } from "#shared/analyse/defect/watch/rows.ts";
import type { Plant } from "#shared/model/plant.ts";
import { type ModelDetector, type ModelDetectorOptions, openModel } from "./model-detector.ts";

/** An opened model, and where the values that it takes are in the rows of its asset. */
export interface WatchedModel {
  readonly detector: ModelDetector;
  readonly assetId: string;
  /** Place of the asset among those that have rows. */
  readonly asset: number;
  readonly columns: readonly number[];
}

/** Opens a model for the plant's signals; refuses one whose signals are not all of one asset that has rows. */
export async function openForPlant(
  folder: string,
  plant: Plant,
  options: ModelDetectorOptions,
): Promise<Outcome<WatchedModel>> {
  const signals = plant.signals.map(({ id, tag, unit }) => ({
    id,
    ...(tag === undefined ? {} : { tag }),
    ...(unit === undefined ? {} : { unit }),
  }));
  const opened = await openModel(folder, signals, options);
  if (!opened.ok) return opened;
  const detector = opened.value;
  const wanted = detector.signals.map((id) => plant.signalRowById.get(id) ?? -1);
  const assets = watchedAssets(plant);
  const asset = assets.findIndex(({ signalRows }) => wanted.every((row) => signalRows.includes(row)));
  const place = assets[asset];
  if (place === undefined) {
    detector[Symbol.dispose]();
    return {
      ok: false,
      problems: [
        {
          path: ["model.json", "input", "features"],
          id: "several-assets",
          severity: "error",
          message: "Its features are not numbers that one asset measures.",
          hint: "The watch judges one asset at a time, by two or more of its numeric signals that are no counters or limits.",
        },
      ],
    };
  }
  const columns = wanted.map((row) => place.signalRows.indexOf(row));
  return { ok: true, problems: opened.problems, value: { detector, assetId: place.id, asset, columns } };
}

/** What a model takes of its asset's row. */
export function modelRow({ values }: WatchRow, columns: readonly number[]): Float64Array {
  return Float64Array.from(columns, (column) => values[column] ?? NaN);
}
