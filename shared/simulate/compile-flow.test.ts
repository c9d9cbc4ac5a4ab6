// The flow of a line from plant.json alone: the demo's as simulated but for chance, rules of cells, what a plant may leave open.
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Outcome } from "../base/problem.ts";
import { plantSchema } from "../model/plant-schema.ts";
import { type Plant, resolvePlant } from "../model/plant.ts";
import { parseBehaviour } from "./behaviour-schema.ts";
import { compileFlow } from "./compile-flow.ts";
import { compileLine } from "./compile.ts";
import type { Line } from "./line.ts";

function valueOf<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems));
  return outcome.value;
}
const read = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../assets/plants/demo/${name}`, import.meta.url), "utf8"));

const [schema, id, name, timeZone] = [1, "small", "Small", "UTC"];
type Json = Record<string, unknown>;
/** Two equal stations in a cell between supply and demand, with one operator. */
function smallPlant(change: { cell?: Json; stations?: Json; plant?: Json } = {}): Plant {
  const station = { level: "station", parent: "M", ...change.stations };
  const assets = [
    { id: "in", name: "In", level: "supply" },
    { id: "out", name: "Out", level: "demand" },
    { id: "M", name: "M", level: "cell", ...change.cell },
    { id: "Ma", name: "Ma", ...station },
    { id: "Mb", name: "Mb", ...station },
    { id: "OP", name: "Operator", level: "operator" },
  ];
  const links = ["Ma", "Mb"].flatMap((machine) => [
    { from: "in", to: machine },
    { from: machine, to: "out" },
  ]);
  return resolvePlant(plantSchema.parse({ schema, id, name, timeZone, assets, links, ...change.plant }));
}
const stationsOf = (line: Line, key: keyof Line["stations"][number]): unknown[] =>
  line.stations.map((station) => station[key]);

test("the demo's flow is its simulated line without what happens by chance", () => {
  const plant = resolvePlant(plantSchema.parse(read("plant.json")));
  const flow = valueOf(compileFlow(plant));
  const simulated = valueOf(compileLine(plant, valueOf(parseBehaviour(read("behaviour.json")))));
  const byChance = new Set(["failure", "microStop", "lots"]);
  const withoutChance = simulated.stations.map((station) => ({
    ...Object.fromEntries(Object.entries(station).filter(([key]) => !byChance.has(key))),
    spread: { kind: "fixed" },
  }));
  expect(flow).toEqual({ ...simulated, stations: withoutChance, lots: [], defects: [], inspections: [] });
  expect(flow.fleets[0]?.roundTripS).toBe(200);
  expect(flow.products).toEqual(["module", "tray", "pack", "part"]);
});

describe("rules of the flow", () => {
  test("of a cell hold for each of its stations", () => {
    const cell = { operators: ["OP"], makes: "module", perOrderUnit: 4, openTimeS: 60, first: true };
    const line = valueOf(compileFlow(smallPlant({ cell })));
    expect(line.stations).toMatchObject([
      { group: "M", operators: [0], product: "module", perOrderUnit: 4, openTimeS: 60, first: true },
      { group: "M", operators: [0], product: "module", perOrderUnit: 4, openTimeS: 60, first: true },
    ]);
  });

  test("of a station come before those of its cell", () => {
    const line = valueOf(
      compileFlow(smallPlant({ cell: { operators: ["OP"], perOrderUnit: 4 }, stations: { operators: [] } })),
    );
    expect(stationsOf(line, "operators")).toEqual([[], []]);
    expect(stationsOf(line, "perOrderUnit")).toEqual([4, 4]);
  });

  test("of the whole line are the plant's", () => {
    expect(valueOf(compileFlow(smallPlant({ plant: { maxInProcess: 7 } }))).maxInProcess).toBe(7);
  });

  test("that name nobody are told, for a plant of a recording is not checked again", () => {
    const follows = { station: "M9", quantity: 2 };
    const outcome = compileFlow(smallPlant({ cell: { operators: ["OP9"] }, stations: { follows } }));
    expect(outcome.ok).toBe(false);
    expect(outcome.problems.slice(0, 2).map((problem) => problem.path.join("/"))).toEqual([
      "plant.json/assets/Ma/follows",
      "plant.json/assets/Ma/operators",
    ]);
  });
});

test("a station whose cycle nobody gave can be analysed, not simulated", () => {
  const plant = smallPlant();
  expect(stationsOf(valueOf(compileFlow(plant)), "cycleS")).toEqual([[0], [0]]);
  const simulated = compileLine(plant, valueOf(parseBehaviour({ schema: 1, stations: {} })));
  expect(simulated.problems.map((problem) => problem.id)).toEqual(["no-cycle", "no-cycle"]);
});
