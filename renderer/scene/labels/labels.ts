// All labels in one instanced draw: an instance is a glyph, a background or a stem. Which labels are shown is decided at
// most eight times a second; between, the shader keeps them at their machines. No DOM.
import { BufferAttribute, InstancedBufferGeometry, type Matrix4, Mesh, ShaderMaterial } from "three";
import type { LiveTable } from "../../live/live-table.ts";
import type { ConstraintNow } from "../bottleneck/bottleneck-layer.ts";
import { floorOrder } from "../floor/floor.ts";
import { floatsPerRow, type Placements } from "../placements.ts";
import type { SceneLayers } from "../scene-engine.ts";
import { labelFragment, labelVertex } from "../shaders/label.ts";
import type { SceneUniforms } from "../uniforms.ts";
import { GlyphAtlas } from "./atlas.ts";
import { LabelCandidates, type LabelView } from "./label-candidates.ts";
import type { LabelExtras } from "./label-extras.ts";
import { type LabelArea, LabelLayout } from "./label-layout.ts";
import { constraintText } from "./label-text.ts";
import { LabelShapes } from "./label-shapes.ts";
import { type LabelLimits, LabelSlots, type PlacedLabel } from "./label-slots.ts";

const usualLimits: LabelLimits = { labels: 160, instances: 6000 };
/** Between two layouts while the camera moves, and while only the plant changes, milliseconds. */
const movingLayoutMs = 120;
const liveLayoutMs = 400;
/** Candidates looked at for each label that may be shown; the others would be covered or too many. */
const hopefulsPerLabel = 3;
/** Shapes kept for each label that may be shown, so that machines that come and go are not spelled anew each time. */
const shapesPerLabel = 6;
/** One frame, for the labels. */
export interface LabelMoment extends LabelView {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly pixelRatio: number;
  /** The part of the picture that no panel covers, CSS pixels of the picture. */
  readonly area: LabelArea;
  /** Tells boxes that something else stands in, CSS pixels of a picture of a size. */
  readonly taken: (width: number, height: number, visit: (box: LabelArea) => void) => void;
  readonly touched: boolean;
  readonly nowMs: number;
}

export class Labels {
  readonly mesh: Mesh<InstancedBufferGeometry, ShaderMaterial>;
  /** Labels shown now. */
  shownCount = 0;
  readonly #table: LiveTable;
  readonly #placements: Placements;
  readonly #atlas: GlyphAtlas;
  readonly #candidates: LabelCandidates;
  readonly #shapes: LabelShapes;
  readonly #places = new LabelLayout();
  readonly #labelsMost: number;
  readonly #slots: LabelSlots;
  /** Labels placed in this layout that were not shown before. */
  readonly #newcomers: PlacedLabel[] = [];
  readonly #clip = new Float64Array(16);
  #layers: SceneLayers = {
    states: true,
    flow: true,
    values: false,
    labels: true,
    bottleneck: false,
    defects: false,
  };
  #constraintRow = -1;
  #selectedRow = -1;
  #hoveredRow = -1;
  #dirty = true;
  #urgent = true;
  #lastMs = -Infinity;
  #version = -1;
  #wish: { dueMs: number } | undefined;

  constructor(table: LiveTable, placements: Placements, uniforms: SceneUniforms, limits = usualLimits) {
    this.#labelsMost = limits.labels;
    this.#table = table;
    this.#placements = placements;
    this.#atlas = new GlyphAtlas(1);
    this.#candidates = new LabelCandidates(table, placements);
    this.#shapes = new LabelShapes(table, this.#atlas);
    this.#slots = new LabelSlots(limits, placements.rows);
    const geometry = new InstancedBufferGeometry();
    geometry.setAttribute(
      "position",
      new BufferAttribute(new Float32Array([0, 0, 0, 1, 0, 0, 1, 1, 0, 0, 1, 0]), 3),
    );
    geometry.setIndex([0, 2, 1, 0, 3, 2]);
    geometry.setAttribute("glyph", this.#slots.glyphs);
    geometry.instanceCount = 0;
    this.mesh = new Mesh(
      geometry,
      new ShaderMaterial({
        uniforms: {
          ...uniforms,
          atlas: { value: this.#atlas.texture },
          metrics: { value: this.#atlas.metrics },
          anchors: { value: this.#slots.anchorTexture },
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

  /** Which label says that it limits the line, and how much of the path it is. */
  setConstraint(now: ConstraintNow | undefined, share: number): void {
    this.#constraintRow = now?.rows[0] ?? -1;
    this.#shapes.setConstraint(this.#constraintRow, constraintText(now, share));
    this.#urgent = true;
  }

  /** What else is said under names, and room for what stands on machines. */
  setExtras(extras: LabelExtras): void {
    this.#candidates.extras = extras;
    this.#shapes.setNotes(extras.notes);
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
    this.#rebuild(this.#atlas.ratio);
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
    this.#slots.dispose();
  }

  #cameraMoved(clip: Matrix4): boolean {
    for (let index = 0; index < 16; index += 1) {
      if (Math.abs((clip.elements[index] ?? 0) - (this.#clip[index] ?? 0)) > 1e-4) return true;
    }
    return false;
  }

  /** Letters as large as `ratio` wants them: every label is spelled anew. */
  #rebuild(ratio: number): void {
    this.#atlas.rebuild(ratio);
    this.#shapes.clear();
  }

  #layout(moment: LabelMoment): void {
    const ratio = Math.max(moment.pixelRatio, 0.85);
    if (Math.abs(ratio - this.#atlas.ratio) > 0.01) this.#rebuild(ratio);
    const { uniforms } = this.mesh.material;
    if (uniforms["textRatio"] !== undefined) uniforms["textRatio"].value = ratio;
    if (this.#shapes.size > this.#labelsMost * shapesPerLabel) this.#shapes.clear();
    this.#slots.begin();
    // Where text is drawn larger than the pixel ratio says, the picture has room for fewer labels.
    const changed = this.#place(moment, moment.pixelRatio / ratio);
    const left = this.#slots.release();
    for (const newcomer of this.#newcomers) if (!this.#slots.take(newcomer)) break;
    if (this.shownCount > 0) this.#slots.anchorTexture.needsUpdate = true;
    if (changed || left || this.#newcomers.length > 0) this.mesh.geometry.instanceCount = this.#slots.write();
  }

  /** Places the labels there is room for, those shown before into their slots; tells whether one of these needs more room among the words. */
  #place(moment: LabelMoment, scale: number): boolean {
    const candidates = this.#candidates;
    const width = moment.widthPx * scale;
    const height = moment.heightPx * scale;
    const { left, top, right, bottom } = moment.area;
    this.#places.begin({
      left: left * scale,
      top: top * scale,
      right: right * scale,
      bottom: bottom * scale,
    });
    this.#newcomers.length = 0;
    this.shownCount = 0;
    if (!this.#layers.labels) return false;
    moment.taken(width, height, (box) =>
      this.#places.block(box.left, box.top, box.right - box.left, box.bottom - box.top),
    );
    candidates.collect(
      moment,
      {
        layers: this.#layers,
        selectedRow: this.#selectedRow,
        hoveredRow: this.#hoveredRow,
        constraintRow: this.#constraintRow,
        slotOfRow: this.#slots.slotOfRow,
      },
      width,
      height,
    );
    const tried = Math.min(candidates.count, this.#labelsMost * hopefulsPerLabel);
    let changed = false;
    for (let place = 0; place < tried && this.#places.count < this.#labelsMost; place += 1) {
      const index = candidates.order[place] ?? 0;
      const row = candidates.row[index] ?? 0;
      const forced = candidates.forced[index] === 1;
      const x = candidates.x[index] ?? 0;
      const y = candidates.y[index] ?? 0;
      const lift = Math.round(candidates.liftPx[index] ?? 0);
      const shape = this.#shapes.of(row, this.#layers, forced, candidates.sizePx[index] ?? 0);
      const { width: wide, height: high } = shape;
      // What stands on a machine leaves less room above: its label goes wherever by it there is some.
      const isPlaced =
        this.#places.place(x, y - lift, wide, high, forced) ||
        (candidates.around[index] === 1 && this.#places.placeAround(x, y, wide, high, lift));
      if (!isPlaced) continue;
      const placed = {
        row,
        shape,
        left: this.#places.left - Math.round(x),
        top: this.#places.top - Math.round(y),
        lift,
        anchor: this.#anchorOf(row),
        marked: row === this.#selectedRow,
      };
      const slot = this.#slots.slotOfRow[row] ?? -1;
      if (slot < 0) this.#newcomers.push(placed);
      else changed = this.#slots.put(slot, placed) || changed;
    }
    this.shownCount = this.#places.count;
    return changed;
  }

  /** Where the label of a row hangs, plant metres. */
  #anchorOf(row: number): readonly [number, number, number] {
    const from = row * floatsPerRow;
    const { data } = this.#placements;
    return [data[from] ?? 0, data[from + 1] ?? 0, this.#candidates.anchorHeightM(row)];
  }
}
