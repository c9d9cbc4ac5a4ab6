import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Outcome } from "../base/problem.ts";
import type { Reading } from "../model/fact.ts";
import { plantSchema } from "../model/plant-schema.ts";
import { resolvePlant } from "../model/plant.ts";
import { parseBehaviour } from "./behaviour-schema.ts";
import { compileLine } from "./compile.ts";
import { createSimulatedPlant, type SimulatedPlant } from "./live.ts";
import { parseScenario, type ScenarioFile } from "./scenario-schema.ts";
import { visitorCommandSchema } from "./visitor-schema.ts";

function valueOf<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw new Error(outcome.problems.map((problem) => problem.message).join("\n"));
}
const read = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../assets/plants/demo/${name}`, import.meta.url), "utf8"));
const plant = resolvePlant(plantSchema.parse(read("plant.json")));
const behaviour = valueOf(parseBehaviour(read("behaviour.json")));
const scenario: ScenarioFile = valueOf(parseScenario(read("scenario.json")));
const startMs = Date.UTC(2026, 0, 5, 5);
const begin = (seed = 1): SimulatedPlant =>
  valueOf(createSimulatedPlant({ plant, behaviour, scenario, seed, startMs }));
const hourMs = 3_600_000;

const line = begin();
const opening = line.advance(startMs);
const shift: Reading[] = [...opening];
for (let minute = 1; minute <= 480; minute += 1) shift.push(...line.advance(startMs + minute * 60_000));

const valuesOf = (key: string, readings: readonly Reading[] = shift): { timeMs: number; value: number }[] =>
  readings.flatMap((reading) =>
    reading.kind === "value" && reading.key === key && typeof reading.value === "number"
      ? [{ timeMs: reading.timeMs, value: reading.value }]
      : [],
  );
const meanBetween = (key: string, fromHour: number, toHour: number): number => {
  const values = valuesOf(key).filter(
    ({ timeMs }) => timeMs >= startMs + fromHour * hourMs && timeMs < startMs + toHour * hourMs,
  );
  return values.reduce((sum, { value }) => sum + value, 0) / values.length;
};

describe("the opening", () => {
  test("gives every station, operator and vehicle a state", () => {
    const stated = new Set(opening.flatMap((reading) => (reading.kind === "state" ? [reading.asset] : [])));
    for (const asset of plant.assets)
      if (["station", "operator", "vehicle", "supply", "demand"].includes(asset.level))
        expect(stated, asset.id).toContain(asset.id);
  });

  test("gives every signal a value", () => {
    const valued = new Set(opening.flatMap((reading) => (reading.kind === "value" ? [reading.key] : [])));
    expect([...plant.signalRowById.keys()].filter((id) => !valued.has(id))).toEqual([]);
  });

  test("has a filled line: parts are created where they stand", () => {
    expect(
      opening.filter((reading) => reading.kind === "part" && reading.verb === "create").length,
    ).toBeGreaterThan(40);
  });
});

describe("a shift of readings", () => {
  // Violations are counted: a million single expectations would take a minute.
  test("is in order of time", () => {
    let last = 0;
    let backwards = 0;
    for (const { timeMs } of shift) {
      if (timeMs < last) backwards += 1;
      last = timeMs;
    }
    expect(backwards).toBe(0);
    expect(last).toBeLessThanOrEqual(startMs + 8 * hourMs);
  });

  test("names only assets and signals of the plant", () => {
    const unknown = new Set<string>();
    for (const reading of shift) {
      if (reading.kind === "value") {
        if (!plant.signalRowById.has(reading.key)) unknown.add(reading.key);
      } else if (reading.kind === "state" || reading.kind === "part" || reading.kind === "result")
        if (!plant.assetRowById.has(reading.asset)) unknown.add(reading.asset);
    }
    expect([...unknown]).toEqual([]);
  });

  test("lets a part leave only where it has entered, and never fills a place beyond its capacity", () => {
    const places = new Map<string, Set<string>>();
    const wrong: string[] = [];
    for (const reading of shift) {
      if (reading.kind !== "part") continue;
      const place = places.get(reading.asset) ?? new Set<string>();
      places.set(reading.asset, place);
      if (reading.verb === "enter") {
        if (place.has(reading.serial)) wrong.push(`${reading.serial} enters ${reading.asset} twice`);
        place.add(reading.serial);
        const capacity = plant.assets[plant.assetRowById.get(reading.asset) ?? -1]?.capacity;
        if (capacity !== undefined && place.size > capacity)
          wrong.push(`${reading.asset} holds ${place.size}`);
      } else if ((reading.verb === "leave" || reading.verb === "scrap") && !place.delete(reading.serial))
        wrong.push(`${reading.serial} leaves ${reading.asset} without having entered`);
    }
    expect(wrong).toEqual([]);
  });

  test("says of every part that left when it arrives, and it does", () => {
    const due = new Map<string, number>();
    const late: string[] = [];
    let checked = 0;
    for (const reading of shift) {
      if (reading.kind !== "part") continue;
      if (reading.verb === "leave" && reading.arriveMs !== undefined && reading.to !== "SHIP")
        due.set(`${reading.serial}>${reading.to ?? ""}`, reading.arriveMs);
      const key = `${reading.serial}>${reading.asset}`;
      const promised = due.get(key);
      if (reading.verb !== "enter" || promised === undefined) continue;
      if (Math.abs(promised - reading.timeMs) >= 1) late.push(key);
      due.delete(key);
      checked += 1;
    }
    expect(late).toEqual([]);
    expect(checked).toBeGreaterThan(10_000);
  });

  test("has a verdict for each result that fits its limits", () => {
    let bad = 0;
    let contradictions = 0;
    for (const reading of shift) {
      if (reading.kind !== "result") continue;
      const within =
        reading.value >= (reading.lsl ?? -Infinity) && reading.value <= (reading.usl ?? Infinity);
      if (reading.verdict !== (within ? "ok" : "notOk")) contradictions += 1;
      if (!within) bad += 1;
    }
    expect(contradictions).toBe(0);
    expect(bad).toBeGreaterThan(10);
  });

  test("shows stops as micro-stops first, and as down after five minutes", () => {
    const states = shift.flatMap((reading) =>
      reading.kind === "state" && reading.asset === "D40a" ? [reading] : [],
    );
    const stop = states.findIndex((reading) => Math.abs(reading.timeMs - (startMs + (70 / 60) * hourMs)) < 1);
    expect(states[stop]?.state).toBe("microstop");
    expect(states[stop + 1]?.state).toBe("down");
    expect((states[stop + 1]?.timeMs ?? 0) - (states[stop]?.timeMs ?? 0)).toBeCloseTo(300_000, 3);
    expect((states[stop + 2]?.timeMs ?? 0) - (states[stop]?.timeMs ?? 0)).toBeCloseTo(1_140_000, 3);
  });

  test("shows the break of operators as planned", () => {
    const states = shift.flatMap((reading) =>
      reading.kind === "state" && reading.asset === "D30" && reading.state === "planned"
        ? [reading.timeMs]
        : [],
    );
    expect(states).toContain(startMs + 4 * hourMs);
  });

  test("tells of modules with open paste over time: held for that reason, then gone from their place", () => {
    const held = shift.flatMap((reading, index) =>
      reading.kind === "part" && reading.verb === "hold" && reading.reason === "openTime" ? [index] : [],
    );
    expect(held.length).toBeGreaterThan(4);
    for (const index of held) {
      const [hold, leave] = [shift[index], shift[index + 1]];
      if (hold?.kind !== "part" || leave?.kind !== "part") throw new Error("a part is held, then leaves");
      expect(leave).toMatchObject({ verb: "leave", serial: hold.serial, asset: hold.asset });
      expect(hold.serial).toMatch(/^M/);
    }
  });

  test("shows the fouling in three signals of one cell, and it is gone with the glass", () => {
    for (const name of ["scatteredLight", "glassTemperature", "focusShift"]) {
      const rise = meanBetween(`B10b/${name}`, 3, 3.6) - meanBetween(`B10a/${name}`, 3, 3.6);
      const after = meanBetween(`B10b/${name}`, 4, 5) - meanBetween(`B10a/${name}`, 4, 5);
      expect(rise).toBeGreaterThan(5);
      expect(Math.abs(after)).toBeLessThan(rise / 3);
    }
  });

  test("shows the faulty thermocouple alone: its neighbour, pressure and volume stay", () => {
    const change = (key: string): number => meanBetween(key, 7.5, 8) - meanBetween(key, 2, 5);
    expect(change("C10/temperature2")).toBeGreaterThan(4);
    expect(Math.abs(change("C10/temperature1"))).toBeLessThan(0.5);
    expect(Math.abs(change("C10/volume"))).toBeLessThan(0.3);
  });
});

describe("running on", () => {
  test("gives the same readings in one step as in many", () => {
    const summary = (readings: readonly Reading[]): string =>
      readings.map((reading) => JSON.stringify(reading)).join("\n");
    const once = begin(3);
    const whole = [...once.advance(startMs), ...once.advance(startMs + 600_000)];
    const often = begin(3);
    const pieces: Reading[] = [];
    for (let timeMs = startMs; timeMs <= startMs + 600_000; timeMs += 1700)
      pieces.push(...often.advance(timeMs));
    pieces.push(...often.advance(startMs + 600_000));
    expect(summary(pieces)).toBe(summary(whole));
  });

  test("goes on into the next shift with its script again", () => {
    line.advance(startMs + 8.6 * hourMs);
    const next = line.advance(startMs + 8.8 * hourMs);
    const stopped = next.some(
      (reading) =>
        reading.kind === "state" &&
        reading.asset === "B10a" &&
        reading.state === "microstop" &&
        Math.abs(reading.timeMs - (startMs + (8 + 40 / 60) * hourMs)) < 1,
    );
    expect(stopped).toBe(true);
  });
});

describe("breaks", () => {
  const breaksIn = (readings: readonly Reading[]): number[] =>
    readings.flatMap((reading) =>
      reading.kind === "state" && reading.asset === "OP-D30-1" && reading.state === "planned"
        ? [Math.round((reading.timeMs - startMs) / 60_000)]
        : [],
    );

  test("come at ten by the plant's clock and not again with the script of the afternoon", () => {
    const day = begin(1);
    const told: number[] = [];
    for (let hour = 0; hour <= 30; hour += 1) told.push(...breaksIn(day.advance(startMs + hour * hourMs)));
    expect(told).toEqual([4 * 60, 28 * 60]);
  });

  test("that are under way when a line is started cold go on", () => {
    const cold = valueOf(
      createSimulatedPlant({ plant, behaviour, seed: 1, startMs: startMs + 4.25 * hourMs }),
    );
    const told = [...cold.advance(startMs + 4.25 * hourMs), ...cold.advance(startMs + 4.6 * hourMs)];
    const states = told.flatMap((reading) =>
      reading.kind === "state" && reading.asset === "OP-D30-1"
        ? [[reading.state, (reading.timeMs - startMs) / hourMs] as const]
        : [],
    );
    expect(states).toContainEqual(["planned", 4.25]);
    expect(states.find(([state, hour]) => state !== "planned" && hour > 4.25)?.[1]).toBeCloseTo(4.5, 6);
  });
});

describe("visitors", () => {
  const openedAt = (seed: number): SimulatedPlant => {
    const made = begin(seed);
    made.advance(startMs + 60_000);
    return made;
  };

  test("stop a station, and it goes on afterwards", () => {
    const made = openedAt(4);
    expect(made.inject({ kind: "stop", asset: "D50", durationS: 120 }).ok).toBe(true);
    const states = made
      .advance(startMs + 600_000)
      .flatMap((reading) => (reading.kind === "state" && reading.asset === "D50" ? [reading.state] : []));
    expect(states[0]).toBe("microstop");
    expect(states.slice(1)).toContain("run");
  });

  test("delay a supply, and its station starves", () => {
    const made = openedAt(5);
    expect(made.inject({ kind: "delaySupply", asset: "SUP-CELLS", durationS: 300 }).ok).toBe(true);
    const starved = made
      .advance(startMs + 200_000)
      .some(
        (reading) =>
          reading.kind === "state" && reading.asset === "A10" && reading.reason?.code === "lateSupply",
      );
    expect(starved).toBe(true);
  });

  test("call an operator away, and the station waits", () => {
    const made = openedAt(6);
    expect(made.inject({ kind: "callAwayOperator", asset: "OP-D30-1", durationS: 200 }).ok).toBe(true);
    const waits = made
      .advance(startMs + 120_000)
      .some(
        (reading) => reading.kind === "state" && reading.asset === "D30" && reading.state === "waitOperator",
      );
    expect(waits).toBe(true);
  });

  test("change the mix, and the next modules are of it", () => {
    const made = openedAt(7);
    expect(made.inject({ kind: "changeMix", orders: [{ variant: "72", quantity: 50 }] }).ok).toBe(true);
    const variants = made
      .advance(startMs + 600_000)
      .flatMap((reading) =>
        reading.kind === "part" && reading.verb === "create" && reading.asset === "A10"
          ? [reading.variant]
          : [],
      );
    expect(new Set(variants)).toEqual(new Set(["72"]));
  });

  test("changing the mix does not lock the line: packs still leave two hours later", () => {
    const made = openedAt(8);
    made.inject({
      kind: "changeMix",
      orders: [
        { variant: "72", quantity: 3 },
        { variant: "84", quantity: 2 },
      ],
    });
    made.advance(startMs + 2 * hourMs);
    const ships = made
      .advance(startMs + 2.5 * hourMs)
      .filter((reading) => reading.kind === "part" && reading.verb === "ship").length;
    expect(ships).toBeGreaterThan(5);
  });

  test("foul a glass, and its scattered light rises", () => {
    const made = openedAt(9);
    const before = valuesOf("B10a/scatteredLight", made.advance(startMs + 300_000)).at(-1)?.value ?? 0;
    made.inject({ kind: "foulGlass", asset: "B10a", durationS: 1200 });
    const later = valuesOf("B10a/scatteredLight", made.advance(startMs + 900_000)).at(-1)?.value ?? 0;
    expect(later).toBeGreaterThan(before);
  });

  test.each([
    { kind: "stop", asset: "nowhere", durationS: 5 },
    { kind: "delaySupply", asset: "D50", durationS: 5 },
    { kind: "callAwayOperator", asset: "Smith", durationS: 5 },
    { kind: "changeMix", orders: [{ variant: "1000", quantity: 5 }] },
  ])("are refused with the names that exist: %j", (command) => {
    const refused = openedAt(1).inject(visitorCommandSchema.parse(command));
    expect(refused.ok).toBe(false);
    expect(refused.problems[0]?.hint).toMatch(/^Use one of: \S+/);
  });
});

describe("input files", () => {
  const broken: [string, (file: Record<string, unknown>) => void, RegExp][] = [
    ["an unknown key", (file) => (file["speed"] = 1), /behaviour\.json/],
    [
      "a probability above 1",
      (file) => (file["inspections"] = [{ station: "B20", class: "x", probability: 2 }]),
      /probability/,
    ],
    ["a station without id", (file) => (file["stations"] = { "": {} }), /stations/],
  ];
  test.each(broken)("behaviour.json with %s is refused with its path", (_, change, path) => {
    const file = structuredClone(read("behaviour.json")) as Record<string, unknown>;
    change(file);
    const outcome = parseBehaviour(file);
    expect(outcome.ok).toBe(false);
    expect(outcome.problems[0]?.path.join("/")).toMatch(path);
    expect(outcome.problems[0]?.hint).not.toBe("");
  });

  test.each([
    [
      "an unknown station",
      { ...behaviour, stations: { ...behaviour.stations, Z99: { ...behaviour.stations["A20"]! } } },
      /Z99/,
    ],
    [
      "an unknown signal",
      { ...behaviour, signals: [{ signal: "A10/nothing", run: 1, idle: 0, sd: 0, everyS: 5 }] },
      /A10\/nothing/,
    ],
    [
      "a defect at an unknown station",
      { ...behaviour, defects: [{ id: "d", class: "c", station: "Q1", base: 0.1 }] },
      /Q1/,
    ],
  ])("compiling with %s names it", (_, changed, name) => {
    const outcome = compileLine(plant, changed);
    expect(outcome.ok).toBe(false);
    expect(outcome.problems.map((problem) => problem.message).join("\n")).toMatch(name);
  });

  test("behaviour.json with rules of the flow is told where each belongs now", () => {
    const outcome = parseBehaviour({
      schema: 1,
      stations: { A10: { operators: ["OP-1"], openTimeS: 60, speed: 1 } },
      roundTripS: { B1: 200 },
      maxInProcess: 40,
    });
    expect(outcome.problems.map(({ path, id, hint }) => [path.slice(1).join("/"), id, hint])).toEqual([
      ["stations/A10/operators", "moved-to-plant", "Move it to plant.json › assets › A10 › operators."],
      ["stations/A10/openTimeS", "moved-to-plant", "Move it to plant.json › assets › A10 › openTimeS."],
      ["stations/A10", "invalid-unrecognized-keys", expect.stringMatching(/misspellings/)],
      [
        "roundTripS",
        "moved-to-plant",
        'Move it to plant.json › links: "roundTripS" of each link of kind vehicle.',
      ],
      ["maxInProcess", "moved-to-plant", "Move it to plant.json › maxInProcess."],
    ]);
  });

  test("anything at all is parsed or refused, never thrown at", () => {
    fc.assert(
      fc.property(fc.anything(), (input) => {
        for (const outcome of [parseBehaviour(input), parseScenario(input)])
          if (!outcome.ok) expect(outcome.problems.length).toBeGreaterThan(0);
      }),
      { numRuns: 2000, seed: 1 },
    );
  });
});
