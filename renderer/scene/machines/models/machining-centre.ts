// A glazed machining centre: enclosure, two sliding doors, mist extraction. What works behind the glass is in
// machining-centre-inside.ts, what carries chips and coolant in machining-centre-chips.ts.
import { cabinet, operatorPanel, towerLamp } from "../kit/controls.ts";
import { glazedLeaf } from "../kit/doors.ts";
import { duct, panelWall } from "../kit/housing.ts";
import { bedHeightM, type Model } from "../model.ts";
import type { Range } from "../mesh-builder.ts";
import type { ModelBuilder } from "../model-builder.ts";
import type { Track } from "../joints.ts";
import { chipConveyor, coolant } from "./machining-centre-chips.ts";
import { back, front, left, magazine, right, roof, workArea } from "./machining-centre-inside.ts";

/** The opening the doors close. */
const door: Range = [-0.72, 0.72];
/** Where the two leaves meet: right of the spindle, so that the work is seen through the wide one. */
const split = 0.34;
const doorZ: Range = [0.72, 2.06];

export const machiningCentre: Model = {
  size: { length: 4.2, width: 3, height: 2.8 },
  build(b) {
    enclosure(b);
    workArea(b);
    const open = (by: number): Track => [
      [0, 0],
      [0.9, 0],
      [0.95, by],
      [0.97, by],
      [1, 0],
    ];
    doorLeaf(b, [door[0], split - 0.004], "right", open(-0.8));
    doorLeaf(b, [split + 0.004, door[1]], "left", open(0.36));
    magazine(b);
    chipConveyor(b);
    coolant(b);
    cabinet(b, [-0.75, 1.22, 0], 1.5, 0.44, 2.1, 180);
    operatorPanel(b, [1.06, front - 0.1, 0], 0, { width: 0.5 });
    extraction(b);
    towerLamp(b, [right - 0.12, front + 0.14, roof]);
  },
};

/** Sheet-metal walls on the base, with an opening in front and a hatch for parts at both ends. */
function enclosure(b: ModelBuilder): void {
  b.box([left + 0.08, right - 0.08], [front + 0.1, back - 0.05], [0, 0.12], "rubber");
  b.box([left + 0.02, right - 0.02], [front + 0.03, back - 0.02], [0.12, doorZ[0] - 0.04], "bodyDark", 0.02);
  // Front: kick panels, the sill, side panels, header with the brand's stripe.
  panelWall(b, "front", front, [left, right], [0.14, 0.66], b.near ? 3 : 1, 1, "body");
  b.box([left, right], [front - 0.03, front + 0.12], [0.66, doorZ[0]], "bodyDark", 0.012);
  b.box([door[1], right], [front, front + 0.06], [doorZ[0], roof], "body", 0.02);
  b.box([left, -1.58], [front, front + 0.06], [doorZ[0], roof], "body", 0.02);
  b.box([-0.82, door[0]], [front, front + 0.06], [doorZ[0], roof], "body", 0.02);
  b.box([-1.58, -0.82], [front, front + 0.06], [doorZ[0], 1.1], "body", 0.012);
  b.box([-1.58, -0.82], [front, front + 0.06], [2.0, roof], "body", 0.012);
  b.box(door, [front, front + 0.06], [doorZ[1], roof], "body", 0.012);
  b.box([left + 0.002, right - 0.002], [front - 0.012, front + 0.02], [2.2, 2.34], "brand", 0.004);
  b.fine(() => {
    b.box([left + 0.3, left + 0.85], [front - 0.018, front], [2.235, 2.305], "panel");
  });
  // Ends with hatches, back wall, roof.
  for (const x of [left, right - 0.06]) {
    const across: Range = [x, x + 0.06];
    b.box(across, [front + 0.06, -0.46], [0.14, roof], "body", 0.01);
    b.box(across, [0.46, back], [0.14, roof], "body", 0.01);
    b.box(across, [-0.46, 0.46], [0.14, 0.74], "body", 0.01);
    b.box(across, [-0.46, 0.46], [1.42, roof], "body", 0.01);
    b.fine(() => {
      const out = x < 0 ? -0.02 : 0.06;
      b.box([x + out, x + out + 0.02], [-0.5, 0.5], [1.42, 1.48], "hazard");
      for (const side of [-1, 1])
        b.box([x + out, x + out + 0.02], [side * 0.46, side * 0.5], [0.72, 1.42], "hazard");
    });
  }
  b.box([left, right], [back - 0.05, back], [0.14, roof], "body", 0.01);
  b.box([left, right], [front, -0.2], [roof - 0.03, roof], "body", 0.012);
  b.box([left, right], [0.62, back], [roof - 0.03, roof], "body", 0.012);
  b.box([left, -1.0], [-0.2, 0.62], [roof - 0.03, roof], "body", 0.012);
  b.box([1.0, right], [-0.2, 0.62], [roof - 0.03, roof], "body", 0.012);
  // Load shelves outside the hatches.
  for (const [from, to] of [
    [-2.1, left],
    [right, 2.1],
  ] as const) {
    b.box([from, to], [-0.31, 0.31], [bedHeightM - 0.09, bedHeightM - 0.005], "roller");
    for (const side of [-1, 1])
      b.fine(() => {
        b.box([from, to], [side * 0.31, side * 0.36], [bedHeightM - 0.13, bedHeightM + 0.03], "frame", 0.006);
      });
    b.fine(() => {
      const foot = from < 0 ? from + 0.08 : to - 0.08;
      for (const side of [-1, 1])
        b.box(
          [foot - 0.025, foot + 0.025],
          [side * 0.31, side * 0.36],
          [0, bedHeightM - 0.13],
          "frame",
          0.006,
        );
    });
  }
  b.fine(() => {
    b.box([-1.5, -0.9], [front - 0.006, front + 0.01], [0.2, 0.34], "vent");
    b.box([0.95, 1.2], [front - 0.006, front + 0.01], [0.3, 0.56], "plate");
    b.box([left + 0.1, left + 0.16], [front - 0.05, front], [0.6, 0.66], "rubber");
    for (const x of [-0.4, 0.5]) b.box([x, x + 0.5], [back, back + 0.012], [0.5, 1.5], "bodyDark", 0.006);
  });
}

/** A glazed leaf in its rail, with its handle at the side of the middle. */
function doorLeaf(b: ModelBuilder, x: Range, handle: "left" | "right", track: Track): void {
  const [y0, y1] = [front - 0.055, front - 0.018];
  b.joint("slide", [(x[0] + x[1]) / 2, front, 1.4], [1, 0, 0], track, () => {
    const [rim, thin] = [0.09, 0.065];
    glazedLeaf(
      b,
      x,
      [y0, y1],
      doorZ,
      {
        left: handle === "left" ? thin : rim,
        right: handle === "right" ? thin : rim,
        low: 0.16,
        high: 0.08,
      },
      "panel",
    );
    const at = handle === "right" ? x[1] - thin / 2 : x[0] + thin / 2;
    b.fine(() => {
      b.box(
        [x[0] + rim - 0.01, x[1] - rim + 0.01],
        [y0 - 0.003, y0],
        [doorZ[0] + 0.14, doorZ[0] + 0.16],
        "rubber",
      );
      b.capsule([at, y0 - 0.05, 1.0], [at, y0 - 0.05, 1.5], 0.018, "rubber", 8);
      for (const z of [1.04, 1.46]) b.bar([at, y0, z], [at, y0 - 0.05, z], 0.012, "chrome", 6);
    });
  });
}

/** Mist extraction on the roof. */
function extraction(b: ModelBuilder): void {
  b.fine(() => {
    b.box([-0.95, -0.1], [0.66, 0.94], [roof, roof + 0.1], "frame", 0.01);
  });
  b.box([-1.55, -0.85], [-0.75, -0.2], [roof, roof + 0.34], "body", 0.03);
  b.fine(() => {
    b.box([-1.5, -1.1], [-0.756, -0.75], [roof + 0.08, roof + 0.26], "vent");
    b.cylinder("z", [-1.0, -0.48], [roof + 0.34, roof + 0.37], 0.12, "rubber", 16);
  });
  duct(
    b,
    [
      [-0.86, -0.46, roof + 0.17],
      [-0.3, -0.46, roof + 0.17],
      [0.1, -0.4, roof + 0.17],
      [0.3, -0.3, roof - 0.01],
    ],
    0.1,
  );
}
