// The model of one asset, made ready to judge from the plain numbers that were learnt. It is never made otherwise, also right after
// learning, so that a file judges like the memory it came from.
import {
  type JudgingCalibration,
  defaultDetectorOptions,
  type DetectorModel,
  type DetectorOptions,
  detectorOf,
} from "../detector.ts";
import { pcaOf } from "../mspc/pca.ts";
import { squareOf } from "../mspc/symmetric.ts";
import type { LearntAsset } from "./learnt-schema.ts";
import type { ColumnOperation } from "./operation.ts";

/** Ten rows of a minute: of 6 to 25, soonest on the drifts of simulated shifts without more false flags. */
export const detectorOptions: DetectorOptions = {
  ...defaultDetectorOptions,
  smoothingRows: 10,
  judgesSingle: true,
};

export interface AssetModel {
  readonly learnt: LearntAsset;
  /** Columns among the values of the asset's rows. */
  readonly columns: readonly number[];
  readonly operations: readonly ColumnOperation[];
  readonly variants: readonly string[];
  readonly detector: DetectorModel;
  readonly calibration: JudgingCalibration;
}

/** Makes ready to judge. `places`: where the learnt columns are among the values of the asset's rows. */
export function modelOf(
  learnt: LearntAsset,
  places: readonly number[],
  variants: readonly string[],
): AssetModel {
  const size = learnt.columns.length;
  const standard = {
    columns: learnt.columns.map(({ signal }) => signal),
    kept: learnt.columns.map((_, index) => index),
    constant: [],
    centre: Float64Array.from(learnt.columns, ({ centre }) => centre),
    spread: Float64Array.from(learnt.columns, ({ spread }) => spread),
  };
  const pca = pcaOf(standard, squareOf(learnt.covariance, size), learnt.rows, { count: learnt.components });
  // Scores below the kept ones count as never reached: p is 1 there.
  const scores = new Float64Array(learnt.scores).fill(-Infinity);
  learnt.worst.forEach((score, index) => (scores[learnt.scores - 1 - index] = score));
  return {
    learnt,
    columns: places,
    operations: learnt.columns,
    variants,
    detector: detectorOf(detectorOptions, pca, squareOf(learnt.mewma, size)),
    calibration: { tails: learnt.tails, scores },
  };
}
