// All machines: one instanced draw for each archetype and level of detail. An instance is a row number;
// everything else comes from the placement and state textures by that row. No React.
import { BufferAttribute, Group, InstancedBufferGeometry, Mesh, ShaderMaterial } from "three";
import type { Placements } from "../placements.ts";
import { RowList } from "../row-list.ts";
import { lightGlsl, placementGlsl } from "../shaders/common.ts";
import type { SceneUniforms } from "../uniforms.ts";
import { type Archetype, buildArchetype } from "./kinds.ts";
import { type Detail, type MeshArrays, MeshBuilder } from "./mesh-builder.ts";

const vertexShader = /* glsl */ `
${placementGlsl}
${lightGlsl}
attribute vec3 offset;
attribute vec2 tint;
attribute uint row;
uniform float selectedRow;
uniform float hoveredRow;
uniform float showStates;
uniform float stale;
varying vec3 shaded;
varying float distanceM;
flat varying int surface;
varying vec2 along;

void main() {
  if (row == noRow) {
    gl_Position = vec4(2.0, 2.0, 2.0, 1.0);
    return;
  }
  vec4 pose = placementOf(row, 0);
  vec4 size = placementOf(row, 1);
  uvec2 state = stateOf(row);
  vec3 local = position * size.xyz + offset;
  vec3 world = vec3(turned(local.xy, pose.w) + pose.xy, local.z + pose.z);
  vec3 facing = vec3(turned(normal.xy, pose.w), normal.z);
  int paint = int(tint.x + 0.5);
  vec3 color = lit(paintOf(paint), facing, tint.y);
  surface = 0;
  along = vec2(local.x, 0.0);
  vec3 stateColor = stateColorOf(int(state.x)).rgb;
  float loud = stateColorOf(int(state.x)).a;
  bool shown = showStates > 0.5 && stale < 0.5;
  if (paint == 15) {
    // Lamp: the exact colour of the state when it asks for attention, a quiet white when all is well.
    color = shown ? mix(mix(color, stateColor, 0.35), stateColor, loud) : paintOf(4) * 0.8;
  } else if (paint == 16) {
    color = shown ? mix(paintOf(16), stateColor, mix(0.28, 0.8, loud)) : paintOf(16);
  } else if (paint == 17) {
    surface = 2;
    along = vec2(position.x + 0.5, float(state.y) / 255.0);
  } else if (paint == 14 && normal.z > 0.5) {
    surface = 1;
    // Seats of a buffer: its length divided by what it can hold.
    along.y = size.w > 1.5 && size.w < 40.0 ? (position.x + 0.5) * size.w : -1.0;
  } else if (paint == 6 || paint == 7) {
    // Glass takes the sky towards its upper edge.
    color = mix(color, background, 0.22 * clamp(position.z + offset.z * 0.2, 0.0, 1.0) + 0.1 * max(0.0, normal.z));
  }
  if (stale > 0.5) color = mix(color, vec3(dot(color, vec3(0.3, 0.59, 0.11))), 0.85);
  float mark = float(row) == selectedRow ? 0.16 : float(row) == hoveredRow ? 0.08 : 0.0;
  shaded = color * (1.0 + mark);
  vec4 view = modelViewMatrix * vec4(world, 1.0);
  distanceM = -view.z;
  gl_Position = projectionMatrix * view;
}
`;

const fragmentShader = /* glsl */ `
${lightGlsl}
uniform vec3 labelText;
uniform vec3 floorColor;
varying vec3 shaded;
varying float distanceM;
flat varying int surface;
varying vec2 along;

void main() {
  vec3 color = shaded;
  if (surface == 1) {
    // Rollers: round bars 0.14 m apart, averaged away where they are smaller than a pixel.
    float turn = along.x / 0.14;
    float width = fwidth(turn);
    float bar = abs(fract(turn) - 0.5) * 2.0;
    float round = mix(1.12 - 0.75 * bar * bar * bar, 0.93, clamp(width * 1.6, 0.0, 1.0));
    color *= round;
    if (along.y >= 0.0) {
      float seam = fwidth(along.y);
      float line = 1.0 - smoothstep(0.006, 0.006 + seam, abs(fract(along.y + 0.5) - 0.5));
      color = mix(color, labelText, 0.45 * line * clamp(0.4 / max(seam, 1e-4) - 1.0, 0.0, 1.0));
    }
  } else if (surface == 2) {
    color = along.x < along.y ? mix(labelText, shaded, 0.15) : mix(floorColor, shaded, 0.2);
  }
  gl_FragColor = vec4(faded(color, distanceM), 1.0);
  #include <colorspace_fragment>
}
`;

interface Level {
  readonly mesh: Mesh<InstancedBufferGeometry, ShaderMaterial>;
  readonly rows: RowList;
  readonly triangles: number;
}

/** Vertex attributes of a built mesh, without instances. */
export function instancedGeometry(arrays: MeshArrays): InstancedBufferGeometry {
  const geometry = new InstancedBufferGeometry();
  geometry.setAttribute("position", new BufferAttribute(arrays.anchors, 3));
  geometry.setAttribute("offset", new BufferAttribute(arrays.offsets, 3));
  geometry.setAttribute("normal", new BufferAttribute(arrays.normals, 4, true));
  // Paint is read as a whole number, shade as 0..1: two attributes over one array would need a stride, so shade is scaled here.
  const tint = new Float32Array(arrays.tints.length / 2);
  for (let vertex = 0; vertex < tint.length / 2; vertex += 1) {
    tint[vertex * 2] = arrays.tints[vertex * 4] ?? 0;
    tint[vertex * 2 + 1] = (arrays.tints[vertex * 4 + 1] ?? 0) / 255;
  }
  geometry.setAttribute("tint", new BufferAttribute(tint, 2));
  geometry.setIndex(new BufferAttribute(arrays.indices, 1));
  return geometry;
}

/** Triangles of a plain block. */
export const blockTriangles = 10;

/** Levels of detail of one archetype; the light tier has no near level. */
interface Levels {
  readonly near: Level | undefined;
  readonly middle: Level;
}

export class Stations {
  readonly group = new Group();
  readonly #levels = new Map<Archetype, Levels>();
  /** Beyond the budget of the middle level a plain block stands for any machine. */
  readonly #blocks: Level;
  readonly #material: ShaderMaterial;
  readonly #archetypes: readonly (Archetype | undefined)[];

  constructor(placements: Placements, uniforms: SceneUniforms, withNear: boolean) {
    this.#archetypes = placements.archetype;
    const counts = new Map<Archetype, number>();
    for (const archetype of placements.archetype) {
      if (archetype !== undefined) counts.set(archetype, (counts.get(archetype) ?? 0) + 1);
    }
    this.#material = new ShaderMaterial({ vertexShader, fragmentShader, uniforms: { ...uniforms } });
    const block = new MeshBuilder("middle");
    block.box(
      {
        x: [
          [-0.46, 0],
          [0.46, 0],
        ],
        y: [
          [-0.46, 0],
          [0.46, 0],
        ],
        z: [
          [0, 0],
          [0.88, 0],
        ],
      },
      "body",
    );
    this.#blocks = this.#level(block.build(), placements.drawn.length);
    for (const [archetype, count] of counts) {
      const level = (detail: Detail): Level => this.#level(buildArchetype(archetype, detail), count);
      this.#levels.set(archetype, { near: withNear ? level("near") : undefined, middle: level("middle") });
    }
  }

  #level(arrays: MeshArrays, capacity: number): Level {
    const geometry = instancedGeometry(arrays);
    const mesh = new Mesh(geometry, this.#material);
    mesh.frustumCulled = false;
    mesh.matrixAutoUpdate = false;
    this.group.add(mesh);
    return { mesh, rows: new RowList(geometry, capacity), triangles: arrays.triangles };
  }

  /** Triangles of a row at the middle level. */
  middleTriangles(row: number): number {
    const archetype = this.#archetypes[row];
    return archetype === undefined ? 0 : (this.#levels.get(archetype)?.middle.triangles ?? 0);
  }

  /** Starts new lists. */
  begin(): void {
    this.#blocks.rows.begin();
    for (const { near, middle } of this.#levels.values()) {
      near?.rows.begin();
      middle.rows.begin();
    }
  }

  /** Puts a row into the list of its archetype at a level. */
  add(row: number, detail: Detail): void {
    const archetype = this.#archetypes[row];
    if (archetype !== undefined) this.#levels.get(archetype)?.[detail]?.rows.add(row);
  }

  /** Puts a row into the list of plain blocks. */
  addBlock(row: number): void {
    this.#blocks.rows.add(row);
  }

  /** Uploads what changed in the lists. */
  end(): void {
    this.#blocks.rows.end();
    for (const { near, middle } of this.#levels.values()) {
      near?.rows.end();
      middle.rows.end();
    }
  }

  dispose(): void {
    this.#blocks.mesh.geometry.dispose();
    for (const { near, middle } of this.#levels.values()) {
      near?.mesh.geometry.dispose();
      middle.mesh.geometry.dispose();
    }
    this.#material.dispose();
  }
}
