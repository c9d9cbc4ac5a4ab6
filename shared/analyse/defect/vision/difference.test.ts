// Pictures are aligned with their template, light is taken out, and what is left is where the flaws are.
import { describe, expect, test } from "vitest";
import { type BlobOptions, blobsOf } from "./blobs.ts";
import { templateDifference } from "./difference.ts";
import { extreme, fieldOf } from "./image.ts";
import { shiftBetween } from "./register.ts";
import { board, flawOf, type Patch, photographed } from "./test-board.ts";

const options: BlobOptions = {
  noiseTimes: 6,
  leastContrast: 30,
  openPx: 1,
  linkPx: 2,
  leastAreaPx: 9,
  edgeShiftPx: 3,
};
const found = (picture: Parameters<typeof templateDifference>[1]) =>
  blobsOf(
    templateDifference(board(), picture, { mostShiftPx: 12, edgeTolerancePx: 1, smoothPx: 0 }),
    options,
  );

describe("the shift", () => {
  test.each([
    [0, 0],
    [3, -5],
    [-11, 7],
    [2.5, -0.5],
    [0.3, 4.7],
  ])("of %d, %d pixels is found to a quarter of a pixel, in another light", (dx, dy) => {
    const picture = photographed(board(), { dx, dy, gain: 0.7, offset: 40, noise: 8 });
    const shift = shiftBetween(board(), picture, 12);
    expect(Math.abs(shift.dxPx - dx)).toBeLessThan(0.25);
    expect(Math.abs(shift.dyPx - dy)).toBeLessThan(0.25);
    expect(shift.match).toBeGreaterThan(0.9);
  });

  test("of pictures of different things has no match", () => {
    const other = photographed(board(), { gain: 0, offset: 100, noise: 60 });
    expect(shiftBetween(board(), other, 12).match).toBeLessThan(0.2);
  });
});

describe("blobs", () => {
  test.each([
    ["as the template", {}],
    ["shifted by parts of a pixel", { dx: 1.5, dy: -2.4 }],
    ["in another light with noise", { gain: 0.6, offset: 70, noise: 10 }],
    ["under a lamp at one side", { shade: 60, noise: 6 }],
  ])("there are none in a good picture %s", (_, camera) => {
    expect(found(photographed(board(), camera))).toEqual([]);
  });

  test.each(Object.entries(flawOf))("%s is found where it is, brighter or darker", (_, flaw) => {
    const [left, top, right, bottom, value] = flaw;
    const blobs = found(photographed(board(flaw), { dx: 2.3, dy: -1.6, gain: 0.8, shade: 30, noise: 8 }));
    expect(blobs.map(({ isBrighter }) => isBrighter)).toEqual([value > 100]);
    const [blob] = blobs;
    const middle = [(blob!.fromX + blob!.toX) / 2 - 2.3, (blob!.fromY + blob!.toY) / 2 + 1.6];
    expect(Math.abs(middle[0]! - (left + right - 1) / 2)).toBeLessThan(2);
    expect(Math.abs(middle[1]! - (top + bottom - 1) / 2)).toBeLessThan(2);
  });

  test("an edge that lies two pixels off in one place is no flaw, a bite of the same depth is", () => {
    const movedEdge: Patch = [10, 18, 170, 20, 60];
    const gap: Patch = [10, 30, 150, 32, 200];
    expect(found(board(movedEdge, gap))).toEqual([]);
    expect(found(board([40, 20, 52, 24, 200]))).toHaveLength(1);
  });

  test("pieces of one flaw that lie close are one blob", () => {
    const [first, second]: Patch[] = [
      [100, 100, 104, 108, 60],
      [108, 100, 112, 108, 60],
    ];
    expect(found(board(first!, second!))).toHaveLength(1);
    expect(found(board(first!, [124, 100, 128, 108, 60]))).toHaveLength(2);
  });
});

test("the largest and smallest of a window are those that a search finds", () => {
  const picture = fieldOf(photographed(board(), { noise: 60 }));
  const { width, height, gray } = picture;
  const largest = extreme(picture, 3, "max");
  const smallest = extreme(picture, 3, "min");
  for (const [x, y] of [
    [0, 0],
    [width - 1, 5],
    [77, height - 1],
    [100, 71],
  ] as const) {
    const near: number[] = [];
    for (let ny = Math.max(0, y - 3); ny <= Math.min(height - 1, y + 3); ny += 1)
      for (let nx = Math.max(0, x - 3); nx <= Math.min(width - 1, x + 3); nx += 1)
        near.push(gray[ny * width + nx]!);
    expect(largest.gray[y * width + x]).toBe(Math.max(...near));
    expect(smallest.gray[y * width + x]).toBe(Math.min(...near));
  }
});
