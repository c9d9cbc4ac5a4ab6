// The binary layout of messages and frames, and every code table that goes over the wire. Little-endian throughout.
import { defined } from "../base/assert.ts";
import {
  type AssetMode,
  assetModes,
  type AssetState,
  assetStates,
  qualities,
  type Quality,
} from "../model/state.ts";

/** Version of everything in this file; a page and a host of different versions refuse each other. */
export const wireVersion = 2;

/** Message header: kind u8, version u8, reserved u16, request u32. */
export const messageHeaderBytes = 8;

/**
 * Kinds of message. A `frame` from the page is the acknowledgement of the frame whose sequence is in `request`:
 * the header alone; an `event` from the page acknowledges in the same way all events up to that sequence.
 * An `event`, `request` or `reply` carries UTF-8 JSON; a `blob` answers a request with bytes.
 */
export const messageKinds = { frame: 1, event: 2, request: 3, reply: 4, blob: 5 } as const;
export type MessageKind = keyof typeof messageKinds;

/** Largest message accepted from a page, and from a host. */
export const maxBytesIn = 16 * 1024 * 1024;
export const maxBytesOut = 64 * 1024 * 1024;

/**
 * Frame header after the message header, 64 bytes:
 *  0 u32 sequence      4 u32 flags          8 f64 timeMs (playhead)   16 f64 epochMs (of the moves)
 * 24 f64 startMs      32 f64 endMs (range of the timeline)            40 f32 speed
 * 44 u32 assetCount   48 u32 signalCount   52 u32 moveCount           56 u32 slotCount (slots in use)   60 u32 reserved
 */
export const frameHeaderBytes = 64;
/** First frame after connect, seek or resync: it holds every row, and slots beyond `slotCount` are empty. */
export const flagAllRows = 1;
/** The playhead follows live. */
export const flagFollowing = 2;
/** The move epoch changed: every slot is in this frame. */
export const flagNewEpoch = 4;

/**
 * Columns follow in this order, each 8-byte aligned, with the counts of the header.
 * Assets: sinceMs f64, cycleS f32 (work done on the part in work when the state began, see twin/cycles.ts),
 *   idealS f32 (its ideal cycle, 0 = unknown), row u32, count u16 (parts there), state u8, mode u8, flags u8.
 * Signals: value f64, ageS f32 (frame time minus sample time), row u32, quality u8.
 * Moves: slot u32, then 16 bytes a move: t0 f32, t1 f32 (s from epoch), from u16, to u16 (fraction * 65535), path u16, look u16.
 */
export const moveBytes = 16;
/** Fractions of a path are u16. */
export const fractionOne = 65535;
/** Look of an empty slot: nothing is drawn. */
export const lookNone = 0;

/** Bits of an asset's flags column. */
export const assetFlagWarning = 2;
export const assetFlagFault = 4;

/** u8 of a state; `assetStates` is in code order and only ever grows at its end. */
export function stateCode(state: AssetState): number {
  return assetStates.indexOf(state);
}
/** State of a u8; codes from a newer host read as `unknown`. */
export function stateOfCode(code: number): AssetState {
  return assetStates[code] ?? "unknown";
}
export function modeCode(mode: AssetMode): number {
  return assetModes.indexOf(mode);
}
export function modeOfCode(code: number): AssetMode {
  return assetModes[code] ?? "production";
}
export function qualityCode(quality: Quality): number {
  return qualities.indexOf(quality);
}
export function qualityOfCode(code: number): Quality {
  return qualities[code] ?? "missing";
}

/** Rounds up to the next multiple of 8. */
export function align8(bytes: number): number {
  return (bytes + 7) & ~7;
}

/** Byte offsets of a frame's columns from the start of the message, and its whole length. */
export interface FrameOffsets {
  readonly assetSince: number;
  readonly assetCycle: number;
  readonly assetIdeal: number;
  readonly assetRow: number;
  readonly assetCount: number;
  readonly assetState: number;
  readonly assetMode: number;
  readonly assetFlags: number;
  readonly signalValue: number;
  readonly signalAge: number;
  readonly signalRow: number;
  readonly signalQuality: number;
  readonly moveSlot: number;
  readonly move: number;
  readonly bytes: number;
}

/** Where the columns of a frame with these counts lie. */
export function frameOffsets(assets: number, signals: number, moves: number): FrameOffsets {
  const sizes = [
    assets * 8,
    assets * 4,
    assets * 4,
    assets * 4,
    assets * 2,
    assets,
    assets,
    assets,
    signals * 8,
    signals * 4,
    signals * 4,
    signals,
    moves * 4,
    moves * moveBytes,
  ];
  const starts: number[] = [];
  let offset = messageHeaderBytes + frameHeaderBytes;
  for (const size of sizes) {
    starts.push(offset);
    offset = align8(offset + size);
  }
  const at = (column: number): number => defined(starts[column], "column");
  return {
    assetSince: at(0),
    assetCycle: at(1),
    assetIdeal: at(2),
    assetRow: at(3),
    assetCount: at(4),
    assetState: at(5),
    assetMode: at(6),
    assetFlags: at(7),
    signalValue: at(8),
    signalAge: at(9),
    signalRow: at(10),
    signalQuality: at(11),
    moveSlot: at(12),
    move: at(13),
    bytes: offset,
  };
}
