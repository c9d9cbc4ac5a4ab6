// What a product looks like near by, and what each station adds to it. A product's mesh has groups; a group is there once
// the part has been through the station that makes it. Plants without such stations show the finished product.
import type { AssetModel } from "#shared/model/plant-schema.ts";
import type { Plant } from "#shared/model/plant.ts";
import type { PathTable } from "#shared/twin/paths.ts";
import type { Product } from "#shared/twin/looks.ts";
import type { ModelBuilder } from "../../machines/model-builder.ts";
import type { PartSize } from "../part-looks.ts";

export interface ProductModel {
  /** Stations in order; what the n-th adds is group n + 1 of the mesh. */
  readonly steps: readonly AssetModel[];
  /** Builds everything; what a step adds inside `b.group(step number from 1)`. */
  build(b: ModelBuilder, size: PartSize): void;
}

/** Bit n of a path's mask is set when a part there has been through step n (from 1); all set for a product without known steps. */
export function stepMasks(plant: Plant, table: PathTable, steps: readonly AssetModel[]): Uint8Array {
  const known = steps.some((step) => plant.assets.some((asset) => asset.model === step));
  const masks = new Uint8Array(table.paths.length);
  if (!known) return masks.fill(0xff);
  const sources = new Map<number, number[]>();
  for (const link of plant.links) {
    if (link.kind === "rework") continue;
    const from = plant.assetRowById.get(link.from);
    const to = plant.assetRowById.get(link.to);
    if (from === undefined || to === undefined) continue;
    sources.set(to, [...(sources.get(to) ?? []), from]);
  }
  const maskOf = new Map<number, number>();
  const bitOf = (row: number): number => {
    const { model } = plant.assets[row] ?? {};
    const step = model === undefined ? -1 : steps.indexOf(model);
    return step < 0 ? 0 : 1 << (step + 1);
  };
  /** What has been done to a part when it comes to an asset. */
  const before = (row: number): number => {
    const kept = maskOf.get(row);
    if (kept !== undefined) return kept;
    maskOf.set(row, 0);
    let mask = 0;
    for (const source of sources.get(row) ?? []) mask |= before(source) | bitOf(source);
    maskOf.set(row, mask);
    return mask;
  };
  table.paths.forEach((path, index) => {
    masks[index] = path.kind === "place" ? before(path.fromRow) : before(path.fromRow) | bitOf(path.fromRow);
  });
  return masks;
}

/** Products that have a shape of their own near by. */
export type DetailedProduct = Exclude<Product, "part">;
