// Where every drawn asset stands, as arrays and as one texture by asset row. Static for a plant snapshot.
// Plant frame throughout: metres, x east, y north, z up. The scene's root turns it for three.
import { DataTexture, FloatType, NearestFilter, RGBAFormat } from "three";
import type { Asset, Plant } from "#shared/model/plant.ts";
import { rackSeats } from "#shared/twin/rack-seats.ts";
import { type ModelName, modelOf } from "./machines/models.ts";

/** Texels a row: (x, y, z, heading), (length, width, height, capacity). */
export const texelsPerRow = 2;
/** Rows of assets in one line of the texture. */
export const rowsPerLine = 512;

/** Static placement of all assets; `drawn` rows have a model. */
export interface Placements {
  readonly rows: number;
  /** x, y, z, headingRad, length, width, height, capacity by row. */
  readonly data: Float32Array<ArrayBuffer>;
  readonly model: readonly (ModelName | undefined)[];
  /** Rows with a model, ascending. */
  readonly drawn: Uint32Array;
  /** Bounds of everything placed. */
  readonly bounds: { minX: number; minY: number; maxX: number; maxY: number; maxZ: number };
}

export const floatsPerRow = texelsPerRow * 4;

export function buildPlacements(plant: Plant): Placements {
  const rows = plant.assets.length;
  const lines = Math.max(1, Math.ceil(rows / rowsPerLine));
  const data = new Float32Array(lines * rowsPerLine * floatsPerRow);
  const model = plant.assets.map(modelOf);
  const drawn: number[] = [];
  const bounds = { minX: Infinity, minY: Infinity, maxX: -Infinity, maxY: -Infinity, maxZ: 0 };
  for (const asset of plant.assets) {
    const { pose } = asset;
    if (pose === undefined) continue;
    const person = model[asset.row] === "operator";
    const size =
      asset.size ?? (person ? { length: 1, width: 1, height: 1.8 } : { length: 1, width: 1, height: 2 });
    const heading = (pose.headingDeg * Math.PI) / 180;
    data.set(
      [pose.x, pose.y, pose.z, heading, size.length, size.width, size.height, capacityOf(asset)],
      asset.row * floatsPerRow,
    );
    if (model[asset.row] === undefined) continue;
    drawn.push(asset.row);
    const reach = Math.hypot(size.length, size.width) / 2;
    bounds.minX = Math.min(bounds.minX, pose.x - reach);
    bounds.maxX = Math.max(bounds.maxX, pose.x + reach);
    bounds.minY = Math.min(bounds.minY, pose.y - reach);
    bounds.maxY = Math.max(bounds.maxY, pose.y + reach);
    bounds.maxZ = Math.max(bounds.maxZ, pose.z + size.height);
  }
  if (drawn.length === 0) Object.assign(bounds, { minX: -5, minY: -5, maxX: 5, maxY: 5, maxZ: 3 });
  return { rows, data, model, drawn: new Uint32Array(drawn), bounds };
}

/** Parts that fill an asset; a rack nobody counted the places of is full with as many as it has seats. */
function capacityOf(asset: Asset): number {
  return asset.capacity ?? Math.max(1, rackSeats(asset).length);
}

export function placementTexture(placements: Placements): DataTexture {
  const width = rowsPerLine * texelsPerRow;
  const texture = new DataTexture(
    placements.data,
    width,
    placements.data.length / 4 / width,
    RGBAFormat,
    FloatType,
  );
  texture.magFilter = NearestFilter;
  texture.minFilter = NearestFilter;
  texture.needsUpdate = true;
  return texture;
}
