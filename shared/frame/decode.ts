// Reads a frame message into views of its own bytes, after checking every length, count, row and number in it.
// What passes can be copied into tables without further checks. Never throws.
import type { Outcome } from "../base/problem.ts";
import { parseMessageHeader } from "../host-api/message.ts";
import {
  type FrameOffsets,
  frameHeaderBytes,
  frameOffsets,
  lookNone,
  maxBytesOut,
  messageHeaderBytes,
} from "./layout.ts";

/** Sizes of the tables a frame's rows go into. */
export interface FrameLimits {
  readonly assets: number;
  readonly signals: number;
  /** Number of paths parts can be on. */
  readonly paths: number;
}

/** Slots a frame may speak of: 16 MiB of moves. */
export const maxSlots = 1 << 20;

/** A checked frame. Columns are views into the message, `...Count` entries long; times are plant milliseconds. */
export interface DecodedFrame {
  readonly sequence: number;
  readonly flags: number;
  readonly timeMs: number;
  readonly epochMs: number;
  readonly startMs: number;
  readonly endMs: number;
  readonly speed: number;
  /** Rows in this frame. */
  readonly assetCount: number;
  readonly signalCount: number;
  readonly moveCount: number;
  /** Slots in use on the host; those at and above are empty. */
  readonly slotCount: number;
  readonly assetSinceMs: Float64Array;
  /** Seconds of work done on the part in work when the state began. */
  readonly assetCycleS: Float32Array;
  /** Ideal cycle of the part in work, seconds; 0 = unknown. */
  readonly assetIdealS: Float32Array;
  readonly assetRow: Uint32Array;
  /** Parts in each asset. */
  readonly assetParts: Uint16Array;
  readonly assetState: Uint8Array;
  readonly assetMode: Uint8Array;
  readonly assetFlags: Uint8Array;
  readonly signalValue: Float64Array;
  /** Frame time minus sample time, seconds. */
  readonly signalAgeS: Float32Array;
  readonly signalRow: Uint32Array;
  readonly signalQuality: Uint8Array;
  readonly moveSlot: Uint32Array;
  /** Four words a move: t0, t1 (f32 bits, seconds from the epoch), from | to << 16, path | look << 16. */
  readonly moveWords: Uint32Array;
}

function refused(id: string, message: string): { ok: false; problems: [Outcome<never>["problems"][number]] } {
  const hint = "Reload the page; if it happens again, host and page are of different builds.";
  return { ok: false, problems: [{ path: ["frame"], id, severity: "error", message, hint }] };
}

/** Decodes and checks one frame; refuses it whole when anything in it is out of bounds. */
export function decodeFrame(message: Uint8Array, limits: FrameLimits): Outcome<DecodedFrame> {
  const header = parseMessageHeader(message);
  if (!header.ok) return header;
  if (header.value.kind !== "frame") return refused("not-a-frame", `A ${header.value.kind} is not a frame`);
  const length = message.byteLength;
  if (length < messageHeaderBytes + frameHeaderBytes || length > maxBytesOut || length % 8 !== 0) {
    return refused("frame-length", `A frame of ${length} bytes cannot be`);
  }
  // Views need 8-byte alignment; a message cut from a larger buffer may lack it.
  const bytes = message.byteOffset % 8 === 0 ? message : message.slice();
  const view = new DataView(bytes.buffer, bytes.byteOffset, length);
  const u32 = (offset: number): number => view.getUint32(messageHeaderBytes + offset, true);
  const f64 = (offset: number): number => view.getFloat64(messageHeaderBytes + offset, true);
  const assetCount = u32(44);
  const signalCount = u32(48);
  const moveCount = u32(52);
  const slotCount = u32(56);
  if (assetCount > limits.assets)
    return refused("asset-count", `${assetCount} asset rows, but the plant has ${limits.assets}`);
  if (signalCount > limits.signals) {
    return refused("signal-count", `${signalCount} signal rows, but the plant has ${limits.signals}`);
  }
  if (slotCount > maxSlots || moveCount > slotCount) {
    return refused("move-count", `${moveCount} moves in ${slotCount} slots; at most ${maxSlots} can be`);
  }
  const at = frameOffsets(assetCount, signalCount, moveCount);
  if (at.bytes !== length)
    return refused("frame-length", `A frame of ${length} bytes should have ${at.bytes}`);

  const frame: DecodedFrame = {
    sequence: u32(0),
    flags: u32(4),
    timeMs: f64(8),
    epochMs: f64(16),
    startMs: f64(24),
    endMs: f64(32),
    speed: view.getFloat32(messageHeaderBytes + 40, true),
    assetCount,
    signalCount,
    moveCount,
    slotCount,
    ...columns(bytes, at, assetCount, signalCount, moveCount),
  };
  if (frame.sequence !== header.value.request) return refused("frame-sequence", "A frame has two sequences");
  return checkNumbers(frame, limits) ?? { ok: true, value: frame, problems: [] };
}

function columns(bytes: Uint8Array, at: FrameOffsets, assets: number, signals: number, moves: number) {
  const { buffer, byteOffset: start } = bytes;
  return {
    assetSinceMs: new Float64Array(buffer, start + at.assetSince, assets),
    assetCycleS: new Float32Array(buffer, start + at.assetCycle, assets),
    assetIdealS: new Float32Array(buffer, start + at.assetIdeal, assets),
    assetRow: new Uint32Array(buffer, start + at.assetRow, assets),
    assetParts: new Uint16Array(buffer, start + at.assetCount, assets),
    assetState: new Uint8Array(buffer, start + at.assetState, assets),
    assetMode: new Uint8Array(buffer, start + at.assetMode, assets),
    assetFlags: new Uint8Array(buffer, start + at.assetFlags, assets),
    signalValue: new Float64Array(buffer, start + at.signalValue, signals),
    signalAgeS: new Float32Array(buffer, start + at.signalAge, signals),
    signalRow: new Uint32Array(buffer, start + at.signalRow, signals),
    signalQuality: new Uint8Array(buffer, start + at.signalQuality, signals),
    moveSlot: new Uint32Array(buffer, start + at.moveSlot, moves),
    moveWords: new Uint32Array(buffer, start + at.move, moves * 4),
  };
}

/** The first number out of its bounds, or undefined when all are right. */
function checkNumbers(frame: DecodedFrame, limits: FrameLimits): Outcome<never> | undefined {
  const { timeMs, epochMs, startMs, endMs, speed } = frame;
  if (![timeMs, epochMs, startMs, endMs, speed].every(Number.isFinite)) {
    return refused("not-finite", "A time or the speed of a frame is not a number");
  }
  for (let index = 0; index < frame.assetCount; index += 1) {
    const row = frame.assetRow[index] ?? 0;
    if (row >= limits.assets)
      return refused("asset-row", `Asset row ${row} is beyond the plant's ${limits.assets}`);
    if (!Number.isFinite(frame.assetSinceMs[index]))
      return refused("not-finite", `Asset row ${row} has no start of its state`);
    if (!Number.isFinite(frame.assetCycleS[index]) || !Number.isFinite(frame.assetIdealS[index]))
      return refused("not-finite", `Asset row ${row} has a cycle that is not a number`);
  }
  for (let index = 0; index < frame.signalCount; index += 1) {
    const row = frame.signalRow[index] ?? 0;
    if (row >= limits.signals)
      return refused("signal-row", `Signal row ${row} is beyond the plant's ${limits.signals}`);
    if (!Number.isFinite(frame.signalValue[index]) || !Number.isFinite(frame.signalAgeS[index])) {
      return refused("not-finite", `Signal row ${row} has a value or an age that is not a number`);
    }
  }
  return checkMoves(frame, limits);
}

function checkMoves(frame: DecodedFrame, limits: FrameLimits): Outcome<never> | undefined {
  const { moveWords, moveSlot, slotCount } = frame;
  const seconds = new Float32Array(moveWords.buffer, moveWords.byteOffset, moveWords.length);
  for (let index = 0; index < frame.moveCount; index += 1) {
    const slot = moveSlot[index] ?? 0;
    if (slot >= slotCount) return refused("move-slot", `Slot ${slot} is beyond the ${slotCount} in use`);
    const word = index * 4;
    if (!Number.isFinite(seconds[word]) || !Number.isFinite(seconds[word + 1])) {
      return refused("not-finite", `The move in slot ${slot} has a time that is not a number`);
    }
    const pathAndLook = moveWords[word + 3] ?? 0;
    const path = pathAndLook & 0xffff;
    if (pathAndLook >>> 16 !== lookNone && path >= limits.paths) {
      return refused("move-path", `The move in slot ${slot} is on path ${path} of ${limits.paths}`);
    }
  }
  return undefined;
}

/** Playhead time of a frame message that is not decoded yet, or undefined when it is too short to have one. */
export function peekFrameTimeMs(message: Uint8Array): number | undefined {
  if (message.byteLength < messageHeaderBytes + frameHeaderBytes) return undefined;
  const timeMs = new DataView(message.buffer, message.byteOffset).getFloat64(messageHeaderBytes + 8, true);
  return Number.isFinite(timeMs) ? timeMs : undefined;
}
