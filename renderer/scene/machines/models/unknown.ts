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
    towerLamp(b, [1.1, -0.9, 2.1]);
  },
};
