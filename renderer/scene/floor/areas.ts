// Areas painted on the floor: a line around what belongs together and its name at the near edge. Two draws, whatever the number.
import {
  BufferAttribute,
  BufferGeometry,
  CanvasTexture,
  Group,
  LinearFilter,
  LinearMipmapLinearFilter,
  Mesh,
  ShaderMaterial,
} from "three";
import type { Asset, Plant } from "#shared/model/plant.ts";
import { floatsPerRow, type Placements } from "../placements.ts";
import { lightGlsl } from "../shaders/common.ts";
import type { SceneUniforms } from "../uniforms.ts";
import { floorOrder } from "./floor.ts";

interface Area {
  readonly name: string;
  readonly minX: number;
  readonly minY: number;
  readonly maxX: number;
  readonly maxY: number;
}

/** Between the outermost machine of an area and its line, metres. */
const marginM = 1.1;
const lineM = 0.1;
/** Names painted at most; a plant with more shows its outlines only. */
const namesMost = 48;
const rowPx = 64;
const textureWidth = 1024;

/** The floor areas of a plant: its own size where it has one, else what its stations cover. */
export function areasOf(plant: Plant, placements: Placements): Area[] {
  const areas: Area[] = [];
  for (const asset of plant.assets) {
    const groups =
      asset.level === "area" || (asset.level === "cell" && placements.model[asset.row] === undefined);
    if (!groups) continue;
    const area = { name: asset.name, minX: Infinity, minY: Infinity, maxX: -Infinity, maxY: -Infinity };
    cover(plant, placements, asset, area);
    if (asset.pose !== undefined && asset.size !== undefined) grow(area, placements, asset.row);
    if (area.minX > area.maxX) continue;
    areas.push({
      name: asset.name,
      minX: area.minX - marginM,
      minY: area.minY - marginM,
      maxX: area.maxX + marginM,
      maxY: area.maxY + marginM,
    });
  }
  return areas;
}

type Bounds = { minX: number; minY: number; maxX: number; maxY: number };

function cover(plant: Plant, placements: Placements, asset: Asset, into: Bounds): void {
  for (const row of asset.childRows) {
    const child = plant.assets[row];
    if (child === undefined) continue;
    if (placements.model[row] !== undefined) grow(into, placements, row);
    cover(plant, placements, child, into);
  }
}

function grow(into: Bounds, placements: Placements, row: number): void {
  const at = row * floatsPerRow;
  const [x = 0, y = 0, , heading = 0, length = 0, width = 0] = placements.data.subarray(at, at + 6);
  const reachX = (Math.abs(Math.cos(heading)) * length + Math.abs(Math.sin(heading)) * width) / 2;
  const reachY = (Math.abs(Math.sin(heading)) * length + Math.abs(Math.cos(heading)) * width) / 2;
  into.minX = Math.min(into.minX, x - reachX);
  into.maxX = Math.max(into.maxX, x + reachX);
  into.minY = Math.min(into.minY, y - reachY);
  into.maxY = Math.max(into.maxY, y + reachY);
}

export class Areas {
  readonly group = new Group();
  readonly #texture: CanvasTexture | undefined;

  constructor(plant: Plant, placements: Placements, uniforms: SceneUniforms) {
    const areas = areasOf(plant, placements);
    if (areas.length === 0) return;
    this.#texture = areas.length <= namesMost ? nameTexture(areas) : undefined;
    const positions: number[] = [];
    const uvs: number[] = [];
    const indices: number[] = [];
    const quad = (
      x0: number,
      y0: number,
      x1: number,
      y1: number,
      v0: number,
      v1: number,
      u1: number,
    ): void => {
      const first = positions.length / 3;
      positions.push(x0, y0, 0, x1, y0, 0, x1, y1, 0, x0, y1, 0);
      uvs.push(v1 < 0 ? -1 : 0, v0, v1 < 0 ? -1 : u1, v0, v1 < 0 ? -1 : u1, v1, v1 < 0 ? -1 : 0, v1);
      indices.push(first, first + 1, first + 2, first, first + 2, first + 3);
    };
    areas.forEach((area, index) => {
      quad(area.minX, area.minY, area.maxX, area.minY + lineM, -1, -1, 0);
      quad(area.minX, area.maxY - lineM, area.maxX, area.maxY, -1, -1, 0);
      quad(area.minX, area.minY + lineM, area.minX + lineM, area.maxY - lineM, -1, -1, 0);
      quad(area.maxX - lineM, area.minY + lineM, area.maxX, area.maxY - lineM, -1, -1, 0);
      if (this.#texture === undefined) return;
      const span = area.maxX - area.minX;
      const heightM = Math.min(1.6, Math.max(0.55, span * 0.06));
      const widthM = Math.min(span - 0.6, (heightM * textureWidth) / rowPx);
      const u1 = (widthM * rowPx) / heightM / textureWidth;
      const top = 1 - index / areas.length;
      quad(
        area.minX + 0.3,
        area.minY - heightM - 0.12,
        area.minX + 0.3 + widthM,
        area.minY - 0.12,
        top - 1 / areas.length,
        top,
        u1,
      );
    });
    const geometry = new BufferGeometry();
    geometry.setAttribute("position", new BufferAttribute(new Float32Array(positions), 3));
    geometry.setAttribute("uv", new BufferAttribute(new Float32Array(uvs), 2));
    geometry.setIndex(indices);
    const material = new ShaderMaterial({
      uniforms: { ...uniforms, names: { value: this.#texture ?? emptyTexture() } },
      transparent: true,
      depthWrite: false,
      vertexShader: /* glsl */ `
varying vec2 at;
varying float distanceM;
void main() {
  at = uv;
  vec4 view = modelViewMatrix * vec4(position, 1.0);
  distanceM = -view.z;
  gl_Position = projectionMatrix * view;
}
`,
      fragmentShader: /* glsl */ `
${lightGlsl}
uniform sampler2D names;
uniform vec3 markingColor;
varying vec2 at;
varying float distanceM;
void main() {
  float ink = at.x < 0.0 ? 0.7 : texture(names, at).a * 0.9;
  gl_FragColor = vec4(markingColor, ink * (1.0 - smoothstep(fog.x, fog.y, distanceM)));
  #include <colorspace_fragment>
}
`,
    });
    const mesh = new Mesh(geometry, material);
    mesh.matrixAutoUpdate = false;
    mesh.frustumCulled = false;
    mesh.renderOrder = floorOrder.areas;
    this.group.add(mesh);
  }

  dispose(): void {
    this.#texture?.dispose();
  }
}

function nameTexture(areas: readonly Area[]): CanvasTexture {
  const canvas = document.createElement("canvas");
  canvas.width = textureWidth;
  canvas.height = rowPx * areas.length;
  const context = canvas.getContext("2d");
  if (context !== null) {
    context.font = `600 ${rowPx * 0.72}px "Inter Variable", sans-serif`;
    context.textBaseline = "middle";
    context.fillStyle = "#fff";
    areas.forEach((area, index) => context.fillText(area.name, 2, rowPx * (index + 0.53), textureWidth - 4));
  }
  const texture = new CanvasTexture(canvas);
  texture.minFilter = LinearMipmapLinearFilter;
  texture.magFilter = LinearFilter;
  texture.anisotropy = 8;
  return texture;
}

function emptyTexture(): CanvasTexture {
  const canvas = document.createElement("canvas");
  canvas.width = 1;
  canvas.height = 1;
  return new CanvasTexture(canvas);
}
