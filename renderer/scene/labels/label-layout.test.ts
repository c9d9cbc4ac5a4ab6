import fc from "fast-check";
import { expect, test } from "vitest";
import { LabelLayout } from "./label-layout.ts";

const area = { left: 0, top: 0, right: 400, bottom: 400 };

function emptyLayout(inside = area): LabelLayout {
  const layout = new LabelLayout();
  layout.begin(inside);
  return layout;
}

test("of two labels at one point the first keeps it and the other is raised above it", () => {
  const layout = emptyLayout();
  const tops = [1, 2].map(() => layout.place(200, 200, 80, 20, false) && layout.top);
  expect(tops).toEqual([171, 148]);
});

test("a third label at the same point finds no place", () => {
  const layout = emptyLayout();
  const placed = [1, 2, 3].map(() => layout.place(200, 200, 80, 20, false));
  expect([placed, layout.count]).toEqual([[true, true, false], 2]);
});

test("a label of two lines is not raised", () => {
  const layout = emptyLayout();
  expect([1, 2].map(() => layout.place(200, 200, 80, 35, false))).toEqual([true, false]);
});

test("the selected label is placed even where others are, and inside the area", () => {
  const layout = emptyLayout();
  layout.place(200, 200, 80, 20, false);
  expect([layout.place(200, 200, 80, 20, true), layout.left, layout.top]).toEqual([true, 160, 171]);
  expect([layout.place(-90, 900, 80, 20, true), layout.left, layout.top]).toEqual([true, 2, 378]);
});

test("a new layout has forgotten the last", () => {
  const layout = emptyLayout();
  layout.place(200, 200, 80, 35, false);
  layout.begin(area);
  expect([layout.count, layout.place(200, 200, 80, 35, false)]).toEqual([0, true]);
});

test("no label leaves the area and no two unforced labels come nearer than their gap, whatever is wished", () => {
  const inside = { left: 40, top: 30, right: 390, bottom: 370 };
  const wishes = fc.array(
    fc.record({
      x: fc.integer({ min: -50, max: 450 }),
      y: fc.integer({ min: -50, max: 450 }),
      width: fc.integer({ min: 10, max: 200 }),
      height: fc.constantFrom(20, 35),
    }),
    { maxLength: 60 },
  );
  fc.assert(
    fc.property(wishes, (list) => {
      const layout = emptyLayout(inside);
      const placed: { left: number; top: number; right: number; bottom: number }[] = [];
      for (const { x, y, width, height } of list) {
        if (!layout.place(x, y, width, height, false)) continue;
        const { left, top } = layout;
        const box = { left, top, right: left + width, bottom: top + height };
        expect(left >= 42 && top >= 32 && box.right <= 388 && box.bottom <= 368).toBe(true);
        for (const other of placed)
          expect(
            box.left >= other.right + 3 ||
              other.left >= box.right + 3 ||
              box.top >= other.bottom + 3 ||
              other.top >= box.bottom + 3,
          ).toBe(true);
        placed.push(box);
      }
    }),
  );
});

test("no label lies on what is blocked, and blocks are no labels", () => {
  const layout = emptyLayout();
  layout.block(180, 150, 40, 50);
  expect([layout.count, layout.place(200, 200, 80, 35, false)]).toEqual([0, false]);
});

test("by what stands on its point a label is put above with an end over it, else beside it, never upon it", () => {
  const layout = emptyLayout();
  layout.block(180, 150, 40, 50);
  const put = (): readonly [boolean, number, number] => [
    layout.placeAround(200, 200, 120, 35, 50),
    layout.left,
    layout.top,
  ];
  expect([put(), put(), put()]).toEqual([
    [true, 104, 106],
    [true, 231, 158],
    [true, 49, 158],
  ]);
});

test("at the upper edge it goes beside what stands there", () => {
  const layout = emptyLayout();
  layout.block(180, 0, 40, 50);
  expect([layout.placeAround(200, 50, 120, 35, 50), layout.left, layout.top]).toEqual([true, 231, 8]);
});
