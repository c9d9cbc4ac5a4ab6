// Zooming keeps the point under the pointer, and the picture fills what room there is.
import { expect, test } from "vitest";
import { keptInPane, magnified, panned, scaleOf, wholePicture, zoomedAt } from "./picture-zoom.ts";

const picture = { width: 640, height: 400 };
const pane = { width: 800, height: 400 };
const whole = wholePicture(picture);

test("the whole picture fits", () => {
  expect(whole).toEqual({ times: 1, x: 320, y: 200 });
  expect(scaleOf(whole, picture, { width: 320, height: 4000 })).toBe(0.5);
  expect(scaleOf(whole, picture, { width: 0, height: 0 })).toBe(1);
});

test("the point under the pointer stays there", () => {
  const close = magnified(whole, 4);
  const pointer = [60, -30] as const;
  const closer = zoomedAt(close, 1.5, pointer, picture, pane);
  expect(closer.times).toBe(6);
  expect(closer.x + pointer[0] / 6).toBeCloseTo(close.x + pointer[0] / 4, 9);
  expect(closer.y + pointer[1] / 6).toBeCloseTo(close.y + pointer[1] / 4, 9);
});

test("no further out than the whole picture, no closer than sixteen times, and no edge inside the pane", () => {
  expect(zoomedAt(whole, 0.1, [30, 30], picture, pane)).toEqual(whole);
  expect(magnified(whole, 100).times).toBe(16);
  expect(keptInPane({ times: 4, x: -900, y: 900 }, picture, pane)).toEqual({ times: 4, x: 100, y: 350 });
});

test("what is grabbed follows the pointer", () => {
  expect(panned(magnified(whole, 4), 40, -20, picture, pane)).toEqual({ times: 4, x: 310, y: 205 });
});
