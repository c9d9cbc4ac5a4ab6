// A failing result says where on the part the flaw lies, by the rules of behaviour.json; nothing else moves for it.
import { expect, test } from "vitest";
import { demoFiles, demoPlant } from "../../tests/support/demo-run.ts";
import type { Result } from "../model/fact.ts";
import type { BehaviourFile } from "./behaviour-schema.ts";
import { createSimulatedPlant } from "./live.ts";

const plant = demoPlant();
const { behaviour, scenario } = demoFiles();

function resultsOf(files: BehaviourFile, hours: number): Result[] {
  const startMs = Date.UTC(2026, 0, 5, 5);
  const simulated = createSimulatedPlant({ plant, behaviour: files, scenario, seed: 1, startMs });
  if (!simulated.ok) throw new Error(simulated.problems[0]?.message);
  const results: Result[] = [];
  for (let minute = 0; minute <= hours * 60; minute += 1)
    for (const reading of simulated.value.advance(startMs + minute * 60_000))
      if (reading.kind === "result") results.push(reading);
  return results;
}

const shift = resultsOf(behaviour, 8);
const spots = shift.flatMap((result) =>
  result.spot === undefined ? [] : [{ ...result, spot: result.spot }],
);

test("failing results have a spot inside the part, passing ones none", () => {
  expect(spots.length).toBeGreaterThan(30);
  expect(shift.filter(({ verdict, spot }) => (verdict === "notOk") !== (spot !== undefined))).toEqual([]);
  expect(spots.flatMap(({ spot }) => spot).filter((along) => along < 0 || along > 1)).toEqual([]);
});

test("all that finds one flaw of a part says the same place", () => {
  const seams = spots.filter(({ asset }) => asset === "B20");
  const placesBy = (characteristic: string): string[] =>
    seams
      .filter((result) => result.characteristic === characteristic)
      .map(({ serial, attempt, spot }) => `${serial} ${attempt} ${spot.join()}`);
  expect(placesBy("seamArea").length).toBeGreaterThan(2);
  expect(placesBy("seamArea")).toEqual(placesBy("seamWidth"));
});

test("lack of fusion gathers at the edge of the scan field, by the share of that place", () => {
  const joints = spots.filter(
    ({ characteristic }) => characteristic === "seamArea" || characteristic === "jointResistance",
  );
  const atEdge = joints.filter(({ spot: [along, across] }) => along > 0.8 && across > 0.7);
  expect(atEdge.length / joints.length).toBeGreaterThan(0.6);
  expect(atEdge.length).toBeLessThan(joints.length);
});

test("without spots every result is as before but for the place", () => {
  const results = behaviour.results.map((result) => ({
    ...result,
    defects: Object.fromEntries(
      Object.entries(result.defects).map(([id, rule]) => [id, { ...rule, spots: [] }]),
    ),
  }));
  const withoutSpots = shift.map((result) => ({ ...result, spot: undefined }));
  expect(resultsOf({ ...behaviour, results }, 8)).toEqual(withoutSpots);
});
