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
import { blankInstance, type LabelShape, LabelShapes, moveToSlot } from "./label-shapes.ts";

/** How many labels are shown at most, and instances (glyphs, backgrounds, stems) drawn at most. Labels: 1,023 at most. */
export interface LabelLimits {
  readonly labels: number;
  readonly instances: number;
}
const usualLimits: LabelLimits = { labels: 160, instances: 6000 };
/** Between two layouts while the camera moves, and while only the plant changes, milliseconds. */
const movingLayoutMs = 120;
const liveLayoutMs = 400;
/** Candidates looked at for each label that may be shown; the others would be covered or too many. */
const hopefulsPerLabel = 3;
/** Shapes kept for each label that may be shown, so that machines that come and go are not spelled anew each time. */
const shapesPerLabel = 6;
/** Texels a slot of the anchor texture: (x, y, z, marked), (left, top, lift, -) from the anchor in CSS pixels. */
const floatsPerSlot = 8;

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
  readonly #words: Int16Array;
  readonly #glyphs: InstancedBufferAttribute;
  readonly #labelsMost: number;
  readonly #anchors: Float32Array<ArrayBuffer>;
  readonly #anchorTexture: DataTexture;
  /** By asset row: the slot its label has; -1 = it is not shown. */
  readonly #slotOfRow: Int16Array;
  /** By slot: whose label it is (-1 = nobody's), what is shown there, the layout it was last part of. */
  readonly #rowOfSlot: Int32Array;
  readonly #shapeOfSlot: (LabelShape | undefined)[];
  readonly #layoutOfSlot: Uint32Array;
  /** By slot: where its shape begins in the words (-1 = it is not among them), and the words there are for it. */
  readonly #startOfSlot: Int32Array;
  readonly #roomOfSlot: Int32Array;
  readonly #freeSlots: number[] = [];
  /** Rows placed in this layout that had no label before, and the candidates they were. */
  readonly #newcomers: {
    readonly index: number;
    readonly left: number;
    readonly top: number;
    readonly lift: number;
    readonly shape: LabelShape;
  }[] = [];
  #layoutNumber = 0;
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
    this.#anchors = new Float32Array(limits.labels * floatsPerSlot);
    this.#table = table;
    this.#placements = placements;
    this.#atlas = new GlyphAtlas(1);
    this.#candidates = new LabelCandidates(table, placements);
    this.#shapes = new LabelShapes(table, this.#atlas);
    this.#slotOfRow = new Int16Array(placements.rows).fill(-1);
    this.#rowOfSlot = new Int32Array(limits.labels).fill(-1);
    this.#shapeOfSlot = Array.from({ length: limits.labels }, () => undefined);
    this.#layoutOfSlot = new Uint32Array(limits.labels);
    this.#startOfSlot = new Int32Array(limits.labels).fill(-1);
    this.#roomOfSlot = new Int32Array(limits.labels);
    for (let slot = limits.labels - 1; slot >= 0; slot -= 1) this.#freeSlots.push(slot);
    this.#words = new Int16Array(limits.instances * 4);
    this.#glyphs = new InstancedBufferAttribute(this.#words, 4);
    this.#glyphs.setUsage(DynamicDrawUsage);
    this.#anchorTexture = new DataTexture(
      this.#anchors,
      (limits.labels * floatsPerSlot) / 4,
      1,
      RGBAFormat,
      FloatType,
    );
    this.#anchorTexture.magFilter = NearestFilter;
    this.#anchorTexture.minFilter = NearestFilter;
    const geometry = new InstancedBufferGeometry();
    geometry.setAttribute(
      "position",
      new BufferAttribute(new Float32Array([0, 0, 0, 1, 0, 0, 1, 1, 0, 0, 1, 0]), 3),
    );
    geometry.setIndex([0, 2, 1, 0, 3, 2]);
    geometry.setAttribute("glyph", this.#glyphs);
    geometry.instanceCount = 0;
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
    this.#anchorTexture.dispose();
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
    this.#layoutNumber += 1;
    // Where text is drawn larger than the pixel ratio says, the picture has room for fewer labels.
    const changed = this.#place(moment, moment.pixelRatio / ratio);
    const left = this.#releaseSlots();
    const came = this.#takeSlots();
    if (this.shownCount > 0) this.#anchorTexture.needsUpdate = true;
    if (changed || left || came) this.#write();
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
        slotOfRow: this.#slotOfRow,
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
      const fromAnchorX = this.#places.left - Math.round(x);
      const fromAnchorY = this.#places.top - Math.round(y);
      const slot = this.#slotOfRow[row] ?? -1;
      if (slot < 0) {
        this.#newcomers.push({ index, left: fromAnchorX, top: fromAnchorY, lift, shape });
        continue;
      }
      changed = this.#put(slot, row, shape, fromAnchorX, fromAnchorY, lift) || changed;
    }
    this.shownCount = this.#places.count;
    return changed;
  }

  /** Frees the slots of labels that are not shown any more; tells whether there were any. */
  #releaseSlots(): boolean {
    let released = false;
    for (let slot = 0; slot < this.#labelsMost; slot += 1) {
      const row = this.#rowOfSlot[slot] ?? -1;
      if (row < 0 || this.#layoutOfSlot[slot] === this.#layoutNumber) continue;
      this.#rowOfSlot[slot] = -1;
      this.#shapeOfSlot[slot] = undefined;
      this.#slotOfRow[row] = -1;
      this.#roomOfSlot[slot] = 0;
      this.#freeSlots.push(slot);
      released = true;
    }
    return released;
  }

  /** Gives slots to those that come; tells whether there were any. */
  #takeSlots(): boolean {
    for (const { index, left, top, lift, shape } of this.#newcomers) {
      const slot = this.#freeSlots.pop();
      if (slot === undefined) break;
      const row = this.#candidates.row[index] ?? 0;
      this.#rowOfSlot[slot] = row;
      this.#slotOfRow[row] = slot;
      this.#put(slot, row, shape, left, top, lift);
    }
    return this.#newcomers.length > 0;
  }

  /** Puts a label where it lies; what it says anew is written over the old. Tells whether there is too little room for it. */
  #put(slot: number, row: number, shape: LabelShape, left: number, top: number, lift: number): boolean {
    const at = slot * floatsPerSlot;
    const from = row * floatsPerRow;
    const { data } = this.#placements;
    this.#anchors[at] = data[from] ?? 0;
    this.#anchors[at + 1] = data[from + 1] ?? 0;
    this.#anchors[at + 2] = this.#candidates.anchorHeightM(row);
    this.#anchors[at + 3] = row === this.#selectedRow ? 1 : 0;
    this.#anchors[at + 4] = left;
    this.#anchors[at + 5] = top;
    this.#anchors[at + 6] = lift;
    this.#layoutOfSlot[slot] = this.#layoutNumber;
    const before = this.#shapeOfSlot[slot];
    if (before === shape) return false;
    this.#shapeOfSlot[slot] = shape;
    moveToSlot(shape, slot);
    const start = this.#startOfSlot[slot] ?? -1;
    const room = this.#roomOfSlot[slot] ?? 0;
    if (start < 0 || before?.forced !== shape.forced || shape.words.length > room) return true;
    this.#words.set(shape.words, start);
    // A value that has become shorter leaves room behind it.
    for (let blank = shape.words.length; blank < room; blank += 4)
      this.#words.set(blankInstance, start + blank);
    this.#glyphs.addUpdateRange(start, room);
    this.#glyphs.needsUpdate = true;
    return false;
  }

  /** Writes the shapes of all slots behind each other, the forced ones last: they lie on top. */
  #write(): void {
    let used = 0;
    for (const forced of [false, true])
      for (let slot = 0; slot < this.#labelsMost; slot += 1) {
        const shape = this.#shapeOfSlot[slot];
        if (shape === undefined || shape.forced !== forced) continue;
        // Room that a longer value once needed is kept.
        const room = Math.max(shape.words.length, this.#roomOfSlot[slot] ?? 0);
        const fits = used + room <= this.#words.length;
        this.#startOfSlot[slot] = fits ? used : -1;
        this.#roomOfSlot[slot] = fits ? room : 0;
        if (!fits) continue;
        this.#words.set(shape.words, used);
        for (let blank = shape.words.length; blank < room; blank += 4)
          this.#words.set(blankInstance, used + blank);
        used += room;
      }
    this.mesh.geometry.instanceCount = used / 4;
    this.#glyphs.clearUpdateRanges();
    if (used === 0) return;
    this.#glyphs.addUpdateRange(0, used);
    this.#glyphs.needsUpdate = true;
  }
}
