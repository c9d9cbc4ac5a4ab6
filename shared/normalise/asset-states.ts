// What each asset is doing: folds role signals (through the MTConnect map), states told by a source, and conditions into state facts.
// A state fact is told only when state, mode, native word or reason changed. Signals of one instant count together, so that
// a machine that changes execution and mode at once shows no state in between.
import type { Fact, Reading } from "../model/fact.ts";
import type { Plant, Signal } from "../model/plant.ts";
import type { AssetMode, AssetState, StateReason } from "../model/state.ts";
import { ConditionBook } from "./conditions.ts";
import { isExecutionWord, mtconnectMode, mtconnectState } from "./mtconnect-state.ts";

interface AssetRecord {
  execution: string | undefined;
  executionMs: number;
  controllerMode: string | undefined;
  emergencyStop: string | undefined;
  unavailableMs: number;
  state: AssetState | undefined;
  mode: AssetMode;
  nativeState: string;
  reason: StateReason | undefined;
  newestMs: number;
  /** The source told states itself, so conditions do not touch them. */
  told: boolean;
  /** The source was gone and has told no state since: what it says again may be old, and holds from now on. */
  lost: boolean;
  conditions: ConditionBook | undefined;
}

type Report = (id: string, key: string, message: string, hint: string) => void;

/** Words by which sources say that they have no value. */
export function isNoValueWord(word: string): boolean {
  return word === "UNAVAILABLE";
}

/** State, mode and conditions of every asset of a plant. */
export class AssetStates {
  readonly #report: Report;
  readonly #records: (AssetRecord | undefined)[];
  /** Assets whose signals changed at `#openMs`, and when that was learned. */
  readonly #open = new Map<number, number>();
  #openMs = NaN;

  constructor(plant: Plant, report: Report) {
    this.#report = report;
    this.#records = plant.assets.map(() => undefined);
  }

  /** Time is at `timeMs` now: what changed at another instant is complete and is told. */
  turnTo(timeMs: number, into: Fact[]): void {
    if (this.#open.size > 0 && timeMs !== this.#openMs) this.settle(into);
  }

  /** Tells the states of the instant that is still open. */
  settle(into: Fact[]): void {
    for (const [asset, receivedMs] of this.#open) {
      this.#derive(asset, this.#record(asset), this.#openMs, receivedMs, into);
    }
    this.#open.clear();
  }

  /** A role signal of a machine got a word; `undefined` = no value. Told by the next `turnTo` or `settle`. */
  observeRole(signal: Signal, word: string | undefined, timeMs: number, receivedMs: number): void {
    const record = this.#record(signal.assetRow);
    const known = word === undefined || isNoValueWord(word) ? undefined : word;
    switch (signal.role) {
      case "execution":
        record.execution = known;
        record.executionMs = timeMs;
        if (known !== undefined && !isExecutionWord(known)) {
          this.#report(
            "unknown-execution",
            signal.id,
            `The execution word "${known.slice(0, 60)}" is not one of MTConnect, so the state is unknown.`,
            "Mend the source, or send states instead of execution words.",
          );
        }
        break;
      case "controllerMode":
        record.controllerMode = known;
        break;
      case "emergencyStop":
        record.emergencyStop = known;
        break;
      case "availability":
        // Some agents never take back a first UNAVAILABLE; a later execution word outweighs it.
        record.unavailableMs = known === undefined ? timeMs : -Infinity;
        break;
      case "partCount":
      case "program":
      case undefined:
        return;
    }
    this.#change(signal.assetRow, timeMs, receivedMs);
  }

  /** A source told a state outright. One that is older than what is known is backfilled: lanes and analyses read it. */
  observeState(
    asset: number,
    reading: Extract<Reading, { kind: "state" }>,
    timeMs: number,
    receivedMs: number,
    into: Fact[],
  ): void {
    const record = this.#record(asset);
    const nativeState = reading.nativeState ?? "";
    if (timeMs < record.newestMs && !record.lost) {
      const { state, reason, mode = record.mode } = reading;
      const late = {
        kind: "state",
        receivedMs,
        asset,
        timeMs,
        state,
        mode,
        nativeState,
        backfill: true,
      } as const;
      into.push(reason === undefined ? late : { ...late, reason });
      return;
    }
    record.told = true;
    record.lost = false;
    this.#set(
      asset,
      record,
      reading.state,
      reading.mode ?? record.mode,
      nativeState,
      reading.reason,
      timeMs,
      receivedMs,
      into,
    );
  }

  /** A condition of the asset was told. A fault is the machine's own reason of a stop that lasts. */
  observeCondition(
    asset: number,
    reading: Extract<Reading, { kind: "condition" }>,
    timeMs: number,
    receivedMs: number,
    into: Fact[],
  ): void {
    const record = this.#record(asset);
    record.conditions ??= new ConditionBook();
    for (const change of record.conditions.observe(reading.key, timeMs, reading)) {
      into.push({
        kind: "condition",
        receivedMs,
        asset,
        key: reading.key,
        timeMs,
        level: change.level,
        code: change.code,
        text: change.text,
      });
    }
    if (!record.told && record.executionMs > -Infinity) this.#change(asset, timeMs, receivedMs);
  }

  /** The source is gone: nothing can be said of its assets any more. */
  lost(timeMs: number, receivedMs: number, into: Fact[]): void {
    this.settle(into);
    this.#records.forEach((record, asset) => {
      if (record?.state === undefined) return;
      record.lost = true;
      record.execution = undefined;
      record.controllerMode = undefined;
      record.emergencyStop = undefined;
      this.#set(
        asset,
        record,
        "unknown",
        "production",
        "",
        undefined,
        Math.max(timeMs, record.newestMs),
        receivedMs,
        into,
      );
    });
  }

  #change(asset: number, timeMs: number, receivedMs: number): void {
    this.#openMs = timeMs;
    this.#open.set(asset, receivedMs);
  }

  #derive(asset: number, record: AssetRecord, timeMs: number, receivedMs: number, into: Fact[]): void {
    const isUnavailable = record.unavailableMs >= record.executionMs;
    const execution = isUnavailable ? undefined : record.execution;
    const state = mtconnectState({
      execution,
      controllerMode: record.controllerMode,
      emergencyStop: record.emergencyStop,
    });
    const nativeState =
      record.emergencyStop === "TRIGGERED"
        ? "TRIGGERED"
        : (execution ?? (record.state === undefined ? "" : "UNAVAILABLE"));
    const isStop = state === "microstop" || state === "down";
    const fault = isStop ? record.conditions?.newestFault() : undefined;
    const reason: StateReason | undefined =
      fault === undefined
        ? undefined
        : { code: fault.code, text: fault.text, source: "machine", by: fault.key, atMs: fault.timeMs };
    this.#set(
      asset,
      record,
      state,
      mtconnectMode(record.controllerMode),
      nativeState,
      reason,
      timeMs,
      receivedMs,
      into,
    );
  }

  #set(
    asset: number,
    record: AssetRecord,
    state: AssetState,
    mode: AssetMode,
    nativeState: string,
    reason: StateReason | undefined,
    timeMs: number,
    receivedMs: number,
    into: Fact[],
  ): void {
    const same =
      record.state === state &&
      record.mode === mode &&
      record.nativeState === nativeState &&
      record.reason?.code === reason?.code &&
      record.reason?.text === reason?.text;
    if (same) return;
    record.state = state;
    record.mode = mode;
    record.nativeState = nativeState;
    record.reason = reason;
    // Signals of one machine may be a little out of step; its states are not.
    record.newestMs = Math.max(record.newestMs, timeMs);
    into.push({
      kind: "state",
      receivedMs,
      asset,
      timeMs: record.newestMs,
      state,
      mode,
      nativeState,
      ...(reason === undefined ? {} : { reason }),
    });
  }

  #record(asset: number): AssetRecord {
    const known = this.#records[asset];
    if (known !== undefined) return known;
    const fresh: AssetRecord = {
      execution: undefined,
      executionMs: -Infinity,
      controllerMode: undefined,
      emergencyStop: undefined,
      unavailableMs: -Infinity,
      state: undefined,
      mode: "production",
      nativeState: "",
      reason: undefined,
      newestMs: -Infinity,
      told: false,
      lost: false,
      conditions: undefined,
    };
    this.#records[asset] = fresh;
    return fresh;
  }
}
