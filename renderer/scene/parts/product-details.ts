// Parts near the eye as what they are: one instanced draw for each product, over the slots whose path comes near.
// The boxes of parts.ts leave out exactly these: both judge by the same distance in their vertex shaders.
import {
  DynamicDrawUsage,
  Group,
  InstancedBufferAttribute,
  type InstancedBufferGeometry,
  Mesh,
  type ShaderMaterial,
  type Vector3,
} from "three";
import { cyclePhase } from "#shared/twin/cycles.ts";
import { type LiveTable, wordsPerMove } from "../../live/live-table.ts";
import { instancedGeometry } from "../machines/instanced-geometry.ts";
import { productFragment, productVertex } from "../shaders/product.ts";
import { surfaceMaterial } from "../surface-material.ts";
import type { SceneUniforms } from "../uniforms.ts";
import type { PartUniforms } from "./parts.ts";
import { productModels } from "./products/battery.ts";
import { type DetailedProduct, productWork, type WorkPlace } from "./products/product.ts";
import { productMesh } from "./products/product-mesh.ts";

const detailed: readonly DetailedProduct[] = ["cell", "module", "tray", "pack"];
/** A slot that draws nothing. */
const noSlot = 0xffffffff;
/** How far the eye goes before the near paths are looked for anew, metres. */
const driftM = 2;

interface ProductDraw {
  readonly mesh: Mesh<InstancedBufferGeometry, ShaderMaterial>;
  /** By path, with what is done while a station works: see `#follow`. */
  readonly masks: Uint32Array;
  /** The same without it. */
  readonly before: Uint32Array;
  readonly places: readonly WorkPlace[];
  /** Slot, groups there: two numbers an instance. */
  instances: InstancedBufferAttribute;
  count: number;
}

export class ProductDetails {
  readonly group = new Group();
  readonly #table: LiveTable;
  readonly #reachM: number;
  readonly #draws: readonly ProductDraw[];
  /** Draw of each look number, or undefined. */
  readonly #drawOf: readonly (ProductDraw | undefined)[];
  /** 1 for each path that comes near the eye. */
  readonly #near: Uint8Array;
  #nearPaths = 0;
  readonly #eye: [number, number, number] = [Infinity, 0, 0];
  #stale = true;

  /** `reachM` = 0: none (no GPU). */
  constructor(table: LiveTable, uniforms: SceneUniforms & PartUniforms, reachM: number) {
    this.#table = table;
    this.#reachM = reachM;
    uniforms.detailM.value = reachM;
    this.#near = new Uint8Array(table.twin.paths.paths.length);
    this.#draws = reachM === 0 ? [] : detailed.map((product) => this.#draw(product, uniforms));
    this.#drawOf = table.twin.looks.looks.map((look) =>
      look?.kind === "part" && look.product !== "part"
        ? this.#draws[detailed.indexOf(look.product)]
        : undefined,
    );
    for (const { mesh } of this.#draws) this.group.add(mesh);
  }

  #draw(product: DetailedProduct, uniforms: SceneUniforms & PartUniforms): ProductDraw {
    const geometry = instancedGeometry(productMesh(product));
    const instances = instanceAttribute(64);
    geometry.setAttribute("slotSteps", instances);
    geometry.instanceCount = 1;
    const mesh = new Mesh(
      geometry,
      surfaceMaterial(uniforms, false, {
        vertexShader: productVertex,
        fragmentShader: productFragment,
        uniforms: { ...uniforms },
      }),
    );
    mesh.frustumCulled = false;
    mesh.matrixAutoUpdate = false;
    mesh.visible = false;
    const { plant, twin } = this.#table;
    const { masks, places } = productWork(plant, twin.paths, productModels[product].steps);
    return { mesh, masks, before: masks.slice(), places, instances, count: 0 };
  }

  /** Slots changed: who is near is looked for anew at the next frame. */
  touch(): void {
    this.#stale = true;
  }

  /** Lists the parts on paths near the eye (plant frame), with what has been done to them up to a plant time. */
  update(eye: Vector3, timeMs: number): void {
    if (this.#draws.length === 0) return;
    const [x, y, z] = this.#eye;
    if (Math.hypot(eye.x - x, eye.y - y, eye.z - z) > driftM) {
      this.#eye[0] = eye.x;
      this.#eye[1] = eye.y;
      this.#eye[2] = eye.z;
      this.#findPaths();
      this.#stale = true;
    }
    for (const draw of this.#draws) this.#follow(draw, timeMs);
    if (!this.#stale) return;
    this.#stale = false;
    for (const draw of this.#draws) draw.count = 0;
    if (this.#nearPaths > 0) {
      const { moveWords, slotCount } = this.#table;
      for (let slot = 0; slot < slotCount; slot += 1) {
        const pathLook = moveWords[slot * wordsPerMove + 3] ?? 0;
        const path = pathLook & 0xffff;
        if (this.#near[path] !== 1) continue;
        const draw = this.#drawOf[pathLook >>> 16];
        if (draw !== undefined) add(draw, slot, draw.masks[path] ?? 0);
      }
    }
    for (const draw of this.#draws) {
      draw.mesh.visible = draw.count > 0;
      draw.mesh.geometry.instanceCount = Math.max(1, draw.count);
      if (draw.count === 0) continue;
      draw.instances.clearUpdateRanges();
      draw.instances.addUpdateRange(0, draw.count * 2);
      draw.instances.needsUpdate = true;
    }
  }

  /** Adds to the paths in stations near the eye what the cycle there has done so far. */
  #follow({ masks, before, places }: ProductDraw, timeMs: number): void {
    const { assetCycleS, assetIdealS, assetState, assetSinceMs } = this.#table;
    for (const { path, row, doneAt, firstGroup } of places) {
      if (this.#near[path] !== 1) continue;
      const phase = cyclePhase(
        assetCycleS[row] ?? 0,
        assetIdealS[row] ?? 0,
        assetState[row] ?? 0,
        assetSinceMs[row] ?? 0,
        timeMs,
      );
      let mask = before[path] ?? 0;
      doneAt.forEach((at, piece) => {
        if (phase >= at) mask |= 1 << (firstGroup + piece);
      });
      mask >>>= 0;
      if (mask === masks[path]) continue;
      masks[path] = mask;
      this.#stale = true;
    }
  }

  dispose(): void {
    for (const { mesh } of this.#draws) {
      mesh.geometry.dispose();
      mesh.material.dispose();
    }
  }

  /** Marks the paths whose sphere reaches into the distance of detail, with room for the eye's drift. */
  #findPaths(): void {
    const [x, y, z] = this.#eye;
    const reachM = this.#reachM + driftM + 1;
    this.#nearPaths = 0;
    this.#table.twin.paths.paths.forEach(({ points, lengthM }, index) => {
      const last = points.length - 3;
      const dx = ((points[0] ?? 0) + (points[last] ?? 0)) / 2 - x;
      const dy = ((points[1] ?? 0) + (points[last + 1] ?? 0)) / 2 - y;
      const near = Math.hypot(dx, dy, (points[2] ?? 0) - z) < reachM + lengthM / 2;
      this.#near[index] = near ? 1 : 0;
      if (near) this.#nearPaths += 1;
    });
  }
}

function add(draw: ProductDraw, slot: number, mask: number): void {
  if (draw.count * 2 >= draw.instances.array.length) {
    const grown = instanceAttribute(draw.count * 2);
    grown.array.set(draw.instances.array);
    // Three keeps the number of instances it first saw until the geometry is disposed.
    draw.mesh.geometry.dispose();
    draw.instances = grown;
    draw.mesh.geometry.setAttribute("slotSteps", grown);
  }
  draw.instances.array[draw.count * 2] = slot;
  draw.instances.array[draw.count * 2 + 1] = mask;
  draw.count += 1;
}

function instanceAttribute(places: number): InstancedBufferAttribute {
  const attribute = new InstancedBufferAttribute(new Uint32Array(places * 2).fill(noSlot), 2);
  attribute.setUsage(DynamicDrawUsage);
  return attribute;
}
