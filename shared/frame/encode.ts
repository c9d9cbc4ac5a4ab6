// Packs the changed rows of a plant state into one frame message, as layout.ts lays it out.
// Reuses one growing buffer; allocates nothing per row. Does not decide when to send.
import { writeMessageHeader } from "../host-api/message.ts";
import type { DirtyRows } from "./dirty-rows.ts";
import {
  flagAllRows,
  flagNewEpoch,
  frameHeaderBytes,
  frameOffsets,
  lookNone,
  messageHeaderBytes,
  moveBytes,
} from "./layout.ts";

/** The columns a frame is made of; PlantState has this shape. Times are plant milliseconds. */
export interface FrameSource {
  readonly assetState: Uint8Array;
  readonly assetMode: Uint8Array;
  readonly assetFlags: Uint8Array;
  readonly assetCount: Uint16Array;
  readonly assetSinceMs: Float64Array;
  /** Seconds of work done on the part in work when the state began, and its ideal cycle; sent as f32. */
  readonly assetCycleS: Float32Array | Float64Array;
  readonly assetIdealS: Float32Array;
  readonly signalValue: Float64Array;
  readonly signalTimeMs: Float64Array;
  readonly signalQuality: Uint8Array;
  readonly moves: {
    /** Slots in use are below this number. */
    readonly count: number;
    readonly t0Ms: Float64Array;
    readonly t1Ms: Float64Array;
    readonly from: Uint16Array;
    readonly to: Uint16Array;
    readonly path: Uint16Array;
    readonly look: Uint16Array;
  };
}

/** Rows changed since the last frame, one set per column group; encoding empties them. */
export interface FrameDirty {
  readonly assets: DirtyRows;
  readonly signals: DirtyRows;
  readonly slots: DirtyRows;
}

/** What a frame says beside its rows. `flags` are those of layout.ts; with flagAllRows every row is sent. */
export interface FrameFields {
  readonly sequence: number;
  readonly flags: number;
  /** Playhead, and the range of its timeline. */
  readonly timeMs: number;
  readonly startMs: number;
  readonly endMs: number;
  /** Plant time the moves' seconds count from. */
  readonly epochMs: number;
  /** Plant seconds per wall second. */
  readonly speed: number;
  /** Parts are placed where their moves end: time runs too fast to see them travel. */
  readonly instantMoves?: boolean;
}

/** Views of one buffer that grows by half; a frame in it is valid until the next. */
export class FrameBuffer {
  bytes = new Uint8Array(4096);
  u32 = new Uint32Array(this.bytes.buffer);
  f32 = new Float32Array(this.bytes.buffer);
  u16 = new Uint16Array(this.bytes.buffer);
  f64 = new Float64Array(this.bytes.buffer);

  /** Makes room for `length` bytes; the contents are undefined afterwards. */
  reserve(length: number): void {
    if (length <= this.bytes.byteLength) return;
    // Rounded to 8 so that every view covers the whole buffer.
    const grown = Math.ceil((length * 1.5) / 8) * 8;
    this.bytes = new Uint8Array(grown);
    this.u32 = new Uint32Array(this.bytes.buffer);
    this.f32 = new Float32Array(this.bytes.buffer);
    this.u16 = new Uint16Array(this.bytes.buffer);
    this.f64 = new Float64Array(this.bytes.buffer);
  }
}

/** Adds what a frame with these flags must hold beyond what changed. */
function completeRows(source: FrameSource, dirty: FrameDirty, flags: number): void {
  if ((flags & flagAllRows) !== 0) {
    dirty.assets.markAll(source.assetState.length);
    dirty.signals.markAll(source.signalValue.length);
  }
  if ((flags & (flagAllRows | flagNewEpoch)) !== 0) {
    // After a seek the state may have fewer slots than those marked before it.
    dirty.slots.clear();
    dirty.slots.markAll(source.moves.count);
  }
}

/**
 * One frame of the dirty rows, as a view into `buffer`, valid until its next use; the dirty sets are empty afterwards.
 * The caller sends it before encoding again (a channel copies). Rows beyond the source's columns are a bug.
 */
export function encodeFrame(
  source: FrameSource,
  dirty: FrameDirty,
  fields: FrameFields,
  buffer = new FrameBuffer(),
): Uint8Array {
  completeRows(source, dirty, fields.flags);
  const assets = dirty.assets.rows();
  const signals = dirty.signals.rows();
  const slots = dirty.slots.rows();
  const at = frameOffsets(assets.length, signals.length, slots.length);
  buffer.reserve(at.bytes);
  // Also clears the padding between columns, so that equal states give equal bytes.
  buffer.bytes.fill(0, 0, at.bytes);
  const { f64, u32, f32 } = buffer;

  writeMessageHeader(buffer.bytes, "frame", fields.sequence);
  const head64 = messageHeaderBytes / 8;
  const head32 = messageHeaderBytes / 4;
  u32[head32] = fields.sequence;
  u32[head32 + 1] = fields.flags;
  f64[head64 + 1] = fields.timeMs;
  f64[head64 + 2] = fields.epochMs;
  f64[head64 + 3] = fields.startMs;
  f64[head64 + 4] = fields.endMs;
  f32[head32 + 10] = fields.speed;
  u32[head32 + 11] = assets.length;
  u32[head32 + 12] = signals.length;
  u32[head32 + 13] = slots.length;
  u32[head32 + 14] = source.moves.count;

  writeAssets(source, assets, buffer, at);
  writeSignals(source, signals, fields.timeMs, buffer, at);
  writeMoves(source.moves, slots, fields, buffer, at);
  dirty.assets.clear();
  dirty.signals.clear();
  dirty.slots.clear();
  return buffer.bytes.subarray(0, at.bytes);
}

type Offsets = ReturnType<typeof frameOffsets>;

function writeAssets(source: FrameSource, rows: Uint32Array, buffer: FrameBuffer, at: Offsets): void {
  const { bytes, u16, u32, f32, f64 } = buffer;
  const since = at.assetSince / 8;
  const cycle = at.assetCycle / 4;
  const ideal = at.assetIdeal / 4;
  const row32 = at.assetRow / 4;
  const count16 = at.assetCount / 2;
  for (let index = 0; index < rows.length; index += 1) {
    const row = rows[index] ?? 0;
    f64[since + index] = source.assetSinceMs[row] ?? 0;
    f32[cycle + index] = source.assetCycleS[row] ?? 0;
    f32[ideal + index] = source.assetIdealS[row] ?? 0;
    u32[row32 + index] = row;
    u16[count16 + index] = source.assetCount[row] ?? 0;
    bytes[at.assetState + index] = source.assetState[row] ?? 0;
    bytes[at.assetMode + index] = source.assetMode[row] ?? 0;
    bytes[at.assetFlags + index] = source.assetFlags[row] ?? 0;
  }
}

function writeSignals(
  source: FrameSource,
  rows: Uint32Array,
  timeMs: number,
  buffer: FrameBuffer,
  at: Offsets,
): void {
  const { bytes, u32, f32, f64 } = buffer;
  const value = at.signalValue / 8;
  const age = at.signalAge / 4;
  const row32 = at.signalRow / 4;
  for (let index = 0; index < rows.length; index += 1) {
    const row = rows[index] ?? 0;
    f64[value + index] = source.signalValue[row] ?? 0;
    f32[age + index] = (timeMs - (source.signalTimeMs[row] ?? 0)) / 1000;
    u32[row32 + index] = row;
    bytes[at.signalQuality + index] = source.signalQuality[row] ?? 0;
  }
}

function writeMoves(
  moves: FrameSource["moves"],
  slots: Uint32Array,
  fields: FrameFields,
  buffer: FrameBuffer,
  at: Offsets,
): void {
  const { u16, u32, f32 } = buffer;
  const { epochMs } = fields;
  const instant = fields.instantMoves === true;
  const slot32 = at.moveSlot / 4;
  const first32 = at.move / 4;
  const words = moveBytes / 4;
  for (let index = 0; index < slots.length; index += 1) {
    const slot = slots[index] ?? 0;
    u32[slot32 + index] = slot;
    const look = moves.look[slot] ?? lookNone;
    // An empty slot is all zero, whatever its last move was.
    if (look === lookNone) continue;
    const word = first32 + index * words;
    f32[word] = ((moves.t0Ms[slot] ?? 0) - epochMs) / 1000;
    f32[word + 1] = instant ? (f32[word] ?? 0) : ((moves.t1Ms[slot] ?? 0) - epochMs) / 1000;
    const half = (word + 2) * 2;
    u16[half] = (instant ? moves.to[slot] : moves.from[slot]) ?? 0;
    u16[half + 1] = moves.to[slot] ?? 0;
    u16[half + 2] = moves.path[slot] ?? 0;
    u16[half + 3] = look;
  }
}

/** Bytes of a frame that changes nothing. */
export const emptyFrameBytes = messageHeaderBytes + frameHeaderBytes;
