// A buffer: a roller bed of any length and width, on legs that repeat along it, with guides, drive and sensors.
import { motor } from "../kit/transport.ts";
import { bedHeightM, type Model } from "../model.ts";
import type { StretchRule } from "../stretch.ts";

const size = { length: 4, width: 0.7, height: 0.9 };
const half = size.width / 2;

/** The ends and the sides keep their size and move with the bed's; heights stay. */
const bedStretch: StretchRule = ([x, y, z]) => {
  const end = Math.abs(x) > size.length / 2 - 0.3 ? Math.sign(x) * 0.5 : x / size.length;
  const side = Math.abs(y) > 0.05 ? Math.sign(y) * 0.5 : 0;
  return { anchor: [end, side, 0], offset: [x - end * size.length, y - side * size.width, z] };
};

export const conveyor: Model = {
  size,
  stretch: bedStretch,
  build(b) {
    const [low, high] = [-size.length / 2, size.length / 2];
    const top = bedHeightM;
    b.box([low + 0.02, high - 0.02], [-half + 0.045, half - 0.045], [top - 0.1, top - 0.005], "roller");
    for (const side of [-1, 1]) {
      b.box([low, high], [side * (half - 0.045), side * half], [top - 0.16, top + 0.03], "frame", 0.008);
      b.fine(() => {
        b.box(
          [low + 0.02, high - 0.02],
          [side * half, side * (half + 0.003)],
          [top - 0.09, top - 0.05],
          "rubber",
        );
        // Guide rail on its brackets.
        b.box(
          [low + 0.04, high - 0.04],
          [side * (half - 0.035), side * (half - 0.015)],
          [top + 0.06, top + 0.1],
          "chrome",
          0.004,
        );
        for (const end of [-1, 1]) {
          const x = end * (size.length / 2);
          b.box(
            [x - end * 0.035, x],
            [side * (half - 0.048), side * (half + 0.006)],
            [top - 0.165, top + 0.035],
            "bodyDark",
            0.006,
          );
        }
      });
    }
    for (const end of [-1, 1]) {
      const x = end * (size.length / 2 - 0.04);
      b.fine(() =>
        b.box([x - 0.02, x + 0.02], [-half + 0.045, half - 0.045], [top - 0.15, top - 0.1], "frame"),
      );
    }
    b.copies(() => {
      // Legs stand under the sides wherever these are: their places follow the width, their size does not.
      for (const side of [-1, 1]) {
        const y = side * (half - 0.03);
        b.box([-0.03, 0.03], [y - 0.03, y + 0.03], [0.02, top - 0.16], "frame", b.near ? 0.006 : 0);
        b.fine(() => {
          b.box([-0.045, 0.045], [y - 0.045, y + 0.045], [0, 0.02], "rubber");
          b.box(
            [-0.012, 0.012],
            [side * (half - 0.035), side * (half - 0.005)],
            [top + 0.03, top + 0.07],
            "bodyDark",
          );
        });
      }
      b.fine(() => b.box([-0.02, 0.02], [-half + 0.06, half - 0.06], [0.26, 0.3], "frame"));
    });
    b.fine(() => {
      motor(b, [0.45, -half - 0.09, top - 0.2], 90, 0.9);
      // Light barriers near both ends.
      for (const end of [-1, 1]) {
        b.at([end * (size.length / 2 - 0.2), -half - 0.01, top], 0, () => {
          b.box([-0.02, 0.02], [-0.03, 0], [-0.08, 0.13], "frame");
          b.box([-0.022, 0.022], [-0.02, 0.03], [0.1, 0.16], "rubber", 0.006);
          b.box([-0.012, 0.012], [0.028, 0.034], [0.115, 0.14], "window");
        });
        b.at([end * (size.length / 2 - 0.2), half + 0.01, top], 0, () => {
          b.box([-0.02, 0.02], [0, 0.02], [-0.08, 0.13], "frame");
          b.box([-0.022, 0.022], [-0.012, 0.012], [0.1, 0.16], "safety");
        });
      }
    });
  },
};
