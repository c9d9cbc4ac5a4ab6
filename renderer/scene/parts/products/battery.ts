// Cell, module, tray and pack of a battery line, in metres, standing on z = 0, x along the way. What each station adds is a
// piece of its own: seams, paste, bolts, cables, sealant, the cover, its screws, the label. Geometry only.
import { beadPoints, boltRowsM, packCover, packFlangeM, packRimM } from "../../machines/kit/packs.ts";
import type { Range } from "../../machines/mesh-builder.ts";
import type { ModelBuilder } from "../../machines/model-builder.ts";
import type { Vector } from "../../machines/vector.ts";
import { pasteStrokes, workDoneAt } from "../../machines/work-phases.ts";
import type { DetailedProduct, ProductModel } from "./product.ts";

/** A prismatic cell: wrapped can, lid, two terminals and a vent. */
const cell: ProductModel = {
  steps: [],
  build(b, [length, width, height]) {
    prismaticCell(b, [-length / 2, length / 2], [-width / 2, width / 2], height);
  },
};

function prismaticCell(b: ModelBuilder, x: Range, y: Range, height: number): void {
  b.box(x, y, [0, height - 0.006], "variant", 0.006);
  b.box([x[0] + 0.003, x[1] - 0.003], [y[0] + 0.003, y[1] - 0.003], [height - 0.006, height], "aluminium");
  const middle = (x[0] + x[1]) / 2;
  const thick = Math.min(0.02, (x[1] - x[0]) * 0.3);
  for (const side of [-1, 1]) {
    const at = side * (y[1] - y[0]) * 0.32;
    b.box(
      [middle - thick, middle + thick],
      [at - 0.018, at + 0.018],
      [height, height + 0.008],
      side < 0 ? "copper" : "aluminium",
      0.003,
    );
  }
  b.fine(() => b.cylinder("z", [middle, 0], [height, height + 0.002], thick * 0.7, "steel", 10));
}

/** A module: cells between end plates; side plates and busbars, seams, sense harness with its board and cover come later. */
const module: ProductModel = {
  steps: ["stackingCell", "servoPress", "laserWeldCell", "cobotBench", "pasteDispenser"],
  build(b, [length, width, height], add) {
    const [x, y] = [length / 2, width / 2];
    const cells = b.near ? 12 : 4;
    const pitch = (length - 0.05) / cells;
    const top = height - 0.03;
    for (let index = 0; index < cells; index += 1) {
      const from = -x + 0.025 + index * pitch;
      prismaticCell(b, [from + 0.002, from + pitch - 0.002], [-y + 0.014, y - 0.014], top);
    }
    add("stackingCell", 0, () => {
      // End plates of cast aluminium with ribs and lifting bolts.
      for (const side of [-1, 1]) {
        b.box([side * x, side * (x - 0.022)], [-y, y], [0, top + 0.008], "aluminium", 0.004);
        b.fine(() => {
          for (const rib of [-0.6, 0, 0.6])
            b.box(
              [side * (x + 0.006), side * x],
              [rib * y - 0.008, rib * y + 0.008],
              [0.02, top - 0.02],
              "aluminium",
            );
          for (const bolt of [-0.82, 0.82])
            b.cylinder("z", [side * (x - 0.011), bolt * y], [top + 0.008, top + 0.018], 0.009, "chrome", 6);
        });
      }
    });
    add("servoPress", 0, () => {
      for (const side of [-1, 1])
        b.box(
          [-x + 0.01, x - 0.01],
          [side * y, side * (y - 0.008)],
          [0.015, top - 0.012],
          "aluminium",
          0.003,
        );
      // The carrier with its busbars, one over each pair of terminals.
      b.box([-x + 0.03, x - 0.03], [-0.05, 0.05], [top + 0.002, top + 0.01], "bodyDark");
      const bars = cells / 2;
      for (const side of [-1, 1]) {
        const at = side * (width - 0.028) * 0.32;
        for (let bar = 0; bar < bars; bar += 1) {
          const from = -x + 0.025 + bar * 2 * pitch;
          b.box(
            [from + 0.006, from + 2 * pitch - 0.006],
            [at - 0.026, at + 0.026],
            [top + 0.008, top + 0.014],
            "aluminium",
            0.002,
          );
        }
      }
      serialPlate(b, [x - 0.09, x - 0.03], -y - 0.001, [top * 0.45, top * 0.75]);
    });
    const pieces = workDoneAt.laserWeldCell.length;
    workDoneAt.laserWeldCell.forEach((_, piece) =>
      add("laserWeldCell", piece, () => {
        // Two seams on each terminal: bright beads with a darker edge.
        const at = (width - 0.028) * 0.32;
        for (let index = (piece * cells) / pieces; index < ((piece + 1) * cells) / pieces; index += 1) {
          const middle = -x + 0.025 + (index + 0.5) * pitch;
          for (const y0 of [-at, at]) seams(b, middle, y0, top);
        }
      }),
    );
    add("cobotBench", 0, () => {
      // Sense harness, its board and the translucent cover with the variant's stripe.
      b.fine(() => {
        for (const y0 of [-0.085, 0.085])
          b.tube(
            [
              [-x + 0.04, y0, top + 0.018],
              [0, y0 * 1.1, top + 0.02],
              [x - 0.04, y0, top + 0.018],
            ],
            0.005,
            "cableHv",
            6,
          );
        b.box([-0.08, 0.08], [-0.035, 0.035], [top + 0.01, top + 0.016], "bin");
      });
      b.box(
        [-x + 0.012, x - 0.012],
        [-y + 0.006, y - 0.006],
        [height - 0.008, height - 0.004],
        "panel",
        0.003,
      );
      b.box([-x + 0.012, x - 0.012], [-0.03, 0.03], [height - 0.004, height - 0.003], "variant");
      b.fine(() => serialLabel(b, [x - 0.16, x - 0.05], [y - 0.13, y - 0.05], height - 0.0025));
    });
    // Strokes of thermal paste across the cover.
    workDoneAt.pasteDispenser.forEach((_, stroke) =>
      add("pasteDispenser", stroke, () => {
        const at = -0.2 + (stroke * 0.4) / (pasteStrokes - 1);
        b.box([at - 0.012, at + 0.012], [-0.15, 0.15], [height - 0.004, height + 0.004], "hose", 0.004);
      }),
    );
  },
};

/** The two seams on a terminal, the near one's crown bright. */
function seams(b: ModelBuilder, x: number, y: number, top: number): void {
  for (const seam of b.near ? [-0.008, 0.008] : [0]) {
    b.box(
      [x + seam - 0.0035, x + seam + 0.0035],
      [y - 0.019, y + 0.019],
      [top + 0.013, top + 0.0152],
      "steel",
    );
    b.fine(() =>
      b.box(
        [x + seam - 0.0018, x + seam + 0.0018],
        [y - 0.018, y + 0.018],
        [top + 0.0152, top + 0.0168],
        "chrome",
      ),
    );
  }
}

/** Tray of an aluminium frame with cross members: what the pack is built into. */
function openTray(b: ModelBuilder, length: number, width: number, height: number): void {
  const [x, y] = [length / 2, width / 2];
  const wall = 0.035;
  b.box([-x + packFlangeM, x - packFlangeM], [-y + packFlangeM, y - packFlangeM], [0, 0.02], "plate");
  for (const side of [-1, 1]) {
    b.box(
      [-x + packFlangeM, x - packFlangeM],
      [side * (y - packFlangeM), side * (y - packFlangeM - wall)],
      [0, height],
      "aluminium",
      0.006,
    );
    b.box(
      [side * (x - packFlangeM), side * (x - packFlangeM - wall)],
      [-y + packFlangeM, y - packFlangeM],
      [0, height],
      "aluminium",
      0.006,
    );
    b.box([-x, x], [side * y, side * (y - packFlangeM)], [height - 0.02, height], "aluminium", 0.004);
    b.box(
      [side * x, side * (x - packFlangeM)],
      [-y + packFlangeM, y - packFlangeM],
      [height - 0.02, height],
      "aluminium",
      0.004,
    );
  }
  for (const member of [-0.5, 0, 0.5])
    b.box(
      [member * length * 0.9 - 0.02, member * length * 0.9 + 0.02],
      [-y + packFlangeM, y - packFlangeM],
      [0, height * 0.6],
      "aluminium",
      0.004,
    );
  b.box([-x + 0.1, x - 0.1], [-0.02, 0.02], [0, height * 0.6], "aluminium", 0.004);
  b.fine(() => {
    // Cooling pipes and the high-voltage socket at the front.
    for (const at of [-0.12, 0.12])
      b.cylinder("x", [at, height * 0.5], [x - packFlangeM, x + 0.03], 0.018, "steel", 10);
    b.box([x - packFlangeM, x + 0.025], [0.2, 0.34], [height * 0.3, height * 0.75], "cableHv", 0.01);
    serialPlate(b, [-x + 0.12, -x + 0.22], -y + packFlangeM - 0.001, [0.05, 0.12]);
  });
}

const tray: ProductModel = {
  steps: [],
  build: (b, [length, width, height]) => openTray(b, length, width, height),
};

/** A pack: the tray; modules, bolts, harness, sealant, cover, screws and label follow station by station. */
const pack: ProductModel = {
  steps: [
    "marriageCell",
    "boltGantry",
    "harnessStation",
    "sealingCell",
    "coverPlacer",
    "screwCell",
    "packLabeller",
  ],
  build(b, [length, width], add) {
    const [x, y] = [length / 2, width / 2];
    openTray(b, length, width, packRimM);
    [-0.34, 0.34].forEach((mx, pair) =>
      add("marriageCell", pair, () => {
        for (const my of [-0.2, 0.2]) {
          b.box([mx - 0.28, mx + 0.28], [my - 0.165, my + 0.165], [0.02, 0.15], "variant", 0.008);
          b.box([mx - 0.27, mx + 0.27], [my - 0.155, my + 0.155], [0.15, 0.158], "panel", 0.003);
          b.box([mx - 0.27, mx + 0.27], [my - 0.025, my + 0.025], [0.158, 0.16], "variant");
        }
      }),
    );
    // Outer rows from the left, inner rows from the right, as the bridge goes.
    for (const [piece, side, row] of [
      [0, -1, boltRowsM.outer],
      [1, 1, boltRowsM.outer],
      [2, 1, boltRowsM.inner],
      [3, -1, boltRowsM.inner],
    ] as const)
      add("boltGantry", piece, () => {
        for (const at of b.near ? [0.1, 0.26, 0.43, 0.6] : [0.2, 0.5])
          for (const across of [-row, row])
            b.cylinder("z", [side * at, across], [0.15, 0.172], 0.011, "chrome", 6);
      });
    for (const [piece, side] of [
      [0, -1],
      [1, 1],
    ] as const)
      add("harnessStation", piece, () => {
        b.tube(
          [
            [-0.6, side * 0.2, 0.168],
            [-0.34, side * 0.24, 0.185],
            [0, side * 0.2, 0.175],
            [0.34, side * 0.24, 0.185],
            [0.62, side * 0.16, 0.17],
          ],
          0.013,
          "cableHv",
          7,
        );
        b.fine(() =>
          b.box(
            [side * 0.02 - 0.06, side * 0.02 + 0.06],
            [side * 0.17, side * 0.23],
            [0.16, 0.19],
            "cableHv",
            0.008,
          ),
        );
      });
    // The switching unit with its plug last.
    add("harnessStation", 2, () => b.box([0.6, 0.69], [-0.2, 0.1], [0.1, 0.185], "bodyDark", 0.01));
    const beads = workDoneAt.sealingCell.length;
    workDoneAt.sealingCell.forEach((_, piece) =>
      add("sealingCell", piece, () => {
        const points = beadPoints(piece / beads, (piece + 1) / beads);
        b.tube(
          points.map(([px, py]): Vector => [px, py, packRimM + 0.004]),
          0.007,
          "rubber",
          6,
        );
      }),
    );
    add("coverPlacer", 0, () => {
      packCover(b, [0, 0, packRimM + 0.004]);
      b.box([-x + 0.1, x - 0.1], [-0.05, 0.05], [packRimM + 0.05, packRimM + 0.0545], "variant");
    });
    // A quarter of the rim a piece, half of them from each robot.
    workDoneAt.screwCell.forEach((_, piece) =>
      add("screwCell", piece, () => {
        const count = b.near ? 5 : 2;
        for (let screw = 0; screw < count; screw += 1) {
          const at = -x + 0.06 + ((piece + (screw + 0.5) / count) / 4) * (length - 0.12);
          for (const side of [-1, 1])
            b.cylinder(
              "z",
              [-side * at, side * (y - 0.022)],
              [packRimM + 0.009, packRimM + 0.02],
              0.009,
              "steel",
              6,
            );
        }
      }),
    );
    add("packLabeller", 0, () => {
      serialLabel(b, [-0.48, -0.16], [-0.17, 0.05], packRimM + 0.0555);
      b.box([-0.12, 0.02], [-0.16, -0.02], [packRimM + 0.053, packRimM + 0.0552], "cableHv");
    });
  },
};

/** A white plate with a square code on a wall that looks towards -y. */
function serialPlate(b: ModelBuilder, x: Range, y: number, z: Range): void {
  b.box(x, [y - 0.001, y + 0.001], z, "panel");
  b.fine(() =>
    code([x[0] + 0.004, z[0] + 0.004], Math.min(x[1] - x[0], z[1] - z[0]) - 0.008, (u, v) =>
      b.box(u, [y - 0.002, y - 0.001], v, "rubber"),
    ),
  );
}

/** A white label with a square code and lines of print, lying on a face that looks up. */
function serialLabel(b: ModelBuilder, x: Range, y: Range, z: number): void {
  b.box(x, y, [z - 0.001, z], "panel");
  b.fine(() => {
    const side = Math.min(x[1] - x[0], y[1] - y[0]) * 0.8;
    const low = y[0] + (y[1] - y[0]) * 0.1;
    code([x[0] + 0.008, low], side, (u, v) => b.box(u, v, [z, z + 0.0006], "rubber"));
    for (let line = 0; line < 3; line += 1) {
      const at = low + side * (0.15 + line * 0.3);
      b.box(
        [x[0] + side + 0.02, x[1] - 0.012 - line * 0.012],
        [at, at + side * 0.13],
        [z, z + 0.0006],
        "bodyDark",
      );
    }
  });
}

/** The dark squares of a small code: two solid edges and a fixed raster within. */
function code([u0, v0]: Range, side: number, square: (u: Range, v: Range) => void): void {
  const cells = 6;
  const step = side / cells;
  for (let column = 0; column < cells; column += 1)
    for (let row = 0; row < cells; row += 1)
      if (column === 0 || row === 0 || (column * 5 + row * 3 + column * row) % 4 < 2)
        square([u0 + column * step, u0 + (column + 1) * step], [v0 + row * step, v0 + (row + 1) * step]);
}

/** Shapes of the products near by. */
export const productModels: Readonly<Record<DetailedProduct, ProductModel>> = { cell, module, tray, pack };
