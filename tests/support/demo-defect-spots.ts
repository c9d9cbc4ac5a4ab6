// Where on a part of the demo plant defects of a class gather: fractions of length, width and height of module or pack.
// They go with the products as the scene draws them (renderer/scene/parts/products/battery.ts).
import type { SpotRule } from "#shared/simulate/behaviour-schema.ts";

/** The rows of busbars on a module: both sides, near the top. */
const busbars = { near: 0.207, far: 0.793, top: 0.93 } as const;

/** By class of defect, as behaviour.json names them. */
export const defectSpots: Readonly<Record<string, readonly SpotRule[]>> = {
  // Fouled glass takes most power at the edge of the scan field: the last terminals of the row on the scanner's far side.
  lackOfFusion: [
    { at: [0.91, busbars.far, busbars.top], spread: [0.035, 0.022, 0], share: 8 },
    { at: [0.5, busbars.far, busbars.top], spread: [0.2, 0.022, 0], share: 1 },
    { at: [0.5, busbars.near, busbars.top], spread: [0.2, 0.022, 0], share: 1 },
  ],
  spatter: [
    { at: [0.5, busbars.near, busbars.top], spread: [0.2, 0.06, 0], share: 1 },
    { at: [0.5, busbars.far, busbars.top], spread: [0.2, 0.06, 0], share: 1 },
  ],
  misplaced: [{ at: [0.06, 0.5, 0.6], spread: [0.02, 0.15, 0.1], share: 1 }],
  notSeated: [{ at: [0.5, 0.5, 0.95], spread: [0.06, 0.04, 0], share: 1 }],
  gap: [{ at: [0.72, 0.4, 1], spread: [0.08, 0.12, 0], share: 1 }],
  // The bolts at the far end of the outer rows, where the bridge turns.
  angleHigh: [
    { at: [0.1, 0.12, 0.7], spread: [0.03, 0.01, 0], share: 3 },
    { at: [0.62, 0.88, 0.7], spread: [0.12, 0.01, 0], share: 1 },
  ],
  harnessNotSeated: [{ at: [0.92, 0.44, 0.8], spread: [0.015, 0.05, 0], share: 1 }],
  // The two pipes where the modules' cooling goes in.
  leak: [
    { at: [0.98, 0.4, 0.4], spread: [0.006, 0.012, 0.03], share: 1 },
    { at: [0.98, 0.6, 0.4], spread: [0.006, 0.012, 0.03], share: 1 },
  ],
  torqueLow: [
    { at: [0.04, 0.03, 0.85], spread: [0.01, 0, 0], share: 2 },
    { at: [0.5, 0.97, 0.85], spread: [0.2, 0, 0], share: 1 },
  ],
  electrical: [{ at: [0.25, 0.3, 0.6], spread: [0.04, 0.06, 0], share: 1 }],
};
