// D20: a heavy portal with two nutrunner spindles drives the bolts of the pack row by row; torque controllers beside it.
import { cabinet, emergencyStop, lightCurtain, operatorPanel, towerLamp } from "../kit/controls.ts";
import { portal } from "../kit/portals.ts";
import { boltRowsM } from "../kit/packs.ts";
import { cableChain, clampFixture, motor, rollerBed } from "../kit/transport.ts";
import { bedHeightM, type Model } from "../model.ts";
import type { ModelBuilder } from "../model-builder.ts";
import type { Vector } from "../vector.ts";
import { boltPlaces, bolting } from "../work-phases.ts";

const railZ = 2.25;
const railY = 1.18;
/** Over the bolt heads beside the modules. */
const boltZ = bedHeightM + 0.175;
const clearM = 0.16;
/** Places of the bridge: outer rows on the way there, inner rows on the way back. */
const placesX: readonly number[] = [-0.64, -0.32, 0, 0.32, 0.64, 0.48, 0.16, -0.16, -0.48];
const outerPlaces = boltPlaces.outer;
const outerY = boltRowsM.outer;
const innerY = 0.1;
const work = bolting;

/** At which place the bridge is and how far it is with it, 0..1; after the last it goes back to the first. */
function progress(phase: number): { readonly place: number; readonly share: number } {
  const at = ((phase - work[0]) / (work[1] - work[0])) * placesX.length;
  if (at <= 0) return { place: 0, share: 0 };
  return { place: Math.floor(at), share: at - Math.floor(at) };
}

const eased = (share: number): number => {
  const t = Math.min(1, Math.max(0, share));
  return t * t * (3 - 2 * t);
};

/** Goes to the next place in the first third of each step. */
function travelled(phase: number, of: (place: number) => number): number {
  const { place, share } = progress(phase);
  const from = of(Math.max(0, place - 1));
  const to = of(place);
  return from + (to - from) * (place === 0 ? 1 : eased(share / 0.34));
}

const bridgeX = (phase: number): number => travelled(phase, (place) => placesX[place % placesX.length] ?? 0);
const spread = (phase: number): number =>
  travelled(phase, (place) => (place % placesX.length >= outerPlaces ? innerY : outerY));
/** Up between the places, down while it drives. */
const lowered = (phase: number): number => {
  const { place, share } = progress(phase);
  if (place >= placesX.length) return 0;
  return -clearM * (eased((share - 0.34) / 0.16) - eased((share - 0.86) / 0.14));
};

export const boltGantry: Model = {
  size: { length: 4.4, width: 3.2, height: 3.2 },
  build(b) {
    rollerBed(b, [-2.2, 2.2], 0.55);
    clampFixture(b, -0.5, 0.12, 0.49, [0.04, 0.96]);
    clampFixture(b, 0.5, 0.12, 0.49, [0.04, 0.96]);
    portal(b, [-1.4, 1.4], [-railY - 0.1, railY + 0.1], railZ, { thick: 0.2, tied: true });
    rails(b);
    bridge(b);
    controllers(b);
    for (const side of [-1, 1]) {
      const y = side * (railY + 0.26);
      lightCurtain(b, [-1.22, y, 0], [1.22, y, 0], 1.7);
      b.box([-1.2, 1.2], [side * (railY - 0.02), side * (railY + 0.02)], [0.18, 0.6], "body", 0.012);
      b.fine(() => {
        b.box([-1.1, -0.7], [side * (railY + 0.02), side * (railY + 0.026)], [0.42, 0.54], "brand");
        b.box([0.4, 1.1], [side * (railY + 0.02), side * (railY + 0.026)], [0.28, 0.42], "vent");
      });
    }
    operatorPanel(b, [-1.75, -1.25, 0], 0, { stand: true });
    b.fine(() => {
      emergencyStop(b, [-1.3, -railY - 0.16, 1.1]);
      emergencyStop(b, [1.3, railY + 0.16, 1.1], 180);
    });
    towerLamp(b, [-1.3, -railY, railZ], 0.3);
  },
};

/** Guide rails and the cable chain on the portal's beams. */
function rails(b: ModelBuilder): void {
  for (const side of [-1, 1]) {
    b.fine(() => {
      b.box([-1.3, 1.3], [side * railY - 0.03, side * railY + 0.03], [railZ, railZ + 0.035], "chrome");
      for (const end of [-1.3, 1.3])
        b.box(
          [end - 0.03, end + 0.03],
          [side * railY - 0.06, side * railY + 0.06],
          [railZ, railZ + 0.11],
          "rubber",
        );
    });
  }
  cableChain(b, [-1.35, 1.35], railY + 0.18, railZ - 0.08, 0.12);
}

/** The bridge with both spindles hanging on its sides. */
function bridge(b: ModelBuilder): void {
  const home = placesX[0] ?? 0;
  b.joint(
    "slide",
    [home, 0, railZ],
    [1, 0, 0],
    (phase) => bridgeX(phase) - home,
    () => {
      for (const side of [-1, 1])
        b.box(
          [home - 0.3, home + 0.3],
          [side * railY - 0.09, side * railY + 0.09],
          [railZ + 0.035, railZ + 0.14],
          "bodyDark",
          0.015,
        );
      for (const x of [home - 0.2, home + 0.2])
        b.box(
          [x - 0.07, x + 0.07],
          [-railY - 0.1, railY + 0.1],
          [railZ + 0.14, railZ + 0.36],
          "accent",
          0.015,
        );
      b.fine(() => {
        for (const x of [home - 0.27, home + 0.27])
          for (const z of [0.19, 0.31])
            b.box([x - 0.01, x + 0.01], [-railY, railY], [railZ + z - 0.015, railZ + z + 0.015], "chrome");
        motor(b, [home - 0.2, -railY - 0.14, railZ + 0.24], 270, 0.9);
        motor(b, [home + 0.2, railY + 0.14, railZ + 0.24], 90, 0.9);
        b.box([home - 0.05, home + 0.05], [-0.9, 0.9], [railZ + 0.36, railZ + 0.44], "rubber");
      });
      for (const side of [-1, 1])
        b.joint(
          "slide",
          [home, side * outerY, railZ],
          [0, side, 0],
          (phase) => spread(phase) - outerY,
          () => spindle(b, [home, side * outerY, boltZ + clearM]),
        );
    },
  );
}

/** A nutrunner on its slide: carriage, angle-measuring spindle with its motor and cable, socket that turns. `tip` = its rest. */
function spindle(b: ModelBuilder, [x, y, z]: Vector): void {
  b.box([x - 0.15, x + 0.15], [y - 0.12, y + 0.12], [railZ + 0.08, railZ + 0.2], "bodyDark", 0.012);
  b.box([x - 0.13, x + 0.13], [y + 0.08, y + 0.13], [railZ - 0.35, railZ + 0.62], "body", 0.015);
  b.joint("slide", [x, y, z], [0, 0, 1], lowered, () => {
    b.box([x - 0.11, x + 0.11], [y - 0.1, y + 0.08], [z + 0.62, z + 0.9], "accent", 0.02);
    if (!b.near) {
      b.box([x - 0.07, x + 0.07], [y - 0.07, y + 0.07], [z + 0.9, z + 1.5], "bodyDark");
      b.box([x - 0.06, x + 0.06], [y - 0.06, y + 0.06], [z + 0.25, z + 0.62], "steel");
      b.box([x - 0.03, x + 0.03], [y - 0.03, y + 0.03], [z, z + 0.25], "chrome");
      return;
    }
    b.cylinder("z", [x, y], [z + 0.9, z + 1.5], 0.08, "bodyDark", 14);
    b.cylinder("z", [x, y], [z + 0.28, z + 0.62], 0.065, "steel", 14);
    b.cylinder("z", [x, y], [z + 0.2, z + 0.28], [0.042, 0.065], "chrome", 14);
    b.cylinder("z", [x, y], [z + 0.53, z + 0.57], 0.07, "brand", 14);
    for (const ring of [1.0, 1.24, 1.44])
      b.cylinder("z", [x, y], [z + ring, z + ring + 0.025], 0.085, "rubber", 14);
    // Feed tube for the bolts and the motor's cable.
    b.tube(
      [
        [x + 0.06, y, z + 0.26],
        [x + 0.17, y, z + 0.5],
        [x + 0.16, y + 0.03, z + 1.0],
        [x + 0.04, y + 0.1, z + 1.62],
      ],
      0.017,
      "hose",
      6,
    );
    b.tube(
      [
        [x, y, z + 1.5],
        [x, y + 0.03, z + 1.66],
        [x - 0.08, y + 0.14, z + 1.68],
        [x - 0.12, y + 0.2, z + 1.5],
      ],
      0.02,
      "cable",
      6,
    );
    b.joint(
      "rotate",
      [x, y, z],
      [0, 0, 1],
      (phase) => phase * Math.PI * 2 * 45,
      () => {
        b.cylinder("z", [x, y], [z + 0.06, z + 0.2], 0.026, "chrome", 8);
        b.cylinder("z", [x, y], [z, z + 0.06], [0.028, 0.034], "steel", 6);
      },
    );
  });
}

/** Two torque controllers with their screens on a rack, the bolt feeder, and the cabinet, beyond the portal's ends. */
function controllers(b: ModelBuilder): void {
  cabinet(b, [1.85, -1.1, 0], 0.62, 0.6, 2, 0);
  cabinet(b, [-1.85, 1.1, 0], 0.62, 0.6, 2, 180);
  // Controllers on a post of each side, where both sides see them.
  for (const side of [-1, 1]) {
    const y = side * (railY + 0.12);
    b.at([side * 1.3, y, 0], side < 0 ? 0 : 180, () => {
      for (const z of [1.35, 1.68]) {
        b.box([-0.14, 0.14], [-0.16, 0], [z, z + 0.28], "bodyDark", 0.015);
        b.picture(
          [
            [-0.11, -0.163, z + 0.08],
            [0.11, -0.163, z + 0.08],
            [0.11, -0.163, z + 0.25],
            [-0.11, -0.163, z + 0.25],
          ],
          "screen",
        );
      }
    });
  }
  // Bolt feeder: a bowl in its stand, with a tube up to the bridge.
  b.at([-1.82, -0.92, 0], 0, () => {
    b.box([-0.18, 0.18], [-0.18, 0.18], [0.06, 0.8], "body", 0.015);
    b.fine(() => {
      b.lathe(
        "z",
        [0, 0],
        [
          [0.16, 0.8],
          [0.16, 0.88],
          [0.23, 1.02],
          [0.23, 1.06],
          [0.1, 0.94],
          [0, 0.94],
        ],
        "aluminium",
        16,
        false,
      );
      b.tube(
        [
          [0.2, 0, 1.04],
          [0.36, 0, 1.3],
          [0.44, 0, 2.0],
          [0.46, -0.1, 2.25],
        ],
        0.016,
        "hose",
        6,
      );
    });
  });
}
