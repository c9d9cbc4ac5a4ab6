// Words come from the catalogue, filled and counted; what a newer host says is shown as it came.
import { expect, test } from "vitest";
import { assetModes, assetStates } from "#shared/model/state.ts";
import { partVerbs } from "#shared/model/fact.ts";
import { english } from "./catalogue.ts";
import { t, tCount, tWord } from "./t.ts";

test("placeholders are filled", () => {
  expect(t("link.lost", { time: "07:12:03" })).toBe(
    "Connection to the host lost – showing the plant as of 07:12:03",
  );
});
test("counts choose their form", () => {
  expect([tCount("tree.matches", 1), tCount("tree.matches", 0), tCount("tree.matches", 1200)]).toEqual([
    "1 match",
    "0 matches",
    "1,200 matches",
  ]);
});
test("every state, mode and verb has a word", () => {
  const keys = Object.keys(english);
  for (const state of assetStates)
    expect(keys).toEqual(expect.arrayContaining([`state.${state}`, `stateHint.${state}`]));
  for (const mode of assetModes) expect(keys).toContain(`mode.${mode}`);
  for (const verb of partVerbs) expect(keys).toContain(`verb.${verb}`);
});
test("a word this page does not know is shown as it came", () => {
  expect(tWord("state", "dreaming")).toBe("dreaming");
});
test("no text ends in a full stop after a single short sentence", () => {
  const ending = Object.entries(english).filter(([, text]) => text.endsWith(".") && text.length < 60);
  expect(ending).toEqual([]);
});
