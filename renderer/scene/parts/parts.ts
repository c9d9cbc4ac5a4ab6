// Everything that moves: parts in one instanced draw, vehicles in another. A move is 16 bytes that say where and when;
// the vertex shader finds the place. Only slots that start a move are uploaded, 16 bytes each.
import {
  type DataTexture,
  DynamicDrawUsage,
  type ExternalTexture,
  Group,
  InstancedBufferAttribute,
  type InstancedBufferGeometry,
  type IUniform,
  Mesh,
  type ShaderMaterial,
  type Vector3,
} from "three";
import { lookNone } from "#shared/frame/layout.ts";
import { type LiveTable, wordsPerMove } from "../../live/live-table.ts";
import { instancedGeometry } from "../machines/instanced-geometry.ts";
import { ModelBuilder } from "../machines/model-builder.ts";
import { buildModel } from "../machines/models.ts";
import { partFragment, partVertex, vehicleFragment, vehicleVertex } from "../shaders/part.ts";
import { pathTexture } from "../shaders/path.ts";
import { surfaceMaterial } from "../surface-material.ts";
import type { SceneUniforms } from "../uniforms.ts";
import { MoveTexture } from "./move-texture.ts";
import { ProductDetails } from "./product-details.ts";
import { productModels } from "./products/battery.ts";
import { passed, productWork } from "./products/product.ts";
import { lookTexture } from "./part-looks.ts";

/** A part: a box of five faces standing on the bed; its surface is drawn in the fragment shader. */
function partGeometry(): InstancedBufferGeometry {
  const builder = new ModelBuilder("middle", { length: 1, width: 1, height: 1 }, (point) => ({
    anchor: point,
    offset: [0, 0, 0],
  }));
  builder.box([-0.5, 0.5], [-0.5, 0.5], [0, 1], "frame");
  const geometry = instancedGeometry(builder.build());
  geometry.deleteAttribute("offset");
  geometry.deleteAttribute("tint");
  geometry.deleteAttribute("face");
  return geometry;
}

/** When more than this share of the slots start at once, all are uploaded: one copy instead of packing each. */
const wholeShare = 0.5;
/** A vehicle that is none: keeps the draw, draws nothing. */
const noSlot = 0xffffffff;

export interface PartUniforms {
  readonly moves: IUniform<ExternalTexture>;
  readonly pathTable: IUniform<DataTexture>;
  readonly lookTable: IUniform<DataTexture>;
  readonly selectedSlot: IUniform<number>;
  readonly vehicleLook: IUniform<number>;
  /** Parts nearer than this are drawn as what they are instead of as boxes, metres; 0 = none. */
  readonly detailM: IUniform<number>;
}

export class Parts {
  readonly group = new Group();
  readonly uniforms: PartUniforms;
  /** Plant seconds from the epoch at which the last move known ends; nothing moves after it. */
  movingUntilS = -Infinity;
  readonly #table: LiveTable;
  readonly #vehicleLook: number;
  #epochMs = 0;
  readonly #partMesh: Mesh<InstancedBufferGeometry, ShaderMaterial>;
  readonly #vehicleMesh: Mesh<InstancedBufferGeometry, ShaderMaterial>;
  readonly #details: ProductDetails;
  readonly #gl: WebGL2RenderingContext;
  #moves: MoveTexture;
  /** Slots that held a vehicle since all were taken anew: what the vehicle draw goes through. */
  readonly #vehicles = new Set<number>();
  #vehicleSlots: InstancedBufferAttribute;

  constructor(
    gl: WebGL2RenderingContext,
    table: LiveTable,
    uniforms: SceneUniforms,
    detailM: number,
    matt: boolean,
  ) {
    this.#gl = gl;
    this.#table = table;
    this.#vehicleLook = table.twin.looks.vehicle;
    this.#moves = new MoveTexture(gl, table.moveWords);
    this.uniforms = {
      moves: { value: this.#moves.texture },
      pathTable: { value: pathTexture(table.twin.paths, coveredPaths(table)) },
      lookTable: { value: lookTexture(table.twin.looks, table.plant) },
      selectedSlot: { value: -1 },
      vehicleLook: { value: this.#vehicleLook },
      detailM: { value: 0 },
    };
    const all = { ...uniforms, ...this.uniforms };
    this.#partMesh = new Mesh(
      partGeometry(),
      surfaceMaterial(uniforms, matt, {
        vertexShader: partVertex,
        fragmentShader: partFragment,
        uniforms: { ...this.uniforms },
      }),
    );
    this.#vehicleMesh = new Mesh(
      instancedGeometry(buildModel("vehicle", "near")),
      surfaceMaterial(uniforms, matt, {
        vertexShader: vehicleVertex,
        fragmentShader: vehicleFragment,
        uniforms: { ...this.uniforms },
      }),
    );
    for (const mesh of [this.#partMesh, this.#vehicleMesh]) {
      mesh.frustumCulled = false;
      mesh.matrixAutoUpdate = false;
      this.group.add(mesh);
    }
    this.#details = new ProductDetails(table, all, detailM);
    this.group.add(this.#details.group);
    // Drawn once without any, so that its program is there when the first vehicle starts.
    this.#vehicleMesh.onAfterRender = () => {
      this.#vehicleMesh.visible = this.#vehicles.size > 0;
    };
    this.#vehicleSlots = slotAttribute(16);
    this.#vehicleMesh.geometry.setAttribute("slot", this.#vehicleSlots);
    this.#takeAll();
  }

  /** Bytes of moves uploaded since the start. */
  get uploadedBytes(): number {
    return this.#moves.uploadedBytes;
  }

  /** Takes every slot anew and uploads all (seek, a new epoch, a longer table). */
  rewrite(): void {
    this.#moves.writeAll(this.#table.moveWords);
    this.#takeAll();
  }

  /** The context was lost and is back: what lay on the GPU is made again. */
  restore(): void {
    this.#moves.dispose();
    const before = this.#moves.uploadedBytes;
    this.#moves = new MoveTexture(this.#gl, this.#table.moveWords);
    this.#moves.uploadedBytes += before;
    this.uniforms.moves.value = this.#moves.texture;
    this.#takeAll();
  }

  /** Takes the touched slots; 16 bytes are uploaded for each. Returns how many there were. `eye` in the plant frame, plant time. */
  update(eye: Vector3, timeMs: number): number {
    const count = this.#takeTouched();
    this.#details.update(eye, timeMs);
    return count;
  }

  #takeTouched(): number {
    const { touchedSlots, moveWords, epochMs, slotCount } = this.#table;
    const { count } = touchedSlots;
    if (count === 0) return 0;
    this.#details.touch();
    const capacity = moveWords.length / wordsPerMove;
    if (
      capacity !== this.#moves.moves ||
      epochMs !== this.#epochMs ||
      count > Math.max(64, slotCount * wholeShare)
    ) {
      this.rewrite();
      return count;
    }
    const slots = touchedSlots.rows();
    this.#moves.write(slots, moveWords);
    for (let index = 0; index < count; index += 1) this.#take(slots[index] ?? 0);
    touchedSlots.clear();
    this.#counts();
    return count;
  }

  dispose(): void {
    this.#details.dispose();
    this.#partMesh.geometry.dispose();
    this.#vehicleMesh.geometry.dispose();
    this.#partMesh.material.dispose();
    this.#vehicleMesh.material.dispose();
    this.#moves.dispose();
    this.uniforms.pathTable.value.dispose();
    this.uniforms.lookTable.value.dispose();
  }

  #takeAll(): void {
    this.#epochMs = this.#table.epochMs;
    this.#vehicles.clear();
    this.movingUntilS = -Infinity;
    for (let slot = 0; slot < this.#table.slotCount; slot += 1) this.#take(slot);
    this.#counts();
    this.#table.touchedSlots.clear();
  }

  /** Notes when a slot's move ends, and that it is a vehicle's. */
  #take(slot: number): void {
    const { moveWords } = this.#table;
    const at = slot * wordsPerMove;
    const look = (moveWords[at + 3] ?? 0) >>> 16;
    if (look === lookNone) return;
    wordView[0] = moveWords[at + 1] ?? 0;
    const endS = floatView[0] ?? 0;
    if (endS > this.movingUntilS) this.movingUntilS = endS;
    if (look === this.#vehicleLook && !this.#vehicles.has(slot)) this.#addVehicle(slot);
  }

  #addVehicle(slot: number): void {
    const place = this.#vehicles.size;
    this.#vehicles.add(slot);
    if (place >= this.#vehicleSlots.count) {
      const grown = slotAttribute(place * 2);
      grown.array.set(this.#vehicleSlots.array);
      // Three keeps the number of instances it first saw until the geometry is disposed.
      this.#vehicleMesh.geometry.dispose();
      this.#vehicleSlots = grown;
      this.#vehicleMesh.geometry.setAttribute("slot", grown);
    }
    this.#vehicleSlots.array[place] = slot;
    this.#vehicleSlots.addUpdateRange(place, 1);
    this.#vehicleSlots.needsUpdate = true;
  }

  #counts(): void {
    this.#partMesh.geometry.instanceCount = Math.max(1, this.#table.slotCount);
    if (this.#vehicles.size === 0) {
      if (this.#vehicleSlots.array[0] !== noSlot) {
        this.#vehicleSlots.array[0] = noSlot;
        this.#vehicleSlots.addUpdateRange(0, 1);
        this.#vehicleSlots.needsUpdate = true;
      }
    }
    this.#vehicleMesh.geometry.instanceCount = Math.max(1, this.#vehicles.size);
    this.#vehicleMesh.visible ||= this.#vehicles.size > 0;
  }
}

/** By path: 1 where packs have their cover. */
function coveredPaths({ plant, twin }: LiveTable): Uint8Array {
  const { steps } = productModels.pack;
  return passed(productWork(plant, twin.paths, steps), steps, "coverPlacer");
}

const wordView = new Uint32Array(1);
const floatView = new Float32Array(wordView.buffer);

function slotAttribute(places: number): InstancedBufferAttribute {
  const attribute = new InstancedBufferAttribute(new Uint32Array(places).fill(noSlot), 1);
  attribute.setUsage(DynamicDrawUsage);
  return attribute;
}
