import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { packedLooks, packedSlots, longestS, packMove, shortestS, unpackMove } from "./packed-move.ts";

interface Move {
  readonly t0: number;
  readonly t1: number;
  readonly from: number;
  readonly to: number;
  readonly path: number;
  readonly look: number;
}

function wordsOf(move: Move, slot: number): Uint32Array {
  const words = new Uint32Array((slot + 1) * 4);
  const view = new DataView(words.buffer, slot * 16);
  view.setFloat32(0, move.t0, true);
  view.setFloat32(4, move.t1, true);
  view.setUint16(8, move.from, true);
  view.setUint16(10, move.to, true);
  view.setUint16(12, move.path, true);
  view.setUint16(14, move.look, true);
  return words;
}

function moveOf(words: Uint32Array, slot: number): Move {
  const view = new DataView(words.buffer, slot * 16);
  return {
    t0: view.getFloat32(0, true),
    t1: view.getFloat32(4, true),
    from: view.getUint16(8, true),
    to: view.getUint16(10, true),
    path: view.getUint16(12, true),
    look: view.getUint16(14, true),
  };
}

/** Packs and unpacks; undefined when it does not fit. */
function through(move: Move, slot = 0): { slot: number; move: Move } | undefined {
  const packed = new Uint32Array(4);
  if (!packMove(wordsOf(move, slot), slot, packed, 0)) return undefined;
  const words = new Uint32Array((slot + 1) * 4);
  const found = unpackMove(packed, 0, words);
  return { slot: found, move: moveOf(words, slot) };
}

const still: Move = { t0: 10, t1: 12.5, from: 0, to: 65_535, path: 7, look: 3 };
const u16 = fc.integer({ min: 0, max: 65_535 });
const anyMove = fc.record({
  t0: fc.float({ min: -7200, max: 7200, noNaN: true }),
  durationS: fc.double({ min: 0, max: 16_384, noNaN: true }),
  from: u16,
  to: u16,
  path: u16,
  look: fc.integer({ min: 0, max: packedLooks - 1 }),
  slot: fc.integer({ min: 0, max: 4000 }),
});

describe("a packed move", () => {
  it("keeps everything but its end exactly, and its end to 2^-18 of its duration and a step of float32", () => {
    fc.assert(
      fc.property(anyMove, ({ durationS, slot, ...rest }) => {
        const move = { ...rest, t1: Math.fround(rest.t0 + durationS) };
        const back = through(move, slot);
        expect(back?.slot).toBe(slot);
        expect(back?.move).toEqual({ ...move, t1: back?.move.t1 });
        const stepS = 2 ** (Math.floor(Math.log2(Math.max(1, Math.abs(move.t1)))) - 23);
        const allowedS = (move.t1 - move.t0) * 2 ** -18 + stepS + shortestS;
        expect(Math.abs((back?.move.t1 ?? Number.NaN) - move.t1)).toBeLessThanOrEqual(allowedS);
      }),
      { seed: 7, numRuns: 2000 },
    );
  });

  it("puts a part on a way of 100 m within 0.5 mm of its place at any moment", () => {
    fc.assert(
      fc.property(
        fc.float({ min: 0, max: 3600, noNaN: true }),
        fc.double({ min: 50, max: 3600, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (t0, durationS, share) => {
          const t1 = Math.fround(t0 + durationS);
          const back = through({ ...still, t0, t1 })?.move;
          const at = t0 + (t1 - t0) * share;
          const place = (move: Move | undefined): number =>
            move === undefined ? Number.NaN : 100 * Math.min(1, (at - move.t0) / (move.t1 - move.t0));
          const awayM = Math.abs(place(back) - 100 * share);
          // Beside the duration's own error, the end lies on float32's steps: 0.25 ms at an hour, at 2 m/s.
          expect(awayM).toBeLessThan(0.001);
        },
      ),
      { seed: 8, numRuns: 2000 },
    );
  });

  it("is exact for durations on a grid of 1/1024 s up to 128 s", () => {
    for (const durationS of [0, 1 / 1024, 0.5, 2.5, 59.9990234375, 127.9990234375]) {
      expect(through({ ...still, t0: 1000, t1: 1000 + durationS })?.move.t1).toBe(1000 + durationS);
    }
  });

  it("ends at once when it lasts less than the shortest duration", () => {
    expect(through({ ...still, t0: 0, t1: shortestS / 2 })?.move.t1).toBe(0);
  });

  it("names the highest slot and the highest look", () => {
    const back = through({ ...still, look: packedLooks - 1 }, packedSlots - 1);
    expect(back).toEqual({ slot: packedSlots - 1, move: { ...still, look: packedLooks - 1 } });
  });

  it("of an empty slot is empty", () => {
    const empty = { t0: 0, t1: 0, from: 0, to: 0, path: 0, look: 0 };
    expect(through(empty, 12)).toEqual({ slot: 12, move: empty });
  });
});

describe("a move that does not fit is refused", () => {
  it("for a look beyond 8 bits", () => {
    expect(through({ ...still, look: packedLooks })).toBeUndefined();
  });

  it("for a slot beyond 18 bits", () => {
    expect(through(still, packedSlots)).toBeUndefined();
  });

  it("for a duration that is too long, but not for the one just below", () => {
    expect(through({ ...still, t0: 0, t1: longestS })).toBeUndefined();
    expect(through({ ...still, t0: 0, t1: longestS - 1 })?.move.t1).toBe(longestS - 1);
  });

  it("for an end before its start", () => {
    expect(through({ ...still, t0: 5, t1: 4 })).toBeUndefined();
  });
});
