// SHIP: returnable racks along the dispatch lane, filled by the packs that come, with the dock's stop and signs.
import { packRackFeet } from "#shared/twin/rack-seats.ts";
import { operatorPanel, towerLamp } from "../kit/controls.ts";
import { packRack } from "../kit/packs.ts";
import { rollerBed } from "../kit/transport.ts";
import type { Model } from "../model.ts";
import type { ModelBuilder } from "../model-builder.ts";

export const packDispatch: Model = {
  size: { length: 5, width: 4, height: 1.7 },
  build(b) {
    rollerBed(b, [-2.5, -1.3], 0.55, { motor: false });
    b.box([-1.34, -1.27], [-0.6, 0.6], [0.7, 0.98], "hazard");
    lane(b);
    for (const [x, y] of packRackFeet) packRack(b, [x, y, 0]);
    operatorPanel(b, [-1.75, -1.25, 0], 0, { stand: true });
    towerLamp(b, [-2.3, 0.75, 1.0]);
    b.box([-2.34, -2.26], [0.71, 0.79], [0, 1.0], "frame", 0.01);
  },
};

/** Lines of the dispatch lane on the floor, corner guards, wheel stops. */
function lane(b: ModelBuilder): void {
  for (const y of [-1.94, 1.94]) b.box([-1.25, 2.5], [y - 0.04, y + 0.04], [0, 0.006], "safety");
  for (const y of [-0.64, 0.64]) b.box([-1.25, 2.5], [y - 0.03, y + 0.03], [0, 0.006], "safety");
  b.box([-1.29, -1.21], [-1.94, 1.94], [0, 0.006], "safety");
  b.fine(() => {
    // An arrow along the lane.
    b.polygon(
      [
        [1.75, -0.3, 0.006],
        [2.35, 0, 0.006],
        [1.75, 0.3, 0.006],
      ],
      [0, 0, 1],
      "panel",
    );
    for (const y of [-1.3, 1.3])
      for (const x of [0.62]) b.box([x - 0.05, x + 0.05], [y - 0.5, y + 0.5], [0, 0.1], "hazard", 0.02);
  });
  for (const y of [-1.85, 1.85]) {
    b.cylinder("z", [-1.1, y], [0, 0.9], 0.06, "safety", 14);
    b.fine(() => {
      b.cylinder("z", [-1.1, y], [0.6, 0.7], 0.062, "rubber", 14);
      b.cylinder("z", [-1.1, y], [0, 0.015], 0.12, "safety", 14);
    });
  }
}
