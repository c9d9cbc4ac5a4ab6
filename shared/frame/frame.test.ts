import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { seededRandom } from "../base/random.ts";
import { decodeFrame, type DecodedFrame, type FrameLimits, peekFrameTimeMs } from "./decode.ts";
import { DirtyRows } from "./dirty-rows.ts";
import {
  emptyFrameBytes,
  encodeFrame,
  FrameBuffer,
  type FrameDirty,
  type FrameFields,
  type FrameSource,
} from "./encode.ts";
import {
  flagAllRows,
  flagFollowing,
  flagNewEpoch,
  frameOffsets,
  maxBytesOut,
  messageHeaderBytes,
} from "./layout.ts";

const limits: FrameLimits = { assets: 40, signals: 60, paths: 12 };
const slots = 30;
const fields: FrameFields = {
  sequence: 7,
  flags: 0,
  timeMs: 1_800_000_000_000,
  startMs: 1_799_999_000_000,
  endMs: 1_800_000_000_500,
  epochMs: 1_799_999_990_000,
  speed: 10,
};

interface Table extends FrameSource {
  moves: { count: number } & Omit<FrameSource["moves"], "count">;
}

function emptyTable(): Table {
  return {
    assetState: new Uint8Array(limits.assets),
    assetMode: new Uint8Array(limits.assets),
    assetFlags: new Uint8Array(limits.assets),
    assetCount: new Uint16Array(limits.assets),
    assetSinceMs: new Float64Array(limits.assets),
    assetCycleS: new Float32Array(limits.assets),
    assetIdealS: new Float32Array(limits.assets),
    signalValue: new Float64Array(limits.signals),
    signalTimeMs: new Float64Array(limits.signals),
    signalQuality: new Uint8Array(limits.signals),
    moves: {
      count: 0,
      t0Ms: new Float64Array(slots),
      t1Ms: new Float64Array(slots),
      from: new Uint16Array(slots),
      to: new Uint16Array(slots),
      path: new Uint16Array(slots),
      look: new Uint16Array(slots),
    },
  };
}

function cleanRows(): FrameDirty {
  return {
    assets: new DirtyRows(limits.assets),
    signals: new DirtyRows(limits.signals),
    slots: new DirtyRows(slots),
  };
}

/** Changes one random row and marks it. Times are whole seconds near the frame, so that float32 holds them exactly. */
function changeSomething(table: Table, dirty: FrameDirty, random: () => number): void {
  const upTo = (limit: number): number => Math.floor(random() * limit);
  const group = upTo(3);
  if (group === 0) {
    const row = upTo(limits.assets);
    table.assetState[row] = upTo(14);
    table.assetMode[row] = upTo(5);
    table.assetFlags[row] = upTo(8);
    table.assetCount[row] = upTo(65_536);
    table.assetSinceMs[row] = fields.timeMs - random() * 1e6;
    table.assetCycleS[row] = (random() - 0.8) * 30_000;
    table.assetIdealS[row] = random() < 0.3 ? 0 : random() * 200;
    dirty.assets.mark(row);
  } else if (group === 1) {
    const row = upTo(limits.signals);
    table.signalValue[row] = (random() - 0.5) * 1e6;
    table.signalTimeMs[row] = fields.timeMs - upTo(1000) * 1000;
    table.signalQuality[row] = upTo(5);
    dirty.signals.mark(row);
  } else {
    const slot = upTo(slots);
    const { moves } = table;
    moves.count = Math.max(moves.count, slot + 1);
    moves.look[slot] = upTo(4);
    moves.path[slot] = upTo(limits.paths);
    moves.from[slot] = upTo(65_536);
    moves.to[slot] = upTo(65_536);
    moves.t0Ms[slot] = fields.epochMs + upTo(3600) * 1000;
    moves.t1Ms[slot] = fields.epochMs + upTo(3600) * 1000;
    dirty.slots.mark(slot);
  }
}

function decoded(bytes: Uint8Array): DecodedFrame {
  const outcome = decodeFrame(bytes, limits);
  if (!outcome.ok) throw new Error(outcome.problems[0]?.message ?? "refused");
  return outcome.value;
}

/** What a page does with a frame: copies the named rows; a frame of all rows empties the slots it does not name. */
function apply(table: Table, frame: DecodedFrame): void {
  for (let index = 0; index < frame.assetCount; index += 1) {
    const row = frame.assetRow[index] ?? 0;
    table.assetState[row] = frame.assetState[index] ?? 0;
    table.assetMode[row] = frame.assetMode[index] ?? 0;
    table.assetFlags[row] = frame.assetFlags[index] ?? 0;
    table.assetCount[row] = frame.assetParts[index] ?? 0;
    table.assetSinceMs[row] = frame.assetSinceMs[index] ?? 0;
    table.assetCycleS[row] = frame.assetCycleS[index] ?? 0;
    table.assetIdealS[row] = frame.assetIdealS[index] ?? 0;
  }
  for (let index = 0; index < frame.signalCount; index += 1) {
    const row = frame.signalRow[index] ?? 0;
    table.signalValue[row] = frame.signalValue[index] ?? 0;
    table.signalTimeMs[row] = frame.timeMs - (frame.signalAgeS[index] ?? 0) * 1000;
    table.signalQuality[row] = frame.signalQuality[index] ?? 0;
  }
  const seconds = new Float32Array(frame.moveWords.slice().buffer);
  const { moves } = table;
  if ((frame.flags & flagAllRows) !== 0) moves.look.fill(0);
  moves.count = frame.slotCount;
  for (let index = 0; index < frame.moveCount; index += 1) {
    const slot = frame.moveSlot[index] ?? 0;
    const fromTo = frame.moveWords[index * 4 + 2] ?? 0;
    const pathLook = frame.moveWords[index * 4 + 3] ?? 0;
    moves.t0Ms[slot] = frame.epochMs + (seconds[index * 4] ?? 0) * 1000;
    moves.t1Ms[slot] = frame.epochMs + (seconds[index * 4 + 1] ?? 0) * 1000;
    moves.from[slot] = fromTo & 0xffff;
    moves.to[slot] = fromTo >>> 16;
    moves.path[slot] = pathLook & 0xffff;
    moves.look[slot] = pathLook >>> 16;
  }
}

/** What can be seen of a table: empty slots are all alike. */
function visible(table: Table): unknown {
  const { moves, ...columns } = table;
  const seen = Array.from({ length: slots }, (_, slot) =>
    (moves.look[slot] ?? 0) === 0
      ? "empty"
      : [moves.t0Ms, moves.t1Ms, moves.from, moves.to, moves.path, moves.look].map((column) => column[slot]),
  );
  return { ...columns, seen };
}

describe("a frame", () => {
  it("brings a page from any state to the host's: decode(encode(x)) = x", () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 0, max: 300 }), (seed, changes) => {
        const random = seededRandom(seed);
        const host = emptyTable();
        const dirty = cleanRows();
        for (let done = 0; done < changes; done += 1) changeSomething(host, dirty, () => random.next());
        const page = emptyTable();
        apply(page, decoded(encodeFrame(host, dirty, fields)));
        expect(visible(page)).toEqual(visible(host));
      }),
    );
  });

  it("keeps every field of its header", () => {
    const frame = decoded(
      encodeFrame(emptyTable(), cleanRows(), { ...fields, flags: flagFollowing, speed: -2.5 }),
    );
    expect(frame).toMatchObject({
      ...fields,
      flags: flagFollowing,
      speed: -2.5,
      assetCount: 0,
      signalCount: 0,
      moveCount: 0,
    });
  });

  it("that changes nothing is 72 bytes", () => {
    expect(encodeFrame(emptyTable(), cleanRows(), fields).byteLength).toBe(emptyFrameBytes);
    expect(emptyFrameBytes).toBe(72);
  });

  it("costs exactly 20 bytes for a part that starts a path (16 of move, 4 of slot), padded to 8", () => {
    const host = emptyTable();
    const dirty = cleanRows();
    host.moves.count = 8;
    for (let slot = 0; slot < 8; slot += 1) {
      host.moves.look[slot] = 1;
      dirty.slots.mark(slot);
    }
    expect(encodeFrame(host, dirty, fields).byteLength - emptyFrameBytes).toBe(8 * 20);
  });

  it("leaves nothing dirty", () => {
    const dirty = cleanRows();
    const random = seededRandom(1);
    const host = emptyTable();
    for (let done = 0; done < 50; done += 1) changeSomething(host, dirty, () => random.next());
    encodeFrame(host, dirty, fields);
    expect([dirty.assets.count, dirty.signals.count, dirty.slots.count]).toEqual([0, 0, 0]);
  });

  it("of all rows holds every row, and no slot marked before a seek that no longer exists", () => {
    const host = emptyTable();
    host.moves.count = 3;
    const dirty = cleanRows();
    dirty.slots.mark(25);
    const frame = decoded(encodeFrame(host, dirty, { ...fields, flags: flagAllRows }));
    expect([frame.assetCount, frame.signalCount, frame.moveCount]).toEqual([
      limits.assets,
      limits.signals,
      3,
    ]);
  });

  it("of a new epoch holds every slot and only the changed rows", () => {
    const host = emptyTable();
    host.moves.count = 5;
    const frame = decoded(encodeFrame(host, cleanRows(), { ...fields, flags: flagNewEpoch }));
    expect([frame.assetCount, frame.moveCount]).toEqual([0, 5]);
  });

  it("places parts at the end of their moves when moves are instant", () => {
    const host = emptyTable();
    const dirty = cleanRows();
    host.moves.count = 1;
    host.moves.look[0] = 2;
    host.moves.from[0] = 10;
    host.moves.to[0] = 60_000;
    host.moves.t1Ms[0] = fields.epochMs + 5000;
    dirty.slots.mark(0);
    const frame = decoded(encodeFrame(host, dirty, { ...fields, instantMoves: true }));
    const fromTo = frame.moveWords[2] ?? 0;
    expect([fromTo & 0xffff, fromTo >>> 16]).toEqual([60_000, 60_000]);
  });

  it("reuses its buffer and still decodes after the buffer grew", () => {
    const buffer = new FrameBuffer();
    const host = emptyTable();
    const small = encodeFrame(host, cleanRows(), fields, buffer);
    expect(small.buffer).toBe(buffer.bytes.buffer);
    const all = { ...fields, flags: flagAllRows };
    buffer.reserve(100_000);
    expect(decoded(encodeFrame(host, cleanRows(), all, buffer)).assetCount).toBe(limits.assets);
  });

  it("decodes from a position in memory that is not a multiple of 8", () => {
    const bytes = encodeFrame(emptyTable(), cleanRows(), { ...fields, flags: flagAllRows });
    const shifted = new Uint8Array(bytes.byteLength + 3);
    shifted.set(bytes, 3);
    expect(decoded(shifted.subarray(3)).assetCount).toBe(limits.assets);
  });

  it("tells its time without being decoded", () => {
    expect(peekFrameTimeMs(encodeFrame(emptyTable(), cleanRows(), fields))).toBe(fields.timeMs);
    expect(peekFrameTimeMs(new Uint8Array(8))).toBeUndefined();
  });
});

describe("frames over a slow link", () => {
  it("converge to the host's state under any pattern of skipped ticks and late acknowledgements", () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.array(fc.constantFrom("change", "change", "tick", "draw", "seek"), { maxLength: 200 }),
        (seed, steps) => {
          const random = seededRandom(seed);
          let host = emptyTable();
          const dirty = cleanRows();
          const page = emptyTable();
          const inFlight: Uint8Array[] = [];
          let sequence = 0;
          let flags = flagAllRows;
          const tick = (): void => {
            // The viewer's rule: with two frames not yet drawn it skips the tick, and the rows stay dirty.
            if (inFlight.length >= 2) return;
            sequence += 1;
            inFlight.push(encodeFrame(host, dirty, { ...fields, sequence, flags }).slice());
            flags = 0;
          };
          const draw = (): void => {
            const bytes = inFlight.shift();
            if (bytes !== undefined) apply(page, decoded(bytes));
          };
          for (const step of steps) {
            if (step === "change") changeSomething(host, dirty, () => random.next());
            else if (step === "tick") tick();
            else if (step === "draw") draw();
            else {
              // A seek: another state altogether, with rows and slots that were never marked.
              host = emptyTable();
              for (let done = 0; done < 20; done += 1)
                changeSomething(host, cleanRows(), () => random.next());
              flags = flagAllRows;
            }
          }
          draw();
          tick();
          while (inFlight.length > 0) draw();
          expect(visible(page)).toEqual(visible(host));
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe("a damaged frame", () => {
  const whole = (): Uint8Array => {
    const host = emptyTable();
    const random = seededRandom(5);
    for (let done = 0; done < 200; done += 1) changeSomething(host, cleanRows(), () => random.next());
    return encodeFrame(host, cleanRows(), { ...fields, flags: flagAllRows }).slice();
  };

  /** The id of the problem after `damage`, or "accepted". */
  function verdict(damage: (bytes: Uint8Array, view: DataView) => Uint8Array | undefined): string {
    const bytes = whole();
    const outcome = decodeFrame(damage(bytes, new DataView(bytes.buffer)) ?? bytes, limits);
    return outcome.ok ? "accepted" : (outcome.problems[0]?.id ?? "");
  }
  const header = messageHeaderBytes;
  const setCount = (at: number, count: number) =>
    verdict((_bytes, view) => {
      view.setUint32(header + at, count, true);
      return undefined;
    });

  it("that is cut short or has bytes too many is refused", () => {
    expect(verdict((bytes) => bytes.subarray(0, bytes.length - 8))).toBe("frame-length");
    expect(verdict((bytes) => bytes.subarray(0, 40))).toBe("frame-length");
    expect(verdict((bytes) => Uint8Array.from([...bytes, 0, 0, 0, 0, 0, 0, 0, 0]))).toBe("frame-length");
  });

  it("with counts beyond the tables is refused before anything is allocated", () => {
    expect(setCount(44, 0xffffffff)).toBe("asset-count");
    expect(setCount(48, limits.signals + 1)).toBe("signal-count");
    expect(setCount(52, 0xffffffff)).toBe("move-count");
    expect(setCount(56, 0xffffffff)).toBe("move-count");
  });

  it("with a row, slot or path that does not exist is refused", () => {
    const at = frameOffsets(limits.assets, limits.signals, decoded(whole()).moveCount);
    const setRow = (offset: number) =>
      verdict((_bytes, view) => {
        view.setUint32(offset, 0xfffffff0, true);
        return undefined;
      });
    expect(setRow(at.assetRow)).toBe("asset-row");
    expect(setRow(at.signalRow)).toBe("signal-row");
    expect(setRow(at.moveSlot)).toBe("move-slot");
    expect(setRow(at.move + 12)).toBe("move-path");
  });

  it("with a time or a value that is not a number is refused", () => {
    const at = frameOffsets(limits.assets, limits.signals, decoded(whole()).moveCount);
    const setNan = (offset: number, bytes: 4 | 8) =>
      verdict((_bytes, view) => {
        if (bytes === 8) view.setFloat64(offset, Number.NaN, true);
        else view.setFloat32(offset, Number.POSITIVE_INFINITY, true);
        return undefined;
      });
    for (const field of [8, 16, 24, 32]) expect(setNan(header + field, 8)).toBe("not-finite");
    expect(setNan(header + 40, 4)).toBe("not-finite");
    expect(setNan(at.assetSince, 8)).toBe("not-finite");
    expect(setNan(at.assetCycle, 4)).toBe("not-finite");
    expect(setNan(at.assetIdeal, 4)).toBe("not-finite");
    expect(setNan(at.signalValue, 8)).toBe("not-finite");
    expect(setNan(at.signalAge, 4)).toBe("not-finite");
    expect(setNan(at.move, 4)).toBe("not-finite");
  });

  it("never throws and is never accepted with a row out of bounds, over 10,000 mutations", () => {
    const good = whole();
    const at = frameOffsets(limits.assets, limits.signals, decoded(good).moveCount);
    // Half of the changes aim at the header and the row columns, where damage can hurt.
    const place = fc.oneof(
      fc.nat(good.length - 1),
      fc.nat(71),
      fc.integer({ min: at.assetRow, max: at.assetCount - 1 }),
      fc.integer({ min: at.moveSlot, max: good.length - 1 }),
    );
    let accepted = 0;
    fc.assert(
      fc.property(
        fc.array(fc.tuple(place, fc.nat(255)), { minLength: 1, maxLength: 6 }),
        fc.option(fc.nat(good.length), { nil: undefined, freq: 5 }),
        (changes, cut) => {
          const bytes = good.slice();
          for (const [offset, value] of changes) bytes[offset] = value;
          const outcome = decodeFrame(cut === undefined ? bytes : bytes.subarray(0, cut), limits);
          if (!outcome.ok) {
            const [problem] = outcome.problems;
            return problem !== undefined && problem.path.length > 0 && problem.hint !== "";
          }
          accepted += 1;
          const frame = outcome.value;
          return (
            frame.assetRow.every((row) => row < limits.assets) &&
            frame.signalRow.every((row) => row < limits.signals) &&
            frame.moveSlot.every((slot) => slot < frame.slotCount)
          );
        },
      ),
      { numRuns: 10_000 },
    );
    // Damage that only changes values cannot be seen; most of the rest must be.
    expect(accepted).toBeGreaterThan(0);
    expect(accepted).toBeLessThan(10_000);
  });

  it("of any bytes at all never throws", () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 200 }),
        (bytes) => !decodeFrame(bytes, limits).ok || bytes.length >= 72,
      ),
      { numRuns: 10_000 },
    );
  });

  it("larger than a message may be is refused", () => {
    expect(decodeFrame(new Uint8Array(maxBytesOut + 8).fill(1), limits).ok).toBe(false);
  });
});
