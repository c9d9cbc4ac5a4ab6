// Ways along the demo plant's links.
import { expect, test } from "vitest";
import { demoPlant } from "../../../../tests/support/demo-run.ts";
import { nextInspection, transits } from "./downstream.ts";

const plant = demoPlant();

test("a part goes down the line, not up, and an asset far behind is out of reach", () => {
  const transitMs = transits(plant);
  expect(transitMs("B10b", "B20")).toBeGreaterThan(20_000);
  expect(transitMs("B10b", "B20")).toBeLessThan(transitMs("B10b", "B50") ?? 0);
  expect([transitMs("B20", "B10b"), transitMs("B10b", "B10a"), transitMs("B10b", "D90")]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

test("the next inspection is the next asset that inspects and has characteristics", () => {
  const next = ["B10b", "C10", "D20", "D90"].map((id) => nextInspection(plant, id)?.id);
  expect(next).toEqual(["B20", "C20", "D40a", undefined]);
});
