// All machines: one instanced draw for each model and level of detail. An instance is a row number and the phase of its
// cycle; everything else comes from the placement and state textures by that row. No React.
import {
  type DataTexture,
  DynamicDrawUsage,
  Group,
  InstancedBufferAttribute,
  type InstancedBufferGeometry,
  Mesh,
  type ShaderMaterial,
  type Texture,
} from "three";
import { cyclePhase } from "#shared/twin/cycles.ts";
import type { LiveTable } from "../../live/live-table.ts";
import { type Caster, depthMaterial } from "../effects/key-shadow.ts";
import { byCoverage } from "../coverage.ts";
import type { Placements } from "../placements.ts";
import { RowList } from "../row-list.ts";
import { jointTexture } from "../shaders/joint.ts";
import { surfaceMaterial } from "../surface-material.ts";
import type { SceneUniforms } from "../uniforms.ts";
import { instancedGeometry } from "./instanced-geometry.ts";
import { machineFragment, machineVertex } from "./machine-shader.ts";
import type { Detail, MeshArrays } from "./mesh-builder.ts";
import { ModelBuilder } from "./model-builder.ts";
import { buildModel, type ModelName } from "./models.ts";
import { stateMarkTexture } from "./state-marks.ts";

/** Phases nearer than this look the same: no upload, no frame. */
const phaseStep = 1 / 4096;

/** One draw: a mesh, its instances, and their phases when it has joints. */
interface Level {
  readonly mesh: Mesh<InstancedBufferGeometry, ShaderMaterial>;
  readonly rows: RowList;
  readonly phases: InstancedBufferAttribute | undefined;
  readonly joints: DataTexture | undefined;
  readonly triangles: number;
}

/** Triangles of a plain block. */
export const blockTriangles = 10;

/** Levels of detail of one model; the light tier has no near level. */
interface Levels {
  near: Level | undefined;
  readonly middle: Level;
}

export interface StationOptions {
  /** Whether machines near the eye are drawn in full detail. */
  readonly near: boolean;
  /** Whether the picture has several samples a pixel, so that glass and mesh can be seen through. */
  readonly samples: boolean;
  /** Whether machines throw shadows. */
  readonly shadows: boolean;
}

export class Stations {
  readonly group = new Group();
  /** What throws a shadow, when shadows are asked for. */
  readonly casters: Caster[] = [];
  /** Near levels still to be built: one a frame, so that the first picture does not wait for them. */
  readonly #unbuilt: ModelName[] = [];
  readonly #counts = new Map<ModelName, number>();
  readonly #levels = new Map<ModelName, Levels>();
  /** Beyond the budget of the middle level a plain block stands for any machine. */
  readonly #blocks: Level;
  readonly #uniforms: SceneUniforms;
  readonly #marks: Texture = stateMarkTexture();
  readonly #options: StationOptions;
  readonly #models: readonly (ModelName | undefined)[];

  constructor(placements: Placements, uniforms: SceneUniforms, options: StationOptions) {
    this.#models = placements.model;
    this.#uniforms = uniforms;
    this.#options = options;
    for (const model of placements.model) {
      if (model !== undefined) this.#counts.set(model, (this.#counts.get(model) ?? 0) + 1);
    }
    const block = new ModelBuilder("middle", { length: 2, width: 2, height: 2 });
    block.box([-0.92, 0.92], [-0.92, 0.92], [0, 1.8], "block");
    this.#blocks = this.#level(block.build(), placements.drawn.length);
    for (const [model, count] of this.#counts) {
      this.#levels.set(model, { near: undefined, middle: this.#level(buildModel(model, "middle"), count) });
      if (options.near) this.#unbuilt.push(model);
    }
  }

  /** Builds the next near level; true when one was built (lists must be made anew), false when all are there. */
  buildNext(): boolean {
    const model = this.#unbuilt.shift();
    const levels = model === undefined ? undefined : this.#levels.get(model);
    if (model === undefined || levels === undefined) return false;
    levels.near = this.#level(buildModel(model, "near"), this.#counts.get(model) ?? 1);
    return true;
  }

  /** Near levels still to be built. */
  get unbuilt(): number {
    return this.#unbuilt.length;
  }

  #level(arrays: MeshArrays, capacity: number): Level {
    const geometry = instancedGeometry(arrays);
    const joints = jointTexture(arrays.joints);
    const material = surfaceMaterial(this.#uniforms, !this.#options.samples, {
      vertexShader: machineVertex,
      fragmentShader: machineFragment,
      uniforms: { joints: { value: joints }, stateMarks: { value: this.#marks } },
      ...(this.#options.samples ? byCoverage : {}),
    });
    const phases = new InstancedBufferAttribute(new Float32Array(Math.max(1, capacity)), 1);
    phases.setUsage(DynamicDrawUsage);
    geometry.setAttribute("phase", phases);
    const mesh = new Mesh(geometry, material);
    mesh.frustumCulled = false;
    mesh.matrixAutoUpdate = false;
    mesh.matrixWorld.copy(this.group.matrixWorld);
    this.group.add(mesh);
    if (this.#options.shadows) this.casters.push({ mesh, depth: depthMaterial(material) });
    return { mesh, rows: new RowList(geometry, capacity), phases, joints, triangles: arrays.triangles };
  }

  /** Triangles of a row at the middle level. */
  middleTriangles(row: number): number {
    const model = this.#models[row];
    return model === undefined ? 0 : (this.#levels.get(model)?.middle.triangles ?? 0);
  }

  /** Starts new lists. */
  begin(): void {
    this.#blocks.rows.begin();
    for (const { near, middle } of this.#levels.values()) {
      near?.rows.begin();
      middle.rows.begin();
    }
  }

  /** Puts a row into the list of its model at a level; near falls back to middle until it is built. */
  add(row: number, detail: Detail): void {
    const model = this.#models[row];
    const levels = model === undefined ? undefined : this.#levels.get(model);
    if (levels !== undefined) ((detail === "near" ? levels.near : undefined) ?? levels.middle).rows.add(row);
  }

  /** Puts a row into the list of plain blocks. */
  addBlock(row: number): void {
    this.#blocks.rows.add(row);
  }

  /** Uploads what changed in the lists. Where machines have two levels, the one nobody is drawn at costs no draw. */
  end(): void {
    this.#end(this.#blocks);
    for (const { near, middle } of this.#levels.values()) {
      if (near !== undefined) this.#end(near);
      this.#end(middle);
    }
  }

  #end({ mesh, rows }: Level): void {
    rows.end();
    mesh.visible = !this.#options.near || rows.count > 0;
  }

  /** Brings the phases of all listed machines to a plant time; true when one of them moved. */
  setPhases(table: LiveTable, timeMs: number): boolean {
    let moved = false;
    for (const { near, middle } of this.#levels.values()) {
      if (near !== undefined && this.#setPhases(near, table, timeMs)) moved = true;
      if (this.#setPhases(middle, table, timeMs)) moved = true;
    }
    return moved;
  }

  #setPhases({ rows, phases }: Level, table: LiveTable, timeMs: number): boolean {
    if (phases === undefined) return false;
    let first = Infinity;
    let last = -1;
    for (let at = 0; at < rows.count; at += 1) {
      const row = rows.rowAt(at);
      const phase = cyclePhase(
        table.assetCycleS[row] ?? 0,
        table.assetIdealS[row] ?? 0,
        table.assetState[row] ?? 0,
        table.assetSinceMs[row] ?? 0,
        timeMs,
      );
      if (Math.abs(phase - (phases.array[at] ?? 0)) < phaseStep) continue;
      phases.array[at] = phase;
      if (at < first) first = at;
      last = at;
    }
    if (last < 0) return false;
    phases.addUpdateRange(first, last - first + 1);
    phases.needsUpdate = true;
    return true;
  }

  dispose(): void {
    this.#marks.dispose();
    const levels = [...this.#levels.values()].flatMap(({ near, middle }) =>
      near === undefined ? [middle] : [near, middle],
    );
    for (const { depth } of this.casters) depth.dispose();
    for (const { mesh, joints } of [this.#blocks, ...levels]) {
      mesh.geometry.dispose();
      mesh.material.dispose();
      joints?.dispose();
    }
  }
}
