// All machines: one instanced draw for each archetype and level of detail. An instance is a row number;
// everything else comes from the placement and state textures by that row. No React.
import {
  BufferAttribute,
  DynamicDrawUsage,
  Group,
  InstancedBufferAttribute,
  InstancedBufferGeometry,
  Mesh,
  ShaderMaterial,
} from "three";
import { defined } from "#shared/base/assert.ts";
import type { Placements } from "../placements.ts";
import { lightGlsl, maxPaints, placementGlsl } from "../shaders/common.ts";
import type { SceneUniforms } from "../uniforms.ts";
import { type Archetype, buildArchetype } from "./kinds.ts";
import type { Detail, MeshArrays } from "./mesh-builder.ts";

/** A row number that draws nothing: keeps the number of draws the same when a list is empty. */
export const noRow = 0xffffffff;

const vertexShader = /* glsl */ `
${placementGlsl}
${lightGlsl}
attribute vec3 offset;
attribute vec2 tint;
attribute uint row;
uniform vec3 paints[${maxPaints}];
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
  uvec4 state = stateOf(row);
  vec3 local = position * size.xyz + offset;
  vec3 world = vec3(turned(local.xy, pose.w) + pose.xy, local.z + pose.z);
  vec3 facing = vec3(turned(normal.xy, pose.w), normal.z);
  int paint = int(tint.x + 0.5);
  vec3 color = lit(paints[paint], facing, tint.y);
  surface = 0;
  along = vec2(local.x, 0.0);
  vec3 stateColor = stateColors[int(state.x)];
  float loud = stateLoud[int(state.x)];
  bool shown = showStates > 0.5 && stale < 0.5;
  if (paint == 15) {
    // Lamp: the exact colour of the state when it asks for attention, a quiet white when all is well.
    color = shown ? mix(mix(color, stateColor, 0.35), stateColor, loud) : paints[4] * 0.8;
  } else if (paint == 16) {
    color = shown ? mix(paints[16], stateColor, mix(0.28, 0.8, loud)) : paints[16];
  } else if (paint == 17) {
    surface = 2;
    along = vec2(position.x + 0.5, float(state.y) / 255.0);
  } else if (paint == 14 && normal.z > 0.5) {
    surface = 1;
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
  } else if (surface == 2) {
    color = along.x < along.y ? mix(labelText, shaded, 0.15) : mix(floorColor, shaded, 0.2);
  }
  gl_FragColor = vec4(faded(color, distanceM), 1.0);
  #include <colorspace_fragment>
}
`;

interface Level {
  readonly mesh: Mesh<InstancedBufferGeometry, ShaderMaterial>;
  readonly rows: InstancedBufferAttribute;
  readonly list: Uint32Array;
  readonly triangles: number;
  count: number;
  uploaded: number;
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

export class Stations {
  readonly group = new Group();
  readonly #levels = new Map<Archetype, Record<Detail, Level>>();
  readonly #archetypes: readonly (Archetype | undefined)[];

  constructor(placements: Placements, uniforms: SceneUniforms) {
    this.#archetypes = placements.archetype;
    const counts = new Map<Archetype, number>();
    for (const archetype of placements.archetype) {
      if (archetype !== undefined) counts.set(archetype, (counts.get(archetype) ?? 0) + 1);
    }
    const material = new ShaderMaterial({ vertexShader, fragmentShader, uniforms: { ...uniforms } });
    for (const [archetype, count] of counts) {
      const level = (detail: Detail): Level => {
        const arrays = buildArchetype(archetype, detail);
        const geometry = instancedGeometry(arrays);
        const list = new Uint32Array(Math.max(1, count)).fill(noRow);
        const rows = new InstancedBufferAttribute(list, 1);
        rows.setUsage(DynamicDrawUsage);
        geometry.setAttribute("row", rows);
        geometry.instanceCount = 1;
        const mesh = new Mesh(geometry, material);
        mesh.frustumCulled = false;
        mesh.matrixAutoUpdate = false;
        this.group.add(mesh);
        return { mesh, rows, list, triangles: arrays.triangles, count: 0, uploaded: 1 };
      };
      this.#levels.set(archetype, { near: level("near"), middle: level("middle") });
    }
  }

  /** Triangles of a row at a level. */
  trianglesOf(row: number, detail: Detail): number {
    const archetype = this.#archetypes[row];
    return archetype === undefined ? 0 : defined(this.#levels.get(archetype), archetype)[detail].triangles;
  }

  /** Starts new lists. */
  begin(): void {
    for (const levels of this.#levels.values()) {
      levels.near.count = 0;
      levels.middle.count = 0;
    }
  }

  /** Puts a row into the list of its archetype at a level. */
  add(row: number, detail: Detail): void {
    const archetype = this.#archetypes[row];
    const level = archetype === undefined ? undefined : this.#levels.get(archetype)?.[detail];
    if (level === undefined) return;
    level.list[level.count] = row;
    level.count += 1;
  }

  /** Uploads the lists; an empty one keeps a row that draws nothing. */
  end(): void {
    for (const levels of this.#levels.values()) {
      for (const level of [levels.near, levels.middle]) {
        if (level.count === 0) level.list[0] = noRow;
        const count = Math.max(1, level.count);
        level.mesh.geometry.instanceCount = count;
        if (level.count === 0 && level.uploaded === 0) continue;
        level.uploaded = level.count;
        level.rows.addUpdateRange(0, count);
        level.rows.needsUpdate = true;
      }
    }
  }

  dispose(): void {
    for (const levels of this.#levels.values()) {
      levels.near.mesh.geometry.dispose();
      levels.middle.mesh.geometry.dispose();
      levels.near.mesh.material.dispose();
    }
  }
}
