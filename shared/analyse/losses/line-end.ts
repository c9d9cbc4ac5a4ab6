// Where a line's OEE is taken, and whose calendar an asset follows. Pure look-ups in the plant.
import { isStation } from "../../model/asset-roles.ts";
import type { Asset, Plant } from "../../model/plant.ts";
import type { CalendarFile } from "../../model/plant-schema.ts";

const lineEnds = new WeakMap<Plant, readonly Asset[]>();

/**
 * The stations at the line end: the one where the plan counts, else the last ones before it (parallel ones are several).
 * Empty without a plan.
 */
export function lineEndStations(plant: Plant): readonly Asset[] {
  let found = lineEnds.get(plant);
  if (found === undefined) {
    found = findLineEnd(plant);
    lineEnds.set(plant, found);
  }
  return found;
}

function findLineEnd(plant: Plant): Asset[] {
  const { plan } = plant.file;
  if (plan === undefined) return [];
  const found = new Map<string, Asset>();
  const seen = new Set<string>();
  const open = [plan.countAt];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    const asset = plant.assets[plant.assetRowById.get(id) ?? -1];
    if (asset !== undefined && isStation(asset)) found.set(id, asset);
    else
      for (const link of plant.links)
        if (link.to === id && (link.kind === "flow" || link.kind === "vehicle")) open.push(link.from);
  }
  return [...found.values()].sort((a, b) => a.row - b.row);
}

/** The calendar of an asset: its own, else that of what it belongs to, else the plan's. */
export function calendarOf(plant: Plant, asset: Asset): CalendarFile | undefined {
  for (
    let at: Asset | undefined = asset;
    at !== undefined;
    at = at.parent === undefined ? undefined : plant.assets[plant.assetRowById.get(at.parent) ?? -1]
  ) {
    if (at.calendar !== undefined) return plant.calendarById.get(at.calendar);
  }
  return plant.file.plan === undefined ? undefined : plant.calendarById.get(plant.file.plan.calendar);
}

/** Whether only rejects go from `asset` to `to`. */
export function isRejectWay(plant: Plant, asset: Asset, to: string): boolean {
  const ways = plant.links.filter((link) => link.from === asset.id && link.to === to);
  return ways.length > 0 && ways.every(({ kind }) => kind === "rework" || kind === "scrap");
}
