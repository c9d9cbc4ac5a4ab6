// What leaves the machining centre at its right: chips by their conveyor, and coolant through its tank.
import { motor } from "../kit/transport.ts";
import type { Range } from "../mesh-builder.ts";
import type { ModelBuilder } from "../model-builder.ts";
import { right } from "./machining-centre-inside.ts";

/** The chip conveyor leaves behind at the right, rises and drops into a wheeled bin. */
export function chipConveyor(b: ModelBuilder): void {
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
export function coolant(b: ModelBuilder): void {
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
