// Groups of assets as the panels list them: stations, and what lies below an asset.
// Pure; computed once for a plant.
import { isStation } from "#shared/model/asset-roles.ts";
import type { Asset, Plant } from "#shared/model/plant.ts";

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
