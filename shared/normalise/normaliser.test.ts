// Readings to facts: rows, labels, texts, quality, late values, states and refusals.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ProblemList } from "../base/problem.ts";
import type { Fact, Reading } from "../model/fact.ts";
import { plantSchema } from "../model/plant-schema.ts";
import { resolvePlant } from "../model/plant.ts";
import { createNormaliser, type NormaliserOptions } from "./normaliser.ts";
import { executionWords } from "./mtconnect-state.ts";

const plant = resolvePlant(
  plantSchema.parse({
    schema: 1,
    id: "shop",
    name: "Shop",
    timeZone: "Europe/Berlin",
    assets: [
      {
        id: "M1",
        name: "Machine 1",
        level: "station",
        signals: [
          { name: "execution", type: "enum", labels: executionWords, role: "execution", tag: "D1:execution" },
          { name: "mode", type: "text", role: "controllerMode", tag: "D1:mode" },
          { name: "estop", type: "text", role: "emergencyStop", tag: "D1:estop" },
          { name: "avail", type: "text", role: "availability", tag: "D1:avail" },
          { name: "load", unit: "%", tag: "D1:load" },
          { name: "program", type: "text", role: "program", tag: "D1:program" },
        ],
      },
      { id: "M2", name: "Machine 2", level: "station" },
    ],
  }),
);

function start(options: Partial<NormaliserOptions> = {}) {
  const problems = new ProblemList(() => 0);
  const normaliser = createNormaliser(plant, { problems, ...options });
  const take = (reading: Reading, receivedMs = reading.timeMs): Fact[] => {
    const facts: Fact[] = [];
    normaliser.accept(reading, receivedMs, facts);
    normaliser.settle(facts);
    return facts;
  };
  const value = (key: string, timeMs: number, given: number | string | undefined): Fact[] =>
    take({ kind: "value", key, timeMs, value: given });
  return { problems, normaliser, take, value };
}
const states = (facts: readonly Fact[]) =>
  facts.flatMap((fact) => (fact.kind === "state" ? [`${fact.state} ${fact.mode} ${fact.nativeState}`] : []));

describe("values", () => {
  it("finds a signal by its tag and by its id", () => {
    const { value } = start();
    expect(value("D1:load", 1, "12.5")).toMatchObject([
      { kind: "sample", signal: 4, value: 12.5, quality: "good" },
    ]);
    expect(value("M1/load", 2, 13)).toMatchObject([{ signal: 4, value: 13 }]);
  });

  it("keeps both times", () => {
    const { take } = start();
    expect(take({ kind: "value", key: "D1:load", timeMs: 10, value: 1 }, 35)).toMatchObject([
      { timeMs: 10, receivedMs: 35 },
    ]);
  });

  it("says missing, not NaN, when there is no value", () => {
    const { value, problems } = start();
    expect(value("D1:load", 1, undefined)).toMatchObject([{ value: 0, quality: "missing" }]);
    expect(problems.list()).toEqual([]);
  });

  it("reports text in a number signal and stores no value", () => {
    const { value, problems } = start();
    expect(value("D1:load", 1, "abc")).toMatchObject([{ value: 0, quality: "missing" }]);
    expect(value("D1:load", 2, "")).toMatchObject([{ quality: "missing" }]);
    expect(problems.list()).toMatchObject([{ id: "not-a-number", path: ["sources", "M1/load"], count: 2 }]);
  });

  it("reports an unknown key once, with its count", () => {
    const { value, problems, normaliser } = start();
    for (let at = 0; at < 5; at += 1) expect(value("D1:ghost", at, 1)).toEqual([]);
    expect(problems.list()).toMatchObject([{ id: "unknown-key", count: 5 }]);
    expect(normaliser.counts).toEqual({ accepted: 0, refused: 5 });
  });

  it("stops listing keys one by one when a source invents them", () => {
    const { value, problems } = start();
    for (let at = 0; at < 1500; at += 1) value(`ghost${String(at)}`, at, 1);
    expect(problems.list()).toHaveLength(1001);
    expect(problems.list().at(-1)).toMatchObject({ id: "too-many-problem-keys", count: 500 });
  });

  it("marks a value older than the newest as backfill, and an equal time not", () => {
    const { value } = start();
    value("D1:load", 100, 1);
    expect(value("D1:load", 99, 2)).toMatchObject([{ backfill: true, timeMs: 99 }]);
    expect(value("D1:load", 100, 3)).not.toMatchObject([{ backfill: true }]);
  });

  it("a late execution word changes no state", () => {
    const { value } = start();
    value("D1:execution", 100, "ACTIVE");
    expect(states(value("D1:execution", 50, "READY"))).toEqual([]);
  });

  it("puts a new text into the string table before its sample, and a known one not again", () => {
    const { value, normaliser } = start();
    expect(value("D1:program", 1, "O1000").map((fact) => fact.kind)).toEqual(["string", "sample"]);
    expect(value("D1:program", 2, "O1000").map((fact) => fact.kind)).toEqual(["sample"]);
    expect(normaliser.strings).toEqual(["O1000"]);
  });

  it("goes on with the texts of an open timeline", () => {
    const { value } = start({ strings: ["A", "B"] });
    expect(value("D1:program", 1, "B")).toMatchObject([{ kind: "sample", value: 1 }]);
    expect(value("D1:program", 2, "C")).toMatchObject([{ kind: "string", index: 2 }, { value: 2 }]);
  });

  it("stores an enum as its label's index and reports labels it does not have", () => {
    const { value, problems } = start();
    expect(value("D1:execution", 1, "READY")).toMatchObject([
      { kind: "sample", value: 1 },
      { kind: "state" },
    ]);
    expect(value("D1:execution", 2, "DANCING")[0]).toMatchObject({ quality: "missing" });
    expect(problems.list().map((problem) => problem.id)).toEqual(["unknown-label", "unknown-execution"]);
  });

  it("converts a source's unit and clock", () => {
    const { value } = start({
      conversionOf: (signal) => (signal.name === "load" ? { scale: 100, offset: 1 } : undefined),
      clockOffsetMs: -40,
    });
    expect(value("D1:load", 1000, 0.5)).toMatchObject([{ value: 51, timeMs: 960 }]);
  });
});

describe("states from roles", () => {
  it("follows execution, mode and emergency stop", () => {
    const { value } = start();
    const seen = [
      ...value("D1:mode", 1, "AUTOMATIC"),
      ...value("D1:execution", 2, "ACTIVE"),
      ...value("D1:execution", 3, "FEED_HOLD"),
      ...value("D1:mode", 4, "MANUAL"),
      ...value("D1:estop", 5, "TRIGGERED"),
      ...value("D1:estop", 6, "ARMED"),
      ...value("D1:execution", 7, undefined),
    ];
    expect(states(seen)).toEqual([
      "unknown production ",
      "run production ACTIVE",
      "microstop production FEED_HOLD",
      "setup manual FEED_HOLD",
      "down manual TRIGGERED",
      "setup manual FEED_HOLD",
      "unknown manual UNAVAILABLE",
    ]);
  });

  it("shows no state in between when signals change at one instant", () => {
    const { normaliser } = start();
    const facts: Fact[] = [];
    const at = (timeMs: number, key: string, value: string): void => {
      normaliser.accept({ kind: "value", key, timeMs, value }, timeMs, facts);
    };
    at(5, "D1:execution", "STOPPED");
    at(5, "D1:mode", "MANUAL");
    at(5, "D1:load", "1");
    expect(states(facts)).toEqual([]);
    at(6, "D1:load", "1");
    expect(states(facts)).toEqual(["setup manual STOPPED"]);
  });

  it("tells nothing when nothing changed", () => {
    const { value } = start();
    value("D1:execution", 1, "ACTIVE");
    expect(states(value("D1:execution", 2, "ACTIVE"))).toEqual([]);
  });

  it("is unknown while the machine is unavailable, until a later execution word says otherwise", () => {
    const { value } = start();
    value("D1:execution", 1, "ACTIVE");
    expect(states(value("D1:avail", 2, "UNAVAILABLE"))).toEqual(["unknown production UNAVAILABLE"]);
    expect(states(value("D1:execution", 3, "ACTIVE"))).toEqual(["run production ACTIVE"]);
  });

  it("gives a stop the machine's own fault as its reason", () => {
    const { value, take } = start();
    take({ kind: "condition", key: "D1:system", timeMs: 1, level: "fault", code: "E7", text: "Spindle hot" });
    expect(value("D1:execution", 2, "INTERRUPTED").at(-1)).toMatchObject({
      state: "microstop",
      reason: { code: "E7", text: "Spindle hot", source: "machine", by: "D1:system" },
    });
  });

  it("makes every told asset unknown when the source is lost", () => {
    const { value, normaliser } = start();
    value("D1:execution", 1, "ACTIVE");
    const facts: Fact[] = [];
    normaliser.lost(9, 9, facts);
    expect(facts).toMatchObject([{ kind: "state", asset: 0, state: "unknown", timeMs: 9 }]);
  });
});

describe("conditions", () => {
  it("belong to the asset whose tags begin alike, or that the key names", () => {
    const { take } = start();
    const fault = { kind: "condition", timeMs: 1, level: "fault", code: "1", text: "x" } as const;
    expect(take({ ...fault, key: "D1:servo" })).toMatchObject([{ kind: "condition", asset: 0 }]);
    expect(take({ ...fault, key: "M2/servo" })).toMatchObject([{ asset: 1 }]);
  });

  it("a normal without code clears every code, told once each", () => {
    const { take } = start();
    const entry = { kind: "condition", key: "D1:servo", timeMs: 1, text: "x" } as const;
    take({ ...entry, level: "fault", code: "1" });
    take({ ...entry, level: "warning", code: "2" });
    expect(take({ ...entry, level: "fault", code: "1" })).toEqual([]);
    expect(take({ ...entry, level: "normal", code: "", text: "" })).toMatchObject([
      { level: "normal", code: "1" },
      { level: "normal", code: "2" },
    ]);
    expect(take({ ...entry, level: "normal", code: "" })).toEqual([]);
  });
});

it("a fault after an absence first ends the absence", () => {
  const { take } = start();
  const entry = { kind: "condition", key: "D1:servo", timeMs: 1, text: "" } as const;
  expect(take({ ...entry, level: "unavailable", code: "" })).toMatchObject([
    { level: "unavailable", code: "" },
  ]);
  expect(take({ ...entry, level: "fault", code: "7" })).toMatchObject([
    { level: "normal", code: "" },
    { level: "fault", code: "7" },
  ]);
});

describe("the other readings", () => {
  it("carry the rows of their assets", () => {
    const { take } = start();
    expect(take({ kind: "state", asset: "M2", timeMs: 1, state: "starved" })).toMatchObject([
      { asset: 1, state: "starved", mode: "production" },
    ]);
    expect(take({ kind: "part", verb: "enter", serial: "S1", asset: "M2", timeMs: 1 })).toEqual([
      {
        kind: "part",
        receivedMs: 1,
        assetRow: 1,
        event: { verb: "enter", serial: "S1", asset: "M2", timeMs: 1 },
      },
    ]);
    expect(
      take({ kind: "travel", vehicle: "M1", from: "M1", to: "M2", timeMs: 1, arriveMs: 5, load: 2 }),
    ).toMatchObject([{ vehicle: 0, from: 0, to: 1 }]);
  });

  it("are refused with a problem when the plant has no such asset", () => {
    const { take, problems } = start();
    expect(take({ kind: "part", verb: "enter", serial: "S1", asset: "M9", timeMs: 1 })).toEqual([]);
    expect(problems.list()).toMatchObject([{ id: "unknown-asset", path: ["sources", "M9"] }]);
  });

  it("a state that comes after a newer one is backfilled", () => {
    const { take, problems } = start();
    take({ kind: "state", asset: "M2", timeMs: 10, state: "run" });
    expect(take({ kind: "state", asset: "M2", timeMs: 5, state: "idle" })).toMatchObject([
      { timeMs: 5, state: "idle", backfill: true },
    ]);
    expect(problems.list()).toEqual([]);
  });
});

it("never throws and never stores a number that is not finite, whatever comes", () => {
  const { take } = start();
  const key = fc.oneof(
    fc.string(),
    fc.constantFrom("D1:load", "D1:execution", "D1:mode", "D1:program", "D1:estop"),
  );
  const value = fc.oneof(
    fc.double(),
    fc.string(),
    fc.constant(undefined),
    fc.constantFrom("UNAVAILABLE", "ACTIVE"),
  );
  fc.assert(
    fc.property(key, value, fc.double(), (name, given, timeMs) => {
      for (const fact of take({ kind: "value", key: name, timeMs, value: given }, 0)) {
        if (fact.kind === "sample") expect(Number.isFinite(fact.value)).toBe(true);
      }
    }),
    { numRuns: 10_000, seed: 1 },
  );
});

describe("what would break the pages", () => {
  const part = { kind: "part", verb: "leave", serial: "P1", asset: "M1", to: "M2", timeMs: 1 } as const;
  const travel = { kind: "travel", vehicle: "M1", from: "M1", to: "M2", timeMs: 1, load: 0 } as const;

  it("a time that no calendar has is refused, as one that is no number", () => {
    const { take, problems } = start();
    const times = [NaN, Infinity, -Infinity, 1e300, -1e300];
    const facts = times.flatMap((timeMs) => [
      ...take({ kind: "value", key: "D1:load", timeMs, value: 1 }, 5),
      ...take({ ...part, arriveMs: timeMs }, 5),
      ...take({ ...travel, arriveMs: timeMs }, 5),
    ]);
    expect([facts, problems.list().map(({ id, count }) => [id, count])]).toEqual([[], [["bad-time", 15]]]);
  });
  it("a number that is none after its conversion has no value", () => {
    const { value } = start({ conversionOf: () => ({ scale: 1e10, offset: 0 }) });
    expect(value("D1:load", 1, 1e305)).toMatchObject([{ value: 0, quality: "missing" }]);
  });
  it("a serial that is empty or very long is refused", () => {
    const { take, problems } = start();
    const facts = ["", "x".repeat(129)].flatMap((serial) => [
      ...take({ ...part, serial }),
      ...take({ kind: "part", verb: "assemble", serial: "P1", component: serial, asset: "M1", timeMs: 1 }),
    ]);
    expect([facts, problems.list().map(({ id }) => id)]).toEqual([[], ["bad-serial"]]);
  });
});

it("a source's clock offset counts for arrivals too", () => {
  const { take } = start({ clockOffsetMs: 1000 });
  expect(
    take({ kind: "part", verb: "leave", serial: "P1", asset: "M1", to: "M2", timeMs: 1, arriveMs: 5 }),
  ).toMatchObject([{ event: { timeMs: 1001, arriveMs: 1005 } }]);
});
