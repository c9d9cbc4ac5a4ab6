// C10: a gantry dispenser lays thermal paste on a module in a meander; two drum presses feed it through heated hoses.
import { cabinet, emergencyStop, lightCurtain, operatorPanel, towerLamp } from "../kit/controls.ts";
import { drumPress, heatedHose } from "../kit/dosing.ts";
import { profile, profileFrame } from "../kit/housing.ts";
import { cartesian, type TipPath } from "../kit/portals.ts";
import { nozzle } from "../kit/tools.ts";
import { clampFixture, rollerBed } from "../kit/transport.ts";
import { bedHeightM, type Model } from "../model.ts";
import type { ModelBuilder } from "../model-builder.ts";
import type { Vector } from "../vector.ts";
import { pasteStrokes, pasting } from "../work-phases.ts";

const toolM = 0.42;
/** Just above a module on the bed. */
const beadZ = bedHeightM + 0.225;
const strokes = pasteStrokes;
const strokeX = (stroke: number): number => -0.2 + (stroke * 0.4) / (strokes - 1);
const work = pasting;
const strokePhase = (stroke: number): number => work[0] + ((work[1] - work[0]) * stroke) / strokes;
const parked: Vector = [-0.55, 0.3, beadZ + 0.3];

/** Along the meander: up one stroke, over, down the next. */
const path: TipPath = [
  [0, parked],
  [0.07, [strokeX(0), -0.14, beadZ + 0.1]],
  ...Array.from({ length: strokes }, (_, stroke): TipPath => {
    const way = stroke % 2 === 0 ? 1 : -1;
    const span = (work[1] - work[0]) / strokes;
    return [
      [strokePhase(stroke), [strokeX(stroke), -0.14 * way, beadZ]],
      [strokePhase(stroke) + span * 0.8, [strokeX(stroke), 0.14 * way, beadZ]],
    ];
  }).flat(),
  [0.9, [strokeX(strokes - 1), 0, beadZ + 0.25]],
  [1, parked],
];

export const pasteDispenser: Model = {
  size: { length: 3.2, width: 2, height: 2.4 },
  build(b) {
    rollerBed(b, [-1.6, 1.6]);
    clampFixture(b, 0, 0.2, 0.22, [0.08, 0.9]);
    machineFrame(b);
    cartesian(b, {
      x: [-0.9, 0.55],
      railY: [-0.68, 0.68],
      railZ: 1.74,
      path,
      toolM,
      bridgeSide: -1,
      tool: () => valve(b),
    });
    drumPress(b, [0.98, -0.72, 0]);
    drumPress(b, [1.42, 0.74, 0], 180);
    heatedHose(b, [
      [0.98, -0.7, 1.75],
      [0.95, -0.72, 2.0],
      [0.75, -0.7, 2.2],
      [0.3, -0.45, 2.26],
      [-0.3, 0.0, 2.3],
    ]);
    cabinet(b, [-1.15, 0.8, 0], 0.8, 0.36, 1.9, 180);
    operatorPanel(b, [-1.28, -0.78, 0], 0, { stand: true });
    lightCurtain(b, [-0.98, -0.92, 0], [0.62, -0.92, 0], 1.6);
    b.fine(() => emergencyStop(b, [0.62, -0.98, 1.05]));
    towerLamp(b, [-0.9, -0.68, 1.8], 0.1);
  },
};

/** Profiles that carry the rails, a glazed back, a light over the work. */
function machineFrame(b: ModelBuilder): void {
  profileFrame(b, [-0.98, 0.63], [-0.74, 0.74], [0, 1.74], 0.08);
  for (const x of [-0.94, 0.59]) profile(b, [x, -0.66, 0.7], [x, 0.66, 0.7], 0.06);
  b.face(
    [
      [-0.9, 0.7, 0.9],
      [0.55, 0.7, 0.9],
      [0.55, 0.7, 1.62],
      [-0.9, 0.7, 1.62],
    ],
    [0, -1, 0],
    "glass",
  );
  b.box([-0.9, 0.55], [-0.72, -0.66], [0.2, 0.62], "body", 0.01);
  b.box([-0.9, 0.55], [0.66, 0.72], [0.2, 0.85], "body", 0.01);
  b.box([-0.7, 0.35], [0.56, 0.6], [1.6, 1.63], "light");
  b.fine(() => {
    b.box([-0.8, -0.5], [-0.725, -0.715], [0.42, 0.54], "brand");
    b.box([-0.05, 0.45], [-0.725, -0.715], [0.28, 0.44], "vent");
    // Purge cup and scale where the nozzle parks.
    b.cylinder("z", [-0.55, 0.3], [0.88, 1.02], 0.06, "steel", 14);
    b.cylinder("z", [-0.55, 0.3], [1.02, 1.03], 0.045, "rubber", 14);
    b.box([-0.64, -0.46], [0.2, 0.4], [0.84, 0.88], "plate", 0.006);
  });
}

/** The dosing valve on the mast: motor, body, nozzle, and a camera beside it. */
function valve(b: ModelBuilder): void {
  if (b.near) nozzle(b, toolM);
  else b.box([-0.03, 0.03], [-0.03, 0.03], [-toolM, -0.1], "copper");
  b.box([-0.06, 0.06], [-0.06, 0.06], [-0.16, 0.06], "body", 0.012);
  b.fine(() => {
    b.box([0.07, 0.13], [-0.035, 0.035], [-0.2, -0.04], "rubber", 0.008);
    b.cylinder("z", [0.1, 0], [-0.24, -0.2], 0.028, "chrome", 12);
    b.tube(
      [
        [-0.05, 0.05, 0.02],
        [-0.12, 0.12, 0.2],
        [-0.1, 0.16, 0.5],
        [-0.05, 0.1, 0.8],
      ],
      0.024,
      "rubber",
      8,
    );
  });
}
