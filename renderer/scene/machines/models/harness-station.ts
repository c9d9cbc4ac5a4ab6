// D30: two work places, one on each side of the pack: balance arms with tools, orange high-voltage cables on racks. The
// people are assets of their own.
import { monitor, operatorPanel, towerLamp } from "../kit/controls.ts";
import { hangingCable } from "../kit/goods.ts";
import { profile } from "../kit/housing.ts";
import { binShelf } from "../kit/people.ts";
import { rollerBed } from "../kit/transport.ts";
import type { Model } from "../model.ts";
import type { ModelBuilder } from "../model-builder.ts";
import type { Vector } from "../vector.ts";

const topZ = 2.34;
const frameX = 1.55;
const frameY = 0.92;

export const harnessStation: Model = {
  size: { length: 4.4, width: 3, height: 2.4 },
  build(b) {
    rollerBed(b, [-2.2, 2.2], 0.55, { motor: false });
    frame(b);
    // The second place is the first one turned by half a turn.
    for (const turn of [0, 180]) b.at([0, 0, 0], turn, () => workPlace(b, turn === 0 ? 0 : 0.5));
    for (const [turn, x] of [
      [0, -0.98],
      [180, 0.98],
    ] as const)
      screens(b, turn, x);
    towerLamp(b, [-frameX, -frameY, topZ], 0.08);
  },
};

/** Profiles over the pack that carry arms, lights and air. */
function frame(b: ModelBuilder): void {
  for (const x of [-frameX, frameX]) {
    for (const y of [-frameY, frameY]) {
      profile(b, [x, y, 0.02], [x, y, topZ], 0.09);
      b.fine(() => b.box([x - 0.08, x + 0.08], [y - 0.08, y + 0.08], [0, 0.02], "bodyDark"));
    }
    profile(b, [x, -frameY + 0.045, topZ - 0.045], [x, frameY - 0.045, topZ - 0.045], 0.09);
  }
  b.box([-frameX + 0.045, frameX - 0.045], [-0.045, 0.045], [topZ - 0.09, topZ], "frame");
  for (const y of [-frameY, frameY])
    profile(b, [-frameX + 0.045, y, topZ - 0.045], [frameX - 0.045, y, topZ - 0.045], 0.09);
  for (const y of [-0.32, 0.32]) {
    b.box([-1.25, 1.25], [y - 0.06, y + 0.06], [topZ - 0.14, topZ - 0.09], "body", 0.01);
    b.box([-1.2, 1.2], [y - 0.045, y + 0.045], [topZ - 0.15, topZ - 0.14], "light");
  }
  b.fine(() => {
    // Air line with its couplings along the middle beam.
    b.tube(
      [
        [-frameX, 0.1, topZ + 0.03],
        [frameX, 0.1, topZ + 0.03],
      ],
      0.02,
      "bin",
      8,
    );
  });
}

/** The station's panel on the operator's side, a monitor with the work steps on the other. */
function screens(b: ModelBuilder, turn: number, x: number): void {
  if (turn === 0) operatorPanel(b, [x, -1.12, 0], 0, { stand: true });
  else monitor(b, [x, frameY + 0.06, 1.55], 0.5, 180, 0.05);
}

/** One work place at the -y side; `shift` staggers its motion. */
function workPlace(b: ModelBuilder, shift: number): void {
  balanceArm(b, [-0.55, -frameY, topZ - 0.09], shift);
  screwdriver(b, [0.75, -0.5, topZ - 0.09], shift);
  // Cable rack beyond the place: a rail with hooks on two posts.
  for (const x of [1.05, 2.05]) {
    b.box([x - 0.03, x + 0.03], [-1.33, -1.27], [0, 1.95], "frame", 0.006);
    b.fine(() => b.box([x - 0.04, x + 0.04], [-1.48, -1.0], [0, 0.05], "bodyDark", 0.01));
  }
  b.box([1.02, 2.08], [-1.33, -1.27], [1.9, 1.96], "frame", 0.008);
  b.fine(() => b.box([1.05, 2.05], [-1.32, -1.28], [0.5, 0.54], "frame"));
  const loops = b.near ? 4 : 3;
  for (let loop = 0; loop < loops; loop += 1) {
    const x = 1.16 + (loop * 0.78) / (loops - 1);
    b.fine(() => b.bar([x, -1.33, 1.9], [x, -1.44, 1.93], 0.01, "chrome", 6));
    hangingCable(b, [x, -1.38, 1.92], loop % 2 === 0 ? 1.1 : 0.85, 0.12);
  }
  b.at([-1.62, -1.3, 0], 0, () => binShelf(b, [0, 0, 0], 0.75, [1.0]));
}

/** A link of an arm: round near by, a plain bar from afar. */
function link(b: ModelBuilder, from: Vector, to: Vector, radius: number): void {
  if (b.near) b.capsule(from, to, radius, "accent", 8);
  else b.tube([from, to], radius, "accent");
}

/** A balance arm: two links on vertical axes under the beam, a spring cylinder, a handle with a plug-in tool. */
function balanceArm(b: ModelBuilder, [x, y, z]: Vector, shift: number): void {
  const swing = (phase: number): number => 0.35 * Math.sin((phase * 3 + shift) * Math.PI * 2);
  const bend = (phase: number): number => -0.6 * Math.sin((phase * 3 + shift) * Math.PI * 2) - 0.1;
  b.box([x - 0.09, x + 0.09], [y - 0.05, y + 0.09], [z - 0.06, z + 0.02], "bodyDark", 0.012);
  b.fine(() => b.cylinder("z", [x, y + 0.02], [z - 0.3, z - 0.06], 0.045, "steel", 12));
  b.joint("rotate", [x, y + 0.02, z], [0, 0, 1], swing, () => {
    const elbow: Vector = [x + 0.55, y + 0.3, z - 0.26];
    link(b, [x, y + 0.02, z - 0.28], elbow, 0.045);
    b.fine(() => {
      b.cylinder("z", [x, y + 0.02], [z - 0.34, z - 0.22], 0.065, "accent", 12);
      b.cylinder("z", [elbow[0], elbow[1]], [elbow[2] - 0.09, elbow[2] + 0.07], 0.06, "bodyDark", 12);
    });
    b.joint("rotate", elbow, [0, 0, 1], bend, () => {
      const tip: Vector = [elbow[0] - 0.28, elbow[1] + 0.34, elbow[2] - 0.42];
      link(b, [elbow[0], elbow[1], elbow[2] - 0.05], tip, 0.036);
      b.box(
        [tip[0] - 0.06, tip[0] + 0.06],
        [tip[1] - 0.04, tip[1] + 0.04],
        [tip[2] - 0.26, tip[2] - 0.1],
        "body",
        0.012,
      );
      // The tool hangs upright: spring, head, handle, plug gripper.
      b.fine(() => {
        b.bar(
          [elbow[0], elbow[1], elbow[2] - 0.13],
          [tip[0] + 0.08, tip[1] - 0.1, tip[2] + 0.03],
          0.016,
          "chrome",
          6,
        );
        b.cylinder("z", [tip[0], tip[1]], [tip[2] - 0.1, tip[2] + 0.04], 0.03, "bodyDark", 10);
        b.bar(
          [tip[0] - 0.14, tip[1] - 0.06, tip[2] - 0.16],
          [tip[0] + 0.14, tip[1] - 0.06, tip[2] - 0.16],
          0.018,
          "rubber",
          8,
        );
        for (const side of [-1, 1])
          b.box(
            [tip[0] + side * 0.03, tip[0] + side * 0.045],
            [tip[1] - 0.03, tip[1] + 0.03],
            [tip[2] - 0.36, tip[2] - 0.26],
            "steel",
          );
        b.box(
          [tip[0] - 0.03, tip[0] + 0.03],
          [tip[1] - 0.022, tip[1] + 0.022],
          [tip[2] - 0.38, tip[2] - 0.3],
          "cableHv",
        );
      });
    });
  });
}

/** A hand screwdriver on a spring balancer with its coiled hose. */
function screwdriver(b: ModelBuilder, [x, y, z]: Vector, shift: number): void {
  b.fine(() => b.box([x - 0.04, x + 0.04], [y - 0.11, y + 0.11], [z - 0.05, z], "bodyDark"));
  b.fine(() => b.cylinder("y", [x, z - 0.14], [y - 0.05, y + 0.05], 0.1, "brand", 14));
  const down = (phase: number): number => -0.12 + 0.12 * Math.cos((phase * 4 + shift) * Math.PI * 2);
  b.joint("slide", [x, y, z], [0, 0, 1], down, () => {
    if (!b.near) {
      b.box([x - 0.03, x + 0.03], [y - 0.03, y + 0.03], [z - 0.95, z - 0.55], "rubber");
      return;
    }
    b.bar([x, y, z - 0.16], [x, y, z - 0.55], 0.006, "chrome", 5);
    b.cylinder("z", [x, y], [z - 0.82, z - 0.55], 0.03, "rubber", 10);
    b.cylinder("z", [x, y], [z - 0.94, z - 0.82], 0.022, "steel", 8);
    b.cylinder("z", [x, y], [z - 1.0, z - 0.94], 0.01, "chrome", 6);
    const coil: Vector[] = Array.from({ length: 16 }, (_, step) => {
      const angle = step * 1.6;
      return [x + 0.06 + Math.cos(angle) * 0.03, y + Math.sin(angle) * 0.03, z - 0.56 + (step / 15) * 0.4];
    });
    b.tube(coil, 0.007, "bin", 4);
  });
}
