// What lies behind an asset along the plant's links: how long parts may take to get there, and where they are inspected next.
import type { AssetFile } from "#shared/model/plant-schema.ts";
import type { Asset, Plant } from "#shared/model/plant.ts";
import { assetOf } from "#shared/model/plant.ts";

/** Farther than this, an episode is not taken for the same thing running down the line. */
const mostTransitMs = 15 * 60_000;

/** Longest time that a part takes from one asset to another, ms; undefined = it does not go there, or takes too long. */
export function transits(plant: Plant): (fromAssetId: string, toAssetId: string) => number | undefined {
  const known = new Map<string, ReadonlyMap<string, number>>();
  return (from, to) => {
    let behind = known.get(from);
    if (behind === undefined) known.set(from, (behind = transitsFrom(plant, from)));
    return behind.get(to);
  };
}

/** By Dijkstra: the shortest of ways, each with its stores full. */
function transitsFrom(plant: Plant, from: string): ReadonlyMap<string, number> {
  const done = new Map<string, number>();
  const open = new Map([[from, 0]]);
  for (;;) {
    let next: [string, number] | undefined;
    for (const entry of open) if (next === undefined || entry[1] < next[1]) next = entry;
    if (next === undefined) break;
    const [id, atMs] = next;
    open.delete(id);
    done.set(id, atMs);
    for (const link of plant.links) {
      if (link.from !== id || (link.kind !== "flow" && link.kind !== "vehicle") || done.has(link.to))
        continue;
      const wayS = link.transferS + (link.kind === "vehicle" ? (link.roundTripS ?? 2 * link.transferS) : 0);
      const thereMs = atMs + 1000 * (wayS + staysS(plant, link.to));
      if (thereMs <= mostTransitMs && thereMs < (open.get(link.to) ?? Infinity)) open.set(link.to, thereMs);
    }
  }
  done.delete(from);
  return done;
}

/** How long a part stays at an asset at most, while the line moves: as long as all before it take, one after the other. */
function staysS(plant: Plant, id: string): number {
  const asset = assetOf(plant, id);
  if (asset === undefined) return 0;
  const own = longestCycleS(asset);
  const following = plant.links
    .filter(({ from }) => from === id)
    .map(({ to }) => longestCycleS(assetOf(plant, to)));
  return (asset.capacity ?? 1) * (own > 0 ? own : Math.max(0, ...following));
}

function longestCycleS(asset: AssetFile | undefined): number {
  const cycle = asset?.idealCycleS;
  if (cycle === undefined) return 0;
  return typeof cycle === "number" ? cycle : Math.max(0, ...Object.values(cycle));
}

const inspects: ReadonlySet<string> = new Set(["inspection", "testCell"]);

/** The next asset down the line that inspects parts and has characteristics; the nearest by links. */
export function nextInspection(plant: Plant, fromAssetId: string): Asset | undefined {
  const seen = new Set([fromAssetId]);
  let front = [fromAssetId];
  while (front.length > 0) {
    const next = plant.links
      .filter(({ from, kind }) => front.includes(from) && (kind === "flow" || kind === "vehicle"))
      .map(({ to }) => to)
      .filter((to) => !seen.has(to));
    for (const id of next) {
      seen.add(id);
      const asset = assetOf(plant, id);
      if (asset !== undefined && inspects.has(asset.kind) && asset.characteristics.length > 0) return asset;
    }
    front = next;
  }
  return undefined;
}
