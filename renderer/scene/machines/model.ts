// What a model of a machine is. Written in nominal metres: x along the flow (parts enter at -length / 2 and leave at
// +length / 2 at bed height), y to the left of it, z up; the operator's side is -y. |y| <= 0.6 below 1.2 m is the parts' corridor.
import type { ModelSize, StretchRule } from "./stretch.ts";
import type { ModelBuilder } from "./model-builder.ts";

/** Top of the rollers, metres; parts stand on it (the transport plane of the paths). */
export const bedHeightM = 0.85;

export interface Model {
  /** The size the model is written for; an asset of another size stretches it. */
  readonly size: ModelSize;
  /** How it stretches, where keeping the corridor and stretching the rest is not it. */
  readonly stretch?: StretchRule;
  /** Adds everything to the builder, at its level of detail. */
  build(b: ModelBuilder): void;
}
