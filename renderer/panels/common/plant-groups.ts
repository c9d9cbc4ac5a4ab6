// Which assets of a plant play which part in the panels: stations have states and lanes, stores have a fill.
// Pure; computed once for a plant.
import type { Asset, Plant } from "#shared/model/plant.ts";

/** Works on parts and therefore has a state of its own: a station, a robot, or a cell without parts of its own. */
export function isStation(asset: Asset): boolean {
  return (
    asset.level === "station" ||
    asset.level === "robot" ||
    (asset.level === "cell" && asset.childRows.length === 0)
  );
}

/** Holds parts and can be counted: buffer, conveyor, supply, demand. */
export function isStore(asset: Asset): boolean {
  return (
    asset.level === "buffer" ||
    asset.level === "conveyor" ||
    asset.level === "supply" ||
    asset.level === "demand"
  );
}

/** Moves or works, and may tell a state: vehicles and operator positions. */
export function isMover(asset: Asset): boolean {
  return asset.level === "vehicle" || asset.level === "operator";
}

const stationsOf = new WeakMap<Plant, readonly number[]>();

/** Rows of all stations, in file order. */
export function stationRows(plant: Plant): readonly number[] {
  let rows = stationsOf.get(plant);
  if (rows === undefined) {
    rows = plant.assets.filter(isStation).map((asset) => asset.row);
    stationsOf.set(plant, rows);
  }
  return rows;
}

/** Rows of all stations below `row`, at any depth. */
export function stationsBelow(plant: Plant, row: number): number[] {
  const found: number[] = [];
  const open = [...(plant.assets[row]?.childRows ?? [])];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const asset = plant.assets[next];
    if (asset === undefined) continue;
    if (isStation(asset)) found.push(next);
    open.push(...asset.childRows);
  }
  return found.sort((a, b) => a - b);
}

/** Assets from the root down to `row`, itself last. */
export function lineage(plant: Plant, row: number): Asset[] {
  const chain: Asset[] = [];
  let asset = plant.assets[row];
  while (asset !== undefined) {
    chain.unshift(asset);
    const parentRow: number | undefined =
      asset.parent === undefined ? undefined : plant.assetRowById.get(asset.parent);
    asset = parentRow === undefined ? undefined : plant.assets[parentRow];
  }
  return chain;
}
