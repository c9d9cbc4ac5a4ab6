import { describe, expect, test } from "vitest";
import type { Fact, PartEvent } from "../model/fact.ts";
import { resolvePlant } from "../model/plant.ts";
import { plantSchema } from "../model/plant-schema.ts";
import { createTwin } from "./twin.ts";
import { PlantState } from "./plant-state.ts";

const twin = createTwin(
  resolvePlant(
    plantSchema.parse({
      schema: 1,
      id: "tiny",
      name: "Tiny",
      timeZone: "UTC",
      variants: [{ id: "v1", name: "One" }],
      assets: [
        {
          id: "IN",
          name: "Buffer",
          level: "buffer",
          capacity: 4,
          pose: { x: 0, y: 0 },
          size: { length: 4, width: 1, height: 1 },
        },
        {
          id: "M1",
          name: "Machine",
          level: "station",
          pose: { x: 6, y: 0 },
          size: { length: 2, width: 2, height: 2 },
        },
        { id: "CART", name: "Cart", level: "vehicle" },
        {
          id: "OUT",
          name: "Buffer",
          level: "buffer",
          capacity: 4,
          pose: { x: 20, y: 0 },
          size: { length: 4, width: 1, height: 1 },
        },
      ],
      links: [
        { from: "IN", to: "M1", transferS: 6 },
        { from: "M1", to: "OUT", kind: "vehicle", transferS: 45, vehicles: ["CART"], batch: 4 },
      ],
    }),
  ),
);
const rowOf = (id: string): number => twin.plant.assetRowById.get(id) ?? -1;

function part(event: Partial<PartEvent> & Pick<PartEvent, "verb" | "serial" | "asset" | "timeMs">): Fact {
  return { kind: "part", receivedMs: event.timeMs, assetRow: rowOf(event.asset), event };
}

function stateAfter(facts: readonly Fact[]): PlantState {
  const state = new PlantState(twin);
  for (const fact of facts) state.apply(fact);
  return state;
}

/** Plant position of a part, metres east. */
function eastOf(state: PlantState, serial: string, timeMs: number): number {
  const slot = state.part(serial)?.slot ?? -1;
  const path = twin.paths.paths[state.moves.path[slot] ?? 0];
  const first = path?.points[0] ?? 0;
  const last = path?.points.at(-3) ?? 0;
  return first + (last - first) * state.moves.fractionAt(slot, timeMs);
}

describe("parts in a buffer", () => {
  const two = [
    part({ verb: "create", serial: "a", asset: "IN", timeMs: 0, product: "module", variant: "v1" }),
    part({ verb: "create", serial: "b", asset: "IN", timeMs: 1000, product: "module", variant: "v1" }),
  ];

  test("rest in line from the exit, one slot each", () => {
    const state = stateAfter(two);
    expect(
      [eastOf(state, "a", 60_000), eastOf(state, "b", 60_000)].map((east) => Math.round(east * 100) / 100),
    ).toEqual([1.5, 0.5]);
    expect(state.assetCount[rowOf("IN")]).toBe(2);
  });

  test("move up from where they are when the first leaves", () => {
    const state = stateAfter([
      ...two,
      part({ verb: "leave", serial: "a", asset: "IN", timeMs: 60_000, to: "M1" }),
    ]);
    expect(eastOf(state, "b", 60_000)).toBeCloseTo(0.5, 3);
    expect(eastOf(state, "b", 62_001)).toBeCloseTo(1.5, 3);
    expect(state.assetCount[rowOf("IN")]).toBe(1);
  });

  test("travel to the next asset in the link's time, or by the source's own", () => {
    const state = stateAfter([
      ...two,
      part({ verb: "leave", serial: "a", asset: "IN", timeMs: 60_000, to: "M1" }),
    ]);
    expect(eastOf(state, "a", 63_000)).toBeCloseTo(3.5, 3);
    const known = stateAfter([
      ...two,
      part({ verb: "leave", serial: "a", asset: "IN", timeMs: 60_000, to: "M1", arriveMs: 61_000 }),
    ]);
    expect(eastOf(known, "a", 60_500)).toBeCloseTo(3.5, 3);
  });

  test("are gone when shipped, and their slot is used again", () => {
    const state = stateAfter([...two, part({ verb: "ship", serial: "a", asset: "IN", timeMs: 60_000 })]);
    expect([state.part("a"), state.moves.count]).toEqual([undefined, 2]);
    state.apply(part({ verb: "create", serial: "c", asset: "IN", timeMs: 61_000 }));
    expect(state.moves.count).toBe(2);
  });
});

test("a part that is built in leaves the picture", () => {
  const state = stateAfter([
    part({ verb: "create", serial: "cell", asset: "IN", timeMs: 0, product: "cell" }),
    part({ verb: "create", serial: "module", asset: "M1", timeMs: 0, product: "module" }),
    part({ verb: "assemble", serial: "module", asset: "M1", timeMs: 1, component: "cell" }),
  ]);
  expect([state.part("cell"), state.assetCount[rowOf("IN")]]).toEqual([undefined, 0]);
});

test("parts on a vehicle ride on a seat of it", () => {
  const state = stateAfter([
    part({ verb: "create", serial: "m", asset: "M1", timeMs: 0, product: "module" }),
    {
      kind: "travel",
      vehicle: rowOf("CART"),
      from: rowOf("M1"),
      to: rowOf("OUT"),
      timeMs: 10,
      arriveMs: 45_010,
      load: 1,
      receivedMs: 10,
    },
    part({
      verb: "leave",
      serial: "m",
      asset: "M1",
      timeMs: 10,
      to: "OUT",
      arriveMs: 45_010,
      vehicle: "CART",
      position: "3",
    }),
  ]);
  const kinds = [0, 1]
    .map((slot) => twin.paths.paths[state.moves.path[slot] ?? 0])
    .map((path) => [path?.kind, path?.seat]);
  expect(kinds).toEqual([
    ["seat", 2],
    ["vehicle", 0],
  ]);
});

test("late values do not change the state at a time", () => {
  const sample = { kind: "sample", signal: 0, quality: "good" } as const;
  const withSignal = createTwin(
    resolvePlant(
      plantSchema.parse({
        schema: 1,
        id: "s",
        name: "S",
        timeZone: "UTC",
        assets: [{ id: "A", name: "A", level: "station", signals: [{ name: "x" }] }],
      }),
    ),
  );
  const state = new PlantState(withSignal);
  state.apply({ ...sample, value: 2, timeMs: 20, receivedMs: 20 });
  state.apply({ ...sample, value: 1, timeMs: 10, receivedMs: 30, backfill: true });
  expect(state.signalValue[0]).toBe(2);
});

test("a condition flags its asset until it is normal again", () => {
  const condition = {
    kind: "condition",
    asset: rowOf("M1"),
    key: "servo",
    code: "E7",
    text: "Servo hot",
  } as const;
  const state = stateAfter([{ ...condition, level: "fault", timeMs: 1, receivedMs: 1 }]);
  expect([state.assetFlags[rowOf("M1")], [...state.conditions()].length]).toEqual([4, 1]);
  state.apply({ ...condition, level: "normal", code: "", timeMs: 2, receivedMs: 2 });
  expect([state.assetFlags[rowOf("M1")], [...state.conditions()].length]).toEqual([0, 0]);
});

test("a copy is not touched by later facts", () => {
  const state = stateAfter([part({ verb: "create", serial: "a", asset: "IN", timeMs: 0 })]);
  const copy = state.clone();
  state.apply(part({ verb: "leave", serial: "a", asset: "IN", timeMs: 5, to: "M1" }));
  expect([copy.assetCount[rowOf("IN")], copy.part("a")?.assetRow]).toEqual([1, rowOf("IN")]);
});

describe("a rack", () => {
  const inRack = createTwin(
    resolvePlant(
      plantSchema.parse({
        schema: 1,
        id: "r",
        name: "R",
        timeZone: "UTC",
        assets: [
          { id: "M", name: "Machine", level: "station", pose: { x: -5, y: 0 } },
          {
            id: "R",
            name: "Rack",
            level: "buffer",
            kind: "rack",
            pose: { x: 10, y: 20, headingDeg: 90 },
            capacity: 3,
          },
          {
            id: "SHIP",
            name: "Shipping",
            level: "demand",
            model: "packDispatch",
            pose: { x: 0, y: 0 },
            capacity: 2,
          },
          { id: "SCRAP", name: "Scrap", level: "demand", model: "scrapRack", pose: { x: 0, y: 0 } },
          { id: "OUT", name: "Elsewhere", level: "demand", pose: { x: 0, y: 0 }, capacity: 2 },
        ],
        links: [{ from: "M", to: "SCRAP", kind: "scrap" }],
      }),
    ),
  );
  const rackRow = (id: string): number => inRack.plant.assetRowById.get(id) ?? -1;
  const told = (verb: PartEvent["verb"], serial: string, asset: string, timeMs = 0): Fact => ({
    kind: "part",
    assetRow: rackRow(asset),
    receivedMs: timeMs,
    event: { verb, serial, asset, timeMs },
  });
  const after = (facts: readonly Fact[]): PlantState => {
    const state = new PlantState(inRack);
    for (const fact of facts) state.apply(fact);
    return state;
  };
  /** Where a part rests, metres; undefined when nobody sees it. */
  const restOf = (state: PlantState, serial: string): number[] | undefined => {
    const slot = state.part(serial)?.slot ?? -1;
    if ((state.moves.look[slot] ?? 0) === 0) return undefined;
    const points = inRack.paths.paths[state.moves.path[slot] ?? 0]?.points ?? [];
    return [...points.slice(-3)].map((metres) => Math.round(metres * 100) / 100);
  };

  test("shows its parts on its shelves from below, turned as it stands", () => {
    const state = after([told("enter", "a", "R"), told("enter", "b", "R")]);
    expect([restOf(state, "a"), restOf(state, "b"), state.assetCount[rackRow("R")]]).toEqual([
      [10, 20, 0.21],
      [10, 20, 0.87],
      2,
    ]);
  });
  test("leaves the others on their seats when one goes, and gives its seat to the next", () => {
    const state = after([
      told("enter", "a", "R"),
      told("enter", "b", "R"),
      told("leave", "a", "R"),
      told("enter", "c", "R"),
    ]);
    expect([restOf(state, "b"), restOf(state, "c")]).toEqual([
      [10, 20, 0.87],
      [10, 20, 0.21],
    ]);
  });
  test("that holds more than it has seats for shows full, and the one left over when a seat is free", () => {
    const state = after(["a", "b", "c", "d"].map((serial) => told("enter", serial, "R")));
    expect([restOf(state, "d"), state.assetCount[rackRow("R")]]).toEqual([undefined, 4]);
    state.apply(told("leave", "b", "R"));
    expect(restOf(state, "d")).toEqual([10, 20, 0.87]);
  });
  test("for what is shipped keeps it until it is full, then the next finds it empty", () => {
    const state = after(["a", "b"].map((serial) => told("ship", serial, "SHIP")));
    expect([state.partsIn(rackRow("SHIP")).length, state.moves.count]).toEqual([2, 2]);
    state.apply(told("ship", "c", "SHIP"));
    expect(state.partsIn(rackRow("SHIP")).map(({ serial }) => serial)).toEqual(["c"]);
    expect([state.part("a"), restOf(state, "c")]).toEqual([undefined, [-0.3, 1.3, 0.14]]);
  });
  test("for scrap takes what is scrapped where a link leads there", () => {
    const state = after([told("enter", "a", "M"), told("scrap", "a", "M")]);
    expect([state.assetCount[rackRow("M")], state.assetCount[rackRow("SCRAP")]]).toEqual([0, 1]);
  });
  test("alone keeps what was delivered: elsewhere it is gone", () => {
    const state = after([told("ship", "a", "OUT")]);
    expect([state.part("a"), state.assetCount[rackRow("OUT")]]).toEqual([undefined, 0]);
  });
});
