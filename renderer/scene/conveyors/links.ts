// The ways between assets: low conveyors for parts, painted lanes for vehicles. One instanced draw each; chevrons show the direction.
// Static for a plant snapshot, except for which segments the camera sees.
import {
  DataTexture,
  FloatType,
  Group,
  type InstancedBufferGeometry,
  Mesh,
  NearestFilter,
  RGBAFormat,
  ShaderMaterial,
} from "three";
import { type Asset, assetOf, type Plant } from "#shared/model/plant.ts";
import { pathKey, type PathTable } from "#shared/twin/paths.ts";
import { floorOrder, unitQuad } from "../floor/floor.ts";
import { RowList } from "../row-list.ts";
import { instancedGeometry } from "../machines/instanced-geometry.ts";
import { ModelBuilder } from "../machines/model-builder.ts";
import { paintIndex } from "../palette.ts";
import { lightGlsl } from "../shaders/common.ts";
import type { SceneUniforms } from "../uniforms.ts";
import { Spheres } from "../visible-rows.ts";

const textureWidth = 1024;

/** Kinds of ways as the shaders know them. */
const wayKinds = { flow: 0, rework: 1, scrap: 2, vehicle: 3 } as const;

interface Segment {
  readonly from: readonly [number, number, number];
  readonly to: readonly [number, number, number];
  readonly kind: number;
  readonly fromStartM: number;
  /** Width of the belt, metres. */
  readonly widthM: number;
}

/** Belts are as wide as the conveyors they join, within reason. */
const usualWidthM = 0.84;

function widthBetween(from: Asset, to: Asset): number {
  const widths = [from, to]
    .filter((asset) => asset.level === "buffer" || asset.level === "conveyor")
    .map((asset) => asset.size?.width ?? usualWidthM);
  return widths.length === 0 ? usualWidthM : Math.min(2.5, Math.max(0.4, ...widths));
}

function segmentsOf(plant: Plant, table: PathTable): Segment[] {
  const segments: Segment[] = [];
  for (const link of plant.links) {
    const from = assetOf(plant, link.from);
    const to = assetOf(plant, link.to);
    if (from === undefined || to === undefined) continue;
    const key = pathKey(plant, from.row, to.row);
    const number = link.kind === "vehicle" ? table.vehicleWayOf.get(key) : table.wayOf.get(key);
    const path = number === undefined ? undefined : table.paths[number];
    if (path === undefined) continue;
    let fromStartM = 0;
    for (let at = 3; at < path.points.length; at += 3) {
      const [x0 = 0, y0 = 0, z0 = 0, x1 = 0, y1 = 0, z1 = 0] = path.points.subarray(at - 3, at + 3);
      const length = Math.hypot(x1 - x0, y1 - y0, z1 - z0);
      if (length > 0.02)
        segments.push({
          from: [x0, y0, z0],
          to: [x1, y1, z1],
          kind: wayKinds[link.kind],
          fromStartM,
          widthM: widthBetween(from, to),
        });
      fromStartM += length;
    }
  }
  return segments;
}

const segmentGlsl = /* glsl */ `
uniform highp sampler2D segments;
attribute uint row;
vec4 segmentPart(int part) {
  int index = int(row) * 2 + part;
  return texelFetch(segments, ivec2(index % ${textureWidth}, index / ${textureWidth}), 0);
}
const uint noRow = 0xffffffffu;
`;

const beltVertex = /* glsl */ `
${segmentGlsl}
${lightGlsl}
attribute vec3 offset;
attribute vec4 tint;
varying vec3 shaded;
varying vec2 along;
flat varying float top;
flat varying int kind;
varying float distanceM;
void main() {
  if (row == noRow) {
    gl_Position = vec4(2.0, 2.0, 2.0, 1.0);
    return;
  }
  vec4 a = segmentPart(0);
  vec4 b = segmentPart(1);
  kind = int(a.w);
  float widthM = fract(a.w) * 10.0;
  vec3 leg = b.xyz - a.xyz;
  float lengthM = length(leg);
  vec2 ahead = normalize(leg.xy + vec2(1e-6, 0.0));
  vec3 local = vec3((position.x + 0.5) * lengthM + offset.x, offset.y + position.y * widthM, offset.z);
  float share = clamp(local.x / lengthM, 0.0, 1.0);
  float plane = mix(a.z, b.z, share);
  // Feet stand on the floor below the lower end; everything else hangs from the transport plane.
  float z = offset.z > 0.5 ? plane + (offset.z - 0.85) : offset.z + min(a.z, b.z) - 0.85;
  vec3 world = vec3(a.xy + ahead * local.x + vec2(-ahead.y, ahead.x) * local.y, z);
  vec3 facing = vec3(ahead * normal.x + vec2(-ahead.y, ahead.x) * normal.y, normal.z);
  int paint = int(tint.x + 0.5);
  shaded = lit(paintOf(paint), facing, tint.y / 255.0);
  top = paint == ${paintIndex("roller")} && normal.z > 0.5 ? 1.0 : 0.0;
  along = vec2(local.x, local.y / (widthM * 0.5));
  vec4 view = modelViewMatrix * vec4(world, 1.0);
  distanceM = -view.z;
  gl_Position = projectionMatrix * view;
}
`;

const beltFragment = /* glsl */ `
${lightGlsl}
uniform float showFlow;
uniform vec3 labelText;
varying vec3 shaded;
varying vec2 along;
flat varying float top;
flat varying int kind;
varying float distanceM;
void main() {
  vec3 color = shaded;
  if (top > 0.5) {
    float turn = along.x / 0.14;
    float width = fwidth(turn);
    float bar = abs(fract(turn) - 0.5) * 2.0;
    color *= mix(1.12 - 0.75 * bar * bar * bar, 0.93, clamp(width * 1.6, 0.0, 1.0));
    if (showFlow > 0.5) {
      float wave = (along.x + abs(along.y) * 0.22) / 0.9;
      float soft = fwidth(wave);
      float edge = abs(fract(wave) - 0.5);
      float chevron = (1.0 - smoothstep(0.09, 0.09 + soft, edge)) * clamp(0.5 / max(soft, 1e-4) - 0.6, 0.0, 1.0);
      color = mix(color, labelText, chevron * 0.3 * step(abs(along.y), 0.8));
    }
  }
  gl_FragColor = vec4(faded(color, distanceM), 1.0);
  #include <colorspace_fragment>
}
`;

const laneVertex = /* glsl */ `
${segmentGlsl}
varying vec2 along;
flat varying int kind;
flat varying float side;
varying float distanceM;
void main() {
  if (row == noRow) {
    gl_Position = vec4(2.0, 2.0, 2.0, 1.0);
    return;
  }
  vec4 a = segmentPart(0);
  vec4 b = segmentPart(1);
  kind = int(a.w);
  vec2 leg = b.xy - a.xy;
  float lengthM = length(leg);
  vec2 ahead = leg / max(lengthM, 1e-6);
  float halfM = kind == 3 ? 0.85 : fract(a.w) * 5.0 + 0.33;
  side = halfM - 0.33;
  float beyond = kind == 3 ? halfM : 0.0;
  vec2 local = vec2((position.x + 0.5) * (lengthM + 2.0 * beyond) - beyond, position.y * 2.0 * halfM);
  along = vec2(local.x + b.w, local.y);
  vec4 view = modelViewMatrix * vec4(a.xy + ahead * local.x + vec2(-ahead.y, ahead.x) * local.y, kind == 3 ? 0.0 : min(a.z, b.z) - 0.85, 1.0);
  distanceM = -view.z;
  gl_Position = projectionMatrix * view;
}
`;

const laneFragment = /* glsl */ `
${lightGlsl}
uniform vec3 laneColor;
uniform vec3 markingColor;
uniform float shadow;
uniform float showFlow;
varying vec2 along;
flat varying int kind;
flat varying float side;
varying float distanceM;
void main() {
  vec4 color;
  float across = abs(along.y);
  if (kind == 3) {
    float soft = fwidth(across);
    float border = smoothstep(0.72 - soft, 0.72, across) * (1.0 - smoothstep(0.8, 0.8 + soft, across));
    float inside = 1.0 - smoothstep(0.8, 0.8 + soft, across);
    float wave = (along.x + across * 0.9) / 4.0;
    float softWave = fwidth(wave);
    float chevron = 1.0 - smoothstep(0.045, 0.045 + softWave, abs(fract(wave) - 0.5));
    chevron *= (1.0 - smoothstep(0.4, 0.4 + soft, across)) * showFlow;
    color = vec4(mix(laneColor, markingColor, max(border, chevron)), inside * mix(0.55, 0.9, max(border, chevron)));
  } else {
    color = vec4(0.0, 0.0, 0.0, shadow * 0.9 * (1.0 - smoothstep(side - 0.22, side + 0.33, across)));
  }
  color.a *= 1.0 - smoothstep(fog.x, fog.y, distanceM);
  gl_FragColor = color;
  #include <colorspace_fragment>
}
`;

/** A belt at the transport plane of 0.85 m: bed, rails and feet. Its edges keep their thickness whatever its width. */
function beltMesh(): InstancedBufferGeometry {
  const b = new ModelBuilder("middle", { length: 1, width: 1, height: 1 }, ([x, y, z]) => ({
    anchor: [x, Math.sign(y) * 0.5, 0],
    offset: [0, y - Math.sign(y) * 0.5, z],
  }));
  b.box([-0.5, 0.5], [-0.45, 0.45], [0.72, 0.83], "roller");
  for (const side of [-1, 1]) {
    b.box([-0.5, 0.5], [side * 0.5, side * 0.45], [0.68, 0.9], "frame");
    b.box([-0.4, 0.4], [side * 0.44, side * 0.4], [0, 0.72], "steel");
  }
  return instancedGeometry(b.build());
}

/** Triangles of one belt segment. */
export const beltTriangles = 44;

export class Links {
  readonly group = new Group();
  readonly spheres: Spheres;
  readonly #kinds: Uint8Array;
  readonly #belts: Mesh<InstancedBufferGeometry, ShaderMaterial>;
  readonly #lanes: Mesh<InstancedBufferGeometry, ShaderMaterial>;
  readonly #beltRows: RowList;
  readonly #laneRows: RowList;
  readonly #texture: DataTexture;

  constructor(plant: Plant, table: PathTable, uniforms: SceneUniforms) {
    const segments = segmentsOf(plant, table);
    const height = Math.max(1, Math.ceil((segments.length * 2) / textureWidth));
    const data = new Float32Array(textureWidth * height * 4);
    const spheres = new Float32Array(segments.length * 4);
    this.#kinds = new Uint8Array(segments.length);
    segments.forEach((segment, index) => {
      const [x0, y0, z0] = segment.from;
      const [x1, y1, z1] = segment.to;
      data.set([x0, y0, z0, segment.kind + segment.widthM / 10, x1, y1, z1, segment.fromStartM], index * 8);
      spheres.set([(x0 + x1) / 2, (y0 + y1) / 2, 0.5, Math.hypot(x1 - x0, y1 - y0) / 2 + 1], index * 4);
      this.#kinds[index] = segment.kind;
    });
    this.spheres = new Spheres(spheres);
    this.#texture = new DataTexture(data, textureWidth, height, RGBAFormat, FloatType);
    this.#texture.magFilter = NearestFilter;
    this.#texture.minFilter = NearestFilter;
    this.#texture.needsUpdate = true;
    const all = { ...uniforms, segments: { value: this.#texture } };
    const belts = beltMesh();
    this.#beltRows = new RowList(belts, segments.length);
    this.#belts = new Mesh(
      belts,
      new ShaderMaterial({ vertexShader: beltVertex, fragmentShader: beltFragment, uniforms: all }),
    );
    const lanes = unitQuad();
    this.#laneRows = new RowList(lanes, segments.length);
    this.#lanes = new Mesh(
      lanes,
      new ShaderMaterial({
        vertexShader: laneVertex,
        fragmentShader: laneFragment,
        uniforms: all,
        transparent: true,
        depthWrite: false,
      }),
    );
    this.#lanes.renderOrder = floorOrder.lanes;
    for (const mesh of [this.#belts, this.#lanes]) {
      mesh.frustumCulled = false;
      mesh.matrixAutoUpdate = false;
      this.group.add(mesh);
    }
  }

  /** Shows what `spheres` saw: every lane, belts up to a distance. */
  show(beltsUpToM: number): void {
    const { seen, seenCount, distanceM } = this.spheres;
    this.#beltRows.begin();
    this.#laneRows.begin();
    for (let at = 0; at < seenCount; at += 1) {
      const index = seen[at] ?? 0;
      this.#laneRows.add(index);
      if (this.#kinds[index] !== wayKinds.vehicle && (distanceM[at] ?? 0) <= beltsUpToM)
        this.#beltRows.add(index);
    }
    this.#beltRows.end();
    this.#laneRows.end();
  }

  dispose(): void {
    for (const mesh of [this.#belts, this.#lanes]) {
      mesh.geometry.dispose();
      mesh.material.dispose();
    }
    this.#texture.dispose();
  }
}
