// Lines as people write them for a log: what is implied, that they can be replayed, and what is told of mistakes.
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Outcome } from "../../base/problem.ts";
import { plantSchema } from "../../model/plant-schema.ts";
import { assetOf, resolvePlant } from "../../model/plant.ts";
import { compileFlow } from "../../simulate/compile-flow.ts";
import { type Line, serialLine } from "../../simulate/line.ts";
import { createSimulation } from "../../simulate/simulation.ts";
import { lineOfFile } from "./line-file-schema.ts";

type Json = Record<string, unknown>;
const station = (id: string, rest: Json = {}): Json => ({ id, kind: "station", idealCycleS: 10, ...rest });
const buffer = (id: string, capacity = 1): Json => ({ id, kind: "buffer", capacity });
/** Ways as words: `M1>B1`, with what they carry beside. */
const ways = (text: string, rest: Json = {}): Json[] =>
  text.split(" ").map((way) => {
    const [from, to] = way.split(">");
    return { from, to, ...rest };
  });

function valueOf<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems));
  return outcome.value;
}
const lineOf = (resources: Json[], routes: Json[]): Line => valueOf(lineOfFile({ resources, routes }));
const inputsOf = (line: Line): Record<string, string[]> =>
  Object.fromEntries(
    line.stations.map(({ id, inputs }) => [
      id,
      inputs.map((input) => `${String(input.quantity)} of ${line.buffers[input.buffer]?.id ?? "nothing"}`),
    ]),
  );
function shippedIn(line: Line, seconds: number): number {
  const simulation = createSimulation(line, { seed: 1 });
  simulation.runUntil(seconds);
  return simulation.state.shipped;
}

describe("a serial line", () => {
  test("is the same as one made by hand, with supply and demand implied at its ends", () => {
    const line = lineOf(
      [station("M1"), buffer("B1", 3), station("M2", { idealCycleS: 12 })],
      ways("M1>B1 B1>M2"),
    );
    const byHand = serialLine({ cycleS: [10, 12], buffers: [3], stations: [{}, { product: "part" }] });
    expect(line).toEqual({ ...byHand, supplies: ["M1.supply"], demands: ["M2.demand"] });
  });

  test("has a buffer without places where a station feeds the next directly", () => {
    const line = lineOf([station("M1"), station("M2")], ways("M1>M2", { transferS: 4 }));
    expect(line.buffers).toEqual([{ id: "M2.entry", capacity: 0 }]);
    expect(line.stations[0]?.output).toEqual({ buffer: 0, hopS: 4 });
    expect(shippedIn(line, 1000)).toBeGreaterThan(50);
  });

  test("keeps the supply, the demand and the operators that are named", () => {
    const line = lineOf(
      [
        station("M1", { operators: ["Ann"] }),
        { id: "Ann", kind: "operator" },
        { id: "steel", kind: "supply" },
        { id: "dock", kind: "demand" },
      ],
      ways("steel>M1 M1>dock"),
    );
    expect(line).toMatchObject({ supplies: ["steel"], demands: ["dock"], operators: ["Ann"] });
    expect(line.stations[0]).toMatchObject({ supply: 0, output: { demand: 0 }, operators: [0] });
  });

  test("has cycles by variant, and 0 where none is known", () => {
    const line = lineOf(
      [station("M1", { idealCycleS: { A: 5, B: 6 } }), station("M2", { idealCycleS: undefined })],
      ways("M1>M2"),
    );
    expect(line.variants).toEqual(["A", "B"]);
    expect(line.stations.map(({ cycleS }) => cycleS)).toEqual([
      [5, 6],
      [0, 0],
    ]);
  });
});

describe("a parallel pair", () => {
  const pair = [station("M2a", { group: "M2" }), station("M2b", { group: "M2" })];

  test("takes from one buffer and gives to one", () => {
    const line = lineOf(
      [
        station("M1", { idealCycleS: 5 }),
        buffer("B1"),
        ...pair,
        buffer("B2"),
        station("M3", { idealCycleS: 5 }),
      ],
      ways("M1>B1 B1>M2a B1>M2b M2a>B2 M2b>B2 B2>M3"),
    );
    expect(inputsOf(line)).toEqual({ M1: [], M2a: ["1 of B1"], M2b: ["1 of B1"], M3: ["1 of B2"] });
    expect(line.stations.map(({ group }) => group)).toEqual(["M1", "M2", "M2", "M3"]);
  });

  test("has one entrance when it is fed directly, and shares the supply at the line's beginning", () => {
    const line = lineOf(
      [...pair, station("N1", { group: "N", idealCycleS: 9 }), station("N2", { group: "N" })],
      ways("M2a>N1 M2a>N2 M2b>N1 M2b>N2"),
    );
    expect(inputsOf(line)).toEqual({ M2a: [], M2b: [], N1: ["1 of N.entry"], N2: ["1 of N.entry"] });
    expect([line.supplies, line.demands]).toEqual([["M2.supply"], ["N.demand"]]);
    expect(shippedIn(line, 1000)).toBeGreaterThan(190);
  });

  test("of two lanes has an entrance for each", () => {
    const line = lineOf(
      [...pair, station("N1", { group: "N" }), station("N2", { group: "N" })],
      ways("M2a>N1 M2b>N2"),
    );
    expect(inputsOf(line)).toMatchObject({ N1: ["1 of N1.entry"], N2: ["1 of N2.entry"] });
  });
});

describe("an assembly", () => {
  test("takes from each buffer before it as many as its way says", () => {
    const line = lineOf(
      [station("L"), station("R"), buffer("BL", 8), buffer("BR", 2), station("A")],
      [...ways("L>BL R>BR BR>A"), ...ways("BL>A", { quantity: 4 })],
    );
    expect(inputsOf(line)["A"]).toEqual(["1 of BR", "4 of BL"]);
    expect(line.supplies).toEqual(["L.supply", "R.supply"]);
    expect(shippedIn(line, 4000)).toBeGreaterThan(90);
  });

  test("that stations feed directly has an entrance for each component", () => {
    const line = lineOf(
      [station("L"), station("R"), station("A")],
      [...ways("L>A", { quantity: 2 }), ...ways("R>A")],
    );
    expect(inputsOf(line)["A"]).toEqual(["2 of A.entry.L", "1 of A.entry.R"]);
    expect(shippedIn(line, 1000)).toBeGreaterThan(40);
  });

  test("is none where two stations bring the same parts", () => {
    expect(inputsOf(lineOf([station("L"), station("R"), station("M")], ways("L>M R>M")))["M"]).toEqual([
      "1 of M.entry",
    ]);
  });
});

test("rejected parts go to rework and come back to where the station's others come from", () => {
  const line = lineOf(
    [station("M1"), buffer("B1"), station("M2"), station("R")],
    [...ways("M1>B1 B1>M2"), ...ways("M2>R R>M2", { kind: "rework", transferS: 5 })],
  );
  expect(line.stations.slice(1)).toMatchObject([
    { id: "M2", output: { demand: 0 }, rework: { buffer: 1, hopS: 5 } },
    { id: "R", output: { buffer: 0, hopS: 5 } },
  ]);
  expect(line.buffers).toEqual([
    { id: "B1", capacity: 1 },
    { id: "R.entry", capacity: 0 },
  ]);
});

test("a rework station with a buffer of its own, as the demo's, gives back what it gets", () => {
  const line = lineOf(
    [station("M1"), buffer("B1"), station("M2"), buffer("BR", 4), station("R")],
    [...ways("M1>B1 B1>M2 BR>R"), ...ways("M2>BR R>B1", { kind: "rework" })],
  );
  expect(line.stations.slice(1)).toMatchObject([
    { id: "M2", output: { demand: 0 }, rework: { buffer: 1 } },
    { id: "R", output: { buffer: 0 } },
  ]);
});

test("equal transports are one fleet, and where stations stand at its ends a load has its place", () => {
  const tugs = ["T1", "T2"].map((id) => ({ id, kind: "transport", capacity: 3 }));
  const line = lineOf(
    [station("M1", { idealCycleS: 2 }), buffer("B1", 6), ...tugs, station("M2", { idealCycleS: 2 })],
    [...ways("M1>B1 B1>T1 B1>T2"), ...ways("T1>M2 T2>M2", { transferS: 7 })],
  );
  expect(line.fleets).toEqual([
    { from: 0, to: 1, batch: 3, tripS: 7, roundTripS: 14, vehicles: ["T1", "T2"] },
  ]);
  expect(line.buffers[1]).toEqual({ id: "M2.entry", capacity: 3 });
  expect(shippedIn(line, 1000)).toBeGreaterThan(100);
});

test("the demo plant written as line.json is the line that its plant.json gives, but for what only a plant says", () => {
  const read = readFileSync(new URL("../../../assets/plants/demo/plant.json", import.meta.url), "utf8");
  const plant = resolvePlant(plantSchema.parse(JSON.parse(read)));
  const resources = plant.assets.flatMap((asset): Json[] => {
    const { id, capacity, idealCycleS, operators, parent } = asset;
    const group = assetOf(plant, parent ?? "")?.level === "cell" ? parent : undefined;
    if (asset.level === "station") return [{ id, kind: "station", idealCycleS, operators, group }];
    if (asset.level === "vehicle") return [{ id, kind: "transport", capacity }];
    return /^(buffer|operator|supply|demand)$/.test(asset.level) ? [{ id, kind: asset.level, capacity }] : [];
  });
  const routes = plant.links.flatMap(({ from, to, kind, transferS, vehicles = [] }): Json[] => {
    if (kind === "scrap") return [];
    if (kind !== "vehicle")
      return [{ from, to, kind, transferS, quantity: from === "D10-modules" ? 4 : undefined }];
    return vehicles.flatMap((vehicle) => [
      { from, to: vehicle },
      { from: vehicle, to, transferS },
    ]);
  });
  const line = lineOf(resources, routes);
  const flow = valueOf(compileFlow(plant));
  const variantOf = flow.variants.map((variant) => line.variants.indexOf(variant));
  const ways = ({ stations, fleets, ...rest }: Line) => ({
    stations: stations.map(({ id, group, supply, inputs, output, rework, operators }) => {
      const byBuffer = inputs.toSorted((one, other) => one.buffer - other.buffer);
      return { id, group, supply, inputs: byBuffer, output, rework, operators };
    }),
    fleets: fleets.map((fleet) => ({ ...fleet, roundTripS: 0 })),
    places: [rest.buffers, rest.operators, rest.supplies, rest.demands],
  });
  expect(ways(line)).toEqual(ways(flow));
  expect(line.stations.map(({ cycleS }) => variantOf.map((variant) => cycleS[variant]))).toEqual(
    flow.stations.map(({ cycleS }) => cycleS),
  );
});

describe("tells the place and the remedy of", () => {
  const good = () => ({
    resources: [station("M1"), buffer("B1"), station("M2"), { id: "Ann", kind: "operator" }] as Json[],
    routes: ways("M1>B1 B1>M2"),
  });
  type File = ReturnType<typeof good>;
  const cases: readonly [string, (file: File) => void, string, string, RegExp][] = [
    [
      "a misspelt kind",
      (f) => f.resources.push({ id: "X", kind: "bufer" }),
      "resources/X/kind",
      "unknown-value",
      /buffer/,
    ],
    [
      "an unknown property",
      (f) => f.resources.push(station("X", { cycle: 5 })),
      "resources/X/cycle",
      "unknown-property",
      /use one of|Did you mean/,
    ],
    [
      "a capacity below 0",
      (f) => f.resources.push(buffer("X", -1)),
      "resources/X/capacity",
      "too-small",
      /at least 0/,
    ],
    [
      "a cycle that is a word",
      (f) => f.resources.push(station("X", { idealCycleS: "5 s" })),
      "resources/X/idealCycleS",
      "wrong-shape",
      /seconds/,
    ],
    ["an id used twice", (f) => f.resources.push(station("M1")), "resources/M1", "duplicate-id", /own id/],
    [
      "a way to nowhere",
      (f) => f.routes.push(...ways("M2>B2")),
      "routes/#3/M2-B2/to",
      "unknown-reference",
      /Did you mean "(M2|B1)"/,
    ],
    [
      "an unknown operator",
      (f) => f.resources.push(station("X", { operators: ["Anna"] })),
      "resources/X/operators",
      "unknown-reference",
      /"Ann"/,
    ],
    [
      "an operator that is a buffer",
      (f) => f.resources.push(station("X", { operators: ["B1"] })),
      "resources/X/operators",
      "not-an-operator",
      /kind operator/,
    ],
    [
      "a cycle of a buffer",
      (f) => f.resources.push({ ...buffer("X"), idealCycleS: 5 }),
      "resources/X/idealCycleS",
      "not-a-station",
      /Remove it/,
    ],
    [
      "a transport that carries nothing",
      (f) => f.resources.push({ id: "T", kind: "transport", capacity: 0 }),
      "resources/T/capacity",
      "no-capacity",
      /at least 1/,
    ],
    [
      "a way from buffer to buffer",
      (f) => {
        f.resources.push(buffer("B2"));
        f.routes.push(...ways("B1>B2 B2>M2"));
      },
      "routes/#3/B1-B2",
      "no-such-way",
      /station, transport/,
    ],
    [
      "a way to itself",
      (f) => f.routes.push(...ways("M2>M2")),
      "routes/#3/M2-M2",
      "no-such-way",
      /another resource/,
    ],
    [
      "a way from an operator",
      (f) => f.routes.push(...ways("Ann>M2")),
      "routes/#3/Ann-M2",
      "no-such-way",
      /remove it/,
    ],
    [
      "a way that is there twice",
      (f) => f.routes.push(...ways("M1>B1")),
      "routes/#3/M1-B1",
      "duplicate-route",
      /quantity/,
    ],
    [
      "a quantity into a buffer",
      (f) => Object.assign(f.routes[0] ?? {}, { quantity: 2 }),
      "routes/#1/M1-B1/quantity",
      "no-assembly",
      /assembles/,
    ],
    [
      "rework from a buffer",
      (f) => Object.assign(f.routes[1] ?? {}, { kind: "rework" }),
      "routes/#2/B1-M2",
      "no-rework",
      /flow way/,
    ],
    [
      "rework into a station that only a supply feeds",
      (f) => {
        f.resources.push({ id: "S", kind: "supply" });
        f.routes.push(...ways("S>M1"), ...ways("M2>M1", { kind: "rework" }));
      },
      "resources/M1",
      "no-place-for-rework",
      /buffer behind/,
    ],
    ["a buffer that nothing fills", (f) => f.routes.splice(0, 1), "resources/B1", "no-way-in", /supply/],
    ["a buffer that nothing empties", (f) => f.routes.splice(1, 1), "resources/B1", "no-way-out", /demand/],
    [
      "two ways out",
      (f) => {
        f.resources.push(station("X"));
        f.routes.push(...ways("M1>X"));
      },
      "resources/M1",
      "several-ways-out",
      /one group/,
    ],
    [
      "two supplies of a station",
      (f) => {
        f.resources.push({ id: "S1", kind: "supply" }, { id: "S2", kind: "supply" });
        f.routes.push(...ways("S1>M1 S2>M1"));
      },
      "resources/M1",
      "several-supplies",
      /Keep the one/,
    ],
    [
      "a transport without a way out",
      (f) => {
        f.resources.push({ id: "T", kind: "transport" });
        f.routes.push(...ways("M2>T"));
      },
      "resources/T",
      "transport-ways",
      /one way out/,
    ],
    [
      "a line that no part enters",
      (f) => f.routes.push(...ways("M2>M1")),
      "resources",
      "no-supply",
      /first station/,
    ],
    [
      "a line that no part leaves",
      (f) => f.routes.push(...ways("M2>M1")),
      "resources",
      "no-demand",
      /last station/,
    ],
    [
      "an id that is also implied",
      (f) => f.resources.push({ id: "M1.supply", kind: "operator" }),
      "resources/M1.supply",
      "implied-id",
      /another id/,
    ],
  ];
  test.each(cases)("%s", (_, change, place, id, remedy) => {
    const file = good();
    expect(lineOfFile(file).problems).toEqual([]);
    change(file);
    const outcome = lineOfFile(file);
    expect(outcome.ok).toBe(false);
    const found = outcome.problems.find(
      ({ path, id: kind }) => path.slice(1).join("/") === place && kind === id,
    );
    expect(found, JSON.stringify(outcome.problems, undefined, 1)).toMatchObject({ severity: "error" });
    expect(found?.path[0]).toBe("line.json");
    expect(found?.hint).toMatch(remedy);
  });

  test("a station of several places, as a warning", () => {
    const outcome = lineOfFile({ resources: [station("oven", { capacity: 6 })] });
    expect(outcome.ok).toBe(true);
    expect(outcome.problems).toMatchObject([{ id: "counts-as-one", severity: "warning" }]);
  });

  test("whatever is in the file, and never throws", () => {
    const names = fc.constantFrom("M1", "M2", "B1", "T1", "S", "D", "O", "constructor");
    const kinds = fc.constantFrom("station", "buffer", "transport", "operator", "supply", "demand");
    const small = fc.constantFrom(undefined, 0, 1, 2);
    const files = fc.record({
      resources: fc.array(
        fc.record({ id: names, kind: kinds, capacity: small, group: fc.option(names, { nil: undefined }) }),
      ),
      routes: fc.array(
        fc.record({ from: names, to: names, quantity: small, kind: fc.constantFrom("flow", "rework") }),
      ),
    });
    fc.assert(
      fc.property(fc.oneof(files, fc.anything()), (input) => {
        const outcome = lineOfFile(input);
        if (!outcome.ok) expect(outcome.problems.some(({ severity }) => severity === "error")).toBe(true);
        else
          for (const { inputs, output } of outcome.value.stations)
            for (const buffer of [...inputs.map((one) => one.buffer), "buffer" in output ? output.buffer : 0])
              expect("demand" in output || buffer >= 0).toBe(true);
      }),
      { numRuns: 5000, seed: 1 },
    );
  });
});
