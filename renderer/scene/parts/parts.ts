// Everything that moves: parts in one instanced draw, vehicles in another. A move is 16 bytes that say where and when;
// the vertex shader finds the place. Only slots that start a move are uploaded, 16 bytes each.
import {
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
import { lightGlsl } from "../shaders/common.ts";
import { pathGlsl, pathTexture } from "../shaders/path.ts";
import type { SceneUniforms } from "../uniforms.ts";
import { lookTexture } from "./part-looks.ts";

/** Length, width and height of a vehicle, metres. */
export const vehicleSizeM = [1.7, 1.1, 1.45] as const;

const head = /* glsl */ `
${pathGlsl}
${lightGlsl}
uniform highp sampler2D lookTable;
uniform float timeS;
uniform float stale;
uniform float selectedSlot;
attribute uvec4 move;
varying vec3 shaded;
varying float distanceM;
vec2 turned(vec2 v, float heading) {
  float c = cos(heading);
  float s = sin(heading);
  return vec2(c * v.x - s * v.y, s * v.x + c * v.y);
}
const vec4 nowhere = vec4(2.0, 2.0, 2.0, 1.0);
`;

const partVertex = /* glsl */ `
${head}
flat varying int product;
flat varying vec3 variantColor;
varying vec3 local;
flat varying vec3 halfSize;
flat varying float facesUp;
void main() {
  int look = int(move.w >> 16);
  vec4 size = texelFetch(lookTable, ivec2(0, look), 0);
  if (look == 0 || size.x == 0.0) {
    gl_Position = nowhere;
    return;
  }
  vec4 at = pathPoint(move.w & 0xffffu, moveFraction(move, timeS));
  local = position * size.xyz;
  halfSize = size.xyz * 0.5;
  vec3 world = vec3(turned(local.xy, at.w) + at.xy, local.z + at.z);
  vec3 facing = vec3(turned(normal.xy, at.w), normal.z);
  product = int(size.w + 0.5);
  facesUp = normal.z;
  vec3 light3 = lit(vec3(1.0), facing, mix(0.72, 1.0, position.z));
  if (float(gl_InstanceID) == selectedSlot) light3 *= 1.35;
  variantColor = texelFetch(lookTable, ivec2(1, look), 0).rgb;
  if (stale > 0.5) variantColor = vec3(dot(variantColor, vec3(0.3, 0.59, 0.11)));
  shaded = light3;
  vec4 view = modelViewMatrix * vec4(world, 1.0);
  distanceM = -view.z;
  gl_Position = projectionMatrix * view;
}
`;

const partFragment = /* glsl */ `
${lightGlsl}
varying vec3 shaded;
varying float distanceM;
flat varying int product;
flat varying vec3 variantColor;
varying vec3 local;
flat varying vec3 halfSize;
flat varying float facesUp;
void main() {
  vec3 housing = mix(paintOf(4), variantColor, 0.3);
  vec3 color = housing;
  vec2 inset = halfSize.xy - abs(local.xy);
  float edge = min(inset.x, inset.y);
  float soft = max(fwidth(edge), 0.001);
  if (facesUp > 0.5) {
    float inner = smoothstep(0.0, soft, edge - 0.035);
    if (product == 3) {
      // Tray: a rim around a deep floor with cross members.
      float member = smoothstep(0.03, 0.03 + soft, abs(abs(local.x) - halfSize.x * 0.45));
      color = mix(housing, paintOf(4) * 0.8, inner * member);
    } else if (product == 2) {
      // Module: busbars over cells.
      float cells = smoothstep(0.25, 0.45, abs(fract(local.x / 0.065) - 0.5) * 2.0);
      float bar = smoothstep(0.03, 0.03 + soft, abs(abs(local.y) - halfSize.y * 0.5));
      color = mix(housing, mix(paintOf(18) * 1.15, mix(variantColor * 0.82, variantColor, cells), bar), inner);
    } else if (product == 4) {
      // Pack: a ribbed lid in the colour of its variant.
      float rib = smoothstep(0.16, 0.3, abs(fract(local.x / 0.24) - 0.5));
      color = mix(housing, mix(variantColor * 0.78, variantColor, rib), inner);
    } else {
      color = mix(housing, variantColor, inner);
    }
  } else {
    color = mix(housing, variantColor, smoothstep(0.05, 0.05 + soft, local.z) * 0.75);
  }
  gl_FragColor = vec4(faded(color * shaded, distanceM), 1.0);
  #include <colorspace_fragment>
}
`;

const vehicleVertex = /* glsl */ `
${head}
attribute vec3 offset;
attribute vec2 tint;
void main() {
  if ((move.w >> 16) == 0u) {
    gl_Position = nowhere;
    return;
  }
  vec4 at = pathPoint(move.w & 0xffffu, moveFraction(move, timeS));
  vec3 local = position * vec3(${vehicleSizeM.map((metres) => metres.toFixed(2)).join(", ")}) + offset;
  vec3 world = vec3(turned(local.xy, at.w) + at.xy, local.z + at.z);
  vec3 facing = vec3(turned(normal.xy, at.w), normal.z);
  shaded = lit(paintOf(int(tint.x + 0.5)), facing, tint.y);
  vec4 view = modelViewMatrix * vec4(world, 1.0);
  distanceM = -view.z;
  gl_Position = projectionMatrix * view;
}
`;

const vehicleFragment = /* glsl */ `
${lightGlsl}
varying vec3 shaded;
varying float distanceM;
void main() {
  gl_FragColor = vec4(faded(shaded, distanceM), 1.0);
  #include <colorspace_fragment>
}
`;

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
  readonly pathTable: IUniform;
  readonly lookTable: IUniform;
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
