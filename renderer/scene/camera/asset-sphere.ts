// The ball around an asset as it stands in the plant; around a group, around everything in it. Pure.
import type { Plant } from "#shared/model/plant.ts";
import { floatsPerRow, type Placements } from "../placements.ts";

/** Plant frame, metres. */
export interface AssetSphere {
  readonly centre: readonly [number, number, number];
  readonly radiusM: number;
}

/** Undefined when neither the asset nor anything in it has a place. `aboveM`: so much above the asset belongs to it as well, metres. */
export function assetSphere(
  plant: Plant,
  placements: Placements,
  row: number,
  aboveM = 0,
): AssetSphere | undefined {
  const drawn = drawnBelow(plant, placements, row);
  const [only, ...others] = drawn;
  if (only === undefined) return undefined;
  if (others.length === 0) {
    const { x, y, z, height: ownM, reachM } = placeOf(placements, only);
    const height = ownM + aboveM;
    return { centre: [x, y, z + height / 2], radiusM: Math.hypot(reachM, height / 2) };
  }
  const low = [Infinity, Infinity, Infinity];
  const high = [-Infinity, -Infinity, -Infinity];
  for (const each of drawn) {
    const { x, y, z, height, reachM } = placeOf(placements, each);
    const from = [x - reachM, y - reachM, z];
    const to = [x + reachM, y + reachM, z + height];
    for (let axis = 0; axis < 3; axis += 1) {
      low[axis] = Math.min(low[axis] ?? 0, from[axis] ?? 0);
      high[axis] = Math.max(high[axis] ?? 0, to[axis] ?? 0);
    }
  }
  const middle = (axis: number): number => ((low[axis] ?? 0) + (high[axis] ?? 0)) / 2;
  const half = (axis: number): number => ((high[axis] ?? 0) - (low[axis] ?? 0)) / 2;
  return { centre: [middle(0), middle(1), middle(2)], radiusM: Math.hypot(half(0), half(1), half(2)) };
}

/** The asset itself where it is drawn, else what is drawn of everything in it. */
function drawnBelow(plant: Plant, placements: Placements, row: number): number[] {
  if (placements.model[row] !== undefined && placements.drawn.includes(row)) return [row];
  const found: number[] = [];
  const open = [...(plant.assets[row]?.childRows ?? [])];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (placements.model[next] !== undefined && placements.drawn.includes(next)) found.push(next);
    open.push(...(plant.assets[next]?.childRows ?? []));
  }
  return found;
}

function placeOf(
  placements: Placements,
  row: number,
): { x: number; y: number; z: number; height: number; reachM: number } {
  const at = row * floatsPerRow;
  const [x = 0, y = 0, z = 0, , length = 1, width = 1, height = 1] = placements.data.subarray(at, at + 7);
  return { x, y, z, height, reachM: Math.hypot(length, width) / 2 };
}
