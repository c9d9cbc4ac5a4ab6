// All labels in one instanced draw: an instance is a glyph, a background or a stem. Which labels are shown is decided at
// most eight times a second; between, the shader keeps them at their machines. No DOM.
import {
  BufferAttribute,
  DataTexture,
  DynamicDrawUsage,
  FloatType,
  InstancedBufferAttribute,
  InstancedBufferGeometry,
  type Matrix4,
  Mesh,
  NearestFilter,
  RGBAFormat,
  ShaderMaterial,
} from "three";
import type { LiveTable } from "../../live/live-table.ts";
import { floorOrder } from "../floor/floor.ts";
import type { Placements } from "../placements.ts";
import type { SceneLayers } from "../scene-engine.ts";
import { labelFragment, labelVertex } from "../shaders/label.ts";
import type { SceneUniforms } from "../uniforms.ts";
import { GlyphAtlas } from "./atlas.ts";
import { type LabelCandidate, labelCandidates, type LabelView } from "./label-candidates.ts";
import { bestFirst, type LabelWish, placeLabels } from "./label-layout.ts";
import { type LabelContent, LabelWriter } from "./label-writer.ts";

/** How many labels are shown at most, and instances (glyphs, backgrounds, stems) drawn at most. Labels: 1,023 at most. */
export interface LabelLimits {
  readonly labels: number;
  readonly instances: number;
}
const usualLimits: LabelLimits = { labels: 160, instances: 6000 };
/** Between two layouts while the camera moves, and while only the plant changes, milliseconds. */
const movingLayoutMs = 120;
const liveLayoutMs = 400;
/** One frame, for the labels. */
export interface LabelMoment extends LabelView {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly pixelRatio: number;
  readonly touched: boolean;
  readonly nowMs: number;
}

/** Candidates looked at for each label that may be shown. */
const hopefulsPerLabel = 3;

export class Labels {
  readonly mesh: Mesh<InstancedBufferGeometry, ShaderMaterial>;
  /** Rows whose labels are shown now, best first. */
  shown: number[] = [];
  readonly #table: LiveTable;
  readonly #placements: Placements;
  readonly #atlas: GlyphAtlas;
  readonly #writer: LabelWriter;
  readonly #glyphs: InstancedBufferAttribute;
  readonly #labelsMost: number;
  readonly #anchors: Float32Array<ArrayBuffer>;
  readonly #anchorTexture: DataTexture;
  readonly #clip = new Float64Array(16);
  #layers: SceneLayers = { states: true, flow: true, values: false, labels: true };
  #selectedRow = -1;
  #hoveredRow = -1;
  #dirty = true;
  #urgent = true;
  #lastMs = -Infinity;
  #version = -1;
  #wish: { dueMs: number } | undefined;

  constructor(table: LiveTable, placements: Placements, uniforms: SceneUniforms, limits = usualLimits) {
    this.#labelsMost = limits.labels;
    this.#anchors = new Float32Array(limits.labels * 4);
    this.#table = table;
    this.#placements = placements;
    this.#atlas = new GlyphAtlas(1);
    this.#writer = new LabelWriter(table, this.#atlas, limits.instances);
    this.#glyphs = new InstancedBufferAttribute(this.#writer.words, 4);
    this.#glyphs.setUsage(DynamicDrawUsage);
    this.#anchorTexture = new DataTexture(this.#anchors, limits.labels, 1, RGBAFormat, FloatType);
    this.#anchorTexture.magFilter = NearestFilter;
    this.#anchorTexture.minFilter = NearestFilter;
    const geometry = new InstancedBufferGeometry();
    geometry.setAttribute(
      "position",
      new BufferAttribute(new Float32Array([0, 0, 0, 1, 0, 0, 1, 1, 0, 0, 1, 0]), 3),
    );
    geometry.setIndex([0, 2, 1, 0, 3, 2]);
    geometry.setAttribute("glyph", this.#glyphs);
    geometry.instanceCount = 1;
    this.mesh = new Mesh(
      geometry,
      new ShaderMaterial({
        uniforms: {
          ...uniforms,
          atlas: { value: this.#atlas.texture },
          metrics: { value: this.#atlas.metrics },
          anchors: { value: this.#anchorTexture },
          textRatio: { value: 1 },
        },
        transparent: true,
        depthTest: false,
        depthWrite: false,
        vertexShader: labelVertex,
        fragmentShader: labelFragment,
      }),
    );
    this.mesh.frustumCulled = false;
    this.mesh.matrixAutoUpdate = false;
    this.mesh.renderOrder = floorOrder.labels;
  }

  setLayers(layers: SceneLayers): void {
    this.#layers = layers;
    this.#urgent = true;
  }

  setMarks(selectedRow: number, hoveredRow: number): void {
    if (selectedRow === this.#selectedRow && hoveredRow === this.#hoveredRow) return;
    this.#selectedRow = selectedRow;
    this.#hoveredRow = hoveredRow;
    this.#urgent = true;
  }

  /** The font has arrived, or words changed: everything is drawn anew. */
  refresh(): void {
    this.#atlas.rebuild(this.#atlas.ratio);
    this.#urgent = true;
  }

  /** Milliseconds until a layout that waits is due; undefined when none waits. */
  wantsFrameInMs(nowMs: number): number | undefined {
    return this.#wish === undefined ? undefined : Math.max(0, this.#wish.dueMs - nowMs);
  }

  /** Lays out anew when it is due. */
  update(moment: LabelMoment): void {
    const { nowMs } = moment;
    const cameraMoved = this.#cameraMoved(moment.clipFromPlant);
    if (cameraMoved || moment.touched) this.#dirty = true;
    if (this.#layers.values && this.#table.version !== this.#version) this.#dirty = true;
    this.#wish = undefined;
    if (!this.#dirty && !this.#urgent) return;
    const dueMs = this.#lastMs + (cameraMoved ? movingLayoutMs : liveLayoutMs);
    if (!this.#urgent && nowMs < dueMs) {
      this.#wish = { dueMs };
      return;
    }
    this.#lastMs = nowMs;
    this.#dirty = false;
    this.#urgent = false;
    this.#version = this.#table.version;
    for (let index = 0; index < 16; index += 1) this.#clip[index] = moment.clipFromPlant.elements[index] ?? 0;
    this.#layout(moment);
  }

  dispose(): void {
    this.mesh.geometry.dispose();
    this.mesh.material.dispose();
    this.#atlas.dispose();
    this.#anchorTexture.dispose();
  }

  #cameraMoved(clip: Matrix4): boolean {
    for (let index = 0; index < 16; index += 1) {
      if (Math.abs((clip.elements[index] ?? 0) - (this.#clip[index] ?? 0)) > 1e-4) return true;
    }
    return false;
  }

  #layout(moment: LabelMoment): void {
    const ratio = Math.max(moment.pixelRatio, 0.85);
    if (Math.abs(ratio - this.#atlas.ratio) > 0.01) this.#atlas.rebuild(ratio);
    const { uniforms } = this.mesh.material;
    if (uniforms["textRatio"] !== undefined) uniforms["textRatio"].value = ratio;
    this.#writer.begin();
    // Where text is drawn larger than the pixel ratio says, the picture has room for fewer labels.
    const scale = moment.pixelRatio / ratio;
    const width = moment.widthPx * scale;
    const height = moment.heightPx * scale;
    const all = this.#layers.labels ? this.#candidates(moment, width, height) : [];
    // Words are made for those that have a chance of a place, the best of them; the others would be covered or too many.
    const candidates =
      all.length <= this.#labelsMost * hopefulsPerLabel
        ? all
        : all.sort(bestFirst).slice(0, this.#labelsMost * hopefulsPerLabel);
    const wanted = new Map<number, { anchor: LabelCandidate["anchor"]; content: LabelContent }>();
    const wishes = candidates.map(({ row, forced, score, x, y, sizePx, anchor }): LabelWish => {
      const content = this.#writer.contentOf(row, this.#layers, forced, sizePx);
      wanted.set(row, { anchor, content });
      return { row, forced, score, x, y, width: content.width, height: content.height };
    });
    const placed = placeLabels(wishes, width, height, this.#labelsMost);
    this.shown = placed.map((label) => label.wish.row);
    // Drawn from the last to the first, so that the best lies on top.
    placed.reverse().forEach(({ wish, left, top }, slot) => {
      const entry = wanted.get(wish.row);
      if (entry === undefined) return;
      this.#anchors.set(entry.anchor, slot * 4);
      const marked = wish.row === this.#selectedRow;
      const fromAnchorX = left - Math.round(wish.x);
      const fromAnchorY = top - Math.round(wish.y);
      this.#writer.write(slot, wish.row, entry.content, this.#layers, marked, fromAnchorX, fromAnchorY);
    });
    this.#writer.end();
    this.#anchorTexture.needsUpdate = true;
    const instances = Math.max(1, this.#writer.count);
    this.mesh.geometry.instanceCount = instances;
    this.#glyphs.addUpdateRange(0, instances * 4);
    this.#glyphs.needsUpdate = true;
  }

  #candidates(moment: LabelMoment, width: number, height: number): LabelCandidate[] {
    const marks = {
      layers: this.#layers,
      selectedRow: this.#selectedRow,
      hoveredRow: this.#hoveredRow,
      shown: this.shown,
    };
    return labelCandidates(this.#table, this.#placements, moment, marks, width, height);
  }
}
