// Which machines may have a label at this moment, where on the screen, and how much each deserves it; the best first.
// Typed arrays that are kept: a layout allocates nothing. Chooses no places, draws nothing.
import type { Matrix4, Vector3 } from "three";
import type { LiveTable } from "../../live/live-table.ts";
import { pinScale, pixelsAtOne } from "../defect/pin-scale.ts";
import { floatsPerRow, type Placements } from "../placements.ts";
import type { SceneLayers } from "../scene-engine.ts";
import type { Spheres } from "../visible-rows.ts";
import { labelAboveM, type LabelExtras, noExtras } from "./label-extras.ts";

/** Buffers are named only when they are at least this many pixels long. */
const bufferPx = 110;
/** Without the layer of values a buffer says how full it is only from near by: its parts are seen anyway. */
const quietBufferPx = 150;
/** Machines smaller than this on the screen have no label unless something is wrong, pixels. */
const smallestPx = 16;
/** Of the machines in one cell of the screen only the best may have a label, pixels. */
const cellWidthPx = 36;
const cellHeightPx = 18;
/** What selected machines and those under the pointer have on top of any other score. */
const forcedScore = 1e6;
/** What limits the line, and what is said of a finding, come before the loudest state. */
const constraintScore = 2e5;
const notedScore = 1e5;
/** Room for an index below the score in a sort key. */
const indexRoom = 2 ** 20;

/** What is seen, and from where. */
export interface LabelView {
  readonly clipFromPlant: Matrix4;
  readonly eye: Vector3;
  readonly seen: Spheres;
  readonly rowOf: Uint32Array;
}

/** What is asked for besides what is seen. */
export interface LabelMarks {
  readonly layers: SceneLayers;
  /** Rows that have a label in any case; -1 = none. */
  readonly selectedRow: number;
  readonly hoveredRow: number;
  /** What limits the line: named before all that is only loud. */
  readonly constraintRow: number;
  /** By row, at least 0 = its label is shown now: it is kept before others come. */
  readonly slotOfRow: Int16Array;
}

export class LabelCandidates {
  /** Candidates found last; the arrays are theirs in the order of `order`. */
  count = 0;
  /** Indices into the other arrays, best first. */
  readonly order: Uint32Array;
  readonly row: Uint32Array;
  /** 1 = selected or under the pointer. */
  readonly forced: Uint8Array;
  /** Place on the screen of the anchor, and length of the machine there, pixels. */
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly sizePx: Float32Array;
  /** How much higher its label stands than over its anchor, pixels. */
  readonly liftPx: Float32Array;
  /** 1 = something stands on it or is said of it: its label is put wherever by it there is room. */
  readonly around: Uint8Array;
  /** Words besides the names, and room for pins. */
  extras: LabelExtras = noExtras;
  readonly #score: Float32Array;
  readonly #keys: Float64Array;
  readonly #table: LiveTable;
  readonly #placements: Placements;
  /** By cell of the screen: 1 + the candidate in it, 0 = none. */
  #cells = new Int32Array(0);

  constructor(table: LiveTable, placements: Placements) {
    const most = placements.drawn.length;
    this.order = new Uint32Array(most);
    this.row = new Uint32Array(most);
    this.forced = new Uint8Array(most);
    this.x = new Float32Array(most);
    this.y = new Float32Array(most);
    this.sizePx = new Float32Array(most);
    this.liftPx = new Float32Array(most);
    this.around = new Uint8Array(most);
    this.#score = new Float32Array(most);
    this.#keys = new Float64Array(most);
    this.#table = table;
    this.#placements = placements;
  }

  /** Height of the anchor of a row above the ground, metres. */
  anchorHeightM(row: number): number {
    const { data } = this.#placements;
    const from = row * floatsPerRow;
    const raisedM = this.extras.lifts.get(row)?.metres ?? 0;
    return (data[from + 2] ?? 0) + (data[from + 6] ?? 0) + labelAboveM + raisedM;
  }

  /** Finds the candidates on a screen of `width` x `height` pixels: the forced ones, then the best of each cell of the screen. */
  collect(view: LabelView, marks: LabelMarks, width: number, height: number): void {
    const { clipFromPlant, seen, rowOf, eye } = view;
    const { layers, selectedRow, hoveredRow, constraintRow, slotOfRow } = marks;
    const { data, model: models } = this.#placements;
    const { assetState } = this.#table;
    const m = clipFromPlant.elements;
    const [m0, m1, , m3, m4, m5, , m7, m8, m9, , m11, m12, m13, , m15] = m;
    const columns = Math.ceil(width / cellWidthPx) + 1;
    const cells = columns * (Math.ceil(height / cellHeightPx) + 1);
    if (this.#cells.length < cells) this.#cells = new Int32Array(cells);
    else this.#cells.fill(0, 0, cells);
    const smallestBufferPx = layers.values ? bufferPx : quietBufferPx;
    const metrePxAtOne = pixelsAtOne(clipFromPlant, height);
    let count = 0;
    for (let at = 0; at < seen.seenCount; at += 1) {
      const row = rowOf[seen.seen[at] ?? 0] ?? 0;
      const from = row * floatsPerRow;
      const x = data[from] ?? 0;
      const y = data[from + 1] ?? 0;
      const high = this.anchorHeightM(row);
      const w = m3 * x + m7 * y + m11 * high + m15;
      if (w <= 0.1) continue;
      const cx = (m0 * x + m4 * y + m8 * high + m12) / w;
      const cy = (m1 * x + m5 * y + m9 * high + m13) / w;
      if (cx < -1 || cx > 1 || cy < -1 || cy > 1) continue;
      const dx = x - eye.x;
      const dy = y - eye.y;
      const dz = high - eye.z;
      const sizePx = ((data[from + 4] ?? 1) / Math.sqrt(dx * dx + dy * dy + dz * dz)) * height * 1.45;
      const forced = row === selectedRow || row === hoveredRow;
      const model = models[row];
      const loud = layers.states ? urgency(assetState[row] ?? 0) : 0;
      const buffer = model === "conveyor" || model === "rack" || model === "scrapRack";
      const limits = row === constraintRow;
      const noted = this.extras.notes.has(row);
      if (!forced && !limits && !noted) {
        if (model === "operator" || (buffer && sizePx < smallestBufferPx)) continue;
        if (loud < 3 && sizePx < smallestPx) continue;
      }
      const keptScore = (slotOfRow[row] ?? -1) >= 0 ? 300 : 0;
      const score =
        (forced ? forcedScore : 0) +
        (limits ? constraintScore : 0) +
        (noted ? notedScore : 0) +
        (row === this.extras.mainRow ? notedScore : 0) +
        loud * 1e4 +
        (buffer ? 0 : 2000) +
        keptScore +
        sizePx;
      const screenX = (cx * 0.5 + 0.5) * width;
      const screenY = (0.5 - cy * 0.5) * height;
      let index = count;
      // Of what has a pin the label stands above the pin.
      const liftPx = (this.extras.lifts.get(row)?.px ?? 0) * pinScale(metrePxAtOne / w);
      if (!forced) {
        const cell = Math.floor(screenX / cellWidthPx) + Math.floor(screenY / cellHeightPx) * columns;
        const rival = (this.#cells[cell] ?? 0) - 1;
        if (rival >= 0 && (this.#score[rival] ?? 0) >= score) continue;
        if (rival >= 0) index = rival;
        this.#cells[cell] = index + 1;
      }
      if (index === count) count += 1;
      this.row[index] = row;
      this.forced[index] = forced ? 1 : 0;
      this.x[index] = screenX;
      this.y[index] = screenY;
      this.sizePx[index] = sizePx;
      this.liftPx[index] = liftPx;
      this.around[index] = noted || liftPx > 0 ? 1 : 0;
      this.#score[index] = score;
    }
    this.count = count;
    this.#sort();
  }

  /** Best first, of equals the one found first: score and index as one number, because a typed array sorts numbers without a call. */
  #sort(): void {
    const { count } = this;
    for (let index = 0; index < count; index += 1)
      this.#keys[index] = index - Math.round((this.#score[index] ?? 0) * 64) * indexRoom;
    const keys = this.#keys.subarray(0, count).sort();
    for (let place = 0; place < count; place += 1) {
      const key = keys[place] ?? 0;
      this.order[place] = key - Math.floor(key / indexRoom) * indexRoom;
    }
  }
}

/** How loud a state is, 0 (all well) to 5 (down). By state code. */
export function urgency(stateCode: number): number {
  return urgencies[stateCode] ?? 0;
}
const urgencies = [1, 0, 0, 2, 4, 5, 2, 2, 2, 2, 0, 3, 0, 0];
