// A person at a work place: on an anti-fatigue mat with bevelled yellow edges.
import { person } from "../kit/people.ts";
import type { Model } from "../model.ts";

export const operator: Model = {
  size: { length: 0.6, width: 0.6, height: 1.8 },
  build(b) {
    b.at([0, 0, 0], 0, () => {
      b.box([-0.55, 0.55], [-0.3, 0.3], [0, 0.014], "rubber", 0.006);
      b.fine(() => {
        for (const side of [-1, 1]) {
          b.box([-0.58, 0.58], [side * 0.3, side * 0.33], [0, 0.01], "safety", 0.004);
          b.box([side * 0.55, side * 0.58], [-0.3, 0.3], [0, 0.01], "safety", 0.004);
        }
      });
    });
    person(b, [0, -0.02, 0.014]);
  },
};
