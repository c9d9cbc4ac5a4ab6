// Where parts stand in racks, so that what stands there is the parts themselves. The models of racks put their shelves under
// these seats (renderer/scene/machines). Numbers only.
import type { AssetFile } from "../model/plant-schema.ts";

/** A place in a rack: metres from the asset's middle on the floor, x along its heading; a part stands on z. */
export type Seat = readonly [x: number, y: number, z: number];

/** Returnable racks for packs along a dispatch lane: their middles, and the places in each from below. */
export const packRackFeet: readonly (readonly [x: number, y: number])[] = [
  [-0.3, 1.3],
  [1.55, 1.3],
  [-0.3, -1.3],
  [1.55, -1.3],
];
export const packRackLevels = 4;
/** Height of the n-th place of a returnable rack, from 0, metres. */
export function packRackSeatM(level: number): number {
  return 0.14 + level * 0.36;
}

/** Top of the shelves of a scrap cage, and of a rack for anything, metres. */
export const scrapShelvesM = [0.2, 0.65] as const;
export const rackShelvesM = [0.21, 0.87, 1.53] as const;

/** Seats of an asset in the order in which they are filled; none where it is no rack. */
export function rackSeats(asset: Pick<AssetFile, "model" | "kind" | "capacity">): readonly Seat[] {
  const seats = allSeats(asset);
  return seats.slice(0, asset.capacity ?? seats.length);
}

function allSeats({ model, kind, capacity }: Pick<AssetFile, "model" | "kind" | "capacity">): Seat[] {
  if (model === "packDispatch")
    return packRackFeet.flatMap(([x, y]) =>
      Array.from({ length: packRackLevels }, (_, level): Seat => [x, y, packRackSeatM(level)]),
    );
  if (model === "scrapRack") return grid(scrapShelvesM, [-0.64, 0, 0.64], [-0.28, 0.28]);
  if (model !== undefined || kind !== "rack") return [];
  // Few places are for big parts: they get a shelf, or half of one.
  const places = capacity ?? Infinity;
  if (places <= 3) return grid(rackShelvesM, [0], [0]);
  if (places <= 6) return grid(rackShelvesM, [-0.65, 0.65], [0]);
  const columns = [-0.98, -0.36, 0.36, 0.98];
  return places <= 12 ? grid(rackShelvesM, columns, [0]) : grid(rackShelvesM, columns, [-0.21, 0.21]);
}

/** Shelf by shelf from below, along each row. */
function grid(shelves: readonly number[], columns: readonly number[], rows: readonly number[]): Seat[] {
  return shelves.flatMap((z) => rows.flatMap((y) => columns.map((x): Seat => [x, y, z])));
}
