// The labels that are shown, as the GPU has them: each has a slot, which says where it hangs, and its words behind each other.
// What says the same as before is not written again.
import {
  DataTexture,
  DynamicDrawUsage,
  FloatType,
  InstancedBufferAttribute,
  NearestFilter,
  RGBAFormat,
} from "three";
import { blankInstance, type LabelShape, moveToSlot } from "./label-shapes.ts";

/** How many labels are shown at most, and instances (glyphs, backgrounds, stems) drawn at most. Labels: 1,023 at most. */
export interface LabelLimits {
  readonly labels: number;
  readonly instances: number;
}

/** Texels a slot of the anchor texture: (x, y, z, marked), (left, top, lift, -) from the anchor in CSS pixels. */
const floatsPerSlot = 8;

/** A label that has found room: whose it is, what it says, where it hangs, and where it lies from there in CSS pixels. */
export interface PlacedLabel {
  readonly row: number;
  readonly shape: LabelShape;
  /** Plant metres. */
  readonly anchor: readonly [number, number, number];
  readonly left: number;
  readonly top: number;
  readonly lift: number;
  readonly marked: boolean;
}

export class LabelSlots {
  /** By asset row: the slot its label has; -1 = it is not shown. */
  readonly slotOfRow: Int16Array;
  readonly glyphs: InstancedBufferAttribute;
  readonly anchorTexture: DataTexture;
  readonly #words: Int16Array;
  readonly #anchors: Float32Array<ArrayBuffer>;
  /** By slot: whose label it is (-1 = nobody's), what is shown there, the layout it was last part of. */
  readonly #rowOfSlot: Int32Array;
  readonly #shapeOfSlot: (LabelShape | undefined)[];
  readonly #layoutOfSlot: Uint32Array;
  /** By slot: where its shape begins in the words (-1 = it is not among them), and the words there are for it. */
  readonly #startOfSlot: Int32Array;
  readonly #roomOfSlot: Int32Array;
  readonly #free: number[] = [];
  #layoutNumber = 0;

  constructor({ labels, instances }: LabelLimits, rows: number) {
    this.slotOfRow = new Int16Array(rows).fill(-1);
    this.#rowOfSlot = new Int32Array(labels).fill(-1);
    this.#shapeOfSlot = Array.from({ length: labels }, () => undefined);
    this.#layoutOfSlot = new Uint32Array(labels);
    this.#startOfSlot = new Int32Array(labels).fill(-1);
    this.#roomOfSlot = new Int32Array(labels);
    for (let slot = labels - 1; slot >= 0; slot -= 1) this.#free.push(slot);
    this.#words = new Int16Array(instances * 4);
    this.glyphs = new InstancedBufferAttribute(this.#words, 4);
    this.glyphs.setUsage(DynamicDrawUsage);
    this.#anchors = new Float32Array(labels * floatsPerSlot);
    this.anchorTexture = new DataTexture(
      this.#anchors,
      (labels * floatsPerSlot) / 4,
      1,
      RGBAFormat,
      FloatType,
    );
    this.anchorTexture.magFilter = NearestFilter;
    this.anchorTexture.minFilter = NearestFilter;
  }

  /** A layout begins: labels that are not put again until `release` are shown no more. */
  begin(): void {
    this.#layoutNumber += 1;
  }

  /** Frees the slots of labels that are not shown any more; tells whether there were any. */
  release(): boolean {
    let released = false;
    for (const [slot, row] of this.#rowOfSlot.entries()) {
      if (row < 0 || this.#layoutOfSlot[slot] === this.#layoutNumber) continue;
      this.#rowOfSlot[slot] = -1;
      this.#shapeOfSlot[slot] = undefined;
      this.slotOfRow[row] = -1;
      this.#roomOfSlot[slot] = 0;
      this.#free.push(slot);
      released = true;
    }
    return released;
  }

  /** Gives a slot to a label that comes; false when there is none. */
  take(label: PlacedLabel): boolean {
    const slot = this.#free.pop();
    if (slot === undefined) return false;
    this.#rowOfSlot[slot] = label.row;
    this.slotOfRow[label.row] = slot;
    this.put(slot, label);
    return true;
  }

  /** Puts a label where it lies; what it says anew is written over the old. Tells whether there is too little room for it. */
  put(slot: number, { shape, anchor, left, top, lift, marked }: PlacedLabel): boolean {
    const at = slot * floatsPerSlot;
    this.#anchors.set(anchor, at);
    this.#anchors[at + 3] = marked ? 1 : 0;
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
    this.#spell(shape, start, room);
    this.glyphs.addUpdateRange(start, room);
    this.glyphs.needsUpdate = true;
    return false;
  }

  /** Writes the shapes of all slots behind each other, the forced ones last: they lie on top. Gives how many instances that are. */
  write(): number {
    let used = 0;
    for (const forced of [false, true])
      for (const [slot, shape] of this.#shapeOfSlot.entries()) {
        if (shape === undefined || shape.forced !== forced) continue;
        // Room that a longer value once needed is kept.
        const room = Math.max(shape.words.length, this.#roomOfSlot[slot] ?? 0);
        const fits = used + room <= this.#words.length;
        this.#startOfSlot[slot] = fits ? used : -1;
        this.#roomOfSlot[slot] = fits ? room : 0;
        if (!fits) continue;
        this.#spell(shape, used, room);
        used += room;
      }
    this.glyphs.clearUpdateRanges();
    if (used > 0) {
      this.glyphs.addUpdateRange(0, used);
      this.glyphs.needsUpdate = true;
    }
    return used / 4;
  }

  dispose(): void {
    this.anchorTexture.dispose();
  }

  /** Writes a shape; a value that has become shorter leaves room behind it. */
  #spell(shape: LabelShape, start: number, room: number): void {
    this.#words.set(shape.words, start);
    for (let blank = shape.words.length; blank < room; blank += 4)
      this.#words.set(blankInstance, start + blank);
  }
}
