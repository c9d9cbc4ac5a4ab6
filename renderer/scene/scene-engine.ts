// The scene as one object: takes the live table and a camera, and prepares the next frame. Everything on the GPU is
// rebuilt from typed arrays held here. three only; no React, no stores, no DOM events.
import { Group, Matrix4, type Object3D, type PerspectiveCamera, Vector3, type WebGLRenderer } from "three";
import type { LiveTable } from "../live/live-table.ts";
import type { FreeArea } from "./camera/camera-rig.ts";
import { BottleneckLayer } from "./bottleneck/bottleneck-layer.ts";
import { DefectLayer } from "./defect/defect-layer.ts";
import { FloorMirror } from "./effects/floor-mirror.ts";
import { KeyShadow } from "./effects/key-shadow.ts";
import { Links } from "./conveyors/links.ts";
import { Floor } from "./floor/floor.ts";
import { Footprints } from "./floor/footprints.ts";
import { Paint } from "./floor/paint.ts";
import { paintPlan } from "./floor/paint-plan.ts";
import type { FrameCounters } from "./frame-counters.ts";
import { Hall } from "./hall/hall-mesh.ts";
import { hallPlan } from "./hall/hall-plan.ts";
import { Labels } from "./labels/labels.ts";
import { Outlines } from "./machines/outlines.ts";
import { blockTriangles, Stations } from "./machines/stations.ts";
import type { ScenePalette } from "./palette.ts";
import { Parts } from "./parts/parts.ts";
import { buildPlacements, floatsPerRow, type Placements, placementTexture } from "./placements.ts";
import { StateTexture } from "./state-texture.ts";
import { dressSurfaces } from "./surface-material.ts";
import type { TierLimits } from "./tiers.ts";
import { applyPalette, createUniforms, type SceneUniforms } from "./uniforms.ts";
import { budgetDistanceM, frustumPlanes, Spheres } from "./visible-rows.ts";

/** Layers a person can switch. */
export interface SceneLayers {
  readonly states: boolean;
  readonly flow: boolean;
  readonly values: boolean;
  readonly labels: boolean;
  readonly bottleneck: boolean;
  readonly defects: boolean;
}

/** Parts nearer than this are drawn as what they are, metres. */
const partDetailM = 28;
/** The frustum is grown by this share of the distance when lists are made, so that small moves need no new lists. */
const marginShare = 0.08;

export class SceneEngine {
  /** Turned from the plant frame into three's; add it to the scene. */
  readonly root = new Group();
  readonly table: LiveTable;
  readonly placements: Placements;
  readonly uniforms: SceneUniforms = createUniforms();
  readonly parts: Parts;
  readonly labels: Labels;
  readonly bottleneck: BottleneckLayer;
  readonly defects: DefectLayer;
  /** Size of the interface's letters, 1 = usual; set when the picture gets its size. */
  textScale = 1;
  /** The part of the picture that no panel covers, CSS pixels; undefined = all of it. Set with `textScale`. */
  freeArea: FreeArea | undefined;
  readonly #limits: TierLimits;
  readonly #counters: FrameCounters;
  readonly #states: StateTexture;
  readonly #stations: Stations;
  readonly #footprints: Footprints;
  readonly #outlines: Outlines;
  readonly #links: Links;
  readonly #floor: Floor;
  readonly #paint: Paint;
  /** The building around the plant; planned in every theme, drawn in the show theme. */
  readonly hall: Hall;
  readonly #spheres: Spheres;
  readonly #trianglesOf: (index: number) => number;
  /** Middle of the plant, and the larger scale of the lens. */
  readonly #middle = new Vector3();
  #lens = 1;
  #machinesMove = false;
  readonly #clipFromPlant = new Matrix4();
  readonly #plantFromWorld = new Matrix4();
  readonly #planes = new Float64Array(24);
  readonly #eye = new Vector3();
  readonly #forward = new Vector3();
  readonly #shadow: KeyShadow | undefined;
  readonly #mirror: FloorMirror | undefined;
  readonly #listEye = new Vector3(Infinity, 0, 0);
  readonly #listClip = new Float64Array(16);
  #listMarginM = 0;

  constructor(
    gl: WebGL2RenderingContext,
    table: LiveTable,
    limits: TierLimits,
    palette: ScenePalette,
    counters: FrameCounters,
  ) {
    this.table = table;
    this.#limits = limits;
    this.#counters = counters;
    this.placements = buildPlacements(table.plant);
    const { placements, uniforms } = this;
    const matt = limits.tier === "light";
    applyPalette(uniforms, palette);
    uniforms.placements.value = placementTexture(placements);
    this.#states = new StateTexture(gl, table, placements);
    uniforms.states.value = this.#states.texture;
    this.#stations = new Stations(placements, uniforms, {
      near: limits.nearM > 0,
      samples: limits.antialias,
      shadows: limits.shadows,
    });
    this.#footprints = new Footprints(placements.drawn.length, uniforms);
    this.#outlines = new Outlines(uniforms);
    this.#links = new Links(table.plant, table.twin.paths, uniforms, matt);
    const plan = hallPlan(placements, table.plant);
    // The building is made when it is first shown; what only the floor needs of its plan is not kept until then.
    this.hall = new Hall({ ...plan, footprints: [], aisles: [], crossings: [], lanes: [] }, uniforms, matt);
    this.#floor = new Floor(plan, uniforms, matt);
    this.#paint = new Paint(paintPlan(placements, table.plant, plan), uniforms, matt);
    this.bottleneck = new BottleneckLayer(table, placements, uniforms);
    this.defects = new DefectLayer(table, placements, uniforms, palette.tokens);
    this.#dress(palette);
    this.parts = new Parts(gl, table, uniforms, limits.nearM > 0 ? partDetailM : 0, matt);
    this.labels = new Labels(table, placements, uniforms);
    this.#spheres = new Spheres(spheresOf(placements));
    this.#trianglesOf = (index) => this.#stations.middleTriangles(placements.drawn[index] ?? 0);
    this.#middle.set(
      (placements.bounds.minX + placements.bounds.maxX) / 2,
      (placements.bounds.minY + placements.bounds.maxY) / 2,
      1,
    );
    this.root.rotation.x = -Math.PI / 2;
    this.root.updateMatrixWorld();
    this.root.matrixAutoUpdate = false;
    this.#plantFromWorld.copy(this.root.matrixWorld).invert();
    this.root.add(
      this.#floor.mesh,
      this.#paint.group,
      this.hall.group,
      this.#links.group,
      this.bottleneck.group,
      this.#footprints.mesh,
      this.#stations.group,
      this.parts.group,
      this.#outlines.mesh,
      this.defects.group,
      this.labels.mesh,
    );
    if (limits.shadows) this.#shadow = new KeyShadow(uniforms);
    if (limits.reflections)
      this.#mirror = new FloorMirror(uniforms, [
        this.hall.group,
        this.#floor.mesh,
        this.#paint.group,
        this.bottleneck.group,
        this.defects.group,
        this.#footprints.mesh,
        this.#outlines.mesh,
        this.labels.mesh,
      ]);
    for (const child of this.root.children) child.matrixWorld.copy(this.root.matrixWorld);
    this.root.updateMatrixWorld(true);
  }

  setPalette(palette: ScenePalette): void {
    applyPalette(this.uniforms, palette);
    this.#dress(palette);
  }

  /** The font has arrived: the texts on the floor are written with it. */
  paintTexts(): void {
    this.#paint.refresh();
  }

  setLayers(layers: SceneLayers): void {
    this.uniforms.showStates.value = layers.states ? 1 : 0;
    this.uniforms.showFlow.value = layers.flow ? 1 : 0;
    this.bottleneck.setShown(layers.bottleneck);
    this.defects.setShown(layers.defects);
    this.labels.setLayers(layers);
  }

  /** Rows selected and under the pointer; -1 = none. */
  setMarks(selectedRow: number, hoveredRow: number): void {
    this.uniforms.selectedRow.value = selectedRow;
    this.uniforms.hoveredRow.value = hoveredRow;
    this.#outlines.show(selectedRow, hoveredRow);
    this.labels.setMarks(selectedRow, hoveredRow);
  }

  /** Playhead seconds from the move epoch. */
  timeS(): number {
    return (this.table.timeMs() - this.table.epochMs) / 1000;
  }

  /** A part or a machine is under way at the playhead. */
  moving(): boolean {
    return this.#machinesMove || this.bottleneck.pulses || this.parts.movingUntilS > this.timeS();
  }

  /** Brings everything up to the live table and the camera. `nowMs` is wall time, for what is refreshed at a rate. */
  prepare(
    camera: PerspectiveCamera,
    widthPx: number,
    heightPx: number,
    pixelRatio: number,
    fog: readonly [number, number],
    nowMs: number,
  ): void {
    const { uniforms } = this;
    uniforms.timeS.value = this.timeS();
    uniforms.stale.value = this.table.stale ? 1 : 0;
    uniforms.resolution.value.set(widthPx * pixelRatio, heightPx * pixelRatio);
    uniforms.pixelRatio.value = pixelRatio;
    uniforms.fog.value.set(fog[0], fog[1]);
    const touched = this.#states.update();
    this.#eye.copy(camera.position).applyMatrix4(this.#plantFromWorld);
    uniforms.eye.value.copy(this.#eye);
    this.#counters.moves += this.parts.update(this.#eye, this.table.timeMs());
    this.#counters.moveBytes = this.parts.uploadedBytes;
    this.#clipFromPlant
      .multiplyMatrices(camera.projectionMatrix, camera.matrixWorldInverse)
      .multiply(this.root.matrixWorld);
    this.#lens = Math.max(camera.projectionMatrix.elements[0] ?? 1, camera.projectionMatrix.elements[5] ?? 1);
    this.hall.update(this.#eye, this.#clipFromPlant);
    if (this.#stations.buildNext()) this.invalidateLists();
    this.#relist();
    this.#machinesMove = this.#stations.setPhases(this.table, this.table.timeMs());
    if (this.bottleneck.update(this.table.timeMs(), nowMs))
      this.labels.setConstraint(this.bottleneck.now, this.bottleneck.share);
    if (this.defects.update(this.table.timeMs(), pixelRatio * this.textScale, this.#clipFromPlant))
      this.labels.setExtras(this.defects.extras);
    const { left, top, width, height } = this.freeArea ?? {
      left: 0,
      top: 0,
      width: widthPx,
      height: heightPx,
    };
    this.labels.update({
      clipFromPlant: this.#clipFromPlant,
      eye: this.#eye,
      // On a large screen, where the interface's letters grow, labels grow with them.
      widthPx: widthPx / this.textScale,
      heightPx: heightPx / this.textScale,
      pixelRatio: pixelRatio * this.textScale,
      area: {
        left: left / this.textScale,
        top: top / this.textScale,
        right: (left + width) / this.textScale,
        bottom: (top + height) / this.textScale,
      },
      taken: (wide, high, visit) => this.defects.eachBox(this.#clipFromPlant, wide, high, visit),
      seen: this.#spheres,
      rowOf: this.placements.drawn,
      touched: touched > 0,
      nowMs,
    });
  }

  /** Draws what the picture itself looks up: the shadow of the key light, and the floor's mirror. After `prepare`, before the picture. */
  renderAids(gl: WebGLRenderer, scene: Object3D, camera: PerspectiveCamera): void {
    const show = this.uniforms.show.value > 0.5;
    if (this.#shadow !== undefined && show)
      this.#shadow.render(gl, this.root, this.#stations.casters, this.#eye, this.#ahead(camera));
    if (this.#mirror !== undefined && show) this.#mirror.render(gl, scene, camera, this.root.matrixWorld);
    if (!show) {
      this.uniforms.shadowOn.value = 0;
      this.uniforms.mirrorOn.value = 0;
    }
  }

  /** Where the camera looks, plant frame, unit. */
  #ahead(camera: PerspectiveCamera): Vector3 {
    return this.#forward
      .set(0, 0, -1)
      .transformDirection(camera.matrixWorld)
      .transformDirection(this.#plantFromWorld);
  }

  /** Wants another frame by itself (labels that wait for their turn). */
  wantsFrameInMs(nowMs: number): number | undefined {
    return this.#stations.unbuilt > 0 ? 0 : this.labels.wantsFrameInMs(nowMs);
  }

  /** Clip matrix of the plant frame at the last frame. */
  get clipFromPlant(): Matrix4 {
    return this.#clipFromPlant;
  }

  /** The context was lost and is back: three uploads its own again, the rest is made again here. */
  restore(): void {
    this.#states.restore();
    this.parts.restore();
    this.invalidateLists();
  }

  /** Makes every list anew at the next frame. */
  invalidateLists(): void {
    this.#listEye.set(Infinity, 0, 0);
  }

  dispose(): void {
    this.#shadow?.dispose();
    this.#mirror?.dispose();
    this.#stations.dispose();
    this.#footprints.dispose();
    this.#outlines.dispose();
    this.#links.dispose();
    this.bottleneck.dispose();
    this.defects.dispose();
    this.#floor.dispose();
    this.#paint.dispose();
    this.hall.dispose();
    this.parts.dispose();
    this.labels.dispose();
    this.#states.dispose();
    this.uniforms.placements.value?.dispose();
  }

  #dress({ show, dark, tokens }: ScenePalette): void {
    this.hall.setShown(show === 1);
    this.#floor.setShown(show === 1);
    this.#paint.setTheme(show === 1, dark);
    this.bottleneck.setTheme(show === 1);
    this.defects.setTheme(tokens);
    dressSurfaces(this.root, show === 1);
  }

  /** New lists when the camera left the margin the last ones were made with. */
  #relist(): void {
    const clip = this.#clipFromPlant.elements;
    // The first three columns turn and scale: their change, over the lens, is an angle in radians.
    let turned = 0;
    for (let index = 0; index < 12; index += 1) {
      const change = Math.abs((clip[index] ?? 0) - (this.#listClip[index] ?? 0));
      turned = Math.max(turned, change);
    }
    const awayM = this.#eye.distanceTo(this.#middle);
    const driftM = this.#listEye.distanceTo(this.#eye) + (turned / this.#lens) * awayM;
    if (driftM < this.#listMarginM * 0.8) return;
    this.#listEye.copy(this.#eye);
    for (let index = 0; index < 16; index += 1) this.#listClip[index] = clip[index] ?? 0;
    this.#listMarginM = Math.max(1, awayM * marginShare);
    frustumPlanes(clip, this.#planes);
    const { x, y, z } = this.#eye;
    const { drawn } = this.placements;
    const spheres = this.#spheres;
    spheres.look(this.#planes, x, y, z, this.#listMarginM);
    this.#links.spheres.look(this.#planes, x, y, z, this.#listMarginM);
    const beltsM = budgetDistanceM(
      this.#links.spheres,
      () => this.#links.beltTriangles,
      this.#limits.triangles * 0.3,
    );
    const middleM = budgetDistanceM(spheres, this.#trianglesOf, this.#limits.triangles * 0.48);
    const blocksM = budgetDistanceM(spheres, () => blockTriangles, this.#limits.triangles * 0.17);
    this.#stations.begin();
    this.#footprints.rows.begin();
    for (let at = 0; at < spheres.seenCount; at += 1) {
      const row = drawn[spheres.seen[at] ?? 0] ?? 0;
      const distanceM = spheres.distanceM[at] ?? 0;
      this.#footprints.rows.add(row);
      if (distanceM < this.#limits.nearM) this.#stations.add(row, "near");
      else if (distanceM < middleM) this.#stations.add(row, "middle");
      else if (distanceM < blocksM) this.#stations.addBlock(row);
    }
    this.#stations.end();
    this.#footprints.rows.end();
    this.#links.show(beltsM);
  }
}

function spheresOf(placements: Placements): Float32Array<ArrayBuffer> {
  const spheres = new Float32Array(placements.drawn.length * 4);
  placements.drawn.forEach((row, index) => {
    const at = row * floatsPerRow;
    const [x = 0, y = 0, z = 0, , length = 0, width = 0, height = 0] = placements.data.subarray(at, at + 7);
    spheres.set([x, y, z + height / 2, Math.hypot(length + 1, width + 1, height + 1) / 2], index * 4);
  });
  return spheres;
}
