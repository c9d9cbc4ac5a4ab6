// Facts on their way to a thread. Samples are many and small: they go as columns, whose buffers change hands instead of being copied.
import { qualityCode, qualityOfCode } from "#shared/frame/layout.ts";
import type { Fact } from "#shared/model/fact.ts";

type SampleFact = Extract<Fact, { kind: "sample" }>;

const backfillBit = 0x80;

/** Facts in order: those that are no samples, and samples as columns that say how many of the others came before each. */
export interface FactBatch {
  readonly others: readonly Fact[];
  readonly samples: {
    readonly after: Uint32Array<ArrayBuffer>;
    readonly signal: Uint32Array<ArrayBuffer>;
    readonly timeMs: Float64Array<ArrayBuffer>;
    readonly receivedMs: Float64Array<ArrayBuffer>;
    readonly value: Float64Array<ArrayBuffer>;
    readonly quality: Uint8Array<ArrayBuffer>;
  };
}

export function packed(facts: readonly Fact[]): FactBatch {
  const count = facts.reduce((sum, { kind }) => sum + (kind === "sample" ? 1 : 0), 0);
  const samples = {
    after: new Uint32Array(count),
    signal: new Uint32Array(count),
    timeMs: new Float64Array(count),
    receivedMs: new Float64Array(count),
    value: new Float64Array(count),
    quality: new Uint8Array(count),
  };
  const others: Fact[] = [];
  let at = 0;
  for (const fact of facts) {
    if (fact.kind !== "sample") {
      others.push(fact);
      continue;
    }
    samples.after[at] = others.length;
    samples.signal[at] = fact.signal;
    samples.timeMs[at] = fact.timeMs;
    samples.receivedMs[at] = fact.receivedMs;
    samples.value[at] = fact.value;
    samples.quality[at] = qualityCode(fact.quality) | (fact.backfill === true ? backfillBit : 0);
    at += 1;
  }
  return { others, samples };
}

/** Buffers of a batch that can change hands. */
export function buffersOf({ samples }: FactBatch): ArrayBuffer[] {
  return Object.values(samples).map(({ buffer }) => buffer);
}

/** The facts as they were, one by one. */
export function* unpacked({ others, samples }: FactBatch): Generator<Fact> {
  let at = 0;
  for (let other = 0; other <= others.length; other += 1) {
    for (; at < samples.after.length && samples.after[at] === other; at += 1) yield sampleAt(samples, at);
    const fact = others[other];
    if (fact !== undefined) yield fact;
  }
}

function sampleAt(samples: FactBatch["samples"], at: number): SampleFact {
  const quality = samples.quality[at] ?? 0;
  return {
    kind: "sample",
    signal: samples.signal[at] ?? 0,
    timeMs: samples.timeMs[at] ?? 0,
    receivedMs: samples.receivedMs[at] ?? 0,
    value: samples.value[at] ?? 0,
    quality: qualityOfCode(quality & ~backfillBit),
    ...((quality & backfillBit) === 0 ? {} : { backfill: true }),
  };
}
