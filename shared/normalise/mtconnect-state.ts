// The state map of MTConnect machines: execution, controller mode and emergency stop to one state of ours.
// Pure and total: it keeps nothing, and a word it does not know gives `unknown`, never a guess.
import type { AssetMode, AssetState } from "../model/state.ts";

/** Words of a machine's role signals; `undefined` = the machine gives no value (UNAVAILABLE) or none yet. */
export interface MtconnectWords {
  readonly execution: string | undefined;
  readonly controllerMode: string | undefined;
  readonly emergencyStop: string | undefined;
}

/** Execution words of the MTConnect Streams schema 2.7 without UNAVAILABLE, and what they mean to us. */
const stateOfExecution: ReadonlyMap<string, AssetState> = new Map([
  ["ACTIVE", "run"],
  ["READY", "idle"],
  ["WAIT", "idle"],
  ["PROGRAM_COMPLETED", "idle"],
  ["FEED_HOLD", "microstop"],
  ["INTERRUPTED", "microstop"],
  ["OPTIONAL_STOP", "microstop"],
  ["PROGRAM_STOPPED", "microstop"],
  ["PROGRAM_OPTIONAL_STOP", "microstop"],
  ["STOPPED", "microstop"],
]);

/** Labels of the enumerated event types a state is made from, in the order of the schema. */
export const executionWords: readonly string[] = [...stateOfExecution.keys()];
export const controllerModeWords: readonly string[] = [
  "AUTOMATIC",
  "MANUAL",
  "MANUAL_DATA_INPUT",
  "SEMI_AUTOMATIC",
  "EDIT",
  "FEED_HOLD",
];
export const emergencyStopWords: readonly string[] = ["ARMED", "TRIGGERED"];
export const availabilityWords: readonly string[] = ["AVAILABLE", "UNAVAILABLE"];

/** Whether the map knows the execution word. */
export function isExecutionWord(word: string): boolean {
  return stateOfExecution.has(word);
}

/**
 * State of a machine. A stop is `microstop` here; the stop rule makes it `down` when it lasts.
 * Order of precedence: emergency stop, no execution, ACTIVE, a mode other than AUTOMATIC, the execution word.
 */
export function mtconnectState(words: MtconnectWords): AssetState {
  if (words.emergencyStop === "TRIGGERED") return "down";
  if (words.execution === undefined) return "unknown";
  if (words.execution === "ACTIVE") return "run";
  if (words.controllerMode !== undefined && words.controllerMode !== "AUTOMATIC") return "setup";
  return stateOfExecution.get(words.execution) ?? "unknown";
}

/** Mode beside the state: only AUTOMATIC is production; a missing mode says nothing else. */
export function mtconnectMode(controllerMode: string | undefined): AssetMode {
  return controllerMode === undefined || controllerMode === "AUTOMATIC" ? "production" : "manual";
}
