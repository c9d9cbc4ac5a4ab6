// The patch model on cloth that lies differently in each picture: how well it tells flaws, and what p is worth.
import { conformalP } from "#shared/analyse/defect/conformal.ts";
import { areaUnderRoc } from "#shared/analyse/defect/metrics.ts";
import { fitPatchModel, patchScores } from "#shared/analyse/defect/vision/patch-model.ts";
import { wovenFlaws, wovenPicture } from "../../support/woven-pictures.ts";

export interface ClothResult {
  /** Area under ROC, pictures with flaws against good ones. */
  readonly auc: number;
  /** The same with flaws half as strong. */
  readonly aucFaint: number;
  /** Share of good pictures with p <= .05, and of flawed ones. */
  readonly falseShare: number;
  readonly foundShare: number;
  readonly pictures: number;
  readonly msEach: number;
}

/** Learns from 90 good pictures of one seed, judges 90 other good ones and 90 with flaws, of two strengths. */
export function measureCloth(seed: number, nowMs: () => number): ClothResult {
  const pictures = 90;
  const base = seed * 10_000;
  const model = fitPatchModel(
    Array.from({ length: pictures }, (_, index) => wovenPicture(base + index)),
    { mostRemembered: 400, seed },
  );
  const flaws = wovenFlaws.filter((flaw) => flaw !== "none");
  const fromMs = nowMs();
  const good = Array.from(
    { length: pictures },
    (_, index) => patchScores(model, wovenPicture(base + 1000 + index)).worst,
  );
  const withFlaws = (strength: number): number[] =>
    Array.from({ length: pictures }, (_, index) => {
      const flaw = flaws[index % flaws.length];
      return patchScores(model, wovenPicture(base + 2000 + index, flaw, 192, strength)).worst;
    });
  const [flawed, faint] = [withFlaws(1), withFlaws(0.5)];
  const msEach = (nowMs() - fromMs) / (3 * pictures);
  const aucOf = (scores: readonly number[]): number =>
    areaUnderRoc(
      Uint8Array.from({ length: 2 * pictures }, (_, index) => (index < pictures ? 0 : 1)),
      Float64Array.from([...good, ...scores]),
    );
  const shareBelow = (scores: readonly number[]): number =>
    scores.filter((score) => conformalP(model.cleanWorst, score) <= 0.05).length / scores.length;
  return {
    auc: aucOf(flawed),
    aucFaint: aucOf(faint),
    falseShare: shareBelow(good),
    foundShare: shareBelow(flawed),
    pictures: 2 * pictures,
    msEach,
  };
}
