// Calibrates a person's own model on a plant's clean shifts: what it says of rows in which all was well, and how large that gets in ten
// minutes. Without this a model flags nothing.
import type { Outcome } from "#shared/base/problem.ts";
import { triangleOf } from "#shared/analyse/defect/mspc/symmetric.ts";
import { blockOf, type CleanShifts, type LearntFrom } from "#shared/analyse/defect/watch/fit.ts";
import { bandOf } from "#shared/analyse/defect/watch/learn-asset.ts";
import { countingRows, leastDutyOf, RowGate } from "#shared/analyse/defect/watch/row-gate.ts";
import type { WatchRow } from "#shared/analyse/defect/watch/rows.ts";
import type { ModelWatchOptions } from "./model-watch.ts";
import { cardHash, type SiteCalibration } from "./site-calibration.ts";
import { modelRow, openForPlant } from "./watched-model.ts";

/** Runs the model over all clean rows of its asset. Its warnings come along; a model that fails is a refusal with its reason. */
export async function calibrateModel(
  folder: string,
  { plant, shifts }: CleanShifts,
  from: LearntFrom,
  options: ModelWatchOptions,
): Promise<Outcome<SiteCalibration>> {
  const opened = await openForPlant(folder, plant, options);
  if (!opened.ok) return opened;
  const { assetId, asset, columns } = opened.value;
  using detector = opened.value.detector;
  const ofAsset = shifts.map((shift) => shift.filter((row) => row.asset === asset));
  const leastDuty = leastDutyOf(countingRows(ofAsset.flat(), []));
  const places = ofAsset.flatMap((rows, shift) => gapped(rows, leastDuty).map((row) => ({ shift, row })));
  const values = new Float64Array(places.length * columns.length).fill(NaN);
  places.forEach(({ row }, index) => {
    if (row !== undefined) values.set(modelRow(row, columns), index * columns.length);
  });
  const table = { columns: detector.signals, rows: places.length, values };
  const calibrated = await detector.calibrate(table);
  const kept = detector.calibration;
  if (!calibrated.ok || kept === undefined) return { ok: false, problems: calibrated.problems };
  const maxima = new Map<string, number>();
  for (const { row, score } of calibrated.value) {
    const place = places[row];
    if (place?.row === undefined) continue;
    const block = `${place.shift} ${blockOf(place.row.toMs)}`;
    maxima.set(block, Math.max(maxima.get(block) ?? -Infinity, score));
  }
  const { standard, covariance, medians } = kept.clean;
  const rows = places.flatMap(({ row }) => row ?? []);
  return {
    ok: true,
    problems: [...opened.problems, ...calibrated.problems],
    value: {
      plant: plant.file.id,
      assetId,
      modelSha256: detector.card.sha256.toLowerCase(),
      cardSha256: cardHash(detector.card, options.sha256),
      ...from,
      rows: rows.length,
      scores: [...kept.scores],
      blockMaxima: [...maxima.values()].sort((a, b) => a - b),
      leastDuty,
      signals: detector.signals.map((signal, index) => ({
        signal,
        median: medians[index] ?? NaN,
        ...bandOf(rows, columns[index] ?? 0),
      })),
      kept: [...standard.kept],
      centre: [...standard.centre],
      spread: [...standard.spread],
      covariance: triangleOf(covariance, standard.columns.length),
    },
  };
}

/** The rows that count, and `undefined` for those that do not and at the end: windows do not reach over them. */
function gapped(rows: readonly WatchRow[], leastDuty: readonly number[]): (WatchRow | undefined)[] {
  const gate = new RowGate(leastDuty);
  return [...rows.map((row) => (gate.lets(row) ? row : undefined)), undefined];
}
