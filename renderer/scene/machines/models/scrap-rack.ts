// Where scrap is kept apart: a locked cage of mesh with shelves for the parts that were scrapped, a red sign and a lock.
import { scrapShelvesM } from "#shared/twin/rack-seats.ts";
import { plate } from "../kit/housing.ts";
import type { Model } from "../model.ts";
import type { Range } from "../mesh-builder.ts";
import type { ModelBuilder } from "../model-builder.ts";

const x: Range = [-1, 1];
const y: Range = [-0.6, 0.6];
const topM = 1.12;

export const scrapRack: Model = {
  size: { length: 2, width: 1.4, height: 1.2 },
  build(b) {
    b.at([0, 0, 0], 0, () => {
      posts(b);
      shelves(b);
      mesh(b);
      sign(b);
    });
  },
};

function posts(b: ModelBuilder): void {
  for (const px of [-0.97, 0, 0.97])
    for (const py of [-0.57, 0.57]) {
      b.box([px - 0.03, px + 0.03], [py - 0.03, py + 0.03], [0.1, topM], "bodyDark", 0.006);
      b.fine(() => {
        b.cylinder("z", [px, py], [0.02, 0.1], 0.02, "steel", 6);
        b.cylinder("y", [px, 0.05], [py - 0.02, py + 0.02], 0.05, "rubber", 10);
      });
    }
  for (const z of [0.14, topM - 0.03]) {
    for (const py of [-0.57, 0.57])
      b.box([x[0], x[1]], [py - 0.025, py + 0.025], [z - 0.03, z + 0.03], z > 1 ? "emergency" : "bodyDark");
    for (const px of [-0.97, 0.97])
      b.box([px - 0.025, px + 0.025], y, [z - 0.03, z + 0.03], z > 1 ? "emergency" : "bodyDark");
  }
}

/** Two shelves for the parts that were scrapped; a strip on the front shows how many are there. */
function shelves(b: ModelBuilder): void {
  for (const top of scrapShelvesM) {
    b.box([x[0] + 0.04, x[1] - 0.04], [y[0] + 0.04, y[1] - 0.04], [top - 0.03, top], "bodyDark");
    // Stops that keep the places apart.
    b.fine(() => {
      for (const at of [-0.32, 0.32])
        b.box([at - 0.012, at + 0.012], [y[0] + 0.05, y[1] - 0.05], [top, top + 0.03], "steel");
      b.box([x[0] + 0.05, x[1] - 0.05], [-0.012, 0.012], [top, top + 0.03], "steel");
    });
  }
  plate(b, "front", y[0] - 0.002, [-0.9, 0.9], [0.1, 0.18], "rubber");
  b.picture(
    [
      [-0.86, y[0] - 0.004, 0.115],
      [0.86, y[0] - 0.004, 0.115],
      [0.86, y[0] - 0.004, 0.165],
      [-0.86, y[0] - 0.004, 0.165],
    ],
    "fill",
  );
}

/** Mesh on four sides and the lid, with the door's frame and its lock. */
function mesh(b: ModelBuilder): void {
  for (const side of [-1, 1]) {
    const [py, px] = [side * 0.585, side * 0.985];
    for (const half of [x[0] + 0.06, 0.04] as const)
      b.face(
        [
          [half, py, 0.2],
          [half + 0.9, py, 0.2],
          [half + 0.9, py, topM - 0.07],
          [half, py, topM - 0.07],
        ],
        [0, side, 0],
        "mesh",
      );
    b.face(
      [
        [px, y[0] + 0.06, 0.2],
        [px, y[1] - 0.06, 0.2],
        [px, y[1] - 0.06, topM - 0.07],
        [px, y[0] + 0.06, topM - 0.07],
      ],
      [side, 0, 0],
      "mesh",
    );
  }
  b.face(
    [
      [x[0] + 0.03, y[0] + 0.03, topM],
      [x[1] - 0.03, y[0] + 0.03, topM],
      [x[1] - 0.03, y[1] - 0.03, topM],
      [x[0] + 0.03, y[1] - 0.03, topM],
    ],
    [0, 0, 1],
    "mesh",
  );
  b.fine(() => {
    // Door leaves with hinges; a padlock in the middle.
    for (const [left, right] of [
      [-0.93, -0.04],
      [0.04, 0.93],
    ] as const) {
      for (const at of [left, right])
        b.box([at - 0.015, at + 0.015], [-0.62, -0.595], [0.2, topM - 0.07], "steel");
      for (const z of [0.2, topM - 0.07])
        b.box([left, right], [-0.62, -0.595], [z - 0.015, z + 0.015], "steel");
      for (const z of [0.34, 0.9])
        b.cylinder("z", [left < 0 ? left - 0.03 : right + 0.03, -0.61], [z, z + 0.1], 0.014, "chrome", 8);
    }
    b.box([-0.05, 0.05], [-0.645, -0.61], [0.6, 0.63], "steel", 0.005);
    b.box([-0.032, 0.032], [-0.67, -0.63], [0.52, 0.59], "copper", 0.008);
    b.tube(
      [
        [-0.02, -0.65, 0.585],
        [-0.02, -0.65, 0.625],
        [0, -0.65, 0.64],
        [0.02, -0.65, 0.625],
        [0.02, -0.65, 0.585],
      ],
      0.006,
      "chrome",
      6,
    );
  });
}

/** A red plate on the front and back: kept apart. */
function sign(b: ModelBuilder): void {
  for (const side of ["front", "back"] as const) {
    const out = side === "front" ? -1 : 1;
    b.box([-0.42, 0.42], [out * 0.6, out * 0.622], [topM - 0.24, topM - 0.03], "emergency", 0.006);
    b.fine(() => {
      plate(b, side, out * 0.6235, [-0.39, 0.39], [topM - 0.225, topM - 0.045], "panel");
      // A slash through a gear-like disc, and strokes of lettering.
      b.cylinder("y", [-0.28, topM - 0.135], [out * 0.6235, out * 0.629], 0.06, "emergency", 14);
      b.box([-0.33, -0.23], [out * 0.629, out * 0.631], [topM - 0.145, topM - 0.125], "panel");
      for (const [left, right, z] of [
        [-0.16, 0.3, 0.1],
        [-0.16, 0.2, 0.145],
        [-0.16, 0.26, 0.18],
      ] as const)
        b.box([left, right], [out * 0.6235, out * 0.627], [topM - z - 0.012, topM - z + 0.006], "rubber");
    });
  }
}
