// Stops that go on now, seen in the live table before any report tells of them: a person who stops a machine sees it at once.
import { stateOfCode } from "#shared/frame/layout.ts";
import type { StopCost } from "#shared/host-api/bottleneck-schema.ts";
import { isStation } from "#shared/model/asset-roles.ts";
import type { LiveTable } from "../../live/live-table.ts";
import { tWord } from "../../messages/t.ts";

/** Shorter ones come and go too fast to be read, milliseconds. */
const leastMs = 15_000;

/** Ids and beginnings as one text, so that a component renders only when a stop comes or goes; nothing while in the past. */
export function openStopsText(table: LiveTable): string {
  if (!table.following) return "";
  const timeMs = table.timeMs();
  return table.plant.assets
    .filter((asset) => {
      const state = stateOfCode(table.assetState[asset.row] ?? 0);
      return (
        isStation(asset) &&
        (state === "down" || state === "microstop") &&
        timeMs - (table.assetSinceMs[asset.row] ?? timeMs) >= leastMs
      );
    })
    .map(
      ({ id, row }) =>
        `${id} ${Math.round(table.assetSinceMs[row] ?? 0)} ${stateOfCode(table.assetState[row] ?? 0)}`,
    )
    .join("\n");
}

/** Those of `openStopsText` that a report does not tell of yet, as stops whose cost is still being computed. */
export function openStopsNow(text: string, nowMs: number, told: readonly StopCost[]): StopCost[] {
  if (text === "") return [];
  return text
    .split("\n")
    .map((line): StopCost => {
      const [assetId = "", fromMs = "", state = ""] = line.split(" ");
      return {
        assetId,
        fromMs: Number(fromMs),
        toMs: Math.max(nowMs, Number(fromMs)),
        open: true,
        code: "",
        text: tWord("state", state),
      };
    })
    .filter(({ assetId }) => !told.some((stop) => stop.open && stop.assetId === assetId));
}
