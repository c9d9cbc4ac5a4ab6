// A place where a person assembles by hand: table beside the conveyor, bins, tools, screen, lamp, stool.
import { magnifierLamp, stool, toolBoard } from "../kit/benches.ts";
import { emergencyStop, monitor, towerLamp } from "../kit/controls.ts";
import { binShelf } from "../kit/people.ts";
import { rollerBed } from "../kit/transport.ts";
import type { Model } from "../model.ts";

export const manualBench: Model = {
  size: { length: 2.4, width: 1.8, height: 2.1 },
  build(b) {
    rollerBed(b, [-1.2, 1.2], 0.36);
    b.box([-1.15, 1.15], [-0.86, -0.44], [0.86, 0.9], "wood", 0.012);
    b.box([-1.16, 1.16], [-0.872, -0.85], [0.855, 0.905], "bodyDark", 0.006);
    for (const x of [-1.1, 1.1]) b.box([x - 0.03, x + 0.03], [-0.82, -0.76], [0, 0.86], "frame", 0.006);
    b.box([0.5, 1.04], [-0.82, -0.48], [0.3, 0.84], "cabinet", 0.01);
    b.fine(() => {
      for (const z of [0.32, 0.5, 0.68]) {
        b.box([0.515, 1.025], [-0.845, -0.815], [z, z + 0.14], "cabinet", 0.006);
        b.box([0.66, 0.88], [-0.862, -0.845], [z + 0.09, z + 0.105], "chrome");
      }
    });
    b.box([-0.5, 0.36], [-0.83, -0.5], [0.9, 0.906], "bin");
    b.at([-0.5, 0.66, 0], 0, () => binShelf(b, [0, 0, 0], 1.25, [1.0, 1.34]));
    toolBoard(b, [0.68, 0.72, 1.1], 0.9, 0.55);
    for (const x of [0.26, 1.1]) b.box([x - 0.025, x + 0.025], [0.745, 0.795], [0, 2.0], "frame", 0.006);
    b.box([-1.12, 1.12], [0.74, 0.8], [1.94, 2.0], "frame", 0.006);
    monitor(b, [0.68, 0.66, 1.8], 0.48, 0, 0.1);
    magnifierLamp(b, [-0.95, -0.55, 0.9], [-0.3, -0.3, 1.4]);
    // A part holder tilts the work to the person and back.
    b.joint(
      "rotate",
      [0, -0.66, 0.94],
      [1, 0, 0],
      [
        [0, 0],
        [0.2, 0.5],
        [0.8, 0.5],
        [0.95, 0],
        [1, 0],
      ],
      () => {
        b.box([-0.2, 0.2], [-0.76, -0.56], [0.93, 0.945], "plate", 0.005);
        b.fine(() => {
          for (const x of [-0.17, 0.17])
            b.box([x - 0.015, x + 0.015], [-0.7, -0.62], [0.945, 0.99], "bodyDark", 0.005);
        });
      },
    );
    b.fine(() => {
      b.capsule([0.52, -0.6, 0.935], [0.68, -0.66, 0.935], [0.03, 0.024], "safety", 8);
      b.cylinder("z", [0.9, -0.6], [0.9, 1.0], 0.04, "panel", 10);
      b.box([-1.08, -0.82], [-0.82, -0.66], [0.9, 0.99], "bin", 0.01);
      b.box([-1.06, -0.84], [-0.8, -0.68], [0.985, 0.995], "copper");
    });
    stool(b, [0.1, -1.05, 0]);
    emergencyStop(b, [1.0, -0.89, 0.78]);
    towerLamp(b, [1.1, 0.77, 2.0], 0.1);
  },
};
