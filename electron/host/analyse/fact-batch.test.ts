// Facts come out of a batch as they went in, in order, whatever they are.
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Fact } from "#shared/model/fact.ts";
import { qualities } from "#shared/model/state.ts";
import { buffersOf, packed, unpacked } from "./fact-batch.ts";

const sample: fc.Arbitrary<Fact> = fc.record(
  {
    kind: fc.constant("sample" as const),
    signal: fc.nat(400),
    timeMs: fc.double({ noNaN: true }),
    receivedMs: fc.double({ noNaN: true }),
    value: fc.double({ noNaN: true }),
    quality: fc.constantFrom(...qualities),
    backfill: fc.constant(true as const),
  },
  { requiredKeys: ["kind", "signal", "timeMs", "receivedMs", "value", "quality"] },
);
const other: fc.Arbitrary<Fact> = fc.record({
  kind: fc.constant("string" as const),
  receivedMs: fc.nat(),
  timeMs: fc.nat(),
  index: fc.nat(),
  text: fc.string(),
});

test("what goes through a thread's message comes out the same", () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(sample, other)), (facts) => {
      const batch = packed(facts);
      const sent = structuredClone(batch, { transfer: buffersOf(batch) });
      expect([...unpacked(sent)]).toEqual(facts);
    }),
  );
});
