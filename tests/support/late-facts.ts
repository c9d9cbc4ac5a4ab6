// An endless history of the small plant in which every kind of fact may be late, by up to minutes, or a little early; the same for
// the same seed. Samples and states that are older than what was told before are backfill, as the normaliser says it.
import { seededRandom } from "#shared/base/random.ts";
import type { Fact, PartVerb } from "#shared/model/fact.ts";
import type { Plant } from "#shared/model/plant.ts";

const states = ["run", "idle", "microstop", "down", "starved", "blocked", "unknown"] as const;
/** A part's life; each step may be told late. */
const life: readonly PartVerb[] = ["create", "enter", "hold", "release", "leave", "enter", "rework", "ship"];

export interface LateFactsOptions {
  readonly seed: number;
  readonly startMs: number;
  /** Mean time between two facts. Default 350 ms. */
  readonly stepMs?: number;
  /** Longest lateness of the tenth of the facts that are late. Default 300 s. */
  readonly lateMs?: number;
}

/** Facts from `startMs` on, in order of arrival. */
export function* lateFacts(plant: Plant, options: LateFactsOptions): Generator<Fact, never> {
  const { seed, startMs, stepMs = 350, lateMs = 300_000 } = options;
  const random = seededRandom(seed);
  const below = (limit: number): number => Math.floor(random.next() * limit);
  const newestSampleMs = plant.signals.map(() => -Infinity);
  const newestStateMs = plant.assets.map(() => -Infinity);
  const parts: { serial: string; step: number; asset: number }[] = [];
  const held: Fact[] = [];
  const known = new Set<string>();
  let [nowUs, made, texts, lostMs, heardMs] = [startMs * 1000, 0, 0, Number.NaN, startMs];
  for (;;) {
    nowUs += 1 + below(stepMs * 2000);
    const nowMs = nowUs / 1000;
    // Told late: it happens now and arrives when its turn comes.
    for (let at = held.length - 1; at >= 0; at -= 1) {
      const fact = held[at];
      if (fact === undefined || fact.receivedMs > nowMs) continue;
      held.splice(at, 1);
      yield withBackfill({ ...fact, receivedMs: nowMs });
      nowUs += 1;
    }
    const fact = happening(nowUs / 1000);
    if (fact === undefined) continue;
    // A text is told no later than the first value that has it, and what a link tells is a little late already.
    const mayBeLate = fact.kind !== "string" && fact.kind !== "link";
    if (mayBeLate && below(10) === 0) held.push({ ...fact, receivedMs: nowMs + random.next() * lateMs });
    else yield withBackfill(fact);
  }

  function happening(receivedMs: number): Fact | undefined {
    const delayMs = below(30) === 0 ? -below(2_000_000) / 1000 : below(3_000_000) / 1000;
    const timeMs = Math.round((receivedMs - delayMs) * 1000) / 1000;
    const times = { receivedMs, timeMs };
    const asset = below(plant.assets.length);
    const id = plant.assets[asset]?.id ?? "";
    const kind = below(20);
    if (kind < 8) {
      const signal = below(plant.signals.length);
      const isText = plant.signals[signal]?.type === "text";
      const value = isText ? below(Math.max(1, texts)) : below(10_000) / 100;
      return { kind: "sample", signal, value, quality: below(20) === 0 ? "missing" : "good", ...times };
    }
    if (kind < 11) {
      const state = states[below(states.length)] ?? "run";
      const reason = { code: `R${below(3)}`, text: "Reason", source: "machine" } as const;
      const told = { kind: "state", asset, state, mode: "production", nativeState: state, ...times } as const;
      return state === "down" ? { ...told, reason } : told;
    }
    if (kind < 15) return partEvent(receivedMs, asset, id);
    if (kind === 15) {
      // Nothing is measured of a part that nobody has heard of.
      const serial = parts[below(parts.length)]?.serial ?? "";
      if (!known.has(serial)) return undefined;
      const measured = { step: "test", characteristic: "torque", value: below(100), unit: "N.m", attempt: 1 };
      const result = { serial, asset: id, ...measured, verdict: "ok", timeMs: receivedMs } as const;
      return { kind: "result", receivedMs, assetRow: asset, result };
    }
    if (kind === 16) {
      const level = below(2) === 0 ? "fault" : "normal";
      return { kind: "condition", asset, key: `c${below(2)}`, code: "7", text: "Hot", level, ...times };
    }
    if (kind === 17) {
      const isLost = !Number.isNaN(lostMs);
      lostMs = isLost ? Number.NaN : receivedMs;
      const timeMs = isLost ? receivedMs : Math.max(heardMs, receivedMs - 2_000);
      heardMs = receivedMs;
      return { kind: "link", receivedMs, timeMs, source: "s", heard: isLost };
    }
    if (kind === 18) {
      const order = { id: `O${below(9)}`, variant: "A", quantity: 1, plannedStartMs: startMs, sequence: 1 };
      return { kind: "order", order, assetRow: asset, ...times };
    }
    texts += 1;
    return { kind: "string", index: texts - 1, text: `program ${texts - 1}`, ...times };
  }

  function partEvent(receivedMs: number, asset: number, id: string): Fact {
    let part = below(3) === 0 ? undefined : parts[below(parts.length)];
    if (part === undefined) parts.push((part = { serial: `P${(made += 1)}`, step: 0, asset }));
    const verb = life[part.step] ?? "ship";
    part.step += 1;
    if (part.step === life.length) parts.splice(parts.indexOf(part), 1);
    const event = { verb, serial: part.serial, asset: id, timeMs: receivedMs, ...ofVerb(verb) };
    return { kind: "part", receivedMs, assetRow: asset, event };
  }

  function ofVerb(verb: PartVerb): { product?: string; variant?: string; to?: string } {
    if (verb === "create") return { product: "pack", variant: "A" };
    return verb === "leave" ? { to: plant.assets[below(plant.assets.length)]?.id ?? "" } : {};
  }

  function withBackfill(fact: Fact): Fact {
    if (fact.kind === "part") known.add(fact.event.serial);
    if (fact.kind === "sample") {
      if (fact.timeMs < (newestSampleMs[fact.signal] ?? 0)) return { ...fact, backfill: true };
      newestSampleMs[fact.signal] = fact.timeMs;
    }
    if (fact.kind === "state") {
      if (fact.timeMs < (newestStateMs[fact.asset] ?? 0)) return { ...fact, backfill: true };
      newestStateMs[fact.asset] = fact.timeMs;
    }
    return fact;
  }
}
