// D40: coolant leak test of a pack. A vacuum bell on guide columns comes down over the pack; helium bottles, dials, detector beside it.
import { cabinet, lightCurtain, operatorPanel, towerLamp } from "../kit/controls.ts";
import { bottleRack, dial } from "../kit/fluids.ts";
import { rollerBed } from "../kit/transport.ts";
import { bedHeightM, type Model } from "../model.ts";
import type { ModelBuilder } from "../model-builder.ts";
import type { Vector } from "../vector.ts";

/** How far the bell comes down. */
const strokeM = 0.6;
const lowerEdgeM = bedHeightM + strokeM + 0.01;

export const leakTester: Model = {
  size: { length: 3.6, width: 3.2, height: 2.8 },
  build(b) {
    rollerBed(b, [-1.8, 1.8], 0.55);
    press(b);
    b.joint(
      "slide",
      [0, 0, lowerEdgeM],
      [0, 0, 1],
      [
        [0, 0],
        [0.04, 0],
        [0.14, -strokeM],
        [0.88, -strokeM],
        [0.97, 0],
        [1, 0],
      ],
      () => bell(b),
    );
    hoses(b);
    gaugePanel(b, -0.98, 0);
    gaugePanel(b, 0.98, 180);
    bottleRack(b, [-1.25, 1.32, 0], 3, 180);
    detector(b);
    cabinet(b, [1.35, 1.25, 0], 0.8, 0.5, 2, 180);
    operatorPanel(b, [-1.3, -1.15, 0], 0, { stand: true });
    lightCurtain(b, [-1.7, -0.8, 0], [1.7, -0.8, 0], 1.6);
    towerLamp(b, [0.95, -0.72, 2.42]);
  },
};

/** Four columns on a base frame, the crosshead with the cylinder that moves the bell. */
function press(b: ModelBuilder): void {
  for (const x of [-0.98, 0.98])
    for (const y of [-0.76, 0.76]) {
      b.box([x - 0.06, x + 0.06], [y - 0.06, y + 0.06], [0.02, 2.28], "bodyDark", 0.012);
      b.fine(() => {
        b.box([x - 0.11, x + 0.11], [y - 0.11, y + 0.11], [0, 0.03], "bodyDark", 0.008);
      });
    }
  for (const y of [-0.76, 0.76]) b.box([-0.92, 0.92], [y - 0.05, y + 0.05], [0.14, 0.28], "frame", 0.01);
  b.box([-1.06, 1.06], [-0.84, 0.84], [2.28, 2.42], "body", 0.02);
  b.fine(() => {
    b.box([-1.062, 1.062], [-0.842, 0.842], [2.32, 2.36], "brand");
  });
  // Seal table round the pack under the bell.
  for (const side of [-1, 1])
    b.box([-0.9, 0.9], [side * 0.48, side * 0.64], [bedHeightM - 0.06, bedHeightM], "steel", 0.01);
  b.cylinder("z", [0, 0], [2.42, 2.72], 0.1, "frame", 16);
  b.fine(() => {
    b.cylinder("z", [0, 0], [2.42, 2.46], 0.16, "steel", 18);
    b.cylinder("z", [0, 0], [2.68, 2.74], 0.12, "bodyDark", 16);
    b.box([0.1, 0.24], [-0.06, 0.06], [2.44, 2.56], "cabinet", 0.012);
  });
}

/** The bell: a welded hood with stiffening ribs, portholes, a flange with its gasket, rods and hose stubs that go up through the crosshead. */
function bell(b: ModelBuilder): void {
  const [low, high] = [lowerEdgeM, lowerEdgeM + 0.56];
  b.box([-0.86, 0.86], [-0.6, 0.6], [low + 0.06, high], "panel", 0.1);
  b.box([-0.9, 0.9], [-0.64, 0.64], [low + 0.02, low + 0.09], "steel", 0.012);
  b.fine(() => {
    b.box([-0.89, 0.89], [-0.63, 0.63], [low, low + 0.02], "rubber");
  });
  for (const x of b.near ? [-0.62, -0.22, 0.22, 0.62] : [-0.5, 0.5])
    b.box([x - 0.025, x + 0.025], [-0.64, 0.64], [low + 0.09, high + 0.035], "frame", 0.006);
  b.fine(() => {
    for (const side of [-1, 1]) {
      b.box([-0.89, 0.89], [side * 0.6, side * 0.635], [low + 0.33, low + 0.37], "frame", 0.006);
      for (const x of [-0.42, 0.42]) {
        // A porthole: chromed ring and dark pane.
        b.cylinder("y", [x, low + 0.24], side < 0 ? [-0.64, -0.59] : [0.59, 0.64], 0.085, "chrome", 12);
        b.polygon(
          Array.from({ length: 12 }, (_, corner): Vector => {
            const angle = (corner / 6) * Math.PI;
            return [x + Math.cos(angle) * 0.062, side * 0.642, low + 0.24 + Math.sin(angle) * 0.062];
          }),
          [0, side, 0],
          "window",
        );
      }
      for (const x of [-0.6, 0, 0.6])
        b.box([x - 0.03, x + 0.03], [side * 0.63, side * 0.67], [low + 0.02, low + 0.14], "bodyDark");
    }
  });
  b.fine(() => {
    b.cylinder("z", [0, 0], [high, high + 0.1], 0.16, "steel", 18);
  });
  b.cylinder("z", [0, 0], [high + 0.1, 2.44], 0.05, "chrome", 12);
  for (const side of [-1, 1]) {
    b.fine(() => {
      b.cylinder("z", [side * 0.68, 0.0], [high - 0.02, 2.66], 0.038, "chrome", 12);
    });
    b.fine(() => {
      b.cylinder("z", [side * 0.38, 0.3], [high - 0.02, high + 0.07], 0.06, "steel", 12);
    });
    b.cylinder("z", [side * 0.38, 0.3], [high + 0.05, 2.6], 0.042, "hose", 12);
  }
}

/** Pipes on the crosshead, from where the bell's hoses come through to the valves and down to the pump behind. */
function hoses(b: ModelBuilder): void {
  for (const side of [-1, 1]) {
    b.fine(() => {
      b.cylinder("z", [side * 0.38, 0.3], [2.42, 2.47], 0.075, "steel", 14);
      b.cylinder("z", [side * 0.68, 0], [2.42, 2.48], 0.07, "steel", 14);
    });
    b.tube(
      [
        [side * 0.38, 0.42, 2.46],
        [side * 0.38, 0.42, 2.56],
        [side * 0.36, 0.62, 2.62],
        [side * 0.3, 0.92, 2.5],
        [side * 0.26, 1.02, 2.1],
        [side * 0.24, 1.06, 1.3],
        [side * 0.24, 1.08, 0.75],
      ],
      0.045,
      "hose",
      8,
    );
  }
  // Vacuum pump under the hoses.
  b.fine(() => {
    b.box([-0.45, 0.5], [0.92, 1.42], [0.06, 0.16], "bodyDark", 0.01);
  });
  b.box([-0.4, 0.12], [0.95, 1.35], [0.16, 0.62], "accent", 0.04);
  b.cylinder("x", [1.15, 0.36], [0.12, 0.46], 0.16, "bodyDark", 18);
  b.fine(() => {
    b.cylinder("z", [-0.24, 1.08], [0.6, 0.78], 0.07, "steel", 12);
  });
  b.fine(() => {
    b.cylinder("z", [0.24, 1.08], [0.5, 0.78], 0.07, "steel", 12);
  });
  b.fine(() => {
    for (let fin = 0; fin < 3; fin += 1)
      b.cylinder("x", [1.15, 0.36], [0.16 + fin * 0.09, 0.2 + fin * 0.09], 0.175, "bodyDark", 16);
  });
}

/** A panel of dials between the columns, over the pack's way; on both sides of the machine. */
function gaugePanel(b: ModelBuilder, y: number, turn: number): void {
  b.at([1.34, y, 0], turn, () => {
    const x = 0;
    b.box([x - 0.3, x + 0.3], [-0.04, 0.02], [1.32, 1.9], "body", 0.014);
    b.fine(() => {
      b.box([x - 0.03, x + 0.03], [-0.01, 0.05], [0, 1.34], "frame", 0.006);
    });
    b.fine(() => b.box([x - 0.15, x + 0.15], [-0.12, 0.16], [0, 0.02], "bodyDark"));
    dial(b, [x - 0.13, -0.045, 1.73], 0.12, 0, -0.9);
    dial(b, [x + 0.15, -0.045, 1.73], 0.12, 0, 0.5);
    b.fine(() => {
      b.box([x - 0.24, x + 0.06], [-0.046, -0.03], [1.42, 1.54], "plate", 0.004);
      for (const at of [0.13, 0.21]) {
        b.cylinder("y", [x + at, 1.5], [-0.08, -0.04], 0.022, "emergency", 8);
        b.cylinder("y", [x + at, 1.42], [-0.06, -0.04], 0.016, "chrome", 8);
      }
    });
  });
}

/** The helium detector on its trolley: white housing with a screen, inlet flange and hose. */
function detector(b: ModelBuilder): void {
  b.at([0.3, -1.2, 0], 0, () => {
    b.fine(() => {
      b.box([-0.34, 0.34], [-0.26, 0.26], [0.12, 0.16], "frame", 0.008);
    });
    b.box([-0.34, 0.34], [-0.26, 0.26], [0.5, 0.54], "frame", 0.008);
    for (const x of [-0.31, 0.31])
      for (const y of [-0.23, 0.23]) {
        b.box([x - 0.018, x + 0.018], [y - 0.018, y + 0.018], [0.1, 0.54], "frame");
        b.fine(() => b.cylinder("x", [y, 0.05], [x - 0.02, x + 0.02], 0.05, "rubber", 10));
      }
    b.box([-0.3, 0.3], [-0.23, 0.23], [0.54, 0.98], "panel", 0.03);
    b.picture(
      [
        [-0.24, -0.232, 0.72],
        [0.08, -0.232, 0.72],
        [0.08, -0.232, 0.93],
        [-0.24, -0.232, 0.93],
      ],
      "screen",
    );
    b.fine(() => {
      b.box([0.12, 0.26], [-0.236, -0.228], [0.6, 0.92], "vent");
      b.box([-0.22, 0.22], [-0.2, 0.2], [0.16, 0.42], "bodyDark", 0.02);
      b.cylinder("z", [0.1, 0.05], [0.98, 1.04], 0.06, "chrome", 14);
    });
    b.tube(
      [
        [0.1, 0.05, 1.02],
        [0.1, 0.06, 1.24],
        [0.2, 0.2, 1.42],
        [0.5, 0.38, 1.5],
        [0.72, 0.44, 1.42],
      ],
      0.022,
      "hose",
      8,
    );
  });
}
