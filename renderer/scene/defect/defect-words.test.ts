import { expect, test } from "vitest";
import { fixtureDefects } from "../../gallery/fixture-defects.ts";
import { findingText, placeText, suspectText } from "./defect-words.ts";

const { findings } = fixtureDefects(0);
const [condition, sensor, quality] = findings;
const suspect = quality?.suspects[0];

test("a suspect is named with what else goes with it, the odds, and how many were compared", () => {
  if (suspect === undefined) throw new Error("no suspect");
  expect(suspectText(suspect, "B10b")).toBe("Suspect with L2  ·  OR 21, n 112");
  const endless = { ...suspect, oddsRatio: { lo: 3.44 } };
  expect(suspectText(endless, "B10b")).toBe("Suspect with L2  ·  OR > 3.4, n 112");
});

test("a finding says its kind and how much of it there is", () => {
  if (condition === undefined || sensor === undefined || quality === undefined) throw new Error("no fixture");
  expect(findingText(condition)).toBe("Not as usual  ·  16 parts affected");
  expect(findingText(sensor)).toBe("Sensor not as usual");
  expect(findingText(quality)).toBe("More bad parts  ·  20 defects");
  expect(findingText({ ...quality, spots: [] })).toBe("More bad parts  ·  20 of 112 bad");
});

test("a tag says how many parts there are, or how they ended", () => {
  expect([
    placeText("in", 9),
    placeText("moving", 1),
    placeText("shipped", 2),
    placeText("scrapped", 3),
  ]).toEqual(["9 here", "1 here", "2 shipped", "3 scrapped"]);
});
