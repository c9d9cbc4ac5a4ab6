// The work told of the demo shift is the work its stations did: cycle times with the scatter they were simulated with.
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type Outcome, ProblemList } from "../base/problem.ts";
import type { Fact, PartEvent } from "../model/fact.ts";
import { plantSchema } from "../model/plant-schema.ts";
import { resolvePlant } from "../model/plant.ts";
import { createNormaliser } from "../normalise/normaliser.ts";
import { parseBehaviour } from "../simulate/behaviour-schema.ts";
import { createSimulatedPlant } from "../simulate/live.ts";
import { parseScenario } from "../simulate/scenario-schema.ts";
import { cyclePhase, workDoneS } from "./cycles.ts";
import { createTwin } from "./twin.ts";
import { PlantState } from "./plant-state.ts";

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
const twin = createTwin(plant);

/** Facts of the shift; the machines' measured values are of no matter here. */
function shiftFacts(): Fact[] {
  const line = valueOf(
    createSimulatedPlant({ plant, behaviour: { ...behaviour, signals: [] }, scenario, seed: 1, startMs }),
  );
  const normaliser = createNormaliser(plant, { problems: new ProblemList(() => 0), path: ["shift"] });
  const facts: Fact[] = [];
  for (let minute = 0; minute <= 480; minute += 1)
    for (const reading of line.advance(startMs + minute * 60_000))
      normaliser.accept(reading, reading.timeMs, facts);
  return facts;
}

/** One part that left a station: work told over ideal cycle, and why that is no plain cycle, if it is none. */
interface Visit {
  readonly station: string;
  readonly ratio: number;
  readonly kind: "plain" | "begun before the opening" | "welded again" | "done twice in place";
}

class Shift {
  readonly visits: Visit[] = [];
  /** How far a phase moved between a part's leaving and the next one's coming. */
  movedAtRest = 0;
  readonly #state = new PlantState(twin);
  readonly #restPhase = new Map<number, number>();
  readonly #enteredMs = new Map<number, number>();
  readonly #reworked = new Set<string>();
  /** Characteristics measured on the part in a station, and those of them measured twice. */
  readonly #measured = new Map<number, Set<string>>();
  readonly #measuredTwice = new Set<number>();

  constructor(facts: readonly Fact[]) {
    for (const fact of facts) {
      if (fact.kind === "result") this.#measure(fact.assetRow, fact.result.characteristic);
      if (fact.kind === "part" && plant.assets[fact.assetRow]?.level === "station") {
        const { event, assetRow } = fact;
        if (event.verb === "rework") this.#reworked.add(event.serial);
        if (event.verb === "enter") this.#enter(assetRow, event.timeMs);
        if (event.verb === "leave") this.#leave(assetRow, event);
      }
      this.#state.apply(fact);
    }
  }

  #measure(row: number, characteristic: string): void {
    const measured = this.#measured.get(row);
    if (measured?.has(characteristic) === true) this.#measuredTwice.add(row);
    measured?.add(characteristic);
  }

  #enter(row: number, timeMs: number): void {
    const rested = this.#restPhase.get(row);
    if (rested !== undefined && this.#state.assetCount[row] === 0)
      this.movedAtRest = Math.max(this.movedAtRest, Math.abs(this.#phase(row, timeMs) - rested));
    this.#enteredMs.set(row, timeMs);
    this.#measured.set(row, new Set());
    this.#measuredTwice.delete(row);
  }

  #leave(row: number, event: PartEvent): void {
    const { assetState, assetSinceMs, assetCycleS, assetIdealS } = this.#state;
    const sinceMs = assetSinceMs[row] ?? 0;
    const doneS = workDoneS(assetCycleS[row] ?? 0, assetState[row] ?? 0, sinceMs, event.timeMs);
    const isWeldedAgain = event.asset.startsWith("B10") && this.#reworked.has(event.serial);
    this.visits.push({
      station: event.asset,
      ratio: doneS / (assetIdealS[row] ?? 0),
      kind:
        this.#enteredMs.get(row) === startMs
          ? "begun before the opening"
          : isWeldedAgain
            ? "welded again"
            : this.#measuredTwice.has(row)
              ? "done twice in place"
              : "plain",
    });
    this.#restPhase.set(row, this.#phase(row, event.timeMs));
  }

  #phase(row: number, timeMs: number): number {
    const { assetState, assetSinceMs, assetCycleS, assetIdealS } = this.#state;
    const cycleS = assetCycleS[row] ?? 0;
    return cyclePhase(cycleS, assetIdealS[row] ?? 0, assetState[row] ?? 0, assetSinceMs[row] ?? 0, timeMs);
  }
}

const shift = new Shift(shiftFacts());
/** Scatter of a station's cycles, as simulated: a standard deviation over the mean, and none beyond three of them. */
const scatterOf = (station: string): number =>
  behaviour.stations[station]?.cv ?? behaviour.stations[station.slice(0, 3)]?.cv ?? 0;
const automatic = plant.assets.filter(({ level, id }) => level === "station" && scatterOf(id) === 0.01);
const ratiosOf = (of: (visit: Visit) => boolean): number[] =>
  shift.visits.filter(of).map(({ ratio }) => ratio);
const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

describe("when a part leaves a station of the demo shift", () => {
  test("the work told is its cycle time, within the three deviations its cycle was drawn from", () => {
    const plain = shift.visits.filter(({ kind }) => kind === "plain");
    expect(plain.length).toBeGreaterThan(14_000);
    const beyond = plain.filter(({ station, ratio }) => !(Math.abs(ratio - 1) <= 3 * scatterOf(station)));
    expect(beyond).toEqual([]);
  });

  test("of an automatic station the mean is the ideal cycle within four standard errors", () => {
    expect(automatic.length).toBe(23);
    for (const { id } of automatic) {
      const ratios = ratiosOf(({ station, kind }) => station === id && kind === "plain");
      expect(ratios.length, id).toBeGreaterThan(100);
      expect(Math.abs(mean(ratios) - 1), id).toBeLessThan((4 * 0.01) / Math.sqrt(ratios.length));
    }
  });

  test("the scatter of all automatic stations together is the 1 % they were given", () => {
    const ids = new Set(automatic.map(({ id }) => id));
    const ratios = ratiosOf(({ station, kind }) => ids.has(station) && kind === "plain");
    const deviation = Math.sqrt(mean(ratios.map((ratio) => (ratio - 1) ** 2)));
    expect(deviation).toBeGreaterThan(0.0097);
    expect(deviation).toBeLessThan(0.0103);
  });

  test("a part done twice in place has two cycles of work", () => {
    const ratios = ratiosOf(({ kind }) => kind === "done twice in place");
    expect(ratios.length).toBeGreaterThan(0);
    // Two draws of up to three deviations each; benches scatter by 6 %.
    for (const ratio of ratios) expect(Math.abs(ratio - 2)).toBeLessThan(2 * 3 * 0.06);
  });

  test("welded again it has the work of that programme's own cycle", () => {
    const again = ratiosOf(({ kind }) => kind === "welded again");
    expect(again.length).toBeGreaterThan(20);
    for (const ratio of again) expect(Math.abs(ratio - 1)).toBeLessThanOrEqual(3 * 0.01);
  });

  test("the few that were under way have less than a cycle", () => {
    const opening = ratiosOf(({ kind }) => kind === "begun before the opening");
    expect(opening.length).toBeLessThanOrEqual(26);
    expect(Math.max(...opening)).toBeLessThan(1.18);
  });
});

test("between a part's leaving and the next one's coming no phase moves", () => {
  expect(shift.movedAtRest).toBe(0);
});
