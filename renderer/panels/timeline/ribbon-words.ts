// What the card says of a stretch of the critical path: who, from when to when, how much of the shift, and what is not certain.
import type { BottleneckInfo, ConstraintStretchInfo } from "#shared/host-api/bottleneck-schema.ts";
import type { Plant } from "#shared/model/plant.ts";
import { formatDuration, formatFixed, formatMinute } from "../../messages/format.ts";
import { t, tWord } from "../../messages/t.ts";
import { assetsOf } from "../../state/bottleneck.ts";

/** The lines of the card; the first is the title. */
export function ribbonLines(plant: Plant, info: BottleneckInfo, stretch: ConstraintStretchInfo): string[] {
  const { resource, fromMs, toMs, tieFromMs, tieToMs, provisional } = stretch;
  const zone = plant.file.timeZone;
  const clock = (timeMs: number): string => formatMinute(timeMs, zone);
  const ranked = info.ranking.find((each) => each.resource === resource);
  const isUncertain = tieFromMs !== undefined && tieToMs !== undefined && tieToMs > tieFromMs;
  return [
    `${resourceName(plant, stretch)} · ${t("ribbon.limits")}`,
    `${clock(fromMs)} – ${clock(toMs)} · ${formatDuration(toMs - fromMs)}`,
    ranked === undefined
      ? ""
      : [t("ribbon.share", { share: `${formatFixed(ranked.share * 100, 0)} %` }), certainty(info, resource)]
          .filter((text) => text !== "")
          .join(" · "),
    isUncertain ? t("ribbon.tie", { from: clock(tieFromMs), to: clock(tieToMs) }) : "",
    provisional ? t("ribbon.provisional") : "",
  ];
}

/** How sure the shift's answer is, said of those it names. */
function certainty({ named, word, tieSet }: BottleneckInfo, resource: string): string {
  if (named === resource) return tWord("constraintWord", word);
  if (tieSet.length > 1 && tieSet.includes(resource))
    return t("ribbon.oneOf", { candidates: tieSet.join(", ") });
  return "";
}

/** An id, and the name of its asset where it is one. */
export function resourceName(plant: Plant, { resource }: Pick<ConstraintStretchInfo, "resource">): string {
  const asset = plant.assets[plant.assetRowById.get(resource) ?? -1];
  return asset === undefined || asset.name === resource ? resource : `${resource} ${asset.name}`;
}

/** The asset that is selected for a resource: itself, or the first of its stations. */
export function assetIdOf(plant: Plant, stretch: ConstraintStretchInfo): string | undefined {
  return [stretch.resource, ...assetsOf(stretch)].find((id) => plant.assetRowById.has(id));
}
