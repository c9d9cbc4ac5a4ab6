// What a label says: name, and a second line of state or value. Words come from the catalogue. No drawing.
import { assetStates } from "#shared/model/state.ts";
import { qualityOfCode } from "#shared/frame/layout.ts";
import { isMover, isStation } from "#shared/model/asset-roles.ts";
import type { Asset } from "#shared/model/plant.ts";
import type { LiveTable } from "../../live/live-table.ts";
import { formatFixed, formatValue } from "../../messages/format.ts";
import { t, tWord } from "../../messages/t.ts";
import type { ConstraintNow } from "../bottleneck/bottleneck-layer.ts";

/** Letters of a name shown at most. */
const nameLetters = 26;

/** The name shown on the floor and over the machine: id first, because people call machines by it. */
export function labelName(asset: Asset, whole: boolean): string {
  if (!whole) return asset.id.length <= nameLetters ? asset.id : `${asset.id.slice(0, nameLetters - 1)}…`;
  const text = asset.name === asset.id ? asset.id : `${asset.id}  ${asset.name}`;
  return text.length <= nameLetters + 8 ? text : `${text.slice(0, nameLetters + 7)}…`;
}

/** Row of the number an asset is known by; -1 when it has none. */
export function featuredSignalRow(table: LiveTable, asset: Asset): number {
  const featured = asset.signalRows.find((row) => {
    const signal = table.plant.signals[row];
    return signal !== undefined && signal.featured && signal.type !== "text";
  });
  return featured ?? -1;
}

/** The value of a signal with its unit, or "no data". */
export function valueText(table: LiveTable, signalRow: number): string {
  const signal = table.plant.signals[signalRow];
  const quality = qualityOfCode(table.signalQuality[signalRow] ?? 0);
  if (
    signal === undefined ||
    table.stale ||
    quality === "missing" ||
    quality === "stale" ||
    quality === "bad"
  )
    return t("value.none");
  const value = table.signalValue[signalRow] ?? 0;
  if (signal.type === "enum") return signal.labels?.[value] ?? t("value.none");
  // A thin space has no width worth showing at this size.
  return formatValue(value, signal.unit).replace("\u202f", " ");
}

/** Whether an asset has a state of its own; a buffer has a fill instead, a hall has neither. */
export function tellsState(asset: Asset): boolean {
  return isStation(asset) || isMover(asset);
}

/** How full a buffer is, `7/8`; undefined for what has no places. A supply's stock is not counted. */
export function fillText(table: LiveTable, asset: Asset): string | undefined {
  if (asset.capacity === undefined || (asset.level !== "buffer" && asset.level !== "conveyor"))
    return undefined;
  return table.stale ? undefined : `${table.assetCount[asset.row] ?? 0}/${asset.capacity}`;
}

/** The state of an asset in words. */
export function stateText(table: LiveTable, row: number): string {
  return tWord("state", assetStates[table.assetState[row] ?? 0] ?? "unknown");
}

/** What stands under the name of what limits the line; undefined = nothing does. */
export function constraintText(now: ConstraintNow | undefined, share: number): string | undefined {
  if (now === undefined) return undefined;
  return [
    // One label speaks for all stations of a cell.
    now.rows.length > 1 ? `${t("scene.constraint")} ${now.resource}` : t("scene.constraint"),
    share > 0 ? `${formatFixed(share * 100, 0)} %` : "",
    now.provisional ? t("ribbon.notSettled") : "",
  ]
    .filter((text) => text !== "")
    .join("  ·  ");
}
