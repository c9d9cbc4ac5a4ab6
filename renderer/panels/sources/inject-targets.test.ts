// What is offered to a visitor is what the wire accepts.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { requests } from "#shared/host-api/requests.ts";
import { resolvePlant } from "#shared/model/plant.ts";
import { plantSchema } from "#shared/model/plant-schema.ts";
import { injectionKinds, injectionOf, injectionTargets } from "./inject-targets.ts";

const demo = resolvePlant(
  plantSchema.parse(
    JSON.parse(readFileSync(new URL("../../../assets/plants/demo/plant.json", import.meta.url), "utf8")),
  ),
);

test.each(injectionKinds)("%s has targets on the demo plant, and each makes a valid request", (kind) => {
  const targets = injectionTargets(demo, kind);
  expect(targets.length).toBeGreaterThan(0);
  for (const target of targets) {
    expect(requests["simulation.inject"].args.safeParse(injectionOf(kind, target, 300)).success).toBe(true);
  }
});
test("supplies are delayed and stations stopped, not the other way round", () => {
  expect(injectionTargets(demo, "delaySupply")).toEqual(["SUP-CELLS", "SUP-TRAYS"]);
  expect(injectionTargets(demo, "stop")).not.toContain("SUP-CELLS");
});
