// The slider and the field mean the same speeds.
import { describe, expect, test } from "vitest";
import { parseSpeed, sliderHigh, sliderLow, sliderOf, speedOfSlider } from "./speed-scale.ts";

describe("the slider", () => {
  test("ends at 60 backward and at 3600 forward", () => {
    expect([speedOfSlider(sliderLow), speedOfSlider(sliderHigh)]).toEqual([-60, 3600]);
  });
  test("has a detent at 1", () => {
    expect([speedOfSlider(sliderOf(1) - 5), speedOfSlider(sliderOf(1) + 5)]).toEqual([1, 1]);
    expect(speedOfSlider(sliderOf(1) + 8)).toBeGreaterThan(1);
  });
  test("gives back what was put on it, to two digits", () => {
    for (const speed of [-60, -5, 0.25, 1, 3.4, 48, 600, 3600])
      expect(speedOfSlider(sliderOf(speed))).toBe(speed);
  });
});

describe("a typed speed", () => {
  test.each([
    ["10", 10],
    [" 2.5× ", 2.5],
    ["0,5", 0.5],
    ["-60", -60],
    ["−3", -3],
    ["3600x", 3600],
  ])("%s", (text, speed) => {
    expect(parseSpeed(text)).toBe(speed);
  });
  test.each([["0"], ["3601"], ["-61"], ["fast"], [""], ["1e9"], ["5 5"]])("%s is none", (text) => {
    expect(parseSpeed(text)).toBeUndefined();
  });
});
