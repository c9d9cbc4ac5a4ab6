// Which part an asset plays: stations have states and lanes, stores have a fill, movers come and go. Pure.
import type { Asset } from "./plant.ts";

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
