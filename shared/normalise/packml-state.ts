// The state map of PackML machines (ISA-TR88.00.02, OMAC PackTags) by state *name*.
// Never by number: OPC UA numbers the same states differently from PackTags.
import type { AssetMode, AssetState } from "../model/state.ts";

/** What decides where PackML alone is silent. */
export interface PackmlContext {
  /** The unit says material is missing (infeed) while Suspended. */
  readonly starved?: boolean;
  /** The unit says the outfeed is full while Suspended. */
  readonly blocked?: boolean;
  /** State the reason of a Held stands for, when the site gave one. */
  readonly heldReason?: AssetState;
  /** A fault code is present. */
  readonly faulted?: boolean;
}

const packmlStates: ReadonlySet<string> = new Set([
  "clearing",
  "stopped",
  "starting",
  "idle",
  "suspended",
  "execute",
  "stopping",
  "aborting",
  "aborted",
  "holding",
  "held",
  "unholding",
  "suspending",
  "unsuspending",
  "resetting",
  "completing",
  "complete",
]);

/** Whether `name` is one of the 17 PackML states, in any case. */
export function isPackmlState(name: string): boolean {
  return packmlStates.has(name.toLowerCase());
}

/**
 * Our state of a PackML state name. `microstop` leaves the length to the stop rule:
 * Aborted is a safety or operator stop until a fault code or the threshold says breakdown.
 */
export function packmlState(name: string, context: PackmlContext = {}): AssetState {
  switch (name.toLowerCase()) {
    case "execute":
    case "completing":
      return "run";
    case "suspending":
    case "suspended":
    case "unsuspending":
      if (context.starved === true && context.blocked !== true) return "starved";
      if (context.blocked === true && context.starved !== true) return "blocked";
      return "idle";
    case "holding":
    case "held":
    case "unholding":
      return context.heldReason ?? (context.faulted === true ? "down" : "microstop");
    case "aborting":
    case "aborted":
    case "clearing":
      return context.faulted === true ? "down" : "microstop";
    case "stopping":
    case "stopped":
      return context.faulted === true ? "down" : "microstop";
    case "resetting":
    case "starting":
      return "setup";
    case "idle":
    case "complete":
      return "noOrder";
    default:
      return "unknown";
  }
}

/** Our mode of a PackML mode name; modes a site adds count as production. */
export function packmlMode(name: string): AssetMode {
  switch (name.toLowerCase()) {
    case "maintenance":
      return "maintenance";
    case "manual":
      return "manual";
    default:
      return "production";
  }
}
