// What a slot looks like: a number for every product and variant of a plant, and for its vehicles.
import { lookNone } from "../frame/layout.ts";
import type { Plant } from "../model/plant.ts";

/** Products the scene has shapes for; any other is drawn as `part`. */
export const products = ["part", "cell", "module", "tray", "pack"] as const;
export type Product = (typeof products)[number];

/** What a look number stands for. */
export type Look =
  | { readonly kind: "part"; readonly product: Product; readonly variant: string | undefined }
  | { readonly kind: "vehicle" };

/** Looks of a plant; the index is the number on the wire, `lookNone` (0) draws nothing. */
export interface LookTable {
  readonly looks: readonly (Look | undefined)[];
  readonly vehicle: number;
  partLook(product: string, variant: string | undefined): number;
}

/** Numbers the looks: 0 nothing, 1 vehicle, then product by product, each without variant and then per variant. */
export function buildLooks(plant: Plant): LookTable {
  const variants = plant.file.variants.map((variant) => variant.id);
  const looks: (Look | undefined)[] = [];
  looks[lookNone] = undefined;
  looks[1] = { kind: "vehicle" };
  for (const product of products) {
    for (const variant of [undefined, ...variants]) looks.push({ kind: "part", product, variant });
  }
  const perProduct = variants.length + 1;
  return {
    looks,
    vehicle: 1,
    partLook(product, variant) {
      const known = products.findIndex((name) => name === product);
      const variantIndex = variant === undefined ? -1 : variants.indexOf(variant);
      return 2 + Math.max(0, known) * perProduct + variantIndex + 1;
    },
  };
}
