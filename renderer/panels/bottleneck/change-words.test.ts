// Changes in words, and only those that the plant has and the host takes.
import { describe, expect, test } from "vitest";
import { readFileSync } from "node:fs";
import { lineChangeSchema } from "#shared/host-api/bottleneck-schema.ts";
import { type Plant, resolvePlant } from "#shared/model/plant.ts";
import { plantSchema } from "#shared/model/plant-schema.ts";
import { clearReport, fixtureAdvice } from "../../gallery/fixture-constraint.ts";
import { amountChoices, byGain, changeText, targetChoices } from "./change-words.ts";
import { changeKinds, inFlowOrder, resourceName } from "./resources.ts";

const demo: Plant = resolvePlant(
  plantSchema.parse(
    JSON.parse(
      readFileSync(new URL("../../../assets/plants/demo/plant.json", import.meta.url), "utf8"),
    ) as unknown,
  ),
);

describe("changes", () => {
  test("in words", () => {
    expect(
      [
        ...fixtureAdvice.map(({ change }) => change),
        { kind: "repair", factor: 0 } as const,
        { kind: "removeStop", resource: "D40a", fromMs: clearReport.window.fromMs } as const,
      ].map((change) => changeText(demo, change)),
    ).toEqual([
      "B10: 1 more beside it",
      "B10: cycle 10 % shorter",
      "B10: stops 50 % shorter",
      "B10-in: 16 places",
      "all stations: no stops at all",
      "D40a: no stop at 06:00",
    ]);
  });

  test("every choice that the form offers is one that the host takes", () => {
    const offered = changeKinds.flatMap((kind) =>
      targetChoices(demo, kind, clearReport).flatMap(({ value }) =>
        amountChoices(demo, kind, value).map((choice) => choice.value),
      ),
    );
    expect(offered.length).toBeGreaterThan(200);
    expect(offered.filter((change) => !lineChangeSchema.safeParse(change).success)).toEqual([]);
  });

  test("what limits comes first, and a cell of equal stations stands for them", () => {
    const ids = targetChoices(demo, "cycle", clearReport).map(({ value }) => value);
    expect([ids.slice(0, 3), ids.includes("B10a"), ids.includes("B20")]).toEqual([
      ["B10", "D80", "D40"],
      false,
      true,
    ]);
  });

  test("advice by what it gains", () => {
    expect(byGain([...fixtureAdvice].reverse()).map(({ gainPerHour }) => gainPerHour.mean)).toEqual([
      3.4, 1.9, 1.2, 0.2,
    ]);
  });
});

describe("resources in the plant", () => {
  test("have their names", () => {
    expect([resourceName(demo, "B10"), resourceName(demo, "V1+V2")]).toEqual(["B10 Laser weld", "V1+V2"]);
  });

  test("come in the order in which parts meet them, if there is one", () => {
    expect([
      inFlowOrder(demo, "D80", "B10"),
      inFlowOrder(demo, "B10a", "D20"),
      inFlowOrder(demo, "SUP-TRAYS", "B10"),
    ]).toEqual([["B10", "D80"], ["B10a", "D20"], undefined]);
  });
});
