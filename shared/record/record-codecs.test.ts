// What a recording keeps comes back exactly, and damaged bytes are refused without a crash or a large allocation.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ColumnError, ColumnReader, ColumnWriter } from "./byte-columns.ts";
import { decodeSampleBlock, type SampleFact, sampleFact, SampleBlockWriter } from "./sample-block.ts";
import type { StateFact } from "../model/fact.ts";
import { decodeStateColumns, StateColumnsWriter } from "./state-columns.ts";

const seed = 11;

function roundTrip(values: readonly number[]): { values: number[]; bytes: number } {
  const writer = new ColumnWriter(8);
  writer.numbers(values, values.length);
  const bytes = writer.take();
  return { values: [...new ColumnReader(bytes).numbers(values.length)], bytes: bytes.length };
}

describe("numbers", () => {
  test("come back as they are, whatever they are", () => {
    const number = fc.oneof(
      fc.double(),
      fc.integer(),
      fc.integer({ min: -1e6, max: 1e6 }).map((int) => int / 100),
      fc.constantFrom(
        0,
        -0,
        2 ** 31,
        -(2 ** 31),
        2 ** 31 - 1,
        1e-9,
        Number.MIN_VALUE,
        Infinity,
        -Infinity,
        NaN,
      ),
    );
    fc.assert(
      fc.property(fc.array(number, { maxLength: 40 }), (values) => {
        expect(roundTrip(values).values).toEqual(values);
      }),
      { seed, numRuns: 2000 },
    );
  });
  test("with two decimals take five bytes before they are compressed, those of a double nine", () => {
    expect(roundTrip([12.34, -0.01, 100]).bytes).toBe(15);
    expect(roundTrip([Math.PI]).bytes).toBe(9);
  });
});

const samples = fc
  .array(
    fc.record({
      stepUs: fc.nat(20_000),
      delayUs: fc.integer({ min: -1000, max: 100_000_000_000 }),
      signal: fc.nat(1999),
      value: fc.oneof(
        fc.double({ noNaN: true }),
        fc.integer({ min: -9999, max: 9999 }).map((int) => int / 100),
      ),
      quality: fc.constantFrom("good", "missing", "bad", "stale", "uncertain"),
      backfill: fc.boolean(),
    }),
    { minLength: 1, maxLength: 50 },
  )
  .map((told): SampleFact[] => {
    let receivedUs = Date.UTC(2026, 10, 23, 6) * 1000;
    return told.map(({ stepUs, delayUs, signal, value, quality, backfill }) => {
      receivedUs += stepUs;
      return {
        kind: "sample",
        signal,
        receivedMs: receivedUs / 1000,
        timeMs: (receivedUs - delayUs) / 1000,
        value,
        quality: quality,
        ...(backfill ? { backfill } : {}),
      };
    });
  });

describe("a block of samples", () => {
  test("gives back every sample, to the microsecond", () => {
    fc.assert(
      fc.property(samples, (facts) => {
        const writer = new SampleBlockWriter();
        for (const fact of facts) expect(writer.add(fact, Infinity)).toBe(true);
        const block = decodeSampleBlock(writer.take(), 2000);
        expect(Array.from({ length: block.count }, (_, index) => sampleFact(block, index))).toEqual(facts);
      }),
      { seed, numRuns: 500 },
    );
  });
  test("is full when the next sample comes more than its span after the first", () => {
    const writer = new SampleBlockWriter();
    const sample = (receivedMs: number): SampleFact => ({
      kind: "sample",
      signal: 0,
      value: 1,
      quality: "good",
      timeMs: receivedMs,
      receivedMs,
    });
    expect([
      writer.add(sample(0), 1000),
      writer.add(sample(1000), 1000),
      writer.add(sample(1001), 1000),
    ]).toEqual([true, true, false]);
  });
  test("that is cut or changed anywhere is refused or read, and never more than its bytes could hold", () => {
    fc.assert(
      fc.property(samples, fc.nat(), fc.nat(255), (facts, place, byte) => {
        const writer = new SampleBlockWriter();
        for (const fact of facts) writer.add(fact, Infinity);
        const whole = writer.take().slice();
        const changed = whole.slice();
        changed[place % whole.length] = byte;
        for (const bytes of [whole.subarray(0, place % whole.length), changed]) {
          try {
            expect(decodeSampleBlock(bytes, 2000).count).toBeLessThanOrEqual(bytes.length);
          } catch (cause) {
            expect(cause).toBeInstanceOf(ColumnError);
          }
        }
      }),
      { seed, numRuns: 1000 },
    );
  });
});

const text = fc.string({ unit: "grapheme", maxLength: 8 });
const states = fc.array(
  fc
    .record({
      asset: fc.nat(199),
      receivedMs: fc.double({ min: 0, max: 4e12, noNaN: true }),
      delayMs: fc.oneof(fc.constant(0), fc.double({ min: -1e3, max: 1e9, noNaN: true })),
      state: fc.constantFrom("run", "down", "microstop", "unknown"),
      mode: fc.constantFrom("production", "maintenance"),
      nativeState: text,
      reason: fc.option(fc.record({ code: text, text, source: fc.constant("machine") }), { nil: undefined }),
      late: fc.boolean(),
    })
    .map(({ delayMs, late, reason, ...told }): StateFact => ({
      kind: "state",
      ...told,
      timeMs: told.receivedMs - delayMs,
      ...(reason === undefined ? {} : { reason }),
      ...(late ? { backfill: true } : {}),
    })),
  { minLength: 1, maxLength: 40 },
);

describe("columns of states", () => {
  const bytesOf = (facts: readonly StateFact[]): Uint8Array => {
    const writer = new StateColumnsWriter();
    for (const fact of facts) writer.add(fact);
    return (writer.take() ?? new Uint8Array()).slice();
  };
  test("give back every state exactly, in order, and the next ones begin anew", () => {
    fc.assert(
      fc.property(states, states, (facts, more) => {
        const writer = new StateColumnsWriter();
        for (const each of [facts, more]) {
          for (const fact of each) writer.add(fact);
          expect(decodeStateColumns(writer.take() ?? new Uint8Array(), 200)).toEqual(each);
        }
        expect(writer.take()).toBeUndefined();
      }),
      { seed, numRuns: 300 },
    );
  });
  test("that are cut or changed anywhere are refused or read, and never more than their bytes could hold", () => {
    fc.assert(
      fc.property(states, fc.nat(), fc.nat(255), (facts, place, byte) => {
        const whole = bytesOf(facts);
        const changed = whole.slice();
        changed[place % whole.length] = byte;
        for (const bytes of [whole.subarray(0, place % whole.length), changed]) {
          try {
            expect(decodeStateColumns(bytes, 200).length).toBeLessThanOrEqual(bytes.length);
          } catch (cause) {
            expect(cause).toBeInstanceOf(ColumnError);
          }
        }
      }),
      { seed, numRuns: 1000 },
    );
  });
});
