// One selection, one layout: what a choice changes and what it leaves.
import { beforeEach, describe, expect, test } from "vitest";
import { dockLimits, firstSizes, useLayout } from "./layout.ts";
import { usePlayback } from "./playback.ts";
import { useSelection } from "./selection.ts";

describe("selection", () => {
  beforeEach(() => useSelection.getState().clear());
  test("another asset lets go of the part and of the other asset's signal", () => {
    useSelection.getState().selectSignal("B10a/power");
    useSelection.getState().selectPart("M1");
    useSelection.getState().selectAsset("A10");
    expect(useSelection.getState()).toMatchObject({ assetId: "A10", serial: undefined, signalId: undefined });
  });
  test("a signal selects its asset", () => {
    useSelection.getState().selectSignal("B10a/power");
    expect(useSelection.getState().assetId).toBe("B10a");
  });
  test("the same asset again keeps its signal", () => {
    useSelection.getState().selectSignal("B10a/power");
    useSelection.getState().selectAsset("B10a");
    expect(useSelection.getState().signalId).toBe("B10a/power");
  });
  test("hovering the same asset again tells nobody", () => {
    useSelection.getState().hover("A10");
    const before = useSelection.getState();
    useSelection.getState().hover("A10");
    expect(useSelection.getState()).toBe(before);
  });
});

describe("layout", () => {
  test("sizes stay within their limits", () => {
    useLayout.getState().resize("left", 500);
    expect(useLayout.getState().size.left).toBe(dockLimits.left.high);
  });
  test("a window that changes takes along every dock but the one a person sized", () => {
    useLayout.getState().resize("left", 17);
    useLayout.getState().fit(1280, 720);
    const small = firstSizes(1280, 720);
    expect(useLayout.getState().size).toEqual({ ...small, left: 17 });
    useLayout.getState().fit(1920, 1080);
    expect(useLayout.getState().size).toEqual({ ...firstSizes(1920, 1080), left: 17 });
    expect(useLayout.getState().size.bottom).toBeGreaterThan(small.bottom);
  });
  test.each([
    [1280, 720],
    [1920, 1080],
    [3840, 2160],
  ])("a window of %i x %i gives the plant at least 45 %% of its width", (width, height) => {
    const { left, right } = firstSizes(width, height);
    const rem = width >= 3400 ? 28 : 16;
    expect(1 - ((left + right) * rem) / width).toBeGreaterThan(0.45);
  });
  test("all fold and come back together", () => {
    useLayout.getState().toggleAll();
    expect(useLayout.getState().collapsed).toEqual({ left: true, right: true, bottom: true });
    useLayout.getState().toggleAll();
    expect(useLayout.getState().collapsed).toEqual({ left: false, right: false, bottom: false });
  });
});

test("the live speed is remembered while reviewing", () => {
  const range = { startMs: 0, endMs: 10, open: true };
  usePlayback.getState().mirror({ timelineId: "t", mode: "following", timeMs: 10, speed: 60, range });
  usePlayback.getState().mirror({ timelineId: "t", mode: "playing", timeMs: 5, speed: -2, range });
  expect(usePlayback.getState().liveSpeed).toBe(60);
});
