// Folds the rows before a replay's start into the few readings that are still true at the start.
import type { Reading } from "#shared/model/fact.ts";

type ValueReading = Extract<Reading, { kind: "value" }>;
type ConditionReading = Extract<Reading, { kind: "condition" }>;

/** First and last reading of an unbroken run of one value, so that its age and its beginning both survive. */
interface Run {
  first: ValueReading;
  last: ValueReading;
}

/** The newest value of every key, and every condition that is active. Memory grows with keys, not with rows. */
export class InitialState {
  readonly #values = new Map<string, Run>();
  readonly #conditions = new Map<string, Map<string, ConditionReading>>();

  observe(reading: Reading): void {
    if (reading.kind === "value") this.#value(reading);
    else if (reading.kind === "condition") this.#condition(reading);
  }

  /** The readings in order of time. */
  readings(): Reading[] {
    const readings: Reading[] = [];
    for (const { first, last } of this.#values.values()) {
      readings.push(first);
      if (last.timeMs !== first.timeMs) readings.push(last);
    }
    for (const entries of this.#conditions.values()) readings.push(...entries.values());
    return readings.sort((a, b) => a.timeMs - b.timeMs);
  }

  #value(reading: ValueReading): void {
    const run = this.#values.get(reading.key);
    if (run === undefined) this.#values.set(reading.key, { first: reading, last: reading });
    else if (reading.timeMs < run.last.timeMs) return;
    else if (run.last.value === reading.value) run.last = reading;
    else {
      run.first = reading;
      run.last = reading;
    }
  }

  #condition(reading: ConditionReading): void {
    const entries = this.#conditions.get(reading.key);
    const isActive = reading.level === "warning" || reading.level === "fault";
    if (isActive) {
      const open = entries ?? new Map<string, ConditionReading>();
      if (entries === undefined) this.#conditions.set(reading.key, open);
      // An item that becomes active is no longer normal as a whole.
      open.delete("");
      open.set(reading.code, reading);
      return;
    }
    if (reading.code !== "" && entries !== undefined && entries.size > 0) {
      entries.delete(reading.code);
      if (entries.size > 0) return;
    }
    this.#conditions.set(reading.key, new Map([["", { ...reading, code: "" }]]));
  }
}
