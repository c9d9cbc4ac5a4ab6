// What the turntable shows now: choices of the person or of the address. Plain values; applying them is kit-stage.ts.
import { create } from "zustand";
import type { AssetState } from "#shared/model/state.ts";
import type { ModelName } from "../../scene/machines/models.ts";
import type { View } from "../../state/view.ts";
import type { KitCamera } from "./kit-cameras.ts";

export interface KitChoice {
  readonly model: ModelName;
  readonly theme: View["theme"];
  readonly tier: View["tier"];
  readonly state: AssetState;
  /** Share of the cycle that is done, 0..1. */
  readonly phase: number;
  readonly camera: KitCamera;
  /** The camera is turned on around the machine by this, degrees. */
  readonly turnDeg: number;
  /** A part lies in the machine. */
  readonly part: boolean;
  /** All machines stand on the floor, far apart, and `model` says which one is looked at. */
  readonly parade: boolean;
}

export const useKit = create<KitChoice>()(() => ({
  model: "servoPress",
  theme: "light",
  tier: "auto",
  state: "run",
  phase: 0.3,
  camera: "threeQuarter",
  turnDeg: 0,
  part: false,
  parade: false,
}));
