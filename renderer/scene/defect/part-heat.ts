// Where defects lie on the part: the product as a ghost, much enlarged, over the station of the finding, with the density of
// defects on its faces. Two draws: the first finds what is in front, so that the ghost is not seen through itself.
import {
  Data3DTexture,
  Group,
  LinearFilter,
  Matrix3,
  Matrix4,
  Mesh,
  RedFormat,
  ShaderMaterial,
  UnsignedByteType,
  Vector3,
} from "three";
import { type Product, products } from "#shared/twin/looks.ts";
import type { LiveTable } from "../../live/live-table.ts";
import { instancedGeometry } from "../machines/instanced-geometry.ts";
import { ModelBuilder } from "../machines/model-builder.ts";
import { partSizes } from "../parts/part-looks.ts";
import { productModels } from "../parts/products/battery.ts";
import { productWork } from "../parts/products/product.ts";
import { productMesh } from "../parts/products/product-mesh.ts";
import { floatsPerRow, type Placements } from "../placements.ts";
import type { SceneUniforms } from "../uniforms.ts";
import { heatFragment, heatVertex } from "./defect-shaders.ts";
import { type DefectField, fieldSize } from "./density.ts";

/** The longest side of the ghost, and how far its middle floats over its station, metres. */
const longestM = 4.8;
const overM = 2.6;
/** Above its middle, whichever way it is turned: where its pin stands. */
const aboveM = 1.9;
/** How high above a station its pin stands, metres. */
export const heatTopM = overM + aboveM;
/** From below this height over its faces nobody sees what is on top: the ghost is turned up to the eye, radians. */
const leastLookRad = (52 * Math.PI) / 180;
/** Everything a product can have on it. */
const allPieces = 0xffffffff;

export class PartHeat {
  readonly group = new Group();
  readonly #table: LiveTable;
  readonly #placements: Placements;
  readonly #field: Data3DTexture;
  readonly #uniforms = {
    heatAt: { value: new Vector3() },
    heatTurn: { value: new Matrix3() },
    heatSize: { value: new Vector3(1, 1, 1) },
    heatPieces: { value: allPieces },
    field: { value: undefined as Data3DTexture | undefined },
  };
  readonly #front: Mesh;
  readonly #faces: Mesh;
  #product: Product | undefined;
  #scale = 1;
  #headingRad = 0;

  constructor(table: LiveTable, placements: Placements, uniforms: SceneUniforms) {
    this.#table = table;
    this.#placements = placements;
    const [nx, ny, nz] = fieldSize;
    this.#field = new Data3DTexture(new Uint8Array(nx * ny * nz), nx, ny, nz);
    this.#field.format = RedFormat;
    this.#field.type = UnsignedByteType;
    this.#field.minFilter = LinearFilter;
    this.#field.magFilter = LinearFilter;
    this.#field.unpackAlignment = 1;
    this.#uniforms.field.value = this.#field;
    const geometry = instancedGeometry(meshOf("part"));
    const common = {
      vertexShader: heatVertex,
      fragmentShader: heatFragment,
      uniforms: { ...uniforms, ...this.#uniforms },
      transparent: true,
    };
    this.#front = new Mesh(geometry, new ShaderMaterial({ ...common, colorWrite: false }));
    this.#faces = new Mesh(geometry, new ShaderMaterial({ ...common, depthWrite: false }));
    this.#front.renderOrder = 20;
    this.#faces.renderOrder = 21;
    for (const mesh of [this.#front, this.#faces]) {
      mesh.frustumCulled = false;
      mesh.matrixAutoUpdate = false;
      this.group.add(mesh);
    }
    this.group.visible = false;
  }

  /** Floats a product over the station of a row, as parts are there. Returns how high its top is above the ground, metres. */
  show(row: number, productName: string, field: DefectField): number {
    const product = products.find((name) => name === productName) ?? "part";
    if (product !== this.#product) this.#build(product);
    const size = partSizes[product];
    const { data } = this.#placements;
    const from = row * floatsPerRow;
    const [x = 0, y = 0, z = 0, heading = 0, , , height = 0] = data.subarray(from, from + 7);
    this.#scale = longestM / Math.max(...size);
    this.#headingRad = heading;
    const middle = z + height + overM;
    this.#uniforms.heatAt.value.set(x, y, middle);
    this.#uniforms.heatSize.value.set(...size);
    this.#uniforms.heatPieces.value = this.#piecesAt(row, product);
    this.#field.image.data?.set(field.values);
    this.#field.needsUpdate = true;
    this.group.visible = true;
    return middle + aboveM;
  }

  /** Turns it so that an eye (plant frame) sees what is on top of it. */
  face(eye: Vector3): void {
    if (!this.group.visible) return;
    const to = scratchTo.copy(eye).sub(this.#uniforms.heatAt.value);
    const acrossM = Math.hypot(to.x, to.y);
    const upRad = Math.max(0, leastLookRad - Math.atan2(to.z, acrossM));
    // About the level axis across the look.
    const axis = scratchAxis.set(-to.y, to.x, 0).divideScalar(Math.max(acrossM, 1e-6));
    scratchTurn
      .makeRotationAxis(axis, upRad)
      .multiply(scratchHeading.makeRotationZ(this.#headingRad))
      .scale(scratchTo.setScalar(this.#scale));
    this.#uniforms.heatTurn.value.setFromMatrix4(scratchTurn);
  }

  hide(): void {
    this.group.visible = false;
  }

  dispose(): void {
    this.#field.dispose();
    for (const mesh of [this.#front, this.#faces]) {
      mesh.geometry.dispose();
      if (mesh.material instanceof ShaderMaterial) mesh.material.dispose();
    }
  }

  #build(product: Product): void {
    this.#product = product;
    this.#front.geometry.dispose();
    const geometry = instancedGeometry(meshOf(product));
    geometry.instanceCount = 1;
    this.#front.geometry = geometry;
    this.#faces.geometry = geometry;
  }

  /** What is on a product when it comes to a station. */
  #piecesAt(row: number, product: Product): number {
    if (product === "part") return allPieces;
    const { plant, twin } = this.#table;
    const { masks } = productWork(plant, twin.paths, productModels[product].steps);
    return masks[twin.paths.placeOf[row] ?? -1] ?? allPieces;
  }
}

const scratchTo = new Vector3();
const scratchAxis = new Vector3();
const scratchTurn = new Matrix4();
const scratchHeading = new Matrix4();

/** Faces of a product; what has no shape of its own is a box. */
function meshOf(product: Product): ReturnType<typeof productMesh> {
  if (product !== "part") return productMesh(product);
  const [length, width, height] = partSizes.part;
  const b = new ModelBuilder("near", { length, width, height }, (point) => ({
    anchor: [0, 0, 0],
    offset: point,
  }));
  b.box([-length / 2, length / 2], [-width / 2, width / 2], [0, height], "frame", 0.02);
  return b.build();
}
