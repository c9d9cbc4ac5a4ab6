// Which machines may have a label at this moment, where on the screen, and how much each deserves it. Chooses no places, draws nothing.
import type { Matrix4, Vector3 } from "three";
import type { LiveTable } from "../../live/live-table.ts";
import { floatsPerRow, type Placements } from "../placements.ts";
import type { SceneLayers } from "../scene-engine.ts";
import type { Spheres } from "../visible-rows.ts";

/** Buffers are named only when they are at least this many pixels long. */
const bufferPx = 110;
/** Without the layer of values a buffer says how full it is only from near by: its parts are seen anyway. */
const quietBufferPx = 150;
/** Machines smaller than this on the screen have no label unless something is wrong, pixels. */
const smallestPx = 16;

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
  /** Rows whose labels are shown now: they are kept before others come. */
  readonly shown: readonly number[];
}

export interface LabelCandidate {
  readonly row: number;
  /** Selected or under the pointer. */
  readonly forced: boolean;
  readonly score: number;
  /** Place on the screen of the anchor, and length of the machine there, pixels. */
  readonly x: number;
  readonly y: number;
  readonly sizePx: number;
  /** Above the machine, in the plant frame. */
  readonly anchor: readonly [number, number, number];
}

/** The candidates on a screen of `width` x `height` pixels: the forced ones first, then the best of each cell of the screen. */
export function labelCandidates(
  table: LiveTable,
  placements: Placements,
  view: LabelView,
  marks: LabelMarks,
  width: number,
  height: number,
): LabelCandidate[] {
  const { clipFromPlant, seen, rowOf, eye } = view;
  const { layers, selectedRow, hoveredRow, shown } = marks;
  const m = clipFromPlant.elements;
  const best = new Map<number, LabelCandidate>();
  const always: LabelCandidate[] = [];
  const shownBefore = new Set(shown);
  for (let at = 0; at < seen.seenCount; at += 1) {
    const row = rowOf[seen.seen[at] ?? 0] ?? 0;
    const model = placements.model[row];
    const forced = row === selectedRow || row === hoveredRow;
    if (model === "operator" && !forced) continue;
    const from = row * floatsPerRow;
    const x = placements.data[from] ?? 0;
    const y = placements.data[from + 1] ?? 0;
    const high = (placements.data[from + 2] ?? 0) + (placements.data[from + 6] ?? 0) + 0.35;
    const w = (m[3] ?? 0) * x + (m[7] ?? 0) * y + (m[11] ?? 0) * high + (m[15] ?? 0);
    if (w <= 0.1) continue;
    const cx = ((m[0] ?? 0) * x + (m[4] ?? 0) * y + (m[8] ?? 0) * high + (m[12] ?? 0)) / w;
    const cy = ((m[1] ?? 0) * x + (m[5] ?? 0) * y + (m[9] ?? 0) * high + (m[13] ?? 0)) / w;
    if (cx < -1 || cx > 1 || cy < -1 || cy > 1) continue;
    const distanceM = Math.hypot(x - eye.x, y - eye.y, high - eye.z);
    const length = placements.data[from + 4] ?? 1;
    const sizePx = (length / distanceM) * height * 1.45;
    const loud = layers.states ? urgency(table.assetState[row] ?? 0) : 0;
    const buffer = model === "conveyor" || model === "rack" || model === "scrapRack";
    if (!forced && buffer && sizePx < (layers.values ? bufferPx : quietBufferPx)) continue;
    if (!forced && loud < 3 && sizePx < smallestPx) continue;
    const score = loud * 1e4 + (buffer ? 0 : 2000) + (shownBefore.has(row) ? 300 : 0) + sizePx;
    const entry: LabelCandidate = {
      row,
      forced,
      score,
      x: (cx * 0.5 + 0.5) * width,
      y: (0.5 - cy * 0.5) * height,
      sizePx,
      anchor: [x, y, high],
    };
    if (forced) {
      always.push(entry);
      continue;
    }
    // One candidate for each cell of the screen: keeps the sort short however many machines are in view.
    const cell = Math.floor(entry.x / 36) * 1000 + Math.floor(entry.y / 18);
    const rival = best.get(cell);
    if (rival === undefined || rival.score < score) best.set(cell, entry);
  }
  return [...always, ...best.values()];
}

/** How loud a state is, 0 (all well) to 5 (down). By state code. */
export function urgency(stateCode: number): number {
  return urgencies[stateCode] ?? 0;
}
const urgencies = [1, 0, 0, 2, 4, 5, 2, 2, 2, 2, 0, 3, 0, 0];
