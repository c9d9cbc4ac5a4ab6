// Everything that moves: parts in one instanced draw, vehicles in another. A move is 16 bytes that say where and when;
// the vertex shader finds the place. Only slots that start a move are uploaded, 16 bytes each.
import {
  type DataTexture,
  DynamicDrawUsage,
  Group,
  InstancedBufferAttribute,
  type InstancedBufferGeometry,
  type IUniform,
  Mesh,
  ShaderMaterial,
} from "three";
import { lookNone } from "#shared/frame/layout.ts";
import { type LiveTable, wordsPerMove } from "../../live/live-table.ts";
import { buildArchetype } from "../machines/kinds.ts";
import { MeshBuilder } from "../machines/mesh-builder.ts";
import { instancedGeometry } from "../machines/stations.ts";
import { partFragment, partVertex, vehicleFragment, vehicleVertex } from "../shaders/part.ts";
import { pathTexture } from "../shaders/path.ts";
import type { SceneUniforms } from "../uniforms.ts";
import { MoveBuffer } from "./move-buffer.ts";
import { lookTexture } from "./part-looks.ts";

/** A part: a box of five faces standing on the bed; its surface is drawn in the fragment shader. */
function partMesh(): InstancedBufferGeometry {
  const builder = new MeshBuilder("middle");
  builder.box(
    {
      x: [
        [-0.5, 0],
        [0.5, 0],
      ],
      y: [
        [-0.5, 0],
        [0.5, 0],
      ],
      z: [
        [0, 0],
        [1, 0],
      ],
    },
    "frame",
  );
  const geometry = instancedGeometry(builder.build());
  geometry.deleteAttribute("offset");
  geometry.deleteAttribute("tint");
  return geometry;
}

export interface PartUniforms {
  readonly pathTable: IUniform<DataTexture>;
  readonly lookTable: IUniform<DataTexture>;
  readonly selectedSlot: IUniform<number>;
}

export class Parts {
  readonly group = new Group();
  readonly uniforms: PartUniforms;
  /** Slots written by the last update, and in all since the start. */
  lastMoves = 0;
  totalMoves = 0;
  /** Plant seconds from the epoch at which the last move known ends; nothing moves after it. */
  movingUntilS = -Infinity;
  readonly #table: LiveTable;
  readonly #vehicleLook: number;
  #epochMs = 0;
  readonly #parts: Mesh<InstancedBufferGeometry, ShaderMaterial>;
  readonly #vehicles: Mesh<InstancedBufferGeometry, ShaderMaterial>;
  readonly #gl: WebGL2RenderingContext;
  #moves: MoveBuffer;
  #slots = new Uint32Array(256);
  #vehicleMoves: InstancedBufferAttribute;
  #vehicleWords = new Uint32Array(16 * wordsPerMove);
  /** Slot -> place in the vehicle buffer. */
  readonly #vehicleOf = new Map<number, number>();

  constructor(gl: WebGL2RenderingContext, table: LiveTable, uniforms: SceneUniforms) {
    this.#gl = gl;
    this.#table = table;
    this.#vehicleLook = table.twin.looks.vehicle;
    this.uniforms = {
      pathTable: { value: pathTexture(table.twin.paths) },
      lookTable: { value: lookTexture(table.twin.looks, table.plant) },
      selectedSlot: { value: -1 },
    };
    const all = { ...uniforms, ...this.uniforms };
    this.#moves = new MoveBuffer(gl, table.moveWords);
    this.#parts = new Mesh(
      partMesh(),
      new ShaderMaterial({ vertexShader: partVertex, fragmentShader: partFragment, uniforms: all }),
    );
    this.#vehicleMoves = moveAttribute(this.#vehicleWords);
    this.#vehicles = new Mesh(
      instancedGeometry(buildArchetype("vehicle", "near")),
      new ShaderMaterial({ vertexShader: vehicleVertex, fragmentShader: vehicleFragment, uniforms: all }),
    );
    for (const mesh of [this.#parts, this.#vehicles]) {
      mesh.frustumCulled = false;
      mesh.matrixAutoUpdate = false;
      this.group.add(mesh);
    }
    // An attribute over a buffer of our own is none of the kinds that geometries are typed for.
    Reflect.set(this.#parts.geometry.attributes, "move", this.#moves.attribute);
    this.#vehicles.geometry.setAttribute("move", this.#vehicleMoves);
    this.rewrite();
  }

  /** Takes every slot anew and uploads all (first frame, seek, a longer table). */
  rewrite(): void {
    const { moveWords, epochMs } = this.#table;
    this.#epochMs = epochMs;
    if (this.#moves.slots * wordsPerMove === moveWords.length) this.#moves.writeAll(moveWords);
    else this.#replaceBuffer();
    this.#vehicleOf.clear();
    this.#vehicleWords.fill(0);
    this.movingUntilS = -Infinity;
    for (let slot = 0; slot < this.#table.slotCount; slot += 1) this.#take(slot);
    this.#vehicleMoves.clearUpdateRanges();
    this.#vehicleMoves.needsUpdate = true;
    this.#counts();
    this.#table.touchedSlots.clear();
  }

  /** The context was lost and is back: what lay on the GPU is made again. */
  restore(): void {
    this.#replaceBuffer();
    this.rewrite();
  }

  /** Takes the touched slots; 16 bytes are uploaded for each. Returns how many there were. */
  update(): number {
    const { touchedSlots, moveWords, epochMs } = this.#table;
    const { count } = touchedSlots;
    this.lastMoves = count;
    if (count === 0) return 0;
    this.totalMoves += count;
    if (
      moveWords.length !== this.#moves.slots * wordsPerMove ||
      epochMs !== this.#epochMs ||
      count > Math.max(64, this.#table.slotCount / 2)
    ) {
      this.rewrite();
      return count;
    }
    if (this.#slots.length < count) this.#slots = new Uint32Array(count * 2);
    touchedSlots.drain(this.#slots);
    for (let index = 0; index < count; index += 1) this.#take(this.#slots[index] ?? 0);
    // A vehicle's slot goes there too: among the parts its look has no size.
    this.#moves.write(this.#slots, count, moveWords);
    this.#counts();
    return count;
  }

  dispose(): void {
    this.#parts.geometry.dispose();
    this.#vehicles.geometry.dispose();
    this.#parts.material.dispose();
    this.#vehicles.material.dispose();
    this.#moves.dispose();
    this.uniforms.pathTable.value.dispose();
    this.uniforms.lookTable.value.dispose();
  }

  /** Notes the end of a slot's move; a vehicle's is also written to the buffer of vehicles. */
  #take(slot: number): void {
    const { moveWords } = this.#table;
    const at = slot * wordsPerMove;
    const look = (moveWords[at + 3] ?? 0) >>> 16;
    if (look !== lookNone) {
      wordView[0] = moveWords[at + 1] ?? 0;
      this.movingUntilS = Math.max(this.movingUntilS, floatView[0] ?? 0);
    }
    const isVehicle = look === this.#vehicleLook;
    if (!isVehicle && this.#vehicleOf.size === 0) return;
    const known = this.#vehicleOf.get(slot);
    if (!isVehicle && known === undefined) return;
    const place = known ?? this.#vehicleOf.size;
    this.#vehicleOf.set(slot, place);
    if ((place + 1) * wordsPerMove > this.#vehicleWords.length) this.#growVehicles();
    for (let word = 0; word < wordsPerMove; word += 1) {
      this.#vehicleWords[place * wordsPerMove + word] = isVehicle ? (moveWords[at + word] ?? 0) : 0;
    }
    this.#vehicleMoves.addUpdateRange(place * wordsPerMove, wordsPerMove);
    this.#vehicleMoves.needsUpdate = true;
  }

  /** A buffer for as many slots as the table has now. The geometry lets go of what three derived from the old one. */
  #replaceBuffer(): void {
    const { geometry } = this.#parts;
    geometry.dispose();
    this.#moves.dispose();
    this.#moves = new MoveBuffer(this.#gl, this.#table.moveWords);
    Reflect.set(geometry.attributes, "move", this.#moves.attribute);
  }

  #growVehicles(): void {
    const grown = new Uint32Array(this.#vehicleWords.length * 2);
    grown.set(this.#vehicleWords);
    this.#vehicleWords = grown;
    // Three keeps the number of instances it first saw until the geometry is disposed.
    this.#vehicles.geometry.dispose();
    this.#vehicleMoves = moveAttribute(grown);
    this.#vehicles.geometry.setAttribute("move", this.#vehicleMoves);
  }

  #counts(): void {
    this.#parts.geometry.instanceCount = Math.max(1, this.#table.slotCount);
    this.#vehicles.geometry.instanceCount = Math.max(1, this.#vehicleOf.size);
  }
}

const wordView = new Uint32Array(1);
const floatView = new Float32Array(wordView.buffer);

function moveAttribute(words: Uint32Array<ArrayBuffer>): InstancedBufferAttribute {
  const attribute = new InstancedBufferAttribute(words, wordsPerMove);
  attribute.setUsage(DynamicDrawUsage);
  return attribute;
}
