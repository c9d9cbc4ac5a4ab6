// The states, modes and qualities of decisions every panel, map and file uses. Words only; codes live in frame/layout.ts.

/**
 * What an asset is doing. `idle` = ready, cause unknown. A stop is `microstop` from its start and becomes `down`
 * by a new event when it outlasts the asset's `microStopMaxS`.
 */
export const assetStates = [
  "unknown",
  "run",
  "idle",
  "setup",
  "microstop",
  "down",
  "starved",
  "blocked",
  "waitOperator",
  "waitTransport",
  "noOrder",
  "hold",
  "planned",
  "off",
] as const;
export type AssetState = (typeof assetStates)[number];

/** States by how much they ask for attention, most first: what is shown where several share one place. */
export const stateUrgency: readonly AssetState[] = [
  "down",
  "microstop",
  "hold",
  "blocked",
  "starved",
  "waitOperator",
  "waitTransport",
  "setup",
  "unknown",
  "noOrder",
  "idle",
  "off",
  "planned",
  "run",
];

const stops = new Set<string>(["down", "microstop", "setup", "hold", "waitOperator", "waitTransport"]);

/** Whether somebody has to know about it: the asset itself stands. */
export function isStop(state: string): boolean {
  return stops.has(state);
}

/** How an asset is operated, beside its state. */
export const assetModes = ["production", "manual", "maintenance", "dryRun", "bypass"] as const;
export type AssetMode = (typeof assetModes)[number];

/** How far a value can be trusted. "No value" is the quality `missing`, never NaN. */
export const qualities = ["missing", "good", "uncertain", "bad", "stale"] as const;
export type Quality = (typeof qualities)[number];

/** Why a state holds. The machine's own code is kept even when a person assigns another reason later. */
export interface StateReason {
  readonly code: string;
  readonly text: string;
  readonly source: "machine" | "rule" | "person" | "model";
  /** Who or what gave it: a position, a rule's name, a model's version. */
  readonly by?: string;
  /** When it was given. */
  readonly atMs?: number;
}
