// A machine nobody described: a plain panelled housing with a door, a cabinet and a lamp. It claims nothing.
import { cabinet, operatorPanel, towerLamp } from "../kit/controls.ts";
import { glazedDoor, panelledBody, tunnel } from "../kit/housing.ts";
import { rollerBed } from "../kit/transport.ts";
import type { Model } from "../model.ts";

export const unknown: Model = {
  size: { length: 3, width: 2.4, height: 2.4 },
  build(b) {
    rollerBed(b, [-1.5, 1.5]);
    panelledBody(b, [-1.3, 1.3], [-1.1, 1.05], [0, 2.1]);
    tunnel(b, [-1.3, 1.3]);
    glazedDoor(b, [-0.75, 0.05], -1.1, [0.3, 1.95], "window");
    operatorPanel(b, [0.75, -1.15, 0]);
    cabinet(b, [0.6, 1.0, 0], 1.1, 0.36, 1.9, 180);
    b.box([-0.6, 0.6], [-0.5, 0.5], [2.1, 2.2], "bodyDark", 0.03);
    // Slats, lifting eyes' beams and a cable duct: what nearly every machine has.
    for (const x of [-1.02, 0.32]) b.box([x - 0.2, x + 0.2], [-1.112, -1.09], [0.35, 0.7], "vent");
    for (const x of [-1.15, 1.0]) b.box([x - 0.04, x + 0.04], [-0.9, 0.85], [2.1, 2.16], "frame", 0.008);
    b.box([0.72, 0.9], [0.0, 1.06], [2.1, 2.19], "frame", 0.008);
    b.box([-1.3, 1.3], [-1.112, -1.1], [1.98, 2.04], "brand");
    b.cylinder("z", [-0.25, -0.1], [2.2, 2.24], 0.17, "rubber", 18);
    b.cylinder("z", [0.25, -0.1], [2.2, 2.24], 0.17, "rubber", 18);
    towerLamp(b, [1.1, -0.9, 2.1]);
  },
};
