// Whether two things stand in the same place. Footprints are rectangles turned by their heading, on the plant's floor.
import type { AssetFile, AssetLevel } from "../plant-schema.ts";
import type { Add, PlantView } from "./view.ts";

/** Footprints may touch, and drawings round: up to this much overlap is no fault. */
const toleranceM = 0.05;
/** Higher than this is above the floor: a gantry, an overhead conveyor. */
const floorM = 0.3;

/** Levels that move, or stand at a machine on purpose. */
const free: ReadonlySet<AssetLevel> = new Set(["vehicle", "operator"]);

interface Footprint {
  readonly asset: AssetFile;
  readonly x: number;
  readonly y: number;
  /** Half length and half width. */
  readonly along: number;
  readonly across: number;
  readonly cos: number;
  readonly sin: number;
  /** Half extent along x, to sort by. */
  readonly reachX: number;
}

/** Reports each pair of assets that stand in the same place, if neither is inside the other in the tree. */
export function checkLayout(view: PlantView, add: Add): void {
  const parents = new Set(view.assets.flatMap((asset) => asset.parent ?? []));
  const prints = view.assets
    .flatMap((asset) => footprint(asset) ?? [])
    .sort((a, b) => a.x - a.reachX - (b.x - b.reachX));
  prints.forEach((a, index) => {
    for (let next = index + 1; next < prints.length; next += 1) {
      const b = prints[next];
      if (b === undefined || b.x - b.reachX > a.x + a.reachX) break;
      const areSiblings = a.asset.parent === b.asset.parent;
      const areLeaves = !parents.has(a.asset.id) && !parents.has(b.asset.id);
      if (!areSiblings && !areLeaves) continue;
      if (contains(view, a.asset, b.asset) || contains(view, b.asset, a.asset)) continue;
      const depthM = overlap(a, b);
      if (depthM <= toleranceM) continue;
      add(
        ["assets", a.asset.id, "pose"],
        "overlap",
        `${a.asset.name} (${a.asset.id}) and ${b.asset.name} (${b.asset.id}) stand in the same place, ${depthM.toFixed(2)} m into each other.`,
        `Move one of them by ${depthM.toFixed(2)} m, make it smaller, or make it a part of the other with "parent".`,
      );
    }
  });
}

function footprint(asset: AssetFile): Footprint | undefined {
  const { pose, size } = asset;
  if (pose === undefined || size === undefined || pose.z > floorM || free.has(asset.level)) return undefined;
  const heading = (pose.headingDeg * Math.PI) / 180;
  const cos = Math.cos(heading);
  const sin = Math.sin(heading);
  const along = size.length / 2;
  const across = size.width / 2;
  return {
    asset,
    x: pose.x,
    y: pose.y,
    along,
    across,
    cos,
    sin,
    reachX: Math.abs(cos) * along + Math.abs(sin) * across,
  };
}

function contains(view: PlantView, outer: AssetFile, inner: AssetFile): boolean {
  let at: AssetFile | undefined = inner;
  for (let steps = 0; at?.parent !== undefined && steps < 64; steps += 1) {
    if (at.parent === outer.id) return true;
    at = view.assetById.get(at.parent);
  }
  return false;
}

/** How far two rectangles are pushed into each other, by the separating axis theorem; 0 when they are apart. */
function overlap(a: Footprint, b: Footprint): number {
  let least = Infinity;
  for (const box of [a, b]) {
    for (const [axisX, axisY] of [
      [box.cos, box.sin],
      [-box.sin, box.cos],
    ] as const) {
      const distance = Math.abs((b.x - a.x) * axisX + (b.y - a.y) * axisY);
      least = Math.min(least, halfExtent(a, axisX, axisY) + halfExtent(b, axisX, axisY) - distance);
    }
  }
  return Math.max(0, least);
}

function halfExtent(box: Footprint, axisX: number, axisY: number): number {
  return (
    box.along * Math.abs(box.cos * axisX + box.sin * axisY) +
    box.across * Math.abs(-box.sin * axisX + box.cos * axisY)
  );
}
