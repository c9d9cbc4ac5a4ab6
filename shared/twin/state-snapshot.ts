// A PlantState as bytes and back: the keyframes of recordings. Columns as numbers, everything with names as JSON.
import { textOfUtf8, utf8Bytes } from "../base/text.ts";
import { ColumnError, ColumnReader, ColumnWriter } from "../record/byte-columns.ts";
import type { StateReason } from "../model/state.ts";
import type { OpenCondition } from "./open-conditions.ts";
import { PlantState } from "./plant-state.ts";
import type { PresentPart } from "./parts-in-plant.ts";
import type { Twin } from "./twin.ts";

const snapshotVersion = 1;

/** What of a state is told by names, in the order it must come back in. */
export interface StateBook {
  readonly native: readonly string[];
  readonly reason: readonly (StateReason | undefined)[];
  readonly parts: readonly PresentPart[];
  readonly conditions: readonly OpenCondition[];
  /** Serials in each asset that ever held one. */
  readonly inside: readonly (readonly [assetRow: number, serials: readonly string[]])[];
  readonly vehicleSlots: readonly (readonly [vehicleRow: number, slot: number])[];
  /** Serial of the part in work at each asset that has one. */
  readonly inWork: readonly (readonly [assetRow: number, serial: string])[];
  readonly slotOwners: readonly (string | null)[];
  readonly freeSlots: readonly number[];
}

/** The bytes of a state: version, time, JSON of its book, then its columns. */
export function encodeState(state: PlantState): Uint8Array {
  const columns = new ColumnWriter(65_536);
  columns.uint32(snapshotVersion);
  columns.float64(state.timeMs);
  columns.bytes(utf8Bytes(JSON.stringify(state.book())));
  const assets = state.assetState.length;
  columns.uint32(assets);
  for (const column of [state.assetState, state.assetMode, state.assetFlags]) columns.raw(column);
  columns.planes(state.assetCount, assets);
  for (const column of [state.assetSinceMs, state.assetCycleS, state.assetIdealS])
    columns.numbers(column, assets);
  const signals = state.signalValue.length;
  columns.uint32(signals);
  columns.raw(state.signalQuality);
  columns.numbers(state.signalValue, signals);
  // Microseconds before the keyframe: small integers, where times would be eight bytes each.
  const nowUs = microseconds(state.timeMs);
  columns.numbers(
    state.signalTimeMs.map((timeMs) => nowUs - microseconds(timeMs)),
    signals,
  );
  const { moves } = state;
  columns.uint32(moves.count);
  for (const column of [moves.t0Ms, moves.t1Ms]) columns.numbers(column, moves.count);
  for (const column of [moves.from, moves.to, moves.path, moves.look]) columns.planes(column, moves.count);
  return columns.take().slice();
}

/** The state that `encodeState` wrote, for a twin of the same plant. Throws ColumnError or SyntaxError when it is damaged. */
export function decodeState(twin: Twin, bytes: Uint8Array): PlantState {
  const columns = new ColumnReader(bytes);
  const version = columns.uint32();
  if (version !== snapshotVersion) throw new ColumnError(`keyframe of version ${version}`);
  const timeMs = columns.float64();
  // A decoder: what it makes of the book is checked by `fromBook`.
  const book = JSON.parse(textOfUtf8(columns.bytes()) ?? "") as StateBook;
  const state = new PlantState(twin);
  state.timeMs = timeMs;
  const assets = columns.uint32();
  if (assets !== state.assetState.length) throw new ColumnError(`keyframe of ${assets} assets`);
  for (const column of [state.assetState, state.assetMode, state.assetFlags]) column.set(columns.raw(assets));
  state.assetCount.set(columns.planes(assets));
  for (const column of [state.assetSinceMs, state.assetCycleS, state.assetIdealS])
    column.set(columns.numbers(assets));
  const signals = columns.uint32();
  if (signals !== state.signalValue.length) throw new ColumnError(`keyframe of ${signals} signals`);
  state.signalQuality.set(columns.raw(signals));
  state.signalValue.set(columns.numbers(signals));
  const nowUs = microseconds(timeMs);
  state.signalTimeMs.set(columns.numbers(signals).map((agoUs) => (nowUs - agoUs) / 1000));
  const count = columns.count(18);
  const { moves } = state;
  moves.restore(count, book.slotOwners, book.freeSlots);
  for (const column of [moves.t0Ms, moves.t1Ms]) column.set(columns.numbers(count));
  for (const column of [moves.from, moves.to, moves.path, moves.look]) column.set(columns.planes(count));
  state.restoreBook(book);
  return state;
}

function microseconds(timeMs: number): number {
  return Number.isFinite(timeMs) ? Math.round(timeMs * 1000) : 0;
}
