// Work done on the part in work, as told by states and parts, and the phase a machine is drawn in.
import { describe, expect, test } from "vitest";
import { stateCode } from "../frame/layout.ts";
import type { Fact, PartEvent } from "../model/fact.ts";
import { resolvePlant } from "../model/plant.ts";
import { plantSchema } from "../model/plant-schema.ts";
import type { AssetState } from "../model/state.ts";
import { cyclePhase, freeRunS, workDoneS } from "./cycles.ts";
import { createTwin } from "./twin.ts";
import { PlantState } from "./plant-state.ts";

const twin = createTwin(
  resolvePlant(
    plantSchema.parse({
      schema: 1,
      id: "tiny",
      name: "Tiny",
      timeZone: "UTC",
      variants: [
        { id: "v1", name: "One" },
        { id: "v2", name: "Two" },
        { id: "v3", name: "Three, of unknown cycle" },
      ],
      assets: [
        {
          id: "M",
          name: "Machine",
          level: "station",
          idealCycleS: { v1: 20, v2: 40 },
          reworkCycleS: 8,
          capacity: 2,
        },
        { id: "N", name: "Machine without a cycle", level: "station" },
      ],
      links: [{ from: "M", to: "N" }],
    }),
  ),
);
const rowOf = (id: string): number => twin.plant.assetRowById.get(id) ?? -1;

type Told = (at: string) => Fact;
const is =
  (state: AssetState, second: number): Told =>
  (at) => ({
    kind: "state",
    asset: rowOf(at),
    state,
    mode: "production",
    nativeState: state,
    timeMs: second * 1000,
    receivedMs: second * 1000,
  });
const part =
  (verb: PartEvent["verb"], serial: string, second: number, rest: Partial<PartEvent> = {}): Told =>
  (at) => ({
    kind: "part",
    assetRow: rowOf(at),
    receivedMs: second * 1000,
    event: { verb, serial, asset: at, timeMs: second * 1000, ...rest },
  });
const enter = (serial: string, second: number, variant = "v1"): Told =>
  part("enter", serial, second, { variant });
const leave = (serial: string, second: number): Told => part("leave", serial, second);

function after(told: readonly Told[], at = "M"): PlantState {
  const state = new PlantState(twin);
  for (const fact of told) state.apply(fact(at));
  return state;
}
/** Seconds of work done on the part in work at a second. */
function workAt(state: PlantState, second: number, at = "M"): number {
  const row = rowOf(at);
  return workDoneS(
    state.assetCycleS[row] ?? -1,
    state.assetState[row] ?? 0,
    state.assetSinceMs[row] ?? 0,
    second * 1000,
  );
}
function phaseAt(state: PlantState, second: number, at = "M"): number {
  const row = rowOf(at);
  return cyclePhase(
    state.assetCycleS[row] ?? -1,
    state.assetIdealS[row] ?? -1,
    state.assetState[row] ?? 0,
    state.assetSinceMs[row] ?? 0,
    second * 1000,
  );
}

describe("work on a part", () => {
  test("begins when the machine does, not when the part comes", () => {
    const state = after([is("idle", 0), enter("a", 10), is("run", 30)]);
    expect([workAt(state, 30), workAt(state, 42)]).toEqual([0, 12]);
  });
  test("begins with a part that comes while the machine runs on", () => {
    const state = after([is("run", 0), enter("a", 100), leave("a", 119), enter("b", 119)]);
    expect([workAt(state, 119), workAt(state, 131)]).toEqual([0, 12]);
  });
  test("is held by a stop and carried on after it", () => {
    const state = after([is("run", 0), enter("a", 100), is("microstop", 107)]);
    expect([workAt(state, 107), workAt(state, 500)]).toEqual([7, 7]);
    state.apply(is("down", 300)("M"));
    state.apply(is("run", 600)("M"));
    expect([workAt(state, 600), workAt(state, 605)]).toEqual([7, 12]);
  });
  test("is not done in a setup", () => {
    const state = after([is("run", 0), enter("a", 50), is("setup", 50), is("run", 110)]);
    expect(workAt(state, 115)).toBe(5);
  });
  test("told late is counted from the state's beginning at the earliest", () => {
    expect(workAt(after([is("run", 100), enter("a", 90)]), 110)).toBe(10);
  });
  test("never runs backwards when a state is told late", () => {
    const state = after([enter("a", 0), is("run", 100), is("microstop", 90)]);
    expect(workAt(state, 120)).toBe(0);
  });
  test("belongs to the oldest part inside, and the next begins when that one leaves", () => {
    const state = after([enter("a", 0), is("run", 0), enter("b", 15)]);
    expect(workAt(state, 18)).toBe(18);
    state.apply(leave("a", 20)("M"));
    expect(workAt(state, 25)).toBe(5);
  });
  test("goes on with the product when the part is built into it", () => {
    const state = after([
      enter("tray", 0),
      enter("cell", 1),
      is("run", 2),
      part("create", "pack", 30, { variant: "v2" }),
      part("assemble", "pack", 30, { component: "tray" }),
      part("assemble", "pack", 30, { component: "cell" }),
    ]);
    expect([workAt(state, 31), state.assetIdealS[rowOf("M")]]).toEqual([29, 40]);
  });
  test("begins anew when the same part comes back", () => {
    const state = after([is("run", 0), enter("a", 0), leave("a", 20), enter("a", 60)]);
    expect(workAt(state, 65)).toBe(5);
  });
  test("begins once without a part, when the machine tells its parts late", () => {
    const state = after([enter("a", 0), is("run", 0), is("idle", 20), leave("a", 20), is("run", 50)]);
    expect([workAt(state, 50), workAt(state, 55)]).toEqual([0, 5]);
    state.apply(is("microstop", 55)("M"));
    state.apply(is("run", 80)("M"));
    expect(workAt(state, 82)).toBe(7);
  });
  test("is copied with the state, and later facts do not touch the copy", () => {
    const state = after([is("run", 0), enter("a", 10), is("microstop", 17)]);
    const copy = state.clone();
    state.apply(leave("a", 20)("M"));
    state.apply(enter("b", 30, "v2")("M"));
    copy.apply(enter("c", 35)("M"));
    copy.apply(is("run", 40)("M"));
    expect([workAt(copy, 43), copy.assetIdealS[rowOf("M")]]).toEqual([10, 20]);
    expect([workAt(state, 43), state.assetIdealS[rowOf("M")]]).toEqual([0, 40]);
  });
});

describe("the phase", () => {
  test("is work over the ideal cycle of the variant in work", () => {
    expect(phaseAt(after([is("run", 0), enter("a", 100)]), 105)).toBe(0.25);
    expect(phaseAt(after([is("run", 0), enter("a", 100, "v2")]), 105)).toBe(0.125);
  });
  test("of a part that comes back after rework is over the cycle it has then", () => {
    const state = after([
      is("run", 0),
      enter("a", 0),
      part("rework", "a", 20),
      leave("a", 20),
      enter("a", 60),
    ]);
    expect([phaseAt(state, 64), state.assetIdealS[rowOf("M")]]).toEqual([0.5, 8]);
    state.apply(leave("a", 68)("M"));
    state.apply(enter("b", 68)("M"));
    expect(phaseAt(state, 72)).toBe(0.2);
  });
  test("rests at its end when the work takes longer", () => {
    expect(phaseAt(after([is("run", 0), enter("a", 100)]), 300)).toBe(1);
  });
  test("rests where it is when the part has left, until the next comes", () => {
    const state = after([is("run", 0), enter("a", 0), leave("a", 19), is("starved", 19)]);
    expect([phaseAt(state, 19), phaseAt(state, 500)]).toEqual([0.95, 0.95]);
    state.apply(enter("b", 500)("M"));
    expect(phaseAt(state, 500)).toBe(0);
  });
  test("is never outside 0 to 1, whatever the numbers", () => {
    const run = stateCode("run");
    expect(cyclePhase(-1e6, 20, run, 0, 5000)).toBe(0);
    expect(cyclePhase(0, 20, run, 10_000, 5000)).toBe(0);
    const free = cyclePhase(-1e6 - 0.1, 0, run, 0, 5000);
    expect(free).toBeGreaterThanOrEqual(0);
    expect(free).toBeLessThan(1);
  });
});

describe("a machine whose cycle nobody knows", () => {
  test("repeats its motion while it works, and stands still in stops", () => {
    const state = after([is("run", 0)], "N");
    expect([phaseAt(state, 5, "N"), phaseAt(state, freeRunS + 5, "N")]).toEqual([0.25, 0.25]);
    state.apply(is("microstop", freeRunS + 5)("N"));
    expect(phaseAt(state, 1000, "N")).toBe(0.25);
  });
  test("goes on after a stop where it stood", () => {
    const state = after([is("run", 0), is("idle", freeRunS * 3 + 5), is("run", 1000)], "N");
    expect(phaseAt(state, 1005, "N")).toBe(0.5);
  });
  test("is not set back by parts that pass", () => {
    const state = after([is("run", 0), enter("a", 5), leave("a", 9), enter("b", 9)], "N");
    expect([phaseAt(state, 10, "N"), state.assetIdealS[rowOf("N")]]).toEqual([0.5, 0]);
  });
  test("of one variant only begins anew with each part of it", () => {
    const state = after([is("run", 0), enter("a", 7, "v3")]);
    expect([state.assetIdealS[rowOf("M")], phaseAt(state, 12)]).toEqual([0, 0.25]);
  });
});
