// The state changes of one chunk as columns, beside their JSON: a recording of a day has hundreds of thousands, and all of them
// are read when it is opened. The JSON is what counts; where a chunk has no columns, it is read by its JSON.
import { textOfUtf8, utf8Bytes } from "../base/text.ts";
import { modeCode, modeOfCode, stateCode, stateOfCode } from "../frame/layout.ts";
import type { StateFact } from "../model/fact.ts";
import type { StateReason } from "../model/state.ts";
import { ColumnError, ColumnReader, ColumnWriter } from "./byte-columns.ts";

/** With the code of a state: it was backfilled; it is as old as its arrival. */
const backfillBit = 0x80;
const atOnceBit = 0x40;

/** What machines say, each once: they say the same few things over and over. */
interface Words {
  readonly native: readonly string[];
  readonly reasons: readonly StateReason[];
}

/**
 * Collects state changes in the order of their messages and writes them as
 * count u32, words as JSON, then columns: asset row (planes), arrival f64, state u8 with its two bits, mode u8, native word
 * (planes), reason + 1 (planes, 0 = none), and f64 the times of those that arrived later than they happened.
 */
export class StateColumnsWriter {
  readonly #columns = new ColumnWriter();
  readonly #states: StateFact[] = [];

  add(fact: StateFact): void {
    this.#states.push(fact);
  }

  /** When the last one arrived, milliseconds. */
  get lastMs(): number {
    return this.#states.at(-1)?.receivedMs ?? 0;
  }

  /** The bytes of what was added since the last call, valid until the next; undefined when that is nothing. */
  take(): Uint8Array | undefined {
    const states = this.#states;
    const count = states.length;
    if (count === 0) return undefined;
    const native = new Map<string, number>();
    const reasons = new Map<string, number>();
    const nativeOf = states.map(({ nativeState }) => numberOf(native, nativeState));
    const reasonOf = states.map(({ reason }) =>
      reason === undefined ? 0 : numberOf(reasons, JSON.stringify(reason)) + 1,
    );
    const columns = this.#columns;
    columns.reset();
    columns.uint32(count);
    columns.bytes(
      utf8Bytes(
        `{"native":${JSON.stringify([...native.keys()])},"reasons":[${[...reasons.keys()].join(",")}]}`,
      ),
    );
    columns.planes(
      states.map(({ asset }) => asset),
      count,
    );
    for (const { receivedMs } of states) columns.float64(receivedMs);
    columns.raw(Uint8Array.from(states, codeOf));
    columns.raw(Uint8Array.from(states, ({ mode }) => modeCode(mode)));
    columns.planes(nativeOf, count);
    columns.planes(reasonOf, count);
    for (const { timeMs, receivedMs } of states) if (timeMs !== receivedMs) columns.float64(timeMs);
    states.length = 0;
    return columns.take();
  }
}

function codeOf({ state, timeMs, receivedMs, backfill }: StateFact): number {
  return stateCode(state) | (backfill === true ? backfillBit : 0) | (timeMs === receivedMs ? atOnceBit : 0);
}

function numberOf(numbers: Map<string, number>, word: string): number {
  const known = numbers.get(word);
  if (known !== undefined) return known;
  numbers.set(word, numbers.size);
  return numbers.size - 1;
}

/** The state changes of a plant with `assets` assets, in the order of their messages. Throws ColumnError. */
export function decodeStateColumns(bytes: Uint8Array, assets: number): StateFact[] {
  const columns = new ColumnReader(bytes);
  const count = columns.count(18);
  const { native, reasons } = wordsOf(columns.bytes());
  const asset = columns.planes(count);
  const receivedMs = Float64Array.from({ length: count }, () => columns.float64());
  const codes = columns.raw(count);
  const modes = columns.raw(count);
  const nativeOf = columns.planes(count);
  const reasonOf = columns.planes(count);
  const facts: StateFact[] = [];
  for (let index = 0; index < count; index += 1) {
    const row = asset[index] ?? 0;
    const code = codes[index] ?? 0;
    const nativeState = native[nativeOf[index] ?? 0];
    if (row >= assets || nativeState === undefined) throw new ColumnError(`state ${index} of asset ${row}`);
    const arrivedMs = receivedMs[index] ?? 0;
    const timeMs = (code & atOnceBit) === 0 ? columns.float64() : arrivedMs;
    const fact: StateFact = {
      kind: "state",
      receivedMs: arrivedMs,
      asset: row,
      timeMs,
      state: stateOfCode(code & ~(backfillBit | atOnceBit)),
      mode: modeOfCode(modes[index] ?? 0),
      nativeState,
    };
    const reason = reasons[(reasonOf[index] ?? 0) - 1];
    const isLate = (code & backfillBit) !== 0;
    facts.push(
      reason === undefined && !isLate
        ? fact
        : { ...fact, ...(reason === undefined ? {} : { reason }), ...(isLate ? { backfill: true } : {}) },
    );
  }
  return facts;
}

function wordsOf(bytes: Uint8Array): Words {
  let told: unknown;
  try {
    told = JSON.parse(textOfUtf8(bytes) ?? "");
  } catch {
    throw new ColumnError("words that are not JSON");
  }
  const { native, reasons } = (told ?? {}) as Partial<Words>;
  if (!Array.isArray(native) || !Array.isArray(reasons)) throw new ColumnError("words that are no lists");
  return { native: native as readonly string[], reasons: reasons as readonly StateReason[] };
}
