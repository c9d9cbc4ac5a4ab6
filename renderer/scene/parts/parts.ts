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
  #moves: InstancedBufferAttribute;
  #words: Uint32Array<ArrayBuffer>;
  #vehicleMoves: InstancedBufferAttribute;
  #vehicleWords = new Uint32Array(16 * wordsPerMove);
  /** Slot -> place in the vehicle buffer. */
  readonly #vehicleOf = new Map<number, number>();

  constructor(table: LiveTable, uniforms: SceneUniforms) {
    this.#table = table;
    this.#vehicleLook = table.twin.looks.vehicle;
    this.uniforms = {
      pathTable: { value: pathTexture(table.twin.paths) },
      lookTable: { value: lookTexture(table.twin.looks, table.plant) },
      selectedSlot: { value: -1 },
    };
    const all = { ...uniforms, ...this.uniforms };
    this.#words = new Uint32Array(table.moveWords.length);
    this.#moves = moveAttribute(this.#words);
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
    this.rewrite();
  }

  /** What the GPU's buffer of part moves is written from; 4 words a slot. */
  get words(): Uint32Array {
    return this.#words;
  }

  /** Takes every slot anew and uploads all (first frame, seek, a longer table). */
  rewrite(): void {
    const { moveWords, epochMs } = this.#table;
    this.#epochMs = epochMs;
    if (this.#words.length !== moveWords.length) {
      this.#words = new Uint32Array(moveWords.length);
      this.#moves = moveAttribute(this.#words);
    }
    this.#words.set(moveWords);
    this.#vehicleOf.clear();
    this.#vehicleWords.fill(0);
    this.movingUntilS = -Infinity;
    for (let slot = 0; slot < this.#table.slotCount; slot += 1) this.#take(slot);
    this.#moves.clearUpdateRanges();
    this.#moves.needsUpdate = true;
    this.#vehicleMoves.clearUpdateRanges();
    this.#vehicleMoves.needsUpdate = true;
    this.#parts.geometry.setAttribute("move", this.#moves);
    this.#vehicles.geometry.setAttribute("move", this.#vehicleMoves);
    this.#counts();
    this.#table.touchedSlots.clear();
  }

  /** Takes the touched slots; 16 bytes are uploaded for each. Returns how many there were. */
  update(): number {
    const { touchedSlots, moveWords, epochMs } = this.#table;
    const { count } = touchedSlots;
    this.lastMoves = count;
    if (count === 0) return 0;
    if (
      moveWords.length !== this.#words.length ||
      epochMs !== this.#epochMs ||
      count > Math.max(64, this.#table.slotCount / 2)
    ) {
      this.rewrite();
      this.totalMoves += count;
      return count;
    }
    for (const slot of touchedSlots.rows()) {
      const at = slot * wordsPerMove;
      for (let word = 0; word < wordsPerMove; word += 1) this.#words[at + word] = moveWords[at + word] ?? 0;
      this.#take(slot);
    }
    touchedSlots.clear();
    this.#counts();
    this.totalMoves += count;
    return count;
  }

  dispose(): void {
    this.#parts.geometry.dispose();
    this.#vehicles.geometry.dispose();
    this.#parts.material.dispose();
    this.#vehicles.material.dispose();
    this.uniforms.pathTable.value.dispose();
    this.uniforms.lookTable.value.dispose();
  }

  /** Notes the end of a slot's move and marks its 16 bytes for upload, in the buffer of parts or of vehicles. */
  #take(slot: number): void {
    const at = slot * wordsPerMove;
    const look = (this.#words[at + 3] ?? 0) >>> 16;
    if (look !== lookNone) {
      wordView[0] = this.#words[at + 1] ?? 0;
      this.movingUntilS = Math.max(this.movingUntilS, floatView[0] ?? 0);
    }
    const isVehicle = look === this.#vehicleLook;
    const known = this.#vehicleOf.get(slot);
    // A slot that becomes a vehicle is emptied among the parts: there its look has no size.
    if (!isVehicle || known === undefined) {
      this.#moves.addUpdateRange(at, wordsPerMove);
      this.#moves.needsUpdate = true;
    }
    if (!isVehicle && known === undefined) return;
    const place = known ?? this.#vehicleOf.size;
    this.#vehicleOf.set(slot, place);
    if ((place + 1) * wordsPerMove > this.#vehicleWords.length) this.#growVehicles();
    for (let word = 0; word < wordsPerMove; word += 1) {
      this.#vehicleWords[place * wordsPerMove + word] = isVehicle ? (this.#words[at + word] ?? 0) : 0;
    }
    this.#vehicleMoves.addUpdateRange(place * wordsPerMove, wordsPerMove);
    this.#vehicleMoves.needsUpdate = true;
  }

  #growVehicles(): void {
    const grown = new Uint32Array(this.#vehicleWords.length * 2);
    grown.set(this.#vehicleWords);
    this.#vehicleWords = grown;
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
