import fc from "fast-check";
import { expect, test } from "vitest";
import { type LabelWish, placeLabels } from "./label-layout.ts";

const wish = (over: Partial<LabelWish>): LabelWish => ({
  row: 0,
  x: 200,
  y: 200,
  width: 80,
  height: 20,
  score: 1,
  forced: false,
  ...over,
});

test("of two labels at one point the better keeps it and the other is raised above it", () => {
  const placed = placeLabels([wish({ row: 1, score: 1 }), wish({ row: 2, score: 2 })], 400, 400, 10);
  expect(placed.map(({ wish: { row }, top }) => [row, top])).toEqual([
    [2, 171],
    [1, 148],
  ]);
});

test("a third label at the same point is left out", () => {
  expect(placeLabels([wish({ row: 1 }), wish({ row: 2 }), wish({ row: 3 })], 400, 400, 10)).toHaveLength(2);
});

test("the selected label is shown even where others are", () => {
  const placed = placeLabels([wish({ row: 1, score: 9 }), wish({ row: 2, forced: true })], 400, 400, 10);
  expect(placed[0]?.wish.row).toBe(2);
});

test("no label leaves the picture and no two unforced labels overlap, whatever is wished", () => {
  const wishes = fc.array(
    fc.record({
      x: fc.integer({ min: -50, max: 450 }),
      y: fc.integer({ min: -50, max: 450 }),
      width: fc.integer({ min: 10, max: 200 }),
      score: fc.integer(),
    }),
    { maxLength: 60 },
  );
  fc.assert(
    fc.property(wishes, (list) => {
      const placed = placeLabels(
        list.map((entry, row) => wish({ ...entry, row })),
        400,
        400,
        50,
      );
      for (const [index, a] of placed.entries()) {
        expect(a.left >= 2 && a.left + a.wish.width <= 398 && a.top >= 2 && a.top + 20 <= 398).toBe(true);
        for (const b of placed.slice(index + 1)) {
          const apart =
            a.left >= b.left + b.wish.width ||
            b.left >= a.left + a.wish.width ||
            a.top >= b.top + 20 ||
            b.top >= a.top + 20;
          expect(apart).toBe(true);
        }
      }
    }),
  );
});
