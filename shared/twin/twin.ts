// What a plant is to all its states: paths, looks, racks. Made once from the plant alone, so that host and page number alike.
import type { Plant } from "../model/plant.ts";
import { buildLooks, type LookTable } from "./looks.ts";
import { buildPaths, type PathTable } from "./paths.ts";

/** What never changes while a plant snapshot is in use; shared by all its states. */
export interface Twin {
  readonly plant: Plant;
  readonly paths: PathTable;
  readonly looks: LookTable;
  /** The rack where parts scrapped at an asset are put, by row; -1 = none. */
  readonly scrapRackOf: Int32Array;
}

export function createTwin(plant: Plant): Twin {
  const paths = buildPaths(plant);
  const scrapRackOf = new Int32Array(plant.assets.length).fill(-1);
  for (const link of plant.links) {
    const from = plant.assetRowById.get(link.from);
    const to = plant.assetRowById.get(link.to);
    if (link.kind !== "scrap" || from === undefined || to === undefined) continue;
    if ((paths.seatsOf[to] ?? 0) > 0) scrapRackOf[from] = to;
  }
  return { plant, paths, looks: buildLooks(plant), scrapRackOf };
}
