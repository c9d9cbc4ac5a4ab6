// The areas of a plant on the floor: a rectangle around what belongs together. Pure; draws nothing.
import type { Asset, Plant } from "#shared/model/plant.ts";
import { floatsPerRow, type Placements } from "../placements.ts";

/** An area's name and its rectangle, metres. */
export interface Area {
  readonly name: string;
  readonly minX: number;
  readonly minY: number;
  readonly maxX: number;
  readonly maxY: number;
}

/** Between the outermost machine of an area and its line, metres. */
const marginM = 1.1;

/** The floor areas of a plant: its own size where it has one, else what its stations cover. */
export function areasOf(plant: Plant, placements: Placements): Area[] {
  const areas: Area[] = [];
  for (const asset of plant.assets) {
    const groups =
      asset.level === "area" || (asset.level === "cell" && placements.model[asset.row] === undefined);
    if (!groups) continue;
    const area = { name: asset.name, minX: Infinity, minY: Infinity, maxX: -Infinity, maxY: -Infinity };
    cover(plant, placements, asset, area);
    if (asset.pose !== undefined && asset.size !== undefined) grow(area, placements, asset.row);
    if (area.minX > area.maxX) continue;
    areas.push({
      name: asset.name,
      minX: area.minX - marginM,
      minY: area.minY - marginM,
      maxX: area.maxX + marginM,
      maxY: area.maxY + marginM,
    });
  }
  return areas;
}

type Bounds = { minX: number; minY: number; maxX: number; maxY: number };

function cover(plant: Plant, placements: Placements, asset: Asset, into: Bounds): void {
  for (const row of asset.childRows) {
    const child = plant.assets[row];
    if (child === undefined) continue;
    if (placements.model[row] !== undefined) grow(into, placements, row);
    cover(plant, placements, child, into);
  }
}

function grow(into: Bounds, placements: Placements, row: number): void {
  const at = row * floatsPerRow;
  const [x = 0, y = 0, , heading = 0, length = 0, width = 0] = placements.data.subarray(at, at + 6);
  const reachX = (Math.abs(Math.cos(heading)) * length + Math.abs(Math.sin(heading)) * width) / 2;
  const reachY = (Math.abs(Math.sin(heading)) * length + Math.abs(Math.cos(heading)) * width) / 2;
  into.minX = Math.min(into.minX, x - reachX);
  into.maxX = Math.max(into.maxX, x + reachX);
  into.minY = Math.min(into.minY, y - reachY);
  into.maxY = Math.max(into.maxY, y + reachY);
}
