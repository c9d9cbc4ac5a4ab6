// How a look number is drawn: size, product and colour, as a small texture by look. Colours come from the variants.
import { DataTexture, FloatType, NearestFilter, RGBAFormat } from "three";
import type { Plant } from "#shared/model/plant.ts";
import { type LookTable, type Product, products } from "#shared/twin/looks.ts";
import { linear, rgb } from "../palette.ts";

/** Metres along the way, across it, and high. */
export type PartSize = readonly [number, number, number];

export const partSizes: Readonly<Record<Product, PartSize>> = {
  part: [0.46, 0.36, 0.26],
  cell: [0.3, 0.16, 0.12],
  module: [0.52, 0.4, 0.22],
  tray: [1.5, 0.96, 0.2],
  pack: [1.5, 0.96, 0.26],
};

/** Variant accents where the plant gives none: calm, told apart in grey too. */
const accents = ["#5f7fa3", "#a3865f", "#7a9a7e", "#8d7aa3", "#a0756f", "#6f9da0"];

/** Two texels a look: (length, width, height, product), (red, green, blue linear, 1 = vehicle). */
export function lookTexture(looks: LookTable, plant: Plant): DataTexture {
  const data = new Float32Array(2 * looks.looks.length * 4);
  const variants = plant.file.variants;
  looks.looks.forEach((look, index) => {
    if (look === undefined) return;
    if (look.kind === "vehicle") {
      data.set([0, 0, 0, 0, 0, 0, 0, 1], index * 8);
      return;
    }
    const at = variants.findIndex((variant) => variant.id === look.variant);
    const [r, g, b] = rgb(variants[at]?.color ?? accents[Math.max(0, at) % accents.length] ?? "#5f7fa3");
    data.set(
      [...partSizes[look.product], products.indexOf(look.product), linear(r), linear(g), linear(b), 0],
      index * 8,
    );
  });
  const texture = new DataTexture(data, 2, looks.looks.length, RGBAFormat, FloatType);
  texture.magFilter = NearestFilter;
  texture.minFilter = NearestFilter;
  texture.needsUpdate = true;
  return texture;
}
