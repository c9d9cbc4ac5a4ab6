// A glazed machining centre: two sliding doors, spindle and table behind the glass, tool magazine, chip conveyor, coolant tank.
import { cabinet, operatorPanel, towerLamp } from "../kit/controls.ts";
import { glazedLeaf } from "../kit/doors.ts";
import { duct, panelWall } from "../kit/housing.ts";
import { motor } from "../kit/transport.ts";
import { bedHeightM, type Model } from "../model.ts";
import type { Range } from "../mesh-builder.ts";
import type { ModelBuilder } from "../model-builder.ts";
import type { Track } from "../joints.ts";

/** The enclosure, and the opening its doors close. */
const left = -1.7;
const right = 1.35;
const front = -1.05;
const back = 0.95;
const roof = 2.42;
const door: Range = [-0.72, 0.72];
/** Where the two leaves meet: right of the spindle, so that the work is seen through the wide one. */
const split = 0.34;
const doorZ: Range = [0.72, 2.06];

export const machiningCentre: Model = {
  size: { length: 4.2, width: 3, height: 2.8 },
  build(b) {
    enclosure(b);
    inside(b);
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
  b.box([left + 0.02, right - 0.02], [front + 0.03, back], [0.12, doorZ[0] - 0.04], "bodyDark", 0.02);
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

/** Table with its vice, column, spindle head, way covers, lamps: what is seen through the glass. */
function inside(b: ModelBuilder): void {
  b.fine(() => {
    b.box([-1.4, 1.2], [0.5, 0.9], [0.7, roof - 0.05], "panel");
  });
  b.fine(() => {
    b.box([-1.6, 1.25], [front + 0.12, 0.88], [0.68, 0.7], "steel");
  });
  b.fine(() => {
    b.extrude(
      "x",
      [
        [front + 0.12, 0.7],
        [front + 0.12, 0.76],
        [-0.6, 0.7],
      ],
      [-1.4, 1.2],
      "steel",
    );
  });
  // Covers of the ways, in folds.
  const folds = b.near ? 7 : 3;
  for (let fold = 0; fold < folds; fold += 1) {
    const z = 1.25 + (fold * 1.05) / folds;
    b.box([-0.95, 0.95], [0.42 + (fold % 2) * 0.02, 0.5], [z, z + 1.05 / folds - 0.01], "steel");
  }
  b.fine(() => {
    b.box([-1.35, -0.74], [-0.95, 0.5], [0.7, 0.72], "steel");
  });
  b.fine(() => {
    for (const x of [-0.66, 0.66])
      b.box([x - 0.025, x + 0.025], [front + 0.1, front + 0.14], [0.85, 1.95], "light");
  });
  b.fine(() => {
    b.box([-0.7, 0.7], [front + 0.08, front + 0.14], [2.0, 2.05], "light");
  });
  const table: Track = [
    [0, 0],
    [0.12, 0],
    [0.3, 0.1],
    [0.45, -0.1],
    [0.6, 0.1],
    [0.75, -0.06],
    [0.86, 0],
    [1, 0],
  ];
  b.fine(() => {
    b.box([-0.85, 0.85], [-0.3, 0.26], [0.7, 0.755], "bodyDark", 0.01);
  });
  b.joint("slide", [0, 0, bedHeightM], [1, 0, 0], table, () => {
    b.box([-0.62, 0.62], [-0.36, 0.32], [0.755, bedHeightM - 0.005], "steel", 0.012);
    b.fine(() => {
      for (const y of [-0.25, -0.02, 0.21])
        b.box([-0.62, 0.62], [y - 0.009, y + 0.009], [bedHeightM - 0.012, bedHeightM - 0.003], "rubber");
    });
    for (const side of [-1, 1]) {
      b.fine(() => {
        b.box([-0.13, 0.13], [side * 0.185, side * 0.26], [bedHeightM, bedHeightM + 0.12], "bodyDark", 0.012);
      });
      b.fine(() => b.bar([0, side * 0.26, 0.9], [0, side * 0.33, 0.9], 0.02, "chrome", 8));
    }
    // A blank with pockets and bores half done.
    b.box([-0.2, 0.2], [-0.17, 0.17], [bedHeightM + 0.01, bedHeightM + 0.2], "aluminium", 0.01);
    b.fine(() => {
      b.box([-0.15, 0.02], [-0.11, 0.11], [bedHeightM + 0.2, bedHeightM + 0.202], "bodyDark");
      for (const y of [-0.08, 0.08])
        b.cylinder("z", [0.12, y], [bedHeightM + 0.2, bedHeightM + 0.202], 0.03, "bodyDark", 12);
    });
  });
  // The head goes across with the ram, and down with the quill.
  const across: Track = [
    [0, 0.3],
    [0.06, 0.12],
    [0.2, 0.12],
    [0.24, -0.06],
    [0.4, -0.12],
    [0.44, 0.1],
    [0.62, -0.1],
    [0.8, 0.1],
    [0.9, 0.3],
    [1, 0.3],
  ];
  const down: Track = [
    [0, 0],
    [0.05, 0],
    [0.1, -0.36],
    [0.21, -0.36],
    [0.235, -0.22],
    [0.26, -0.36],
    [0.41, -0.36],
    [0.43, -0.22],
    [0.46, -0.36],
    [0.84, -0.36],
    [0.89, 0],
    [1, 0],
  ];
  b.joint("slide", [0, 0.2, 2], [1, 0, 0], across, () => {
    b.box([-0.34, 0.34], [0.3, 0.44], [1.4, 2.3], "body", 0.02);
    b.fine(() => {
      for (const x of [-0.27, 0.27]) b.box([x - 0.03, x + 0.03], [0.27, 0.3], [1.42, 2.28], "chrome");
    });
    b.joint("slide", [0, 0.2, 2], [0, 0, 1], down, () => {
      b.box([-0.2, 0.2], [-0.06, 0.29], [1.72, 2.3], "accent", 0.04);
      b.fine(() => {
        b.box([-0.202, 0.202], [-0.062, 0.2], [1.95, 2.0], "panel");
      });
      b.fine(() => {
        b.lathe(
          "z",
          [0, 0.02],
          [
            [0, 1.58],
            [0.07, 1.58],
            [0.085, 1.64],
            [0.13, 1.66],
            [0.14, 1.72],
            [0, 1.72],
          ],
          "steel",
          18,
          false,
        );
      });
      b.fine(() => {
        for (const side of [-1, 1])
          b.tube(
            [
              [side * 0.12, -0.02, 1.74],
              [side * 0.13, -0.03, 1.62],
              [side * 0.06, 0.0, 1.52],
            ],
            0.012,
            "copper",
            6,
          );
      });
      b.joint(
        "rotate",
        [0, 0.02, 1.5],
        [0, 0, 1],
        (phase) => phase * Math.PI * 2 * 9,
        () => {
          b.cylinder("z", [0, 0.02], [1.5, 1.585], [0.035, 0.055], "chrome", 12);
          b.fine(() => {
            b.cylinder("z", [0, 0.02], [1.415, 1.5], 0.02, "steel", 6);
          });
          b.fine(() => b.box([-0.062, -0.045], [0.0, 0.04], [1.53, 1.57], "bodyDark"));
        },
      );
    });
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

/** The wheel of tools in its own compartment behind a window at the left of the doors; it turns when tools are changed. */
function magazine(b: ModelBuilder): void {
  const [x, z, radius] = [-1.2, 1.55, 0.33];
  b.box([-1.6, -0.8], [-0.42, -0.36], [0.72, roof - 0.05], "bodyDark");
  const steps = [
    [0, 0],
    [0.2, 0],
    [0.24, Math.PI / 4],
    [0.4, Math.PI / 4],
    [0.44, Math.PI],
    [0.88, Math.PI],
    [0.96, Math.PI * 2],
    [1, Math.PI * 2],
  ] as const;
  b.joint("rotate", [x, -0.7, z], [0, 1, 0], steps, () => {
    b.cylinder("y", [x, z], [-0.7, -0.6], radius, "frame", 24);
    b.fine(() => {
      b.cylinder("y", [x, z], [-0.74, -0.7], 0.14, "accent", 18);
    });
    const tools = b.near ? 12 : 5;
    for (let tool = 0; tool < tools; tool += 1) {
      const angle = (tool / tools) * Math.PI * 2;
      const on = (out: number, y: number): readonly [number, number, number] => [
        x + Math.cos(angle) * out,
        y,
        z + Math.sin(angle) * out,
      ];
      b.bar(on(radius - 0.02, -0.78), on(radius - 0.02, -0.6), [0.032, 0.045], "chrome", 8);
      b.fine(() =>
        b.bar(
          on(radius - 0.02, -0.78 - 0.06 - 0.05 * (tool % 3)),
          on(radius - 0.02, -0.78),
          0.016,
          tool % 2 ? "copper" : "steel",
          6,
        ),
      );
    }
  });
  b.face(
    [
      [-1.58, front + 0.03, 1.1],
      [-0.82, front + 0.03, 1.1],
      [-0.82, front + 0.03, 2.0],
      [-1.58, front + 0.03, 2.0],
    ],
    [0, -1, 0],
    "glass",
  );
  b.fine(() => {
    b.box([-1.6, -0.8], [front - 0.008, front + 0.02], [1.06, 1.1], "rubber");
    b.box([-1.6, -0.8], [front - 0.008, front + 0.02], [2.0, 2.04], "rubber");
    b.box([-1.5, -0.9], [front + 0.1, front + 0.13], [1.98, 2.02], "light");
  });
}

/** The chip conveyor leaves behind at the right, rises and drops into a wheeled bin. */
function chipConveyor(b: ModelBuilder): void {
  const y: Range = [0.52, 0.86];
  b.extrude(
    "y",
    [
      [right - 0.1, 0.18],
      [right + 0.16, 0.18],
      [right + 0.52, 1.02],
      [right + 0.74, 1.02],
      [right + 0.74, 1.26],
      [right + 0.36, 1.26],
      [right + 0.02, 0.46],
      [right - 0.1, 0.46],
    ],
    y,
    "body",
  );
  b.fine(() => {
    b.box([right + 0.54, right + 0.72], [y[0] + 0.04, y[1] - 0.04], [0.9, 1.02], "rubber");
  });
  b.fine(() => {
    motor(b, [right + 0.52, y[1] + 0.06, 1.16], 90, 0.7);
    b.box([right + 0.1, right + 0.14], [y[0] - 0.004, y[1] + 0.004], [0.4, 0.7], "bodyDark");
  });
  b.at([right + 0.56, 0.69, 0], 0, () => {
    b.box([-0.22, 0.24], [-0.26, 0.26], [0.12, 0.16], "safety", 0.01);
    for (const side of [-1, 1]) {
      b.box([-0.22, 0.24], [side * 0.26, side * 0.245], [0.16, 0.68], "safety", 0.006);
      b.box(side < 0 ? [-0.22, -0.205] : [0.225, 0.24], [-0.245, 0.245], [0.16, 0.68], "safety", 0.006);
    }
    b.box([-0.2, 0.22], [-0.24, 0.24], [0.4, 0.56], "aluminium", 0.06);
    b.fine(() => {
      for (const x of [-0.16, 0.18])
        for (const side of [-1, 1])
          b.cylinder("y", [x, 0.06], [side * 0.2 - 0.02, side * 0.2 + 0.02], 0.06, "rubber", 8);
      b.cylinder("z", [-0.05, 0.05], [0.5, 0.62], [0.12, 0.02], "aluminium", 7);
    });
  });
}

/** The coolant tank under the chip conveyor with its pumps, filter and dial. */
function coolant(b: ModelBuilder): void {
  b.box([right + 0.02, right + 0.68], [-0.95, -0.42], [0.05, 0.52], "bodyDark", 0.02);
  b.fine(() => {
    b.box([right + 0.05, right + 0.65], [-0.92, -0.45], [0.52, 0.54], "steel");
  });
  for (const x of [0.2, 0.48]) {
    b.fine(() => {
      b.cylinder("z", [right + x, -0.62], [0.54, 0.66], 0.09, "steel", 14);
    });
    b.cylinder("z", [right + x, -0.62], [0.66, 0.94], 0.085, "accent", 14);
    b.fine(() => {
      b.cylinder("z", [right + x, -0.62], [0.94, 0.98], 0.09, "rubber", 14);
      for (let fin = 0; fin < 2; fin += 1)
        b.cylinder("z", [right + x, -0.62], [0.72 + fin * 0.1, 0.74 + fin * 0.1], 0.094, "accent", 14);
    });
  }
  b.tube(
    [
      [right + 0.2, -0.74, 0.6],
      [right + 0.2, -0.82, 0.6],
      [right + 0.2, -0.84, 1.2],
      [right + 0.1, -0.84, 1.6],
      [right - 0.02, -0.84, 1.66],
    ],
    0.024,
    "hose",
    8,
  );
  b.fine(() => {
    b.box([right + 0.1, right + 0.5], [-0.956, -0.95], [0.2, 0.3], "plate");
    b.box([right + 0.6, right + 0.63], [-0.958, -0.95], [0.12, 0.46], "window");
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
