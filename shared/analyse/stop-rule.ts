// The stop rule: a stop is a microstop from its start and becomes `down` by a new event when it outlasts its station's limit.
// It folds state facts and time; it never changes a fact that was already told.
import { defined } from "../base/assert.ts";
import type { Fact, StateFact } from "../model/fact.ts";
import type { Plant } from "../model/plant.ts";

interface Stop {
  readonly sinceMs: number;
  readonly dueMs: number;
  last: StateFact;
  isDown: boolean;
}

/** Facts go through `accept` in order of arrival; time passes through `advance`. */
export interface StopRule {
  /**
   * Puts `fact` into `into`, before it every `down` that fell due until it arrived.
   * A stop that is down already stays down when the machine only changes the word for it.
   */
  accept(fact: Fact, into: Fact[]): void;
  /** Emits every `down` due at or before `nowMs` (plant time). */
  advance(nowMs: number, into: Fact[]): void;
  /** When the next one is due, if nothing changes. */
  nextDueMs(): number | undefined;
}

/** The rule for all assets of a plant; limits are each asset's `microStopMaxS`. */
export function createStopRule(plant: Plant): StopRule {
  const stops = new Map<number, Stop>();
  let nextDueMs = Infinity;

  const refresh = (): void => {
    nextDueMs = Infinity;
    for (const stop of stops.values()) {
      if (!stop.isDown && stop.dueMs < nextDueMs) nextDueMs = stop.dueMs;
    }
  };

  const downOf = (stop: Stop, timeMs: number, receivedMs: number): StateFact => ({
    ...stop.last,
    timeMs,
    receivedMs,
    state: "down",
    reason: stop.last.reason ?? {
      code: "stop-rule",
      text: `Stopped for more than ${String((stop.dueMs - stop.sinceMs) / 1000)} s`,
      source: "rule",
      by: "stop-rule",
      atMs: stop.dueMs,
    },
  });

  const advance = (nowMs: number, into: Fact[]): void => {
    if (nowMs < nextDueMs) return;
    const due = [...stops.values()].filter((stop) => !stop.isDown && stop.dueMs <= nowMs);
    due.sort((a, b) => a.dueMs - b.dueMs || a.last.asset - b.last.asset);
    for (const stop of due) {
      stop.isDown = true;
      stop.last = downOf(stop, stop.dueMs, Math.max(stop.dueMs, stop.last.receivedMs));
      into.push(stop.last);
    }
    refresh();
  };

  const acceptState = (told: StateFact, into: Fact[]): void => {
    const known = stops.get(told.asset);
    // Told a little late, after the stop was called down: it begins where the asset's states have come to.
    const fact =
      known?.isDown === true && told.timeMs < known.last.timeMs
        ? { ...told, timeMs: known.last.timeMs }
        : told;
    if (fact.state !== "microstop") {
      // A source that says `down` itself may fall back to `microstop`: it is one stop, counted from its start.
      if (known !== undefined && fact.state === "down") {
        known.isDown = true;
        known.last = fact;
      } else if (known !== undefined) stops.delete(fact.asset);
      if (known !== undefined) refresh();
      into.push(fact);
      return;
    }
    if (known === undefined) {
      const limitMs = defined(plant.assets[fact.asset], "asset of a state fact").microStopMaxS * 1000;
      const stop: Stop = { sinceMs: fact.timeMs, dueMs: fact.timeMs + limitMs, last: fact, isDown: false };
      stops.set(fact.asset, stop);
      nextDueMs = Math.min(nextDueMs, stop.dueMs);
      into.push(fact);
      return;
    }
    known.last = fact;
    into.push(known.isDown ? downOf(known, fact.timeMs, fact.receivedMs) : fact);
  };

  return {
    accept(fact, into): void {
      advance(fact.receivedMs, into);
      // A state told late is over already, as far as can be known.
      if (fact.kind === "state" && fact.backfill !== true) acceptState(fact, into);
      else into.push(fact);
    },
    advance,
    nextDueMs: () => (nextDueMs === Infinity ? undefined : nextDueMs),
  };
}
