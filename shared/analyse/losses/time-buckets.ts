// Where each second of planned time goes: production, one of the losses, or not known. Words only; the sums are time-elements.ts.
import type { AssetMode, AssetState } from "../../model/state.ts";

/** Losses of time, in the order in which they are shown: the station's own first, then what its neighbours cost it. */
export const lossBuckets = [
  "down",
  "microstop",
  "setup",
  "waitOperator",
  "hold",
  "idle",
  "noOrder",
  "planned",
  "off",
  "nonProduction",
  "starved",
  "blocked",
  "waitTransport",
] as const;
export type LossBucket = (typeof lossBuckets)[number];

/** `run` = actual production time; `unknown` = nothing is known of it, which is not downtime. */
export type TimeBucket = "run" | LossBucket | "unknown";

/** Waiting for the stations before and after: shown apart from a station's own losses. */
export const flowBuckets: ReadonlySet<LossBucket> = new Set(["starved", "blocked", "waitTransport"]);

/** Stops by a fault of the machine (actual unit delay time, ISO 22400-2). */
export const technicalBuckets: ReadonlySet<LossBucket> = new Set(["down", "microstop"]);

/**
 * Bucket of a state in a mode. A machine that runs dry, for maintenance or bypassed makes nothing: its time is
 * `nonProduction`. What is made by hand is production.
 */
export function bucketOf(state: AssetState, mode: AssetMode): TimeBucket {
  if (state === "run")
    return mode === "maintenance" || mode === "dryRun" || mode === "bypass" ? "nonProduction" : "run";
  return state;
}
