// How often each class may be flagged falsely: the line's budget, shared out.
import type { DefectClass } from "#shared/model/defect-schema.ts";
import { assetOf, idealCycleS, type Plant } from "#shared/model/plant.ts";
import type { ClassBudget } from "./class-watch.ts";
import { falsePerShift, shiftHours, usualRates } from "./clean-rates.ts";
import type { CleanRates } from "./clean-rates-schema.ts";

/** Share of the line's false incidents that classes of which clean history has bad parts may make together. */
const shareOfKnown = 0.9;

/** How the line's false incidents are shared out: most to the classes that do have bad parts when all is as usual. */
export function budgets(
  plant: Plant,
  clean: CleanRates,
  classes: readonly DefectClass[],
): (one: DefectClass) => ClassBudget {
  const usualOf = usualRates(clean);
  const known = classes.filter((one) => usualOf(one).wasBadBefore).length;
  const unknown = classes.length - known;
  const forKnown = known === 0 ? 0 : unknown === 0 ? 1 : shareOfKnown;
  return (one) => {
    const usual = usualOf(one);
    const share = usual.wasBadBefore ? forKnown / known : (1 - forKnown) / Math.max(1, unknown);
    return {
      usual,
      falsePerShift: falsePerShift * share,
      judgedPerShift: usual.judgedPerShift ?? fastestPerShift(plant, one.assetId),
    };
  };
}

/** Parts that a station, or the stations of a cell, can judge in a shift at the shortest ideal cycle. */
function fastestPerShift(plant: Plant, assetId: string): number | undefined {
  const asset = assetOf(plant, assetId);
  if (asset === undefined) return undefined;
  const stations = [asset, ...asset.childRows.flatMap((row) => plant.assets[row] ?? [])];
  const perShift = stations.reduce((sum, station) => {
    const variants = plant.file.variants.map(({ id }) => id);
    const cyclesS = ["", ...variants].flatMap((variant) => idealCycleS(station, variant) ?? []);
    return cyclesS.length === 0 ? sum : sum + (shiftHours * 3600) / Math.min(...cyclesS);
  }, 0);
  return perShift > 0 ? perShift : undefined;
}
