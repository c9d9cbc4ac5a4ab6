// A good plant passes; each way to break it gives a problem with its path and remedy, and all come at once.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { problemPlace } from "../base/problem.ts";
import { checkPlant } from "./plant-check.ts";

type Json = Record<string, unknown>;

/** A small good plant: supply, station, buffer, station, demand, with everything that can be referred to. */
function goodPlant() {
  return {
    schema: 1 as unknown,
    id: "good",
    name: "Good plant",
    timeZone: "Europe/Berlin",
    variants: [
      { id: "A", name: "Small" },
      { id: "B", name: "Large" },
    ] as Json[],
    reasons: [{ code: "R1", text: "Technical", reasons: [{ code: "R1.1", text: "Spindle" }] }] as Json[],
    calendars: [
      {
        id: "shifts",
        shifts: [
          {
            name: "Early",
            from: "06:00",
            to: "14:00",
            days: [1, 2, 3, 4, 5],
            breaks: [{ from: "10:00", to: "10:30" }],
          },
          { name: "Late", from: "14:00", to: "22:00", days: [1, 2, 3, 4, 5], breaks: [] },
        ] as Json[],
        exceptions: [{ date: "2026-12-25", name: "Christmas" }] as Json[],
      },
    ] as (Json & { shifts: Json[]; exceptions: Json[] })[],
    assets: [
      { id: "line", name: "Line", level: "line" },
      { id: "in", name: "Supply", level: "supply", kind: "supply", parent: "line" },
      {
        id: "S1",
        name: "Mill",
        level: "station",
        kind: "machiningCentre",
        parent: "line",
        pose: { x: 0, y: 0 },
        size: { length: 4, width: 3, height: 3 },
        idealCycleS: { A: 60, B: 75 },
        calendar: "shifts",
        signals: [{ name: "temp", unit: "Cel", limits: [{ kind: "alarm", low: 10, high: 60 }] }],
      },
      {
        id: "B1",
        name: "Buffer",
        level: "buffer",
        kind: "conveyor",
        parent: "line",
        capacity: 5,
        pose: { x: 4, y: 0 },
        size: { length: 4, width: 1, height: 1 },
      },
      {
        id: "S2",
        name: "Press",
        level: "station",
        kind: "press",
        parent: "line",
        pose: { x: 8, y: 0, headingDeg: 90 },
        size: { length: 3, width: 4, height: 3 },
      },
      { id: "out", name: "Demand", level: "demand", kind: "demand", parent: "line" },
      { id: "AGV1", name: "Tug", level: "vehicle", kind: "vehicle" },
      { id: "OP1", name: "Setter", level: "operator" },
    ] as Json[],
    links: [
      { from: "in", to: "S1" },
      { from: "S1", to: "B1" },
      { from: "B1", to: "S2" },
      { from: "S2", to: "out", kind: "vehicle", vehicles: ["AGV1"] },
    ] as Json[],
    plan: { taktS: 75, calendar: "shifts", countAt: "out" } as Json | undefined,
    maxInProcess: undefined as number | undefined,
  };
}
type Plant = ReturnType<typeof goodPlant>;

const asset = (plant: Plant, id: string): Json => plant.assets.find((one) => one["id"] === id) ?? {};
const calendar = (plant: Plant) => plant.calendars[0] ?? { shifts: [], exceptions: [] };
const shift = (plant: Plant, index: number): Json => calendar(plant).shifts[index] ?? {};
const signal = (plant: Plant): Json => {
  const list = asset(plant, "S1")["signals"];
  return Array.isArray(list) ? (list[0] as Json) : {};
};

/** The problems of a good plant after one change: `place | id | hint`. */
function broken(change: (plant: Plant) => void) {
  const plant = goodPlant();
  change(plant);
  const outcome = checkPlant(plant, "plant.json");
  return {
    ok: outcome.ok,
    problems: outcome.problems.map((one) => ({ place: problemPlace(one).replaceAll(" › ", "/"), ...one })),
  };
}

it("takes the good plant and fills in the defaults", () => {
  const outcome = checkPlant(goodPlant(), "plant.json");
  expect(outcome.problems).toEqual([]);
  expect(outcome.ok && outcome.value.assets[2]).toMatchObject({
    id: "S1",
    microStopMaxS: 300,
    pose: { z: 0, headingDeg: 0 },
  });
});

/** What is broken, how, and which place, kind and words of the remedy must be told. */
const cases: readonly [string, (plant: Plant) => void, string, string, RegExp][] = [
  [
    "an id used twice",
    (p) => p.assets.push({ id: "S1", name: "Twin", level: "line" }),
    "plant.json/assets/S1",
    "duplicate-id",
    /own id/,
  ],
  [
    "an unknown parent",
    (p) => (asset(p, "S1")["parent"] = "lime"),
    "plant.json/assets/S1/parent",
    "unknown-reference",
    /"line"/,
  ],
  [
    "a link to nowhere",
    (p) => p.links.push({ from: "S2", to: "S9x" }),
    "plant.json/links/#5/S2-S9x/to",
    "unknown-reference",
    /Add the asset|Did you mean/,
  ],
  [
    "an unknown calendar",
    (p) => (asset(p, "S1")["calendar"] = "shift"),
    "plant.json/assets/S1/calendar",
    "unknown-reference",
    /"shifts"/,
  ],
  [
    "a plan that counts nowhere",
    (p) => (p.plan = { taktS: 75, calendar: "shifts", countAt: "exit" }),
    "plant.json/plan/countAt",
    "unknown-reference",
    /Add the asset/,
  ],
  [
    "a cycle time for an unknown variant",
    (p) => (asset(p, "S1")["idealCycleS"] = { A: 60, C: 1 }),
    "plant.json/assets/S1/idealCycleS",
    "unknown-reference",
    /variant/,
  ],
  [
    "an unknown component",
    (p) => (asset(p, "S2")["assembles"] = [{ from: "S0", quantity: 2 }]),
    "plant.json/assets/S2/assembles/#1/from",
    "unknown-reference",
    /asset|S/,
  ],
  [
    "a vehicle that is a station",
    (p) => (p.links[3] = { from: "S2", to: "out", kind: "vehicle", vehicles: ["S1"] }),
    "plant.json/links/#4/S2-out/vehicles",
    "not-a-vehicle",
    /"level": "vehicle"/,
  ],
  [
    "a circle of parents",
    (p) => (asset(p, "line")["parent"] = "S1"),
    "plant.json/assets/line/parent",
    "parent-cycle",
    /another parent/,
  ],
  [
    "a station no supply reaches",
    (p) => p.links.splice(0, 1),
    "plant.json/assets/S1",
    "unreachable",
    /"to": "S1"/,
  ],
  [
    "a station without a way out",
    (p) => p.links.splice(3, 1),
    "plant.json/assets/S1",
    "dead-end",
    /"from": "S1"/,
  ],
  [
    "a plant without supply",
    (p) => (asset(p, "in")["level"] = "line"),
    "plant.json/assets",
    "no-supply",
    /"level": "supply"/,
  ],
  [
    "capacity 0",
    (p) => (asset(p, "B1")["capacity"] = 0),
    "plant.json/assets/B1/capacity",
    "no-capacity",
    /at least 1/,
  ],
  [
    "capacity below 0",
    (p) => (asset(p, "B1")["capacity"] = -3),
    "plant.json/assets/B1/capacity",
    "no-capacity",
    /at least 1/,
  ],
  [
    "an operator that is not there",
    (p) => (asset(p, "S1")["operators"] = ["OP2"]),
    "plant.json/assets/S1/operators/OP2",
    "unknown-reference",
    /Did you mean "OP1"/,
  ],
  [
    "an operator that is a vehicle",
    (p) => (asset(p, "S1")["operators"] = ["AGV1"]),
    "plant.json/assets/S1/operators/AGV1",
    "not-an-operator",
    /"level": "operator"|OP1/,
  ],
  [
    "an operator needed twice",
    (p) => (asset(p, "S1")["operators"] = ["OP1", "OP1"]),
    "plant.json/assets/S1/operators/OP1",
    "duplicate-operator",
    /once/,
  ],
  [
    "a followed station that is a buffer",
    (p) => (asset(p, "S2")["follows"] = { station: "B1", quantity: 4 }),
    "plant.json/assets/S2/follows/station",
    "not-a-station",
    /"level": "station"|Did you mean "S1"/,
  ],
  [
    "a rule of the flow on a buffer",
    (p) => (asset(p, "B1")["openTimeS"] = 60),
    "plant.json/assets/B1/openTimeS",
    "not-a-station",
    /Move it to the station/,
  ],
  [
    "a round trip without a vehicle",
    (p) => (p.links[0] = { from: "in", to: "S1", roundTripS: 60 }),
    "plant.json/links/#1/in-S1/roundTripS",
    "not-a-vehicle-link",
    /"kind": "vehicle"/,
  ],
  [
    "a round trip shorter than the way there",
    (p) => Object.assign(p.links[3] ?? {}, { transferS: 60, roundTripS: 50 }),
    "plant.json/links/#4/S2-out/roundTripS",
    "round-trip-too-short",
    /transferS/,
  ],
  [
    "no part allowed in process",
    (p) => (p.maxInProcess = 0),
    "plant.json/maxInProcess",
    "too-small",
    /more than 0/,
  ],
  [
    "an unknown unit",
    (p) => (signal(p)["unit"] = "°C"),
    "plant.json/assets/S1/signals/temp/unit",
    "unknown-unit",
    /Write "Cel"/,
  ],
  [
    "limits the wrong way round",
    (p) => (signal(p)["limits"] = [{ kind: "alarm", low: 60, high: 10 }]),
    "plant.json/assets/S1/signals/temp/limits/#1",
    "limits-reversed",
    /Swap/,
  ],
  [
    "an enum without labels",
    (p) => (signal(p)["type"] = "enum"),
    "plant.json/assets/S1/signals/temp/labels",
    "no-labels",
    /"labels"/,
  ],
  [
    "two machines in one place",
    (p) => (asset(p, "S2")["pose"] = { x: 1, y: 1, headingDeg: 30 }),
    "plant.json/assets/S1/pose",
    "overlap",
    /Move one of them by [\d.]+ m/,
  ],
  [
    "a hole between shifts",
    (p) => (shift(p, 1)["from"] = "14:30"),
    "plant.json/calendars/shifts/shifts/Early",
    "calendar-hole",
    /"Late" begin when "Early" ends/,
  ],
  [
    "shifts that overlap",
    (p) => (shift(p, 1)["from"] = "13:30"),
    "plant.json/calendars/shifts/shifts/Early",
    "shifts-overlap",
    /End "Early"/,
  ],
  [
    "a break outside its shift",
    (p) => (shift(p, 0)["breaks"] = [{ from: "13:45", to: "14:15" }]),
    "plant.json/calendars/shifts/shifts/Early/breaks",
    "break-outside",
    /into the shift/,
  ],
  [
    "a day that does not exist",
    (p) => calendar(p).exceptions.push({ date: "2026-02-30", name: "Never" }),
    "plant.json/calendars/shifts/exceptions/2026-02-30",
    "bad-date",
    /date that exists/,
  ],
  [
    "a calendar without shifts",
    (p) => calendar(p).shifts.splice(0),
    "plant.json/calendars/shifts/shifts",
    "empty-calendar",
    /Add a shift/,
  ],
  [
    "a bad time zone",
    (p) => (p.timeZone = "Europe/Berlyn"),
    "plant.json/timeZone",
    "bad-time-zone",
    /Europe\/Berlin/,
  ],
  [
    "a reason code used twice",
    (p) => p.reasons.push({ code: "R1.1", text: "Again" }),
    "plant.json/reasons/R1.1",
    "duplicate-id",
    /own code/,
  ],
  [
    "a model that is not known",
    (p) => (asset(p, "S1")["model"] = "laserWeldCel"),
    "plant.json/assets/S1/model",
    "unknown-value",
    /Did you mean "laserWeldCell"/,
  ],
  [
    "a missing name",
    (p) => delete asset(p, "S2")["name"],
    "plant.json/assets/S2/name",
    "missing",
    /Add "name": a text/,
  ],
  [
    "a word where a number belongs",
    (p) => (asset(p, "B1")["capacity"] = "five"),
    "plant.json/assets/B1/capacity",
    "wrong-type",
    /Write a/,
  ],
  [
    "a misspelt property",
    (p) => (asset(p, "B1")["capcity"] = 5),
    "plant.json/assets/B1/capcity",
    "unknown-property",
    /"capacity"/,
  ],
  [
    "a misspelt level",
    (p) => (asset(p, "S2")["level"] = "staton"),
    "plant.json/assets/S2/level",
    "unknown-value",
    /"station"/,
  ],
  [
    "a bad id",
    (p) => (asset(p, "AGV1")["id"] = "AGV 1"),
    "plant.json/assets/AGV 1/id",
    "bad-format",
    /1 to 64/,
  ],
  [
    "a time that is none",
    (p) => (shift(p, 0)["from"] = "6 am"),
    "plant.json/calendars/shifts/shifts/Early/from",
    "bad-format",
    /HH:MM/,
  ],
  ["another schema version", (p) => (p.schema = 2), "plant.json/schema", "unknown-value", /1/],
];

describe("tells the place and the remedy of", () => {
  it.each(cases)("%s", (_name, change, place, id, remedy) => {
    const { ok, problems } = broken(change);
    expect(ok).toBe(false);
    const found = problems.find((problem) => problem.place === place && problem.id === id);
    expect(found, JSON.stringify(problems, undefined, 1)).toBeDefined();
    expect(found?.severity).toBe("error");
    expect(found?.hint).toMatch(remedy);
  });
});

describe("only warns of", () => {
  it("a kind it cannot draw", () => {
    const { ok, problems } = broken((p) => (asset(p, "S1")["kind"] = "lathee"));
    expect(ok).toBe(true);
    expect(problems).toMatchObject([
      { id: "unknown-kind", severity: "warning", hint: 'Did you mean "lathe"?' },
    ]);
  });
  it("a tag used twice", () => {
    const { ok, problems } = broken(
      (p) =>
        (asset(p, "S1")["signals"] = [
          { name: "a", tag: "T" },
          { name: "b", tag: "T" },
        ]),
    );
    expect(ok).toBe(true);
    expect(problems).toMatchObject([{ id: "duplicate-tag", severity: "warning" }]);
  });
});

describe("does not complain of", () => {
  const fine = (change: (plant: Plant) => void) =>
    expect(broken(change)).toMatchObject({ ok: true, problems: [] });
  it("machines that touch", () => fine((p) => (asset(p, "B1")["pose"] = { x: 4, y: 0.9 })));
  it("turned machines that only come near", () => fine((p) => (asset(p, "AGV1")["pose"] = { x: 0, y: 0 })));
  it("a thing that hangs above another", () => {
    fine((p) =>
      p.assets.push({
        id: "crane",
        name: "Crane",
        level: "robot",
        kind: "gantry",
        pose: { x: 0, y: 0, z: 4 },
        size: { length: 9, width: 3, height: 1 },
      }),
    );
  });
  it("a cell that holds its stations", () => {
    fine((p) =>
      Object.assign(asset(p, "line"), { pose: { x: 4, y: 0 }, size: { length: 20, width: 10, height: 3 } }),
    );
  });
  it("a free night between shifts", () => fine((p) => calendar(p).shifts.splice(1)));
  it("shifts around the clock with a night shift", () => {
    fine((p) =>
      calendar(p).shifts.push({
        name: "Night",
        from: "22:00",
        to: "06:00",
        days: [1, 2, 3, 4, 5],
        breaks: [{ from: "02:00", to: "02:30" }],
      }),
    );
  });
  it("a local time that a clock change skips", () => {
    fine((p) => calendar(p).shifts.splice(0, 2, { name: "Odd", from: "02:30", to: "10:00", days: [7] }));
  });
  it("rules of the flow on a station, and on a cell for its stations", () => {
    fine((p) => {
      Object.assign(asset(p, "S1"), { operators: ["OP1"], makes: "module", perOrderUnit: 4, openTimeS: 60 });
      Object.assign(asset(p, "S2"), { follows: { station: "S1", quantity: 4 }, first: true });
      p.assets.push({ id: "cell", name: "Cell", level: "cell", operators: ["OP1"] });
      Object.assign(p.links[3] ?? {}, { transferS: 45, roundTripS: 90 });
      p.maxInProcess = 12;
    });
  });
  it("a plant without links", () => fine((p) => p.links.splice(0)));
});

it("tells every problem at once, of the schema and across entries", () => {
  const { problems } = broken((p) => {
    asset(p, "B1")["capacity"] = 0;
    asset(p, "S1")["parent"] = "nowhere";
    delete asset(p, "S2")["name"];
    p.timeZone = "Moon/Base";
    signal(p)["unit"] = "furlongs";
  });
  for (const id of ["no-capacity", "unknown-reference", "missing", "bad-time-zone", "unknown-unit"]) {
    expect(problems.map((problem) => problem.id)).toContain(id);
  }
});

it("does not call a reference unknown because the entry it names is broken elsewhere", () => {
  const { problems } = broken((p) => delete asset(p, "S2")["name"]);
  expect(problems.filter((problem) => problem.id === "unknown-reference")).toEqual([]);
});

it("finds an overlap among 10,000 stations quickly", () => {
  const plant = goodPlant();
  plant.links = [];
  for (let index = 0; index < 10_000; index += 1) {
    plant.assets.push({
      id: `M${String(index)}`,
      name: "M",
      level: "station",
      pose: { x: 20 + (index % 100) * 3, y: Math.floor(index / 100) * 3 },
      size: { length: 2.5, width: 2.5, height: 2 },
    });
  }
  expect(checkPlant(plant, "plant.json").ok).toBe(true);
  asset(plant, "M5000")["pose"] = { x: 20, y: 0.5 };
  expect(
    checkPlant(plant, "plant.json").problems.filter((problem) => problem.id === "overlap").length,
  ).toBeGreaterThan(0);
});

it("survives 10,000 mutated plants, and refuses with a place and a remedy", () => {
  const text = JSON.stringify(goodPlant());
  const paths: (string | number)[][] = [];
  const walk = (value: unknown, path: (string | number)[]): void => {
    paths.push(path);
    if (Array.isArray(value)) value.forEach((item, index) => walk(item, [...path, index]));
    else if (typeof value === "object" && value !== null)
      for (const [key, item] of Object.entries(value)) walk(item, [...path, key]);
  };
  walk(goodPlant(), []);
  const junk = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constantFrom(null, "", "S1", -1, 1e308, [], {}));
  fc.assert(
    fc.property(fc.constantFrom(...paths), junk, (path, value) => {
      let root: unknown = JSON.parse(text);
      if (path.length === 0) root = value;
      else {
        let at = root as Record<string | number, unknown>;
        for (const step of path.slice(0, -1)) at = at[step] as Record<string | number, unknown>;
        at[path.at(-1) ?? 0] = value;
      }
      const outcome = checkPlant(root, "plant.json");
      if (!outcome.ok) expect(outcome.problems.some((problem) => problem.severity === "error")).toBe(true);
      for (const problem of outcome.problems) {
        expect(problem.path[0]).toBe("plant.json");
        expect(problem.message.length).toBeGreaterThan(5);
        expect(problem.hint.length).toBeGreaterThan(5);
      }
    }),
    { numRuns: 10_000, seed: 1 },
  );
});
