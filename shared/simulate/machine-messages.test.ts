// The demo's machines speak when they stop: own codes, resolvable keys, an end to every message.
import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import type { Outcome } from "../base/problem.ts";
import type { Reading } from "../model/fact.ts";
import { plantSchema } from "../model/plant-schema.ts";
import { resolvePlant } from "../model/plant.ts";
import { buildKeyIndex } from "../normalise/key-index.ts";
import { parseBehaviour } from "./behaviour-schema.ts";
import { compileLine } from "./compile.ts";
import { createSimulatedPlant } from "./live.ts";
import { parseScenario } from "./scenario-schema.ts";

function valueOf<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw new Error(outcome.problems.map((problem) => problem.message).join("\n"));
}
const read = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../assets/plants/demo/${name}`, import.meta.url), "utf8"));
const plant = resolvePlant(plantSchema.parse(read("plant.json")));
const behaviour = valueOf(parseBehaviour(read("behaviour.json")));
const scenario = valueOf(parseScenario(read("scenario.json")));
const startMs = Date.UTC(2026, 0, 5, 5);
const hourMs = 3_600_000;

type Condition = Extract<Reading, { kind: "condition" }>;
type State = Extract<Reading, { kind: "state" }>;
const conditionsIn = (readings: readonly Reading[]): Condition[] =>
  readings.filter((reading) => reading.kind === "condition");

describe("a shift of messages", () => {
  const shift: Reading[] = [];
  beforeAll(() => {
    const simulated = valueOf(createSimulatedPlant({ plant, behaviour, scenario, seed: 1, startMs }));
    for (let minute = 0; minute <= 480; minute += 10)
      shift.push(...simulated.advance(startMs + minute * 60_000));
  });
  const of = (asset: string): Condition[] =>
    conditionsIn(shift).filter(({ key }) => key === `${asset}/condition`);

  test("a scripted breakdown is a fault in its own words while it lasts, and normal when it is over", () => {
    const fromMs = startMs + (70 / 60) * hourMs;
    const said = of("D40a").filter(({ timeMs }) => timeMs >= fromMs - 1 && timeMs <= fromMs + 1_140_001);
    expect(
      said.map(({ level, code, text, timeMs }) => [level, code, text, Math.round(timeMs - fromMs)]),
    ).toEqual([
      ["fault", "T4012", "Helium background too high", 0],
      ["normal", "T4012", "Helium background too high", 1_140_000],
    ]);
  });

  test("changing the protective glass is a warning, not a fault", () => {
    const fromMs = startMs + (220 / 60) * hourMs;
    const said = of("B10b").find(({ timeMs }) => Math.abs(timeMs - fromMs) < 1);
    expect([said?.level, said?.code]).toEqual(["warning", "L1301"]);
  });

  test("every breakdown of a station comes with a fault at the same moment, and no jam does", () => {
    const at = new Set(conditionsIn(shift).map(({ key, timeMs }) => `${key} ${timeMs}`));
    const stops = shift.filter(
      (reading): reading is State => reading.kind === "state" && reading.state === "microstop",
    );
    const silent = stops.filter(({ asset, timeMs }) => !at.has(`${asset}/condition ${timeMs}`));
    const speaking = stops.filter(({ asset, timeMs }) => at.has(`${asset}/condition ${timeMs}`));
    expect(speaking.length).toBeGreaterThan(10);
    expect(new Set(speaking.map(({ reason }) => reason?.code))).toEqual(
      new Set(["breakdown", "glassChange"]),
    );
    expect(new Set(silent.map(({ reason }) => reason?.code))).toEqual(new Set(["jam"]));
  });

  test("messages of one station take turns: none begins before the last is normal again", () => {
    const open = new Map<string, string>();
    const wrong: string[] = [];
    for (const { key, level, code } of conditionsIn(shift)) {
      if (level === "normal" ? open.get(key) !== code : open.has(key)) wrong.push(`${key} ${level} ${code}`);
      if (level === "normal") open.delete(key);
      else open.set(key, code);
    }
    expect(wrong).toEqual([]);
  });

  test("every key is resolved to the station that speaks", () => {
    const keys = buildKeyIndex(plant);
    for (const { key } of conditionsIn(shift))
      expect(plant.assets[keys.conditionAssetRow(key) ?? -1]?.id).toBe(key.slice(0, key.indexOf("/")));
  });

  test("every station that can break down has words for it", () => {
    const line = valueOf(compileLine(plant, behaviour));
    const without = line.stations.filter(
      (station) =>
        station.failure !== undefined &&
        !behaviour.messages.some(
          (message) =>
            message.reason === "breakdown" &&
            (message.station === station.id || message.station === station.group),
        ),
    );
    expect(without.map(({ id }) => id)).toEqual([]);
  });
});

describe("at other times", () => {
  test("who begins to listen during a stop hears its message at once", () => {
    const early = {
      ...scenario,
      events: [
        {
          id: "early",
          kind: "breakdown",
          resource: "D50",
          at: "06:00",
          durationS: 600,
          reason: "breakdown",
          message: { code: "P5006", text: "Nozzle blocked" },
        },
      ],
    } as const;
    const simulated = valueOf(
      createSimulatedPlant({
        plant,
        behaviour,
        scenario: { ...early, events: [...early.events] },
        seed: 1,
        startMs,
      }),
    );
    const said = conditionsIn(simulated.advance(startMs + 1000)).filter(({ key }) => key === "D50/condition");
    expect(said.map(({ level, code }) => `${level} ${code}`)).toEqual(["fault P5006"]);
  });

  test("a visitor's stop is a warning with the engine's own words", () => {
    const simulated = valueOf(createSimulatedPlant({ plant, behaviour, scenario, seed: 1, startMs }));
    simulated.advance(startMs + 60_000);
    simulated.inject({ kind: "stop", asset: "D50", durationS: 120 });
    const said = conditionsIn(simulated.advance(startMs + 400_000)).filter(
      ({ key }) => key === "D50/condition",
    );
    expect(said.slice(0, 2).map(({ level, code }) => `${level} ${code}`)).toEqual([
      "warning stop",
      "normal stop",
    ]);
  });

  test("a message of an unknown station is refused", () => {
    const outcome = compileLine(plant, {
      ...behaviour,
      messages: [{ station: "Z1", reason: "breakdown", level: "fault", code: "X", text: "x" }],
    });
    expect(outcome.problems.map(({ message }) => message).join()).toContain("Z1");
  });
});
