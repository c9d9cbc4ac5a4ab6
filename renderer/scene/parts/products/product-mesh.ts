// The mesh of a product as it is seen near by, each piece in its group. Geometry only.
import { ModelBuilder } from "../../machines/model-builder.ts";
import type { MeshArrays } from "../../machines/mesh-builder.ts";
import { partSizes } from "../part-looks.ts";
import { productModels } from "./battery.ts";
import { type DetailedProduct, pieceAdder } from "./product.ts";

/** All pieces of a product in metres, in `offsets`; it stands on z = 0 around the origin. */
export function productMesh(product: DetailedProduct): MeshArrays {
  const size = partSizes[product];
  const model = productModels[product];
  const b = new ModelBuilder("near", { length: size[0], width: size[1], height: size[2] }, (point) => ({
    anchor: [0, 0, 0],
    offset: point,
  }));
  model.build(b, size, pieceAdder(b, model.steps));
  return b.build();
}
