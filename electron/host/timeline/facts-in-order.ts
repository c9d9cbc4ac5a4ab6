// All facts of a timeline, read piece by piece: what analyses fold that need every sample. Memory is bounded by a piece.
import type { Fact } from "#shared/model/fact.ts";
import type { Timeline } from "./timeline.ts";

/** A piece of this much plant time is some ten thousand facts of a large plant. */
const pieceMs = 60_000;

/** A piece of facts, and the time until which all are there. */
export interface FactPiece {
  readonly facts: readonly Fact[];
  readonly toMs: number;
}

/**
 * The facts that arrived in [fromMs, toMs] in order of arrival, after the states that hold when it begins (which were told earlier).
 * Default: the whole range as it is when asked. `fromMs` must not be before `timeline.heldFromMs()`.
 */
export async function* factsInOrder(
  timeline: Timeline,
  { startMs, endMs }: { readonly startMs: number; readonly endMs: number } = timeline.range(),
): AsyncGenerator<FactPiece> {
  const before = await timeline.statesBefore(startMs);
  const held = before.filter(({ receivedMs }) => receivedMs < startMs);
  yield { facts: [...held].sort((a, b) => a.receivedMs - b.receivedMs), toMs: startMs };
  // What arrived at the very beginning belongs to it; times are told to the microsecond.
  let fromMs = startMs - 0.001;
  while (fromMs < endMs) {
    const toMs = Math.min(endMs, Math.max(startMs, fromMs) + pieceMs);
    yield { facts: await timeline.facts(fromMs, toMs), toMs };
    fromMs = toMs;
  }
}
